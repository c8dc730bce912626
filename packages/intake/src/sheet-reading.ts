import type { Merge, SheetRow } from './cell.ts'
import type { Emitted } from './emitted.ts'
import type { RememberedMapping } from './remembered-mapping.ts'
import type { RosterKind } from './roster-kind.ts'

export type SheetContext = Readonly<{
  /** The file's name without its folder. */
  file: string
  sheet: string
  hidden: boolean
  merges: readonly Merge[]
  kinds: readonly RosterKind[]
  remembered: readonly RememberedMapping[]
}>

/** Understands one sheet: push its rows in order, then end. */
export class SheetReading {
  readonly context: SheetContext
  constructor(context: SheetContext) {
    this.context = context
  }
  push(row: SheetRow): Emitted[] {
    throw new Error(`not read yet: ${row.row}`)
  }
  end(): Emitted[] {
    return []
  }
}
