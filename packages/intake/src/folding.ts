/**
 * Header text is compared folded: full width to half width, no spaces, line breaks, zero-width characters or
 * punctuation, Latin in capitals. Only headers and words are folded this way, never what a person is called.
 */
const dropped = /[\s\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff*＊★#:：;；,，.。·、'"“”‘’`_\-—–~～|\\/！!?？]/gu
const brackets = /[()（）[\]【】〔〕〈〉《》「」{}]/gu
const bracketed = /[(（[【〔〈《「{][^)）\]】〕〉》」}]*[)）\]】〕〉》」}]/gu

const halfWidth = (text: string): string => text.replace(/[\uff01-\uff5e]/gu, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))

/** Keeps what stands in brackets: 乡（镇） → 乡镇. */
export const fold = (text: string): string => halfWidth(text).replace(dropped, '').replace(brackets, '').toUpperCase()

/** Without what stands in brackets: 金额（元） → 金额, 身份证号(18位) → 身份证号. */
export const foldWithoutRemarks = (text: string): string => fold(halfWidth(text).replace(bracketed, ''))

/** The key under which a header is remembered: its levels, folded. Takes the path or its written form `a / b`. */
export const foldedPath = (header: string | readonly string[]): string =>
  (typeof header === 'string' ? header.split(' / ') : header)
    .map(fold)
    .filter(part => part !== '')
    .join('/')

/** One character put in, left out, mistaken, or two neighbours swapped: 身份正号. Both texts are folded. */
export const isOneCharacterOff = (a: string, b: string): boolean => {
  const [x, y] = [Array.from(a), Array.from(b)]
  if (Math.abs(x.length - y.length) > 1 || a === b) return false
  let head = 0
  while (head < x.length && head < y.length && x[head] === y[head]) head += 1
  let tail = 0
  while (tail < x.length - head && tail < y.length - head && x[x.length - 1 - tail] === y[y.length - 1 - tail]) tail += 1
  const [restX, restY] = [x.length - head - tail, y.length - head - tail]
  if (restX <= 1 && restY <= 1) return true
  return restX === 2 && restY === 2 && x[head] === y[head + 1] && x[head + 1] === y[head]
}

/** A, B, … Z, AA: the letter at the top of a 0-based column. */
export const columnLetter = (column: number): string => {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
