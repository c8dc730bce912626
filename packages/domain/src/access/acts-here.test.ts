import { expect, test } from 'vitest'
import { actsHere } from './acts-here.ts'
import { roleOf } from './role.ts'

test('what a duty may do here is what there are pages for, of the fields that the grant leaves it', () => {
  expect(actsHere(roleOf('A-01'), null)).toEqual(['看学生档案', '看线索', '办理线索'])
  expect(actsHere(roleOf('A-01'), ['persons'])).toEqual(['看学生档案'])
  expect(actsHere(roleOf('A-38'), null)).toEqual(['看收到的名册', '看名单对上没有'])
  expect(actsHere(roleOf('A-26'), null)).toEqual(['看学生有多少', '看核定汇总', '看线索有多少', '写明原因，限期看名单'])
  // Its pages are still to come.
  expect(actsHere(roleOf('A-02'), ['care'])).toEqual([])
})
