export { LogOut } from './log-out.tsx'
export { MeContext, useMe } from './me-context.ts'
export { actForMyself, mayReach, type Me, type Reach, standInFor, whoAmI } from './session.ts'
export { tellTabs, whenTabsTell } from './tabs.ts'
