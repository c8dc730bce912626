import type { ColumnFinding, DeclaredCount, RememberedMapping, RosterKindId, SheetTotals, Sureness, TableTotals } from '@yingjin/intake'
import type { PlainDate } from '@yingjin/kernel'
import type { WorkbookFormat } from '../../platform/workbook/index.ts'

/** One table of a sheet: what it was taken for and what became of its rows. Problems are sentences for people. */
export type TableReport = Readonly<{
  rosterKind: string | null
  sure: Sureness
  candidates: readonly string[]
  /** Where nothing fits: the kind that came closest. */
  nearest: string | null
  headerRows: Readonly<{ from: number; to: number }> | null
  columns: readonly ColumnFinding[]
  asOf: PlainDate | null
  declared: DeclaredCount | null
  problems: readonly string[]
  /** Columns name persons and could not be placed: absence from this table says nothing. */
  personsNotRead: boolean
  totals: TableTotals | null
}>

export type SheetReport = Readonly<{
  name: string
  hidden: boolean
  totals: SheetTotals
  problems: readonly string[]
  /** The count said in file name, title or footer is not the count of rows. */
  countDiffers: boolean
  /** Refused rows that say themselves they have left the list: nobody is missing for them. */
  left: number
  tables: readonly TableReport[]
}>

/**
 * `read`: understood, with whatever was refused said. `not-understood`: read, but no table became a roster.
 * `unreadable`: the reader stopped. `skipped`: never opened, with the reason. `own`: corrections of ours, laid back.
 */
export type FileStanding = 'read' | 'not-understood' | 'unreadable' | 'skipped' | 'own'

/** What one sheet gave to a snapshot. */
export type SnapshotPart = Readonly<{ sheet: string; hidden: boolean; asOf: PlainDate | null; whole: boolean }>

/** A snapshot that a file gave for one roster kind. */
export type SnapshotTable = Readonly<{
  kind: RosterKindId
  /** In private scratch while a run lasts; empty while it is sealed. */
  path: string
  file: string
  rows: number
  /** The oldest of its parts; null when one of them says no date. */
  asOf: PlainDate | null
  /** False when the declared count differs from the rows read, rows were refused that may be anybody, or columns of persons were not read. */
  whole: boolean
  /** Sheet by sheet: each is in force by its own date. */
  parts: readonly SnapshotPart[]
  /** Over the sorted plaintext rows; neither file time nor encoding enters. */
  digest: string
}>

export type FileReport = Readonly<{
  /** Path below the folder, with `/`. */
  file: string
  standing: FileStanding
  /** One sentence: what came of the file and, where something is wrong, what to do. */
  message: string
  format: WorkbookFormat | null
  sheets: readonly SheetReport[]
  tables: readonly SnapshotTable[]
  /** What concerns the file as a whole, as sentences. */
  problems: readonly string[]
  /** `rowsRead + beside = layout + accepted + refused + blank`, summed over the sheets. */
  rowsRead: number
  beside: number
  layout: number
  accepted: number
  refused: number
  blank: number
  /** Rows whose ID number is of the invented province, in a run for a county outside it: no evidence of anybody. */
  invented: number
  /** The sealed snapshot it lies in; null when nothing was kept of the file. */
  snapshot: string | null
  /** Refused rows and unreadable cells, one JSON line each (`RefusedLine`), in private scratch; null when there are none. */
  refusedPath: string | null
}>

/** A row that was refused, a cell that stays unknown or was used with a remark (`noted`), or a table that is not read: where, why, and what to do. */
export type RefusedLine = Readonly<{
  what: 'row' | 'cell' | 'noted' | 'table'
  file: string
  sheet: string
  row: number
  /** Last row, for a whole table. */
  to: number | null
  column: string | null
  label: string | null
  code: string
  message: string
}>

export type Received = Readonly<{
  files: readonly FileReport[]
  tables: readonly SnapshotTable[]
  /** Meanings of columns that were said in the office and held here: those of which no 收数报告 of this folder says otherwise. */
  saidInOffice: readonly RememberedMapping[]
}>
