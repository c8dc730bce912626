import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyContext, type PersonRow, personKeys, VillageIndex, type Village } from '@yingjin/comparison'
import {
  columnOf,
  type ColumnKey,
  type Emitted,
  fileCountProblem,
  intakeWording,
  isOfUsedCell,
  type SheetEnded,
  type RememberedMapping,
  type RosterKind,
  SheetReading,
  type SnapshotRecord,
  type TableFound,
  type TableTotals,
  type CellWarning,
} from '@yingjin/intake'
import { isInvented, word } from '@yingjin/kernel'
import { openWorkbook, type Sheet, UnreadableWorkbook, type WorkbookFormat, type WorkbookProblem } from '../../platform/workbook/index.ts'
import { type Correction, correctionsIn } from './corrections.ts'
import { csvField, CsvTable } from './csv-table.ts'
import { inventedClass, inventedNumberSaid, realPersonKeys } from './invented-number.ts'
import { isOwnResult } from './own-result.ts'
import type { RefusedLine, SheetReport, TableReport } from './received.ts'
import { type ShownBounds, ShownRows, type ShownSheet } from './shown-rows.ts'

/** What the child is told on its standard input. */
export type ReadOrder = Readonly<{
  path: string
  /** Name below the folder, as it stands in reports and rows. */
  file: string
  /** Whose rosters these are: outside the invented province its numbers are nobody's. */
  county: string
  /** An empty private folder for the rows. */
  out: string
  kinds: readonly RosterKind[]
  remembered: readonly RememberedMapping[]
  villages: readonly Village[]
  /** What a person said a sheet is, by its name: it is looked at as that kind and as no other. */
  said?: Readonly<Record<string, string>>
  /** Keeps the rows a person looks at, so many of them. */
  show?: ShownBounds
}>

export type CsvOfKind = Readonly<{ kind: string; path: string; rows: number; digest: string }>

/** What the child leaves in `out`, as `report.json`. */
export type ReadReport =
  | Readonly<{
      outcome: 'read'
      format: WorkbookFormat
      sheets: readonly SheetReport[]
      tables: readonly CsvOfKind[]
      refusedLines: number
      /** Rows whose ID number is of the invented province, in a county outside it. */
      invented: number
      /** What is wrong with the count the file name declares, as a sentence. */
      countDiffers: string | null
      corrections: readonly Correction[] | null
      /** Where they were asked for. */
      shown: readonly ShownSheet[]
    }>
  | Readonly<{ outcome: 'unreadable'; problem: WorkbookProblem }>
  | Readonly<{ outcome: 'own-result' }>

export const refusedName = 'refused.jsonl'

/** Reads one file of any format into CSV per roster kind, and says what it understood. */
export const readRosterFile = async (order: ReadOrder, onRows: (rows: number) => void): Promise<ReadReport> => {
  const opened = await openWorkbook(order.path)
  if (!opened.ok) return { outcome: 'unreadable', problem: opened.problem }
  const workbook = opened.value
  const rows = new RosterRows(order)
  try {
    const own = await correctionsIn(workbook)
    if (own !== null)
      return { outcome: 'read', format: workbook.format, sheets: [], tables: [], refusedLines: 0, invented: 0, countDiffers: null, corrections: own, shown: [] }
    if (await isOwnResult(workbook)) return { outcome: 'own-result' }
    const sheets: SheetReport[] = []
    const shown: ShownSheet[] = []
    for (const [at, sheet] of workbook.sheets.entries()) {
      const looked = order.show === undefined ? null : new ShownRows(sheet.name, order.show)
      sheets.push(await readSheet(sheet, at, order, rows, looked, onRows))
      if (looked !== null) shown.push(looked.end())
    }
    return {
      outcome: 'read',
      format: workbook.format,
      sheets,
      tables: rows.end(),
      refusedLines: rows.refusedLines,
      invented: rows.invented,
      countDiffers: rows.fileProblem(),
      corrections: null,
      shown,
    }
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { outcome: 'unreadable', problem: error.problem }
    throw error
  } finally {
    workbook.close()
  }
}

/** A kind that a person named is that kind whatever the title says. */
const kindsOf = (sheet: string, { kinds, said }: ReadOrder): readonly RosterKind[] => {
  const named = kinds.find(kind => kind.id === said?.[sheet])
  if (named === undefined) return kinds
  const { never: _never, ...kind } = named
  return [kind]
}

const readSheet = async (
  sheet: Sheet,
  at: number,
  order: ReadOrder,
  rows: RosterRows,
  looked: ShownRows | null,
  onRows: (rows: number) => void,
): Promise<SheetReport> => {
  const reading = new SheetReading({
    file: order.file.split('/').at(-1) ?? order.file,
    sheet: sheet.name,
    hidden: sheet.hidden,
    merges: await sheet.merges(),
    kinds: kindsOf(sheet.name, order),
    remembered: order.remembered,
  })
  const take = (emitted: readonly Emitted[]): void => {
    rows.take(emitted)
    looked?.hear(emitted)
  }
  rows.openSheet(at, sheet)
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      looked?.see(row)
      take(reading.push(row))
    }
    onRows(batch.length)
  }
  take(reading.end())
  return rows.closeSheet()
}

