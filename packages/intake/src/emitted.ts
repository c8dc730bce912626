import type { PlainDate } from '@yingjin/kernel'
import type { ColumnKey } from './columns.ts'
import type { LayoutRole } from './layout-row.ts'
import type { CellProblem, RowProblem, SheetProblem, TableProblem } from './problem.ts'

/** A cleaned value as it stands in the snapshot: dates and months as `YYYY-MM-DD`, money in whole fen. Null = unknown. */
export type Value = string | number | boolean | null

/**
 * What a column was taken for.
 * `collected`: it goes into the snapshot. `not-collected` (未采集): the house does not hold such things.
 * `not-needed` (不需要): known, but nothing in this roster rests on it. `unrecognised` (未识别): nobody knows.
 * `repeated` (重复): a second column of one meaning. `layout`: a running number or an empty column.
 * Only `collected` columns are ever emitted.
 */
export type ColumnStanding = 'collected' | 'not-collected' | 'not-needed' | 'unrecognised' | 'repeated' | 'layout'

/** By what a meaning was found: a person's correction, the header as written, folded, one character off, or the content. */
export type FoundBy = 'remembered' | 'exact' | 'synonym' | 'folded' | 'one-character-off' | 'content'

export type ColumnFinding = Readonly<{
  /** 0-based. */
  column: number
  /** As the clerk sees it: A, B, … AA. */
  letter: string
  /** All header levels, outermost first, joined by ` / `. */
  header: string
  standing: ColumnStanding
  key: ColumnKey | null
  /** The Chinese label of the meaning, or of what is not collected. */
  label: string | null
  /** 0 = the row itself; 1, 2, … = the family member across the row. */
  member: number
  by: FoundBy | null
  sure: 'certain' | 'likely' | 'to-confirm'
}>

/**
 * How sure the recognition is. `certain` and `likely` tables are read. The others are not: `undecided` = several
 * kinds fit equally well; `to-confirm` = no header, columns guessed by content; `unknown` = no kind fits;
 * `no-list` = sums over a list, with nobody's name and no number of anybody.
 */
export type Sureness = 'certain' | 'likely' | 'undecided' | 'to-confirm' | 'unknown' | 'no-list'

export type Counted = Readonly<{ count: number; unit: '人' | '户' | '条' }>
/**
 * `of`: whether the title or sheet name says it of this table, or the file name of all its tables together.
 * `beside`: the second half of “4户6人”.
 */
export type DeclaredCount = Counted & Readonly<{ of: 'table' | 'file'; beside?: Counted }>

export type TableFound = Readonly<{
  kind: 'table'
  /** 0, 1, … within the sheet. */
  table: number
  /** The id of the roster kind; null unless certain or likely. */
  rosterKind: string | null
  sure: Sureness
  /** Ids of kinds that fit, best first. */
  candidates: readonly string[]
  /** When nothing fits: the kind that came closest and the columns it lacks. */
  nearest: Readonly<{ rosterKind: string; missing: readonly string[] }> | null
  headerRows: Readonly<{ from: number; to: number }> | null
  columns: readonly ColumnFinding[]
  asOf: PlainDate | null
  declared: DeclaredCount | null
  problems: readonly TableProblem[]
}>

/** `values` stand in the order of the kind's columns. `member` 0 is the row itself. */
export type SnapshotRecord = Readonly<{ member: number; values: readonly Value[] }>

export type Place = Readonly<{ letter: string; label: string }>
/** A cell that could not be read while its row stands is unknown (null) in the snapshot, and this says so; or what is to be said of a cell that was used. */
export type CellWarning = Readonly<{ column: Place; problem: CellProblem }>

export type AcceptedRow = Readonly<{ kind: 'accepted'; table: number; row: number; records: readonly SnapshotRecord[]; warnings: readonly CellWarning[] }>
export type RefusedRow = Readonly<{ kind: 'refused'; table: number; row: number; column: Place | null; problem: CellProblem | RowProblem }>
/** A row that is not a row of the list: titles, headers, sections, totals, signatures, rows of a summary. Blank rows are only counted. */
export type LayoutRow = Readonly<{ kind: 'layout'; row: number; role: LayoutRole }>
/** Rows of a table that is not read, refused together under one reason. */
export type RefusedTable = Readonly<{
  kind: 'table-refused'
  table: number
  rows: Readonly<{ from: number; to: number; count: number }>
  problem: TableProblem
}>

/**
 * `rows + beside = layout + accepted + refused + blank`, always. `beside` is zero unless two lists stand side by
 * side: then each further list filled in on a row is one line more than the sheet has rows.
 */
export type SheetTotals = Readonly<{
  rows: number
  beside: number
  layout: number
  accepted: number
  refused: number
  blank: number
  /** Accepted rows whose key an earlier row of the same table already had. */
  duplicates: number
  /** Records emitted, family members included. */
  records: number
}>
/** `households`: told apart by number, head or row where a count of households was declared; else null. */
export type TableTotals = Readonly<{
  table: number
  rosterKind: string | null
  accepted: number
  refused: number
  duplicates: number
  records: number
  households: number | null
}>

export type SheetEnded = Readonly<{ kind: 'sheet'; totals: SheetTotals; tables: readonly TableTotals[]; problems: readonly SheetProblem[] }>

export type Emitted = TableFound | AcceptedRow | RefusedRow | LayoutRow | RefusedTable | SheetEnded
