import type { UseCase } from '../access/index.ts'
import { type PackLibrary, policyCases } from './policy-cases.ts'

export { type ComparedPacks, type ListedPack, type PackLibrary, policyCases, type ShownPack } from './policy-cases.ts'

/** Everything that is asked about the rules, for the doors. */
export const useCases = (library: PackLibrary): readonly UseCase[] => Object.values(policyCases(library)) as unknown as readonly UseCase[]
