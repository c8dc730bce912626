import type { UseCase } from '../access/index.ts'
import { importCases, type RegistryParts } from './import-cases.ts'
import { personCases } from './person-cases.ts'

export type { AtPoint, ImportPoint } from './commit-import.ts'
export type { RegistryParts } from './import-cases.ts'
export { importCases, personCases }

/** Everything the registry does, for the doors. */
export const useCases = (parts: RegistryParts): readonly UseCase[] =>
  [...Object.values(importCases(parts)), ...Object.values(personCases(parts))] as unknown as readonly UseCase[]
