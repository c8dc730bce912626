import { dayOf } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import type { Cell, Merge } from '../cell.ts'
import type { AcceptedRow, Emitted, LayoutRow, RefusedRow, RefusedTable, SheetEnded, TableFound, Value } from '../emitted.ts'
import { rosterKinds } from '../rosters/index.ts'
import { type SheetContext, SheetReading } from '../sheet-reading.ts'

/** A number cell as a workbook shows it. */
export const aNumber = (value: number, shown = String(value)): Cell => ({ kind: 'number', value, shown })
export const aMerge = (top: number, left: number, bottom: number, right: number): Merge => ({ top, left, bottom, right })
/** The ID number of the n-th sample child. */
export const aPerson = (n: number): string => sampleId({ born: dayOf(2008 + (n % 9), 1 + (n % 12), 1 + (n % 28)), sequence: 1 + (n % 999) })

export type ReadSheet = Readonly<{
  tables: readonly TableFound[]
  accepted: readonly AcceptedRow[]
  refused: readonly RefusedRow[]
  refusedTables: readonly RefusedTable[]
  layout: readonly LayoutRow[]
  ended: SheetEnded
  emitted: readonly Emitted[]
  /** Every record of accepted rows by column key; columns that say nothing are left out. */
  records: readonly Readonly<Record<string, Value>>[]
}>

/** Reads a sheet given as lines of cells; row numbers begin at 1. */
export const readSheet = (lines: readonly (readonly Cell[])[], context: Partial<SheetContext> = {}): ReadSheet => {
  const reading = new SheetReading({
    file: '名单.xlsx',
    sheet: 'Sheet1',
    hidden: false,
    merges: [],
    kinds: Object.values(rosterKinds),
    remembered: [],
    ...context,
  })
  const emitted: Emitted[] = []
  for (const [i, cells] of lines.entries()) emitted.push(...reading.push({ row: i + 1, cells }))
  emitted.push(...reading.end())
  const of = <K extends Emitted['kind']>(kind: K) => emitted.filter(e => e.kind === kind) as Extract<Emitted, { kind: K }>[]
  const tables = of('table')
  const accepted = of('accepted')
  const [ended] = of('sheet')
  if (ended === undefined) throw new Error('the sheet did not end')
  const records = accepted.flatMap(row => {
    const id = tables[row.table]?.rosterKind
    const kind = Object.values(rosterKinds).find(k => k.id === id)
    if (kind === undefined) throw new Error('a row was accepted for a table without a kind')
    return row.records.map(({ member, values }) => ({
      row: row.row,
      member,
      ...Object.fromEntries(kind.columns.flatMap((c, i) => (values[i] === null || values[i] === undefined ? [] : [[c.key, values[i]]]))),
    }))
  })
  return { tables, accepted, refused: of('refused'), refusedTables: of('table-refused'), layout: of('layout'), ended, emitted, records }
}
