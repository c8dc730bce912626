import { expect, test } from 'vitest'
import { aidItemOf } from './aid-item.ts'

test.each([
  ['义务教育家庭经济困难寄宿生生活补助', 'boarder-living'],
  ['非寄宿生生活补贴（初中）', 'day-living'],
  ['普通高中国家助学金', 'senior-grant'],
  ['中职国家助学金', 'vocational-grant'],
  ['学前教育家庭经济困难幼儿生活费补助', 'preschool-living'],
])('%s is %s', (written, item) => {
  expect(aidItemOf(written)).toBe(item)
})

test('a name no entry knows is no item, not the nearest one', () => {
  expect(aidItemOf('乡村教师生活补助')).toBeNull()
})
