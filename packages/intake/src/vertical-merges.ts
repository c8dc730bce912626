import type { Cell, Merge, SheetRow } from './cell.ts'

/**
 * A cell merged over several rows speaks for each of them: the village beside ten families, the head beside his
 * members. Only the first row holds its value, so it is carried down. Sums are not: they would count twice.
 */
export class VerticalMerges {
  readonly #merges: readonly Merge[]
  #next = 0
  #active: { merge: Merge; value: Cell }[] = []

  constructor(merges: readonly Merge[]) {
    this.#merges = merges.filter(m => m.bottom > m.top).toSorted((a, b) => a.top - b.top || a.left - b.left)
  }

  /** The row's cells with merged values carried down. `never`: columns left as they are. */
  fill(row: SheetRow, never: ReadonlySet<number>): readonly Cell[] {
    if (this.#active.length === 0 && (this.#merges[this.#next]?.top ?? Infinity) > row.row) return row.cells
    for (let m = this.#merges[this.#next]; m !== undefined && m.top <= row.row; m = this.#merges[this.#next]) {
      this.#next += 1
      if (m.bottom >= row.row) this.#active.push({ merge: m, value: m.top === row.row ? (row.cells[m.left] ?? null) : null })
    }
    this.#active = this.#active.filter(a => a.merge.bottom >= row.row)
    const carried = this.#active.filter(
      a => a.merge.top < row.row && a.value !== null && !never.has(a.merge.left) && (row.cells[a.merge.left] ?? null) === null,
    )
    if (carried.length === 0) return row.cells
    const cells: Cell[] = Array.from({ length: Math.max(row.cells.length, ...carried.map(a => a.merge.left + 1)) }, (_, i) => row.cells[i] ?? null)
    for (const { merge, value } of carried) cells[merge.left] = value
    return cells
  }
}
