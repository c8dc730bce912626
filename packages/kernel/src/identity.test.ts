import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthAndLastFour, birthAndLastFourIn, identityKinds, identityText, masks } from './identity.ts'
import { day } from './plain-date.ts'
import { sampleId } from './testing/index.ts'

const id = sampleId({ born: '2012-02-29', sequence: 123 })

test('an ID number is shown in groups of 6-8-4 with its birth date and half of its last group hidden', () => {
  expect(masks['resident-id'](id)).toBe('990101 ******** **32')
  expect(masks['resident-id'](sampleId({ born: '2012-05-06', sequence: 8 }).toLowerCase())).toMatch(/^990101 \*{8} \*\*\d[\dxX]$/)
})

test.each([
  ['certificate-number', `${id}42`, '990101 ******** **32 **'],
  ['certificate-number', `${id}42B1`, '990101 ******** **32 **'],
  ['student-number', `G${id}`, 'G990101 ******** **32'],
  ['student-number', 'J990101201205060017', 'J990101 ******** **17'],
  ['phone', '13900001234', '139 **** 1234'],
  ['phone', '+86 139-0000-1234', '139 **** 1234'],
  ['phone', '023-70001234', '***** 234'],
  ['account-number', '6210 0000 0000 0001 234', '**** **** 1234'],
  ['account-number', '621000000001', '**** **** 0001'],
] as const)('%s %s is shown as %s', (kind, written, shown) => {
  expect(masks[kind](written)).toBe(shown)
})

test.each([
  ['resident-id', '99010120120229123'],
  ['resident-id', '9.90101E+17'],
  ['certificate-number', id],
  ['student-number', id],
  ['phone', '12345'],
  ['account-number', '12345'],
] as const)('of a %s that is none (%s) nothing is shown but its length', (kind, written) => {
  expect(masks[kind](written)).toBe('*'.repeat(written.length))
})

test('no mask shows more than eight digits of a number, nor three of a birth date in a row', () => {
  fc.assert(
    fc.property(fc.constantFrom(...identityKinds), fc.stringMatching(/^[GJL+]?[\d -]{0,30}[Xx]?$/), (kind, written) => {
      const shown = masks[kind](written)
      expect(shown.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(8)
      for (const run of shown.match(/\d+/g) ?? []) expect(run.length).toBeLessThanOrEqual(6)
    }),
  )
})

test('a number is looked up in one form whoever wrote it, and a damaged one as it was written', () => {
  expect(identityText('resident-id', ` ${id.slice(0, 6)} ${id.slice(6)} `)).toBe(id)
  const withX = sampleId({ born: '2012-02-29', sequence: 1 })
  expect(identityText('resident-id', withX.toLowerCase())).toBe(withX)
  expect(identityText('resident-id', '99010120120229123')).toBe('99010120120229123')
  expect(identityText('phone', '+86 139-0000-1234')).toBe('13900001234')
  expect(identityText('account-number', '6210 0000-0000 0001 234')).toBe('6210000000000001234')
  expect(identityText('student-number', `ｇ${id}`)).toBe(`G${id}`)
  expect(identityText('certificate-number', `${id}42b1`)).toBe(`${id}42B1`)
})

test('a birth date and the last four say the same whether they come from the number or are typed', () => {
  expect(birthAndLastFourIn(id)).toBe('2012-02-29 1232')
  expect(birthAndLastFour(day('2012-02-29'), ' 1232')).toBe(birthAndLastFourIn(id))
  expect(birthAndLastFourIn('99010120120229123')).toBeNull()
})
