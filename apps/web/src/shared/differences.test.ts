import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences } from './differences.ts'

test('what differs inside a name is marked, and nothing else', () => {
  expect(differences('张小明', '张晓明')).toEqual([
    [
      { text: '张', same: true },
      { text: '小', same: false },
      { text: '明', same: true },
    ],
    [
      { text: '张', same: true },
      { text: '晓', same: false },
      { text: '明', same: true },
    ],
  ])
  expect(differences('王芳', '王芳')).toEqual([[{ text: '王芳', same: true }], [{ text: '王芳', same: true }]])
  expect(differences('', '甲')).toEqual([[], [{ text: '甲', same: false }]])
})

test('both texts are whole, and what is the same is the same in both', () => {
  const text = fc.string({ maxLength: 20, unit: fc.constantFrom('甲', '乙', '丙', '1', '*') })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [a, b] = differences(one, other)
      expect([a, b].map(all => all.map(({ text: part }) => part).join(''))).toEqual([one, other])
      const common = [a, b].map(all =>
        all
          .filter(({ same }) => same)
          .map(({ text: part }) => part)
          .join(''),
      )
      expect(common[0]).toBe(common[1])
    }),
  )
})
