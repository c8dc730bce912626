import type { WorkedCase } from '@yingjin/policy/testing'
import { students } from './students.ts'
import { teachers } from './teachers.ts'

/** Every worked case of the plan. */
export const cases: readonly WorkedCase[] = [...students, ...teachers]
