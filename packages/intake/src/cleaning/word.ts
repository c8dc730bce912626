import { parseTerm, problem } from '@yingjin/kernel'
import { fold } from '../folding.ts'
import { withHanDates } from './date.ts'
import type { CellReader, Filled } from './reading.ts'
import { excerpt, isSilent, remembering, shownIn, toHalfWidth, Unreadable } from './reading.ts'

const yesNoWords: Readonly<Record<string, boolean>> = {
  是: true,
  有: true,
  '√': true,
  '✓': true,
  '✔': true,
  '☑': true,
  对: true,
  属于: true,
  已: true,
  Y: true,
  YES: true,
  T: true,
  TRUE: true,
  '1': true,
  否: false,
  无: false,
  没有: false,
  不是: false,
  非: false,
  '×': false,
  '✗': false,
  '✘': false,
  X: false,
  '☒': false,
  不属于: false,
  未: false,
  N: false,
  NO: false,
  F: false,
  FALSE: false,
  '0': false,
}
const sexWords: Readonly<Record<string, string>> = {
  男: 'male',
  女: 'female',
  男性: 'male',
  女性: 'female',
  男孩: 'male',
  女孩: 'female',
  男生: 'male',
  女生: 'female',
  '1': 'male',
  '2': 'female',
  M: 'male',
  F: 'female',
}

/** Words of a closed set, as written or folded; blank is unknown, and a word outside the set is said. */
const reader = <V extends string | boolean>(words: Readonly<Record<string, V>>, named: readonly string[], none: readonly string[] = []): CellReader => {
  const known = new Map<string, V>()
  for (const [word, value] of Object.entries(words)) known.set(word, value).set(fold(word), value)
  const of = remembering(text => {
    if (isSilent(text) || none.includes(text)) return null
    const folded = fold(text)
    const value = known.get(text) ?? (folded === '' ? undefined : known.get(folded))
    return value ?? new Unreadable(problem('intake/word-not-known', { shown: excerpt(text), known: named }))
  })
  return (cell: Filled) => {
    if (typeof cell === 'string') return of(shownIn(cell))
    if (cell.kind === 'number') return of(String(cell.value))
    if (cell.kind === 'boolean') return of(cell.value ? '是' : '否')
    return new Unreadable(
      cell.kind === 'error'
        ? problem('intake/formula-error', { shown: excerpt(cell.text) })
        : problem('intake/word-not-known', { shown: excerpt(shownIn(cell)), known: named }),
    )
  }
}

/** What a message asks for: one word for each answer, not every writing of the first. */
const oneOfEach = (words: Readonly<Record<string, string | boolean>>): readonly string[] => {
  const named = new Map<string | boolean, string>()
  for (const [word, value] of Object.entries(words)) if (!named.has(value)) named.set(value, word)
  return [...named.values()].slice(0, 6)
}

const digits: readonly string[] = ['0', '1']

/** `coded`: under 就读方式 a 1 is somebody's code (走读) and no yes. */
export const yesNoReader = (words: Readonly<Record<string, boolean>> = {}, coded = false): CellReader => {
  const all = { ...yesNoWords, ...words }
  return reader(coded ? Object.fromEntries(Object.entries(all).filter(([word]) => !digits.includes(word))) : all, [...oneOfEach(words), '是', '否'])
}
export const sexReader = (): CellReader => reader(sexWords, ['男', '女'])
export const wordReader = (words: Readonly<Record<string, string>>, named = words): CellReader =>
  reader(words, oneOfEach(named), ['无', '否', '不是', '非监测对象'])

/** Codes of a cell that names more than one choice stand joined; `codesIn` takes them apart. */
const joint = '+'
export const codesIn = (value: string): readonly string[] => value.split(joint)

/** A word of a closed choice, or several of them (九年一贯制, 小学、初中) as their codes joined. */
export const choiceReader = (words: Readonly<Record<string, string>>, several: Readonly<Record<string, readonly string[]>>): CellReader => {
  const one = wordReader({ ...words, ...Object.fromEntries(Object.entries(several).map(([word, codes]) => [word, codes.join(joint)])) }, words)
  return cell => {
    const parts = typeof cell === 'string' ? shownIn(cell).split(/[、，,/／+＋和及]+/u) : []
    if (parts.length < 2) return one(cell)
    const codes = parts.map(part => (part.trim() === '' ? new Unreadable(problem('intake/word-not-known', { shown: '', known: [] })) : one(part)))
    const named = codes.filter(code => typeof code === 'string')
    return named.length < codes.length ? one(cell) : [...new Set(named.flatMap(codesIn))].join(joint)
  }
}

/** `2022年春季学期` anywhere in a text; null when no single term is named. */
export const termWritten = (text: string): string | null => {
  const half = withHanDates(toHalfWidth(text)).replace(/\s/gu, '')
  const byYear = /(20\d{2})(?:[-—~至](20\d{2}))?学?年?度?(?:第?([一二12])学期|(春|秋)季?(?:学期)?)/u.exec(half)
  if (byYear === null) {
    const bare = parseTerm(half)
    return bare.ok ? bare.value : null
  }
  const [first, second, which, season] = [Number(byYear[1]), byYear[2] === undefined ? null : Number(byYear[2]), byYear[3], byYear[4]]
  if (second === null) return season === undefined ? null : `${first}-${season === '秋' ? 'autumn' : 'spring'}`
  if (second !== first + 1) return null
  const isAutumn = season === undefined ? which === '一' || which === '1' : season === '秋'
  return isAutumn ? `${first}-autumn` : `${second}-spring`
}

export const termReader = (): CellReader => {
  const of = remembering(text => (isSilent(text) ? null : (termWritten(text) ?? new Unreadable(problem('intake/not-a-term', { shown: excerpt(text) })))))
  return cell =>
    typeof cell !== 'string' && cell.kind === 'error' ? new Unreadable(problem('intake/formula-error', { shown: excerpt(cell.text) })) : of(shownIn(cell))
}
