import type { UseCase } from '../access/index.ts'
import { operateCases, type OperateParts } from './operate-cases.ts'

export { operateCases, type OperateParts, type PackHere } from './operate-cases.ts'

/** How the program of a county is, for the doors. */
export const useCases = (parts: OperateParts): readonly UseCase[] => Object.values(operateCases(parts)) as unknown as readonly UseCase[]