type OpenTable = {
  found: TableFound
  kind: RosterKind | null
  keysOf: ((record: SnapshotRecord, warnings: readonly CellWarning[]) => readonly (string | null)[]) | null
}

/** Sorts what intake emits into rows per kind, refusals and reports. */
class RosterRows {
  readonly #order: ReadOrder
  readonly #kinds: ReadonlyMap<string, RosterKind>
  readonly #csv = new Map<string, CsvTable>()
  readonly #context: KeyContext
  readonly #keysOfPerson: typeof personKeys
  #refused: number | null = null
  #pendingRefused = ''
  refusedLines = 0
  invented = 0

  #sheetAt = 0
  #sheet: Sheet | null = null
  #sheetField = ''
  #tables: OpenTable[] = []
  #left = 0
  #report: SheetReport | null = null
  readonly #ended: SheetEnded[] = []

  constructor(order: ReadOrder) {
    this.#order = order
    this.#kinds = new Map(order.kinds.map(kind => [kind.id, kind]))
    this.#keysOfPerson = isInvented(order.county) ? personKeys : realPersonKeys
    this.#context = { villages: order.villages.length === 0 ? null : new VillageIndex(order.villages) }
  }

  openSheet(at: number, sheet: Sheet): void {
    this.#sheetAt = at
    this.#sheet = sheet
    this.#sheetField = csvField(sheet.name)
    this.#tables = []
    this.#left = 0
    this.#report = null
  }

  closeSheet(): SheetReport {
    if (this.#report === null) throw new Error('a sheet ended without its totals')
    const { totals: t } = this.#report
    if (t.rows + t.beside !== t.layout + t.accepted + t.refused + t.blank) throw new Error('the totals of a sheet do not tie')
    return this.#report
  }

  take(emitted: readonly Emitted[]): void {
    for (const e of emitted) this.#takeOne(e)
  }

  /** What the file name declares against all its tables together. */
  fileProblem(): string | null {
    const found = fileCountProblem(this.#order.file.split('/').at(-1) ?? this.#order.file, this.#ended)
    return found === null ? null : word(intakeWording, found)
  }

  end(): readonly CsvOfKind[] {
    this.#flushRefused()
    if (this.#refused !== null) closeSync(this.#refused)
    return [...this.#csv].map(([kind, csv]) => ({ kind, path: csv.path, rows: csv.rows, digest: csv.end() }))
  }

  #takeOne(e: Emitted): void {
    switch (e.kind) {
      case 'table': {
        const kind = e.rosterKind === null ? null : (this.#kinds.get(e.rosterKind) ?? null)
        this.#tables[e.table] = { found: e, kind, keysOf: kind === null ? null : keysFor(kind, row => this.#keysOfPerson(row, this.#context)) }
        return
      }
      case 'accepted': {
        const table = this.#tables[e.table]
        if (table === undefined || table.kind === null) throw new Error('a row was accepted for a table without a kind')
        const csv = this.#csvOf(table.kind.id)
        let invented = false
        for (const record of e.records) {
          const keys = table.keysOf?.(record, e.warnings) ?? []
          invented ||= keys[0] === inventedClass
          csv.write(`${this.#sheetAt},${e.table},${this.#sheetField},${e.row},${record.member}`, record.values, keys)
        }
        if (invented) this.#sayInvented(table, e.row)
        for (const warning of e.warnings) {
          const what = isOfUsedCell(warning.problem) ? 'noted' : 'cell'
          this.#refuse({ what, row: e.row, to: null, column: warning.column.letter, label: warning.column.label, ...worded(warning.problem) })
        }
        return
      }
      case 'refused':
        if (e.problem.code === 'intake/left-the-list') this.#left += 1
        this.#refuse({ what: 'row', row: e.row, to: null, column: e.column?.letter ?? null, label: e.column?.label ?? null, ...worded(e.problem) })
        return
      case 'table-refused':
        this.#refuse({ what: 'table', row: e.rows.from, to: e.rows.to, column: null, label: null, ...worded(e.problem) })
        return
      // Titles, headers and totals are counted; only what is refused needs a line of its own.
      case 'layout':
        return
      case 'sheet': {
        this.#ended.push(e)
        for (const t of e.tables) if (this.#saysNobody(t)) this.#csvOf(t.rosterKind ?? '')
        const totals = new Map(e.tables.map(t => [t.table, t]))
        this.#report = {
          name: this.#sheet?.name ?? '',
          hidden: this.#sheet?.hidden ?? false,
          totals: e.totals,
          problems: e.problems.map(p => word(intakeWording, p)),
          countDiffers: e.problems.some(p => p.code === 'intake/count-differs'),
          left: this.#left,
          tables: this.#tables.map(({ found }) => tableReport(found, totals.get(found.table) ?? null)),
        }
      }
    }
  }

  #sayInvented({ found }: OpenTable, row: number): void {
    this.invented += 1
    const column = found.columns.find(c => c.key === 'id_number') ?? found.columns.find(c => c.key === 'disability_number' || c.key === 'student_number')
    this.#refuse({
      what: 'cell',
      row,
      to: null,
      column: column?.letter ?? null,
      label: column?.label ?? columnOf('id_number').label,
      code: 'receive/invented-number',
      message: inventedNumberSaid,
    })
  }

  /** An empty list that says “0人” is a list of nobody; one that says nothing may be a form nobody filled in. */
  #saysNobody(t: TableTotals): boolean {
    return t.rosterKind !== null && t.accepted + t.refused === 0 && this.#tables[t.table]?.found.declared?.count === 0
  }

