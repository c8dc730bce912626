export { MeContext, useMe } from './me-context.ts'
export { mayReach, type Me, type Reach, whoAmI } from './session.ts'
