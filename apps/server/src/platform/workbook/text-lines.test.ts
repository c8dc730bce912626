import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './text-lines.ts'

test.each([
  ['张三', 8, 1],
  ['一二三四五六七八', 8, 1],
  ['一二三四五六七八九', 8, 2],
  ['990101201203040275', 9, 1],
  ['990101201203040275', 8, 2],
  ['甲\n乙', 8, 2],
  ['石桥镇中心小学 abcdefgh', 8, 2],
  ['第一行很长很长很长\n第二行', 5, 3],
  ['abcdefghijklmnop', 4, 2],
  ['', 4, 1],
])('%j in a column of %d Chinese characters takes %d lines', (text, width, lines) => {
  expect(linesOf(text, width)).toBe(lines)
})

test('a word that does not fit what is left of a line goes to the next whole', () => {
  expect(linesOf('一二三四五 abcdefgh', 6)).toBe(2)
  expect(linesOf('一二三四五 abcdefgh 六', 6)).toBe(2)
})

test('no text needs fewer lines than its width, nor more in a wider column', () => {
  const anyText = fc.array(fc.constantFrom('张', '镇', 'a', '7', ' ', '，', '\n', '、', '“'), { maxLength: 60 }).map(c => c.join(''))
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 30 }), (text, width) => {
      const least = text
        .split('\n')
        .reduce((sum, line) => sum + Math.max(1, Math.ceil([...line.replaceAll(' ', '')].reduce((n, c) => n + (/[a7]/.test(c) ? 1 : 2), 0) / (width * 2))), 0)
      expect(linesOf(text, width)).toBeGreaterThanOrEqual(least)
      expect(linesOf(text, width + 1)).toBeLessThanOrEqual(linesOf(text, width))
    }),
  )
})
