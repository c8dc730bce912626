import { expect, test } from 'vitest'
import fc from 'fast-check'
import { columnLetter, fold, foldedPath, foldWithoutRemarks, isOneCharacterOff } from './folding.ts'

test('a header is the same with other width, spaces, brackets and line breaks', () => {
  expect(fold('  身 份\n证　号：')).toBe('身份证号')
  expect(fold('乡（镇）')).toBe(fold('乡(镇)'))
  expect(fold('村〔居〕委会')).toBe('村居委会')
})

test('a remark in brackets can be left out', () => {
  expect(foldWithoutRemarks('金额（元）')).toBe('金额')
  expect(foldWithoutRemarks('身份证号(18位)*')).toBe('身份证号')
})

test('a path is folded the same from its levels and from its written form', () => {
  expect(foldedPath('家庭成员 / 姓 名')).toBe(foldedPath(['家庭成员', '姓名']))
})

test.each([
  ['身份正号', '身份证号'],
  ['身份证证号', '身份证号'],
  ['身份号码', '身份证号码'],
  ['身证份号', '身份证号'],
])('%s is one character off %s', (a, b) => {
  expect(isOneCharacterOff(a, b)).toBe(true)
})

test.each([
  ['残疾证号', '身份证号'],
  ['身份证号', '身份证号'],
  ['身份证', '学籍辅号'],
])('%s and %s are not one character apart', (a, b) => {
  expect(isOneCharacterOff(a, b)).toBe(false)
})

test('one character put in anywhere is one character off, from either side', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('户', '主', '姓', '名', '号'), { minLength: 1, maxLength: 8 }), fc.nat(), (letters, at) => {
      const text = letters.join('')
      const i = at % (letters.length + 1)
      const longer = [...letters.slice(0, i), '证', ...letters.slice(i)].join('')
      expect(isOneCharacterOff(text, longer)).toBe(true)
      expect(isOneCharacterOff(longer, text)).toBe(true)
    }),
  )
})

test('columns carry the letters of a spreadsheet', () => {
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})
