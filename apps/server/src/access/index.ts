import { endSessions, listAccounts, listListsToGrant, showAccount } from './account-cases.ts'
import { addAccount, appointDeputy, closeAccount, endDeputy, giveGrant, openRows, reviewOpening, revokeGrant } from './give.ts'
import { listCounties, listOpenings, me } from './look.ts'
import type { UseCase } from './use-case.ts'
import { checkTrail, findTaken, listTrail, personsOfEntry } from './trail-cases.ts'
import { whoLooked } from './who-looked.ts'

export { admitCommandLine, admitMachine, admitPublisher, makePassword, type OwnSecrets, ownSecrets } from './first-run.ts'
export { administerLogin, openAccountBy } from './account-cases.ts'
export { addAccount, closeAccount, giveGrant, revokeGrant } from './give.ts'
export { bringUpToDate, layDownRoles, roleRows } from './lay-down-roles.ts'
export { type HalfIn, type LoggedIn, type Login, openLogin } from './login.ts'
export { me } from './look.ts'
export { whoIs } from './who-is.ts'
export { type Asked, inOneWriting, notUnderstood, perform, sealedColumns } from './perform.ts'
export { type ListPart, takeListCase, type TakenSheet } from './take-list.ts'
export { type Actor, orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable, type UseCase } from './use-case.ts'

/** What may be asked of this subject; every door registers these. */
export const useCases: readonly UseCase[] = [
  addAccount,
  closeAccount,
  giveGrant,
  revokeGrant,
  appointDeputy,
  endDeputy,
  openRows,
  reviewOpening,
  me,
  listCounties,
  listOpenings,
  whoLooked,
  listTrail,
  personsOfEntry,
  checkTrail,
  findTaken,
  listAccounts,
  showAccount,
  listListsToGrant,
  endSessions,
]
