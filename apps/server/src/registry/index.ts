import type { UseCase } from '../access/index.ts'
import { importCases, type RegistryParts } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { responsibilityCases } from './responsibility-cases.ts'

export type { AtPoint, ImportPoint } from './commit-import.ts'
export type { RegistryParts } from './import-cases.ts'
export { importCases, personCases, responsibilityCases }

/** Everything the registry does, for the doors. */
export const useCases = (parts: RegistryParts): readonly UseCase[] =>
  [...Object.values(importCases(parts)), ...Object.values(personCases(parts)), ...Object.values(responsibilityCases())] as unknown as readonly UseCase[]
