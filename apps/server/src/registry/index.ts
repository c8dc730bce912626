import type { UseCase } from '../access/index.ts'
import { importCases, type RegistryParts } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { postCases } from './post-cases.ts'
import { responsibilityCases } from './responsibility-cases.ts'
import { schoolCases } from './school-cases.ts'

export type { AtPoint, ImportPoint } from './commit-import.ts'
export type { RegistryParts } from './import-cases.ts'
export { importCases, personCases, postCases, responsibilityCases, schoolCases }

/** Everything the registry does, for the doors. */
export const useCases = (parts: RegistryParts): readonly UseCase[] =>
  [importCases(parts), personCases(parts), responsibilityCases(), schoolCases(), postCases()].flatMap(cases =>
    Object.values(cases),
  ) as unknown as readonly UseCase[]
