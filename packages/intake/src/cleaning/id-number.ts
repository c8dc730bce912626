import { hasValidCheck, problem, readResidentId } from '@yingjin/kernel'
import { type CellReader, excerpt, type Filled, isSilent, Noted, shownIn, toHalfWidth, trimmed, Unreadable } from './reading.ts'

const wholeNumber = /\d{17}[\dXx](?!\d)/gu
const scientific = /^\d(?:\.\d+)?E\+?\d{1,3}$/iu

/** `=18` digits, the last may be X: the writing nearly every cell has. */
const isPlain = (text: string): boolean => {
  if (text.length !== 18) return false
  for (let i = 0; i < 17; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  const last = text.charCodeAt(17)
  return (last >= 48 && last <= 57) || last === 88
}

/**
 * Only the carrier is cleaned: width, spaces, apostrophes, the writing of X, and the suffix by which a certificate
 * of 20 or 22 digits continues an ID (domain §2.1). Digits are never put right here: damage is classified later,
 * where it can be weighed against the name (record-linkage §5.2).
 */
export const readIdNumber: CellReader = cell => {
  if (typeof cell !== 'string') return readOther(cell)
  if (isPlain(cell)) return cell
  const shown = trimmed(cell)
  if (isPlain(shown)) return shown
  if (isSilent(shown) || shown === '无' || shown === '没有' || shown === '无身份证') return null
  let text = toHalfWidth(shown).replace(/[\s\u00a0\u200b-\u200f\u2060\u3000\ufeff'’‘`]/gu, '')
  if (scientific.test(text)) return new Unreadable(problem('intake/id-in-scientific-notation', { shown: excerpt(text) }))
  if (!/\d/u.test(text)) return new Unreadable(problem('intake/id-without-digits', { shown: excerpt(text) }))
  const several = text.match(wholeNumber)?.length ?? 0
  if (several > 1) return new Unreadable(problem('intake/several-ids', { count: several }))
  if (holdsMore(text)) return ownAmongOther(text)
  if (/[*＊]{3,}|[xX×]{4,}/u.test(text)) return new Unreadable(problem('intake/id-masked', { shown: excerpt(text) }))
  if (text.length > 40) return new Unreadable(problem('intake/cell-too-long', { length: text.length, most: 40 }))
  text = text.replace(/\.0$/u, '').replace(/[x×ⅹⅩХх]$/u, 'X')
  if (/^\d{17}\*$/u.test(text) && hasValidCheck(`${text.slice(0, 17)}X`)) return `${text.slice(0, 17)}X`
  return withoutSuffix(text)
}

/** Characters a number may be written with, look-alikes of digits and of X among them; anything else is a name, a remark, a second number. */
const numberOnly = /^[\dA-Za-zОоХх×ⅩⅹⅠⅼ〇零○一二三四五六七八九*＊.()（）+\-－]*$/u
const numberedBeside = /(?<!\d)\d{17}[\dXx][()（）+\-－.]+(?!0$)[\dA-Za-z]|[\dA-Za-z][()（）+\-－.]+\d{17}[\dXx](?!\d)/u
const holdsMore = (text: string): boolean => !numberOnly.test(text) || numberedBeside.test(text) || /^[A-Za-z]{0,3}\d+[()（）+\-－.]+\d{5,}/u.test(text)

/** 何晨9901…, 9901…（已补办）: the number is kept only when it is the one whole number there, and its row says that more stood beside it. */
const ownAmongOther = (text: string): Unreadable | Noted => {
  const whole = new Set<string>()
  let long = 0
  for (const [run] of text.matchAll(/(?<![\dA-Za-z])\d{15,}(?:[XxⅩⅹ×Хх](?![\dA-Za-z]))?/gu)) {
    long += 1
    const number = withoutSuffix(run.replace(/[xⅩⅹ×Хх]$/u, 'X'))
    if (['V18', 'PERMIT'].includes(readResidentId(number).class)) whole.add(number)
  }
  const [only] = whole
  if (long > 1) return new Unreadable(problem('intake/several-ids', { count: long }))
  if (only === undefined) return new Unreadable(problem('intake/id-among-other-words', { length: text.length }))
  return new Noted(only, problem('intake/id-with-other-words', { more: text.replaceAll(only, '').length }))
}

export const withoutSuffix = (text: string): string =>
  (text.length === 20 || text.length === 22) && hasValidCheck(text.slice(0, 18)) ? text.slice(0, 18) : text

const readOther = (cell: Exclude<Filled, string>): Unreadable => {
  if (cell.kind === 'error') return new Unreadable(problem('intake/formula-error', { shown: excerpt(cell.text) }))
  const shown = shownIn(cell)
  const isNumber = cell.kind === 'number'
  if (isNumber && scientific.test(shown)) return new Unreadable(problem('intake/id-in-scientific-notation', { shown: excerpt(shown) }))
  return new Unreadable(problem('intake/id-stored-as-number', { shown: excerpt(shown) }))
}
