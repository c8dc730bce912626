import { maskId } from '@yingjin/kernel'
import type { Cell } from '../cell.ts'
import type { Value } from '../emitted.ts'
import type { CellProblem } from '../problem.ts'

/** A cell that could not be read, with the reason. Values are never objects, so `typeof` tells the two apart. */
export class Unreadable {
  readonly problem: CellProblem
  constructor(problem: CellProblem) {
    this.problem = problem
  }
}

/** A cell that was read, with something about the reading that its row must say. */
export class Noted {
  readonly value: Value
  readonly problem: CellProblem
  constructor(value: Value, problem: CellProblem) {
    this.value = value
    this.problem = problem
  }
}

export type Filled = Exclude<Cell, null>

/** Cleans one filled cell. Null: the cell says nothing (blank, “/”, “不详”), which is unknown and no problem. */
export type CellReader = (cell: Filled) => Value | Unreadable | Noted

/** What clerks write where they know nothing. “无” is not among them: in a yes-no column it is an answer. */
const saysNothing = new Set([
  '',
  '/',
  '\\',
  '-',
  '--',
  '—',
  '——',
  '－',
  '不详',
  '未知',
  '不清楚',
  '不明',
  '待核实',
  '同上',
  '〃',
  '″',
  '"',
  '暂无',
  'N/A',
  '空',
  '#N/A',
  'null',
  'NULL',
])
export const isSilent = (text: string): boolean => text.length <= 4 && saysNothing.has(text)

const space = (code: number): boolean =>
  code <= 0x20 ||
  code === 0xa0 ||
  code === 0x3000 ||
  code === 0xfeff ||
  (code >= 0x200b && code <= 0x200f) ||
  code === 0x2060 ||
  code === 0x2028 ||
  code === 0x2029

/** Without spaces around and without the apostrophe with which Excel and 学籍 exports mark text. */
export const trimmed = (text: string): string => {
  let from = 0
  let to = text.length
  while (from < to && space(text.charCodeAt(from))) from += 1
  while (to > from && space(text.charCodeAt(to - 1))) to -= 1
  if (from < to && isMark(text.charCodeAt(from))) {
    from += 1
    while (from < to && space(text.charCodeAt(from))) from += 1
  }
  // ="0012" keeps digits as text in a CSV file.
  if (to - from > 2 && text.charCodeAt(from) === 0x3d && text.charCodeAt(from + 1) === 0x22 && text.charCodeAt(to - 1) === 0x22) {
    return text.slice(from + 2, to - 1)
  }
  return from === 0 && to === text.length ? text : text.slice(from, to)
}
const isMark = (code: number): boolean => code === 0x27 || code === 0x2018 || code === 0x2019 || code === 0x60

/** A cell as the clerk sees it. */
export const shownIn = (cell: Filled): string => {
  if (typeof cell === 'string') return trimmed(cell)
  switch (cell.kind) {
    case 'number':
      return cell.shown === '' ? String(cell.value) : cell.shown
    case 'date':
      return cell.date
    case 'boolean':
      return cell.value ? '是' : '否'
    case 'error':
      return cell.text
  }
}

export const isBlankCell = (cell: Cell | undefined): boolean => {
  if (cell === null || cell === undefined) return true
  if (typeof cell !== 'string') return false
  for (let i = 0; i < cell.length; i += 1) if (!space(cell.charCodeAt(i))) return false
  return true
}

/** Digits that may identify somebody stand masked, in whatever column they were found. */
export const withoutNumbers = (text: string): string => text.replace(/\d{9,}[\dXx]?/gu, maskId)

/** What a message shows of a cell: masked, and cut, because a reason is a sentence and not a copy of the sheet. */
export const excerpt = (text: string): string => {
  const masked = withoutNumbers(toHalfWidth(text.slice(0, 64)))
  return masked.length > 20 ? `${masked.slice(0, 20)}…` : masked
}

/** Full-width digits, letters and signs to half width; nothing else changes. */
export const toHalfWidth = (text: string): string => {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code >= 0xff01 && code <= 0xff5e) return text.replace(/[\uff01-\uff5e]/gu, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  }
  return text
}

/** Cells repeat themselves (性别, 乡镇, 年级): the answer for a short text is worked out once per table. */
export const remembering = <R extends Value | Unreadable | Noted>(read: (text: string) => R): ((text: string) => R) => {
  const known = new Map<string, R>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    // Bounded, because a hostile file must not fill the memory; a real column has a few hundred different words.
    if (text.length <= 24 && known.size < 4096) known.set(text, value)
    return value
  }
}
