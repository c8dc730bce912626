import type { WorkedCase } from '@yingjin/policy/testing'
import { compulsory } from './compulsory.ts'
import { eachCondition } from './each-condition.ts'
import { eachDesignation } from './each-designation.ts'
import { higher } from './higher.ts'
import { otherHalf } from './other-half.ts'
import { preschool } from './preschool.ts'
import { senior } from './senior.ts'
import { vocational } from './vocational.ts'

/** Every worked case of the national standards: most at the edge of a term in which a sum changed. */
export const cases: readonly WorkedCase[] = [
  ...preschool,
  ...compulsory,
  ...senior,
  ...vocational,
  ...higher,
  ...otherHalf,
  ...eachDesignation,
  ...eachCondition,
]
