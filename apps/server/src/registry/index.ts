import type { Contract } from '@yingjin/domain/access'
import { mostDelivery, receiveDelivery, registryWording } from '@yingjin/domain/registry'
import type { Problem } from '@yingjin/kernel'
import type { UseCase } from '../access/index.ts'
import { changeCases } from './change-cases.ts'
import { compareCases } from './compare-cases.ts'
import { deliveryCases, hindranceOf } from './delivery-cases.ts'
import { dutyCases } from './duty-cases.ts'
import { householdCases } from './household-cases.ts'
import { importCases, type RegistryParts } from './import-cases.ts'
import { importLineCases } from './import-lines.ts'
import { lockCases } from './lock-cases.ts'
import { mergeCases } from './merge-cases.ts'
import { personCases } from './person-cases.ts'
import { postCases } from './post-cases.ts'
import { receivedCases, type RostersOf } from './received-cases.ts'
import { type ChainsOf, responsibilityCases } from './responsibility-cases.ts'
import { type KeptRunLists, runRosterCases } from './run-roster-cases.ts'
import { schoolCases } from './school-cases.ts'
import { schoolRegisterCases } from './school-register-cases.ts'
import { schoolLifeCases } from './school-life-cases.ts'
import { sentCases } from './sent-cases.ts'
import { unmaskCases } from './unmask-cases.ts'

export type { AtPoint, ImportPoint } from './commit-import.ts'
export type { RegistryParts } from './import-cases.ts'
export { type Owner, ownersOf } from './owners.ts'
export type { ChainsOf } from './responsibility-cases.ts'
export { goesToRuns } from './reading.ts'
export type { ReadDelivery, Reading, ReadList, ReturnedRows } from './reading.ts'
export type { RostersOf } from './received-cases.ts'
export type { KeptRunList, KeptRunLists } from './run-roster-cases.ts'
export {
  changeCases,
  compareCases,
  deliveryCases,
  hindranceOf,
  receivedCases,
  householdCases,
  importCases,
  importLineCases,
  lockCases,
  mergeCases,
  personCases,
  postCases,
  responsibilityCases,
  runRosterCases,
  schoolCases,
  schoolLifeCases,
  sentCases,
  unmaskCases,
}
export { officeCases, type OfficeSink } from './office-cases.ts'
export { type OfficeMoment, type OfficeQuery, registryOfficeQueries } from './office-tables.ts'

/** Everything the registry does, for the doors; `chainsOf` says which responsibilities the papers of a county name. */
export const useCases = (parts: RegistryParts & Readonly<{ chainsOf?: ChainsOf; rostersOf?: RostersOf; keptRunLists?: KeptRunLists }>): readonly UseCase[] =>
  [
    importCases(parts),
    deliveriesAsked(parts),
    receivedCases(parts),
    { list: runRosterCases(parts).list },
    { list: importLineCases(parts).list },
    sentCases(parts),
    comparesAsked(parts),
    personCases(parts),
    mergeCases(),
    locksAsked(),
    responsibilityCases(parts),
    dutyCases(),
    schoolCases(),
    schoolRegisterCases(),
    postCases(),
    changeCases(parts),
    schoolLifeCases(),
    householdCases(parts),
    unmaskCases(parts),
  ].flatMap(cases => Object.values(cases)) as unknown as readonly UseCase[]

export { changesToAnswer } from './change-was.ts'
export { maskedNumbersOf, type NamedChild, namedChildren } from './person-cases.ts'
export { type ToldRow, toldRows } from './told-rows.ts'
export { sealedColumns } from './sealed-columns.ts'

/** Of comparisons, what is asked without a file. */
const comparesAsked = (parts: RegistryParts) => {
  const { comparable, compare, list } = compareCases(parts)
  return { comparable, compare, list }
}

/** Of locked lists, what is asked without a file. */
const locksAsked = () => {
  const { lockable, lock, list, count, compare, members } = lockCases()
  return { lockable, lock, list, count, compare, members }
}

/** Of deliveries, what is asked without a file. */
const deliveriesAsked = (parts: RegistryParts) => {
  const { list, show, correct, setAside } = deliveryCases(parts)
  return { list, show, correct, setAside }
}

/** Files that come and go beside an order; the door reads and writes their bytes. */
export const files = (parts: RegistryParts) => {
  const { receive, takeReturned } = deliveryCases(parts)
  return {
    uploads: [{ contract: receiveDelivery as Contract, mostBytes: mostDelivery.fileBytes, receive: receive as unknown as (content: Buffer) => UseCase }],
    downloads: [
      takeReturned,
      compareCases(parts).take,
      lockCases().takeChanges,
      lockCases().takeMembers,
      importLineCases(parts).take,
    ] as unknown as readonly UseCase[],
  }
}

/** The sentence of a refusal that is of this subject; `null` where it is another's. */
export const wordRegistry = (problem: Problem): string | null => {
  const wording = registryWording as unknown as Readonly<Record<string, ((facts: object) => string) | undefined>>
  return wording[problem.code]?.(problem.facts) ?? null
}
