export { actsHere } from './acts-here.ts'
export { type JsonSchema, methodOf, type Plain, plainOf, schemaOf } from './asked-by.ts'
export { type AccessProblem, accessWording } from './access-problem.ts'
export { type LoginProblem, loginWording } from './login-problem.ts'
export { changePassword, confirmSecondFactor, enrolSecondFactor, giveCode, listSessions, logIn, logOut, revokeSession } from './login-contracts.ts'
export { type AccessRule, type Contract, contract, needsReach } from './contract.ts'
export { personsIn, type Trail, trailOf } from './trail.ts'
export { conditionWords, type ListOnPaper, mostOnPaper, shortDigestLength, readTaken, takeList, type TakenAs, type TakenList, takenList } from './taken-list.ts'
export { type AccountStanding, accountStandings } from './account-standing.ts'
export { lookText } from './look-text.ts'
export { checkTrail, findTaken, listTrail, personsOfEntry, whoLooked } from './trail-contracts.ts'
export { dropSecondFactor, endSessions, listAccounts, listListsToGrant, openAccount, resetPassword, showAccount } from './account-contracts.ts'
export {
  addAccount,
  appointDeputy,
  closeAccount,
  endDeputy,
  giveGrant,
  listCounties,
  listOpenings,
  me,
  openRows,
  reviewOpening,
  revokeGrant,
} from './contracts.ts'
export { type Field, fields, type Reach } from './field.ts'
export { type GrantProblem, grantWording } from './grant-problem.ts'
export { allRoles, conflicts, type GrantKind, isRole, type Level, levels, openedForAtMostDays, type Role, type RoleDefinition, roleOf, roles } from './role.ts'
export { termCode, writtenTerm } from './term-words.ts'
export { inWords, noNumberSays, usernames } from './words.ts'
