import type { Cell, Merge, SheetRow } from '@yingjin/intake'
import { limits } from './limits.ts'
import type { Sheet } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'

const batchRows = 1000

/** A sheet of a format that is read into memory whole. */
export const heldSheet = (name: string, hidden: boolean, rows: readonly SheetRow[], merges: readonly Merge[]): Sheet => ({
  name,
  hidden,
  merges: async () => merges,
  rows: async function* () {
    for (let at = 0; at < rows.length; at += batchRows) yield rows.slice(at, at + batchRows)
  },
})

/**
 * Lays cells into a grid where earlier ones may reach over later rows and columns (colspan, rowspan, MergeDown).
 * Positions are counted against the limits before they are made.
 */
export class SheetGrid {
  readonly rows: SheetRow[] = []
  readonly merges: Merge[] = []
  readonly #sheet: string
  #row = 0
  #cells: Cell[] = []
  /** Columns still covered from above → the last row they are covered in. */
  #covered = new Map<number, number>()
  #column = 0
  #slots = 0

  constructor(sheet: string) {
    this.#sheet = sheet
  }

  openRow(number?: number): void {
    this.#row = number !== undefined && number > this.#row ? number : this.#row + 1
    if (this.#row > limits.rows) throw this.#absurd('rows', limits.rows)
    this.#cells = []
    this.#column = 0
  }

  /** What reached down from above ends here: another table begins. */
  endSpans(): void {
    this.#covered.clear()
  }

  put(cell: Cell, across: number, down: number, column?: number): void {
    if (column !== undefined) this.#column = column
    while ((this.#covered.get(this.#column) ?? 0) >= this.#row) this.#column += 1
    const [left, right] = [this.#column, this.#column + across - 1]
    if (right >= limits.columns) throw this.#absurd('columns', limits.columns)
    const bottom = Math.min(this.#row + down - 1, limits.rows)
    this.#slots += across
    if (this.#slots > limits.cells) throw this.#absurd('cells', limits.cells)
    if (cell !== null) {
      while (this.#cells.length < left) this.#cells.push(null)
      this.#cells[left] = cell
    }
    if (across > 1 || down > 1) {
      if (this.merges.length >= limits.merges) throw this.#absurd('merges', limits.merges)
      this.merges.push({ top: this.#row, left, bottom, right })
    }
    if (down > 1) for (let c = left; c <= right; c += 1) this.#covered.set(c, bottom)
    this.#column = right + 1
  }

  closeRow(): void {
    this.rows.push({ row: this.#row, cells: this.#cells })
    this.#cells = []
  }

  #absurd(what: 'columns' | 'rows' | 'cells' | 'merges', limit: number) {
    return unreadable('workbook/absurd-size', { sheet: this.#sheet, what, limit })
  }
}
