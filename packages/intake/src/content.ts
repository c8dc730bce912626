import type { SheetRow } from './cell.ts'
import { type ColumnKey, columnOf } from './columns.ts'
import type { ColumnFinding } from './emitted.ts'
import { columnLetter } from './folding.ts'
import { textAt } from './header.ts'

const looks: readonly (readonly [ColumnKey, RegExp])[] = [
  ['id_number', /^'?\d{17}[\dXx]$/u],
  ['student_number', /^'?[GJL]\d{17}[\dXx]$/u],
  ['sex', /^[男女]$/u],
  ['name', /^\p{Script=Han}{2,4}$|^\p{Script=Han}+·\p{Script=Han}+$/u],
]

/**
 * What columns without a header look like. A guess to be confirmed by a person and never used silently: of two columns
 * of ID numbers nobody can say which is the child’s and which the guardian’s.
 */
export const guessByContent = (rows: readonly SheetRow[]): readonly ColumnFinding[] => {
  const width = Math.max(0, ...rows.map(r => r.cells.length))
  const taken = new Set<ColumnKey>()
  return Array.from({ length: width }, (_, column) => column).flatMap(column => {
    const texts = rows.map(r => textAt(r.cells, column)).filter(t => t !== '')
    const guess = looks.find(([key, look]) => !taken.has(key) && texts.length > 0 && texts.filter(t => look.test(t)).length * 10 >= texts.length * 6)
    if (guess === undefined) return []
    taken.add(guess[0])
    const finding: ColumnFinding = {
      column,
      letter: columnLetter(column),
      header: '',
      standing: 'collected',
      key: guess[0],
      label: columnOf(guess[0]).label,
      member: 0,
      by: 'content',
      sure: 'to-confirm',
    }
    return [finding]
  })
}
