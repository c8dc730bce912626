import { problem } from '@yingjin/kernel'
import { type CellReader, excerpt, isSilent, shownIn, toHalfWidth, Unreadable } from './reading.ts'

const longest = 400

export const readText: CellReader = cell => {
  if (typeof cell !== 'string' && cell.kind === 'error') return new Unreadable(problem('intake/formula-error', { shown: excerpt(cell.text) }))
  const shown = shownIn(cell)
  if (isSilent(shown)) return null
  return shown.length > longest ? new Unreadable(problem('intake/cell-too-long', { length: shown.length, most: longest })) : shown
}

/** As written: what a name is, folded, transliterated or wrong, is the business of comparison. */
export const readName: CellReader = cell => {
  const read = readText(cell)
  return read === '无' ? null : read
}

/**
 * Student numbers, school codes, accounts. A number is taken only while a spreadsheet still holds every digit of it
 * (fifteen); a longer one has lost its end.
 */
export const readCode: CellReader = cell => {
  if (typeof cell === 'string') {
    const read = readText(cell)
    if (typeof read !== 'string') return read
    return read === '无' ? null : toHalfWidth(read).replace(/[\s\u200b-\u200f]/gu, '')
  }
  if (cell.kind === 'number' && Number.isSafeInteger(cell.value) && cell.value >= 0 && cell.value < 1e15) return String(cell.value)
  if (cell.kind === 'error') return new Unreadable(problem('intake/formula-error', { shown: excerpt(cell.text) }))
  return new Unreadable(problem('intake/code-stored-as-number', { shown: excerpt(shownIn(cell)) }))
}
