import type { Damage } from './damage.ts'
import type { SampleRosterId } from './roster-ids.ts'

/** What stands in a cell. A number is a number in the workbook; everything else is text. */
export type SampleCell = string | number | boolean | null | Readonly<{ formula: string; result: string | number }> | Readonly<{ runs: readonly string[] }>

/** Whom a row is truly about: member 0 is the row itself, 1 … the family members running across it. */
export type RowPerson = Readonly<{ member: number; person: number; damage: readonly Damage[] }>

/** `formatted`: a row with borders and nothing in it, as people leave below a table. */
export type SampleRow = Readonly<{ cells: readonly SampleCell[]; people?: readonly RowPerson[]; formatted?: true }>

export type SampleSheet = Readonly<{
  name: string
  hidden: boolean
  /** A1 ranges. */
  merges: readonly string[]
  /** May be iterated again and gives the same rows each time. */
  rows: Iterable<SampleRow>
}>

/**
 * One file as a department sends it. `xls` is BIFF; `html-xls` and `tsv-xls` are text under the wrong name.
 * `encoding` is null for workbooks.
 */
export type SampleFile = Readonly<{
  roster: SampleRosterId
  name: string
  format: 'xlsx' | 'xls' | 'csv' | 'html-xls' | 'tsv-xls'
  encoding: null | 'utf8' | 'utf8-bom' | 'gb18030'
  sheets: readonly SampleSheet[]
}>

/** Rows that can be walked more than once, each time from the beginning. */
export const again = (walk: () => Iterator<SampleRow>): Iterable<SampleRow> => ({ [Symbol.iterator]: walk })
export const line = (...cells: SampleCell[]): SampleRow => ({ cells })
export const blank = (width: number): SampleRow => ({ cells: Array.from({ length: width }, () => null), formatted: true })

/** `column(0)` is A. */
export const column = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : column(Math.floor(index / 26) - 1) + column(index % 26))
export const merge = (row: number, from: number, to: number, lastRow = row): string => `${column(from)}${row}:${column(to)}${lastRow}`