  #csvOf(kind: string): CsvTable {
    const known = this.#csv.get(kind)
    if (known !== undefined) return known
    const made = new CsvTable(join(this.#order.out, `${kind}.csv`))
    this.#csv.set(kind, made)
    return made
  }

  #refuse(line: Omit<RefusedLine, 'file' | 'sheet'>): void {
    this.refusedLines += 1
    const full: RefusedLine = { ...line, file: this.#order.file, sheet: this.#sheet?.name ?? '' }
    this.#pendingRefused += `${JSON.stringify(full)}\n`
    if (this.#pendingRefused.length > 1 << 18) this.#flushRefused()
  }

  #flushRefused(): void {
    if (this.#pendingRefused === '') return
    this.#refused ??= openSync(join(this.#order.out, refusedName), 'wx', 0o600)
    const bytes = Buffer.from(this.#pendingRefused)
    for (let at = 0; at < bytes.length;) at += writeSync(this.#refused, bytes, at)
    this.#pendingRefused = ''
  }
}

const worded = (
  p: Parameters<typeof word<Extract<Emitted, { kind: 'refused' | 'table-refused' }>['problem']>>[1],
): Readonly<{ code: string; message: string }> => ({
  code: p.code,
  message: word(intakeWording, p),
})

const tableReport = (found: TableFound, totals: TableReport['totals']): TableReport => ({
  rosterKind: found.rosterKind,
  sure: found.sure,
  candidates: found.candidates,
  nearest: found.nearest?.rosterKind ?? null,
  headerRows: found.headerRows,
  columns: found.columns,
  asOf: found.asOf,
  declared: found.declared,
  problems: found.problems.map(p => word(intakeWording, p)),
  personsNotRead: found.problems.some(p => p.code === 'intake/persons-not-read'),
  totals,
})

/** Columns of a row that comparison keys are made of. */
const keyColumns = [
  'name',
  'former_name',
  'id_number',
  'student_number',
  'birth_date',
  'sex',
  'guardian_id_number',
  'head_id_number',
  'township',
  'village',
  'school_code',
  'school_name',
] as const satisfies readonly ColumnKey[]

const damagedIds = { 'intake/id-stored-as-number': 'NUMBER', 'intake/id-in-scientific-notation': 'S6', 'intake/id-among-other-words': 'BAD' } as const

/** Only rows about a person carry comparison keys. */
export const isAboutPersons = (kind: RosterKind): boolean => kind.subject === 'person' || kind.subject === 'money-line'

/** Made once per table: which position of the record feeds which key column. */
const keysFor = (kind: RosterKind, keysOfPerson: (row: PersonRow) => ReturnType<typeof personKeys>): OpenTable['keysOf'] => {
  if (!isAboutPersons(kind)) return null
  const positions = keyColumns.map(key => [key, kind.columns.findIndex(column => column.key === key)] as const).filter(([, at]) => at >= 0)
  const idLabel = columnOf('id_number').label
  return (record, warnings) => {
    const row: Partial<Record<(typeof keyColumns)[number], string | null>> = {}
    for (const [key, at] of positions) {
      const value = record.values[at] ?? null
      row[key] = value === null ? null : String(value)
    }
    const keys = keysOfPerson(row)
    if (warnings.length === 0 || (row.id_number ?? null) !== null) return keys
    // The number itself is gone with the cell; what kind of damage it was stays with the row (证件存疑).
    const damage = warnings.find(w => w.column.label === idLabel && w.problem.code in damagedIds)
    return damage === undefined || keys[0] !== 'NONE' ? keys : [damagedIds[damage.problem.code as keyof typeof damagedIds], ...keys.slice(1)]
  }
}
