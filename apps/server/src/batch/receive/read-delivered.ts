import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Village } from '@yingjin/comparison'
import { type RememberedMapping, type RosterKind, type RosterKindId, rosterKinds, snapshotSchema, type Value } from '@yingjin/intake'
import { type PlainDate, word } from '@yingjin/kernel'
import { quoteName, quoteText } from '@yingjin/sql'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import { privateFolder } from '../../platform/files/index.ts'
import { workbookWording } from '../../platform/workbook/index.ts'
import { nothingFrom, reportOf } from './receive-folder.ts'
import { programVersion } from '../../platform/version.ts'
import type { FileReport, SheetReport } from './received.ts'
import { childLimits, childWording, readInChild } from './run-child.ts'
import type { ShownBounds, ShownSheet } from './shown-rows.ts'
import { digestOf, digestOfFile, snapshotKey, type SnapshotStore, writeSnapshot } from './snapshot-store.ts'

export type DeliveredOptions = Readonly<{
  /** Private: the rows lie here until the caller removes it. */
  scratch: string
  /** Six digits; whose rosters these are. */
  county: string
  remembered: readonly RememberedMapping[]
  /** Which kind a person said a sheet is. */
  said: Readonly<Record<string, string>>
  /** As of which day a person said a sheet is. */
  saidOn?: Readonly<Record<string, string>>
  /** Villages by which a village is found; for what is kept of the file. */
  villages?: readonly Village[]
  show: ShownBounds
  onRows: (rows: number) => void
}>

export type Delivered = Readonly<{
  report: FileReport
  shown: readonly ShownSheet[]
  /** Accepted rows of one kind, in the order of the sheets, so many at once. */
  rowsOf: (kind: RosterKindId, atOnce: number) => AsyncGenerator<readonly Readonly<{ sheet: string; row: number; values: Readonly<Record<string, Value>> }>[]>
  /** Keeps what was read, sealed, as a run takes it: accepted and refused rows, without what is not collected. Gives its number. */
  keepIn: (store: SnapshotStore) => Promise<string>
}>

/** Reads one file that was sent by itself, as a folder of them is read; nothing of it is kept unless it is asked for. */
export const readDelivered = async (path: string, name: string, options: DeliveredOptions): Promise<Delivered> => {
  const { scratch, county, remembered, said, saidOn = {}, villages = [], show, onRows } = options
  const out = privateFolder(mkdtempSync(join(scratch, 'file-')))
  const kinds: readonly RosterKind[] = Object.values(rosterKinds)
  const ending = await readInChild(
    { path, file: name, county, out, kinds, remembered, villages, said, show },
    { limits: childLimits, compiled: join(scratch, 'compiled') },
    onRows,
  )
  const without = (standing: FileReport['standing'], says: string): Delivered => ({
    report: nothingFrom(name, standing, says),
    shown: [],
    rowsOf: async function* () {},
    keepIn: () => Promise.reject(new Error('nothing of it can be kept')),
  })
  if ('problem' in ending) return without('unreadable', word(childWording, ending.problem))
  const { report } = ending
  if (report.outcome === 'unreadable') return without('unreadable', word(workbookWording, report.problem))
  if (report.outcome === 'own-result') return without('skipped', '这是应尽写出的结果，不是名册。填好的“待补信息”“需人工判断”请放进名册文件夹，下次运行时采用')
  if (report.corrections !== null) return without('own', '这是收数报告。列的含义可以就在这里更正，不用填表')
  const rowsOf = async function* (kind: RosterKindId, atOnce: number): ReturnType<Delivered['rowsOf']> {
    const csv = report.tables.find(table => table.kind === kind)
    if (csv === undefined) return
    const parquet = join(out, `${kind}.parquet`)
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      await writeSnapshot(db, csv.path, name, rosterKinds[kind], parquet)
      const columns = Object.keys(snapshotSchema(rosterKinds[kind])).filter(column => !['row_id', 'file', 'sheet', 'row', 'member'].includes(column))
      const select = columns.map(column => `, ${quoteName(column)} AS ${quoteName(`value ${column}`)}`).join('')
      let rows: { sheet: string; row: number; values: Record<string, Value> }[] = []
      for await (const each of db.stream<Readonly<Record<string, Value>>>(
        `SELECT sheet, "row"${select} FROM read_parquet(${quoteText(parquet)}) ORDER BY row_id`,
      )) {
        rows.push({
          sheet: String(each['sheet']),
          row: Number(each['row']),
          values: Object.fromEntries(columns.flatMap(column => (each[`value ${column}`] === null ? [] : [[column, each[`value ${column}`] as Value]]))),
        })
        if (rows.length < atOnce) continue
        yield rows
        rows = []
      }
      if (rows.length > 0) yield rows
    } finally {
      db.close()
    }
  }
  const told = reportOf(name, { ...report, sheets: report.sheets.map(sheet => asSaid(sheet, saidOn[sheet.name] ?? null)) })
  const keepIn = async (store: SnapshotStore): Promise<string> => {
    const sha256 = await digestOfFile(path)
    const mapping = digestOf(Object.keys(said).length + Object.keys(saidOn).length === 0 ? remembered : [remembered, said, saidOn])
    const key = snapshotKey({ sha256, file: name, programVersion, county, kinds: digestOf(kinds), remembered: mapping, villages: digestOf(villages) })
    const there = await store.find(key)
    if (there !== null) return key
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      await store.keep(key, told, { sha256, programVersion, county, mapping, out, refused: report.refusedLines > 0 }, async (id, into) => {
        const csv = report.tables.find(table => table.kind === id)
        if (csv === undefined) throw new Error(`rows of an unknown kind ${id}`)
        await writeSnapshot(db, csv.path, name, rosterKinds[id as RosterKindId], into)
      })
    } finally {
      db.close()
    }
    return key
  }
  return { report: reportOf(name, report), shown: report.shown, rowsOf, keepIn }
}

/** A sheet as of the day that a person said. */
const asSaid = (sheet: SheetReport, on: string | null): SheetReport =>
  on === null ? sheet : { ...sheet, tables: sheet.tables.map(table => ({ ...table, asOf: on as PlainDate })) }
