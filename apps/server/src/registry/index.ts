import type { UseCase } from '../access/index.ts'
import { changeCases } from './change-cases.ts'
import { householdCases } from './household-cases.ts'
import { importCases, type RegistryParts } from './import-cases.ts'
import { lockCases } from './lock-cases.ts'
import { personCases } from './person-cases.ts'
import { postCases } from './post-cases.ts'
import { type ChainsOf, responsibilityCases } from './responsibility-cases.ts'
import { schoolCases } from './school-cases.ts'
import { schoolLifeCases } from './school-life-cases.ts'
import { unmaskCases } from './unmask-cases.ts'

export type { AtPoint, ImportPoint } from './commit-import.ts'
export type { RegistryParts } from './import-cases.ts'
export { type Owner, ownersOf } from './owners.ts'
export type { ChainsOf } from './responsibility-cases.ts'
export { changeCases, householdCases, importCases, lockCases, personCases, postCases, responsibilityCases, schoolCases, schoolLifeCases, unmaskCases }
export { officeCases, type OfficeSink } from './office-cases.ts'
export { type OfficeMoment, type OfficeQuery, registryOfficeQueries } from './office-tables.ts'

/** Everything the registry does, for the doors; `chainsOf` says which responsibilities the papers of a county name. */
export const useCases = (parts: RegistryParts & Readonly<{ chainsOf?: ChainsOf }>): readonly UseCase[] =>
  [
    importCases(parts),
    personCases(parts),
    lockCases(),
    responsibilityCases(parts),
    schoolCases(),
    postCases(),
    changeCases(parts),
    schoolLifeCases(),
    householdCases(parts),
    unmaskCases(parts),
  ].flatMap(cases => Object.values(cases)) as unknown as readonly UseCase[]

export { maskedNumbersOf, type NamedChild, namedChildren } from './person-cases.ts'
export { sealedColumns } from './sealed-columns.ts'
