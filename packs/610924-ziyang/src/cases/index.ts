import type { WorkedCase } from '@yingjin/policy/testing'
import { aid } from './aid.ts'
import { college } from './college.ts'
import { meals } from './meals.ts'
import { teachers } from './teachers.ts'

/** Every worked case of the plan: aid, the grandfathered students, meals, teachers. */
export const cases: readonly WorkedCase[] = [...aid, ...college, ...meals, ...teachers]
