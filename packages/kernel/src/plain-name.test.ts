import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainName } from './plain-name.ts'

test.each([
  ['张伟', '张伟'],
  ['张 伟', '张伟'],
  ['张\r\n伟 ', '张伟'],
  ['张　伟', '张伟'],
  ['\u200b张伟\ufeff', '张伟'],
  ['買買提', '買買提'],
  ['买买提．艾力', '买买提·艾力'],
  ['买买提 • 艾力', '买买提·艾力'],
  ['张伟（大）', '张伟(大)'],
  ['张伟2', '张伟2'],
  ['Anna\n Li', 'Anna Li'],
  ['王?丽', '王?丽'],
])('the name written %j is %s', (written, plain) => expect(plainName(written)).toBe(plain))

test('a plain name is its own plain name', () => {
  const part = fc.oneof(
    fc.constantFrom('张', '伟', '□', ' ', '\n', '·', '.', '-', '(', ')', '（', '［', ']', '2', 'a', 'Ａ', '\u200b', '\u0301'),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const once = plainName(parts.join(''))
      expect(plainName(once)).toBe(once)
    }),
  )
})
