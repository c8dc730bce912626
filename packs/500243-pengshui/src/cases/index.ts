import { compulsory } from './compulsory.ts'
import { higher } from './higher.ts'
import { oneCondition } from './one-condition.ts'
import { preschool } from './preschool.ts'
import { senior } from './senior.ts'
import { vocational } from './vocational.ts'
import type { WorkedCase } from './worked-case.ts'

export { type GroupCode, groupCodes } from './group-codes.ts'
export { linesOf, type LineId, type Outcome, type WorkedCase } from './worked-case.ts'

/** Every worked case of the 2022 appendix, from kindergarten to college. */
export const cases: readonly WorkedCase[] = [...preschool, ...compulsory, ...senior, ...vocational, ...higher, ...oneCondition]
