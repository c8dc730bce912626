import type { WorkedCase } from '@yingjin/policy/testing'
import { claims } from './claims.ts'
import { compulsory } from './compulsory.ts'
import { higher } from './higher.ts'
import { newSchools } from './new-schools.ts'
import { oneCondition } from './one-condition.ts'
import { oneGround } from './one-ground.ts'
import { otherHalf } from './other-half.ts'
import { preschool } from './preschool.ts'
import { senior } from './senior.ts'
import { teachers } from './teachers.ts'
import { vocational } from './vocational.ts'

/** Every worked case of the 2017 plan: children from kindergarten to college, new schools, kindergartens, teachers. */
export const cases: readonly WorkedCase[] = [
  ...preschool,
  ...compulsory,
  ...senior,
  ...vocational,
  ...higher,
  ...claims,
  ...newSchools,
  ...teachers,
  ...otherHalf,
  ...oneGround,
  ...oneCondition,
]
