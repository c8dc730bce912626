export { MeContext, useMe } from './me-context.ts'
export { mayReach, type Me, type Reach, standInFor, whoAmI } from './session.ts'
