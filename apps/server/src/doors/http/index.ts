export { type HttpParts, openHttp } from './open-http.ts'
export type { Subject } from './subject.ts'
export { sessionCookie } from './session-cookie.ts'
export type { DemonstrationAccount } from './serve-web.ts'
