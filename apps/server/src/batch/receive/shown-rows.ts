import type { Cell, ColumnFinding, Emitted, SheetRow } from '@yingjin/intake'
import { intakeWording, isOfUsedCell } from '@yingjin/intake'
import { word } from '@yingjin/kernel'

/** A row as its sender wrote it, for a person to look at. Cells of columns that are not collected are empty. */
export type ShownRow = Readonly<{
  row: number
  is: 'title' | 'header' | 'row' | 'refused' | 'noted' | 'other'
  /** The roster kind of its table; null where that was not recognised, or for what stands above it. */
  kind: string | null
  cells: readonly string[]
  says: readonly string[]
  /** What the sentences are of, by the codes of their problems, in the same order. */
  why: readonly string[]
}>

export type ShownSheet = Readonly<{
  name: string
  /** The first rows of the sheet. */
  first: readonly ShownRow[]
  /** Rows that were refused, or of which a cell was not used: what goes back to the sender. */
  returned: readonly ShownRow[]
  /** Further ones beyond the bound. */
  left: number
  columns: readonly Readonly<{ letter: string; header: string; standing: ColumnFinding['standing'] }>[]
}>

export type ShownBounds = Readonly<{ rowsShown: number; rowsReturned: number }>

/** The reading holds back the rows around a header; a row is told of within so many. */
const heldBack = 64

const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  switch (cell.kind) {
    case 'number':
      return cell.shown
    case 'date':
      return cell.date
    case 'boolean':
      return cell.value ? '是' : '否'
    case 'error':
      return cell.text
  }
}

type Marked = { row: number; is: ShownRow['is']; table: number | null; cells: readonly Cell[]; says: string[]; why: string[] }

/** What of a sheet a person is shown: its first rows, and those that were not taken as they stand. */
export class ShownRows {
  readonly #name: string
  readonly #bounds: ShownBounds
  readonly #first = new Map<number, Marked>()
  readonly #recent = new Map<number, readonly Cell[]>()
  readonly #returned = new Map<number, Marked>()
  readonly #columns = new Map<number, readonly ColumnFinding[]>()
  readonly #kinds = new Map<number, string | null>()
  #left = 0

  constructor(name: string, bounds: ShownBounds) {
    this.#name = name
    this.#bounds = bounds
  }

  see({ row, cells }: SheetRow): void {
    this.#recent.set(row, cells)
    if (this.#recent.size > heldBack) this.#recent.delete(this.#recent.keys().next().value ?? row)
    if (this.#first.size < this.#bounds.rowsShown && cells.some(cell => textOf(cell).trim() !== ''))
      this.#first.set(row, { row, is: 'other', table: null, cells, says: [], why: [] })
  }

  hear(emitted: readonly Emitted[]): void {
    for (const e of emitted) this.#hearOne(e)
  }

  #hearOne(e: Emitted): void {
    switch (e.kind) {
      case 'table':
        this.#columns.set(e.table, e.columns)
        this.#kinds.set(e.table, e.rosterKind)
        return
      case 'layout':
        this.#mark(e.row, e.role === 'header' || e.role === 'column-numbers' ? 'header' : e.role === 'title' ? 'title' : 'other', null, [])
        return
      case 'accepted':
        if (e.warnings.length === 0) this.#mark(e.row, 'row', e.table, [])
        else {
          const says = e.warnings.map(w => `${w.column.letter} 列“${w.column.label}”：${word(intakeWording, w.problem)}`)
          this.#mark(e.row, 'noted', e.table, says)
          if (e.warnings.some(w => !isOfUsedCell(w.problem)))
            this.#return(
              e.row,
              'noted',
              e.table,
              says,
              e.warnings.map(w => w.problem.code),
            )
        }
        return
      case 'refused': {
        const says = [`${e.column === null ? '' : `${e.column.letter} 列“${e.column.label}”：`}${word(intakeWording, e.problem)}`]
        this.#mark(e.row, 'refused', e.table, says)
        this.#return(e.row, 'refused', e.table, says, [e.problem.code])
        return
      }
      case 'table-refused':
        for (const marked of this.#first.values())
          if (marked.row >= e.rows.from && marked.row <= e.rows.to) Object.assign(marked, { is: 'refused', table: e.table })
        return
      case 'sheet':
    }
  }

  #mark(row: number, is: ShownRow['is'], table: number | null, says: string[]): void {
    const marked = this.#first.get(row)
    if (marked !== undefined) Object.assign(marked, { is, table, says })
  }

  #return(row: number, is: 'refused' | 'noted', table: number, says: string[], why: string[]): void {
    const known = this.#returned.get(row)
    if (known !== undefined) {
      known.says.push(...says)
      known.why.push(...why)
    } else if (this.#returned.size >= this.#bounds.rowsReturned) this.#left += 1
    else this.#returned.set(row, { row, is, table, cells: this.#recent.get(row) ?? [], says: [...says], why: [...why] })
  }

  end(): ShownSheet {
    const [columns = []] = [...this.#columns.values()].toSorted((a, b) => b.length - a.length)
    return {
      name: this.#name,
      first: [...this.#first.values()].flatMap(marked => this.#shown(marked) ?? []),
      returned: [...this.#returned.values()].flatMap(marked => this.#shown(marked) ?? []),
      left: this.#left,
      columns: columns.map(({ letter, header, standing }) => ({ letter, header, standing })),
    }
  }

  /** Where nobody knows what the columns are, nobody knows which of them may be kept: only words above a list are shown then. */
  #shown({ row, is, table, cells, says, why }: Marked): ShownRow | null {
    const known = is === 'title' || is === 'header'
    const [widest = []] = [...this.#columns.values()].toSorted((a, b) => b.length - a.length)
    const columns = table === null ? widest : (this.#columns.get(table) ?? [])
    if (!known && columns.length === 0) return null
    const kept = columns.map(({ standing }) => standing !== 'not-collected')
    return {
      row,
      is,
      kind: table === null ? null : (this.#kinds.get(table) ?? null),
      cells: (known ? cells : cells.filter((_, at) => at < kept.length)).map((cell, at) => (known || kept[at] === true ? textOf(cell) : '')),
      says,
      why,
    }
  }
}
