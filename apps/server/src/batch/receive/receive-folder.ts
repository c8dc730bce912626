import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Village } from '@yingjin/comparison'
import { type RememberedMapping, type RosterKind, type RosterKindId, rosterKinds } from '@yingjin/intake'
import { type PlainDate, word } from '@yingjin/kernel'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { privateFolder, removeFolder } from '../../platform/files/index.ts'
import type { Vault } from '../../platform/vault/index.ts'
import { workbookWording } from '../../platform/workbook/index.ts'
import { withoutCopies } from './copied-lists.ts'
import { mappingsFrom, mappingsWithout, mergeMappings } from './corrections.ts'
import { inventedNumberSaid } from './invented-number.ts'
import { type FoundFile, inNaturalOrder, listFiles } from './list-files.ts'
import type { ReadReport } from './read-roster-file.ts'
import type { FileReport, Received, SheetReport, SnapshotPart, SnapshotTable } from './received.ts'
import { loadMappings, saveMappings } from './remembered-mappings.ts'
import { type ChildLimits, childLimits, childWording, readInChild } from './run-child.ts'
import { digestOf, digestOfFile, nameWithoutNumbers, snapshotKey, SnapshotStore, writeSnapshot } from './snapshot-store.ts'

export type ReceiveOptions = Readonly<{
  /** Private; the rows of what was received lie here when this returns, to be used until the caller removes it. */
  scratch: string
  /** The opened keys of the county: snapshots lie sealed by them. */
  vault: Vault
  /** Snapshots and corrected mappings are kept here. */
  dataDir: string
  programVersion: string
  /** Six digits; whose rosters these are. */
  county: string
  /** The kinds looked for; all that intake knows unless a pack brings more. */
  kinds?: readonly RosterKind[]
  /** Lists that were received before and lie sealed: they are taken as they were read then, beside what lies in the folder. */
  taken?: readonly TakenSnapshot[]
  /** Villages by which `village_key` is found; without them it stays unknown. */
  villages?: readonly Village[]
  /** What persons said in the office that columns mean, where a run takes it along. What a 收数报告 of the folder says goes before it. */
  saidInOffice?: readonly RememberedMapping[]
  limits?: ChildLimits
  onProgress: (line: string) => void
}>

/** A snapshot, and which of its lists are taken. */
export type TakenSnapshot = Readonly<{ snapshot: string; rosters: readonly RosterKindId[] }>

const readersAtOnce = 2

/**
 * Takes in a folder of workbooks: each file is read in a process of its own, its accepted rows become a snapshot per
 * roster kind, and everything else is told: rows refused, columns dropped, files that were no workbook. A file read
 * before under the same key is not read again, so that an interrupted run goes on where it stopped. Without a folder it
 * is what was received before, and nothing else.
 */
export const receiveFolder = async (folder: string | null, options: ReceiveOptions): Promise<Received> => {
  const scratch = privateFolder(mkdtempSync(join(options.scratch, 'receive-')))
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    const store = new SnapshotStore(options.dataDir, options.vault)
    const kinds = options.kinds ?? Object.values(rosterKinds)
    const found = folder === null ? [] : listFiles(folder)
    const { saidInOffice = [] } = options
    let own = loadMappings(options.dataDir)
    for (;;) {
      const mappings = mergeMappings(saidInOffice, own)
      const round = new Round({ ...options, scratch, kinds, mappings, store, db, files: found.length })
      const read = await round.readAll(found)
      const files = withoutCopies(await round.withTaken(read, options.taken ?? []), round.bytesOf)
      // A 收数报告 that was laid back changes how files are read, so those it concerns are read again.
      const learned = mergeMappings(own, round.learned)
      if (digestOf(learned) === digestOf(own)) {
        const opened = await openedAll(store, files, options.scratch)
        return { files: opened, tables: opened.flatMap(f => f.tables), saidInOffice: mappingsWithout(saidInOffice, own) }
      }
      await saveMappings(options.dataDir, learned)
      options.onProgress('收数：按“列义”中的更正重新读取')
      own = learned
    }
  } finally {
    db.close()
    removeFolder(scratch)
  }
}

/** One snapshot after the other: a file in one is read whole while it is opened. */
const openedAll = async (store: SnapshotStore, files: readonly FileReport[], scratch: string): Promise<readonly FileReport[]> => {
  const below = privateFolder(mkdtempSync(join(scratch, 'opened-')))
  const opened: FileReport[] = []
  for (const file of files) opened.push(await store.opened(file, below))
  return opened
}

type RoundOptions = ReceiveOptions &
  Readonly<{ kinds: readonly RosterKind[]; mappings: readonly RememberedMapping[]; store: SnapshotStore; db: DuckDb; files: number }>

/** One passing over the folder with one state of knowledge. */
class Round {
  readonly learned: RememberedMapping[] = []
  /** The digest of each file's bytes. */
  readonly bytesOf = new Map<string, string>()
  readonly #o: RoundOptions
  readonly #digests: Readonly<{ kinds: string; remembered: string; villages: string }>
  #done = 0
  /** DuckDB works on one file at a time; the readers do not wait for each other. */
  #writing: Promise<unknown> = Promise.resolve()

  constructor(o: RoundOptions) {
    this.#o = o
    this.#digests = { kinds: digestOf(o.kinds), remembered: digestOf(o.mappings), villages: digestOf(o.villages ?? []) }
  }

  async readAll(found: readonly FoundFile[]): Promise<readonly FileReport[]> {
    const reports: FileReport[] = []
    const waiting = found.entries()
    const reader = async (): Promise<void> => {
      for (const [at, file] of waiting) {
        reports[at] = await this.#readOne(file)
        this.#done += 1
        this.#o.onProgress(`收数 ${this.#done}/${this.#o.files}：${nameWithoutNumbers(file.name)}，${reports[at].message}`)
      }
    }
    await Promise.all(Array.from({ length: readersAtOnce }, reader))
    return reports
  }

  /** With what was received before, as it was read then: it stands where the folder holds a file of the same name. */
  async withTaken(read: readonly FileReport[], taken: readonly TakenSnapshot[]): Promise<readonly FileReport[]> {
    const reports: FileReport[] = []
    for (const { snapshot, rosters } of taken) {
      if (read.some(file => file.snapshot === snapshot)) continue
      const report = await this.#o.store.find(snapshot)
      if (report === null) throw new Error(`the snapshot ${snapshot} that a run takes is not here`)
      const left = report.tables.filter(({ kind }) => !rosters.includes(kind)).map(({ kind }) => `“${kindName(kind)}”`)
      reports.push({
        ...report,
        tables: report.tables.filter(({ kind }) => rosters.includes(kind)),
        message: left.length === 0 ? report.message : `${report.message}，这次没有带上其中的${left.join('、')}`,
      })
    }
    const names = new Set(reports.map(({ file }) => file))
    const ownNames = read.map(file =>
      names.has(file.file) ? nothingFrom(file.file, 'skipped', '收数里收下了同名的文件，用了那一份，没有读这一份；两份内容不同的，请把这一份改名再放') : file,
    )
    for (const { file, snapshot } of reports) if (snapshot !== null) this.bytesOf.set(file, this.#o.store.digestOfSource(snapshot))
    return [...ownNames, ...reports].toSorted((a, b) => inNaturalOrder(a.file, b.file))
  }

  async #readOne(file: FoundFile): Promise<FileReport> {
    if (file.skipped !== null) return nothingFrom(file.name, 'skipped', file.skipped)
    const sha256 = await digestOfFile(file.path)
    this.bytesOf.set(file.name, sha256)
    const key = snapshotKey({ sha256, file: file.name, programVersion: this.#o.programVersion, county: this.#o.county, ...this.#digests })
    const known = await this.#o.store.find(key)
    if (known !== null) return known

    const out = privateFolder(mkdtempSync(join(this.#o.scratch, 'file-')))
    try {
      const { kinds, mappings, villages = [], limits = childLimits } = this.#o
      const ending = await readInChild(
        { path: file.path, file: file.name, county: this.#o.county, out, kinds, remembered: mappings, villages },
        { limits, compiled: join(this.#o.scratch, 'compiled') },
        rows => this.#o.onProgress(`收数 ${this.#done}/${this.#o.files}：${nameWithoutNumbers(file.name)}，已读 ${rows} 行`),
      )
      if ('problem' in ending) return nothingFrom(file.name, 'unreadable', word(childWording, ending.problem))
      const { report } = ending
      if (report.outcome === 'unreadable') return nothingFrom(file.name, 'unreadable', word(workbookWording, report.problem))
      if (report.outcome === 'own-result')
        return nothingFrom(
          file.name,
          'skipped',
          '这是应尽写出的结果，不是名册，没有读取；请从名册文件夹中取出（填好的“待补信息”“需人工判断”“收数报告”可以留下）',
        )
      if (report.corrections !== null) return this.#learn(file.name, report)
      return await this.#keep(key, file.name, sha256, out, report)
    } finally {
      removeFolder(out)
    }
  }

  #learn(file: string, report: ReadReport & { outcome: 'read' }): FileReport {
    const { mappings, problems } = mappingsFrom(report.corrections ?? [], this.#o.kinds)
    this.learned.push(...mappings)
    const count = mappings.reduce((sum, m) => sum + Object.keys(m.columns).length, 0)
    return { ...nothingFrom(file, 'own', [`这是收数报告，采用了其中 ${count} 处更正`, ...problems].join('；')), format: report.format }
  }

  async #keep(key: string, file: string, sha256: string, out: string, read: ReadReport & { outcome: 'read' }): Promise<FileReport> {
    const report = reportOf(file, read)
    const source = {
      sha256,
      programVersion: this.#o.programVersion,
      county: this.#o.county,
      mapping: this.#digests.remembered,
      out,
      refused: read.refusedLines > 0,
    }
    const kept = this.#writing.then(() =>
      this.#o.store.keep(key, report, source, async (id, path) => {
        const [csv, kind] = [read.tables.find(t => t.kind === id), this.#o.kinds.find(k => k.id === id)]
        if (csv === undefined || kind === undefined) throw new Error(`rows of an unknown kind ${id}`)
        await writeSnapshot(this.#o.db, csv.path, file, kind, path)
      }),
    )
    this.#writing = kept.catch(() => {})
    return kept
  }
}

export const nothingFrom = (file: string, standing: FileReport['standing'], message: string): FileReport => ({
  file,
  standing,
  message,
  format: null,
  sheets: [],
  tables: [],
  problems: [],
  rowsRead: 0,
  beside: 0,
  layout: 0,
  accepted: 0,
  refused: 0,
  blank: 0,
  invented: 0,
  snapshot: null,
  refusedPath: null,
})

/** The oldest date speaks for all: a table is in force no longer than its oldest part. */
const oldest = (dates: readonly (PlainDate | null)[]): PlainDate | null => (dates.includes(null) ? null : (dates.toSorted()[0] ?? null))

const partOf = (sheet: SheetReport, kind: RosterKindId, countHolds: boolean): SnapshotPart => ({
  sheet: sheet.name,
  hidden: sheet.hidden,
  asOf: oldest(sheet.tables.filter(t => t.rosterKind === kind).map(t => t.asOf)),
  whole: countHolds && sheet.totals.refused === sheet.left && !sheet.countDiffers && !sheet.tables.some(t => t.personsNotRead),
})

export const reportOf = (file: string, read: ReadReport & { outcome: 'read' }): FileReport => {
  const total = (of: (s: SheetReport) => number): number => read.sheets.reduce((sum, sheet) => sum + of(sheet), 0)
  const tables = read.tables.map((csv): SnapshotTable => {
    const kind = csv.kind as RosterKindId
    const parts = read.sheets.filter(sheet => sheet.tables.some(t => t.rosterKind === kind)).map(sheet => partOf(sheet, kind, read.countDiffers === null))
    return {
      kind,
      path: '',
      file,
      rows: csv.rows,
      asOf: oldest(parts.map(p => p.asOf)),
      whole: parts.every(p => p.whole),
      parts,
      digest: csv.digest,
    }
  })
  const recognised = read.sheets.some(s => s.tables.some(t => t.rosterKind !== null))
  const report = {
    ...nothingFrom(file, recognised ? 'read' : 'not-understood', ''),
    format: read.format,
    sheets: read.sheets,
    tables,
    problems: [...(read.countDiffers === null ? [] : [read.countDiffers]), ...(read.invented === 0 ? [] : [`${read.invented} 行的${inventedNumberSaid}`])],
    rowsRead: total(s => s.totals.rows),
    beside: total(s => s.totals.beside),
    layout: total(s => s.totals.layout),
    accepted: total(s => s.totals.accepted),
    refused: total(s => s.totals.refused),
    blank: total(s => s.totals.blank),
    invented: read.invented,
    refusedPath: read.refusedLines > 0 ? '' : null,
  } as const
  return { ...report, message: messageOf(report) }
}

const messageOf = (report: FileReport): string => {
  if (report.standing === 'not-understood') {
    const reasons = [...new Set(report.sheets.flatMap(s => [...s.tables.flatMap(t => t.problems), ...s.problems]))]
    return `没有认出名册：${reasons[0] ?? '里面没有表格'}`
  }
  const all = report.sheets.flatMap(s => s.tables)
  const kinds = [...new Set(all.flatMap(t => t.rosterKind ?? []))]
  const names = kinds.map(kindName).join('、')
  if (report.accepted + report.refused === 0) return `认作${names}，${report.tables.length > 0 ? '写明 0 人，收到空名单' : emptyList(kinds)}`
  const unsure = report.sheets.some(s => s.tables.some(t => t.rosterKind !== null && t.sure !== 'certain')) ? '（把握不大，请核对列义）' : ''
  const notRead = all.filter(t => t.rosterKind === null && t.sure !== 'no-list').length
  const hidden = report.sheets.filter(s => s.hidden && s.totals.accepted > 0).map(s => `“${s.name}”`)
  const differs = report.sheets.flatMap(s => (s.countDiffers ? s.problems : []))
  return [
    `认作${names}${unsure}，收 ${report.accepted} 行`,
    ...(report.refused > 0 ? [`未收 ${report.refused} 行`] : []),
    ...(notRead > 0 ? [`另有 ${notRead} 张表没有认出`] : []),
    ...(report.sheets.some(s => s.tables.some(t => t.rosterKind !== null && t.personsNotRead)) ? ['有几列像是还有别的人，没有读到，请看“问题”一栏'] : []),
    ...(hidden.length > 0 ? [`其中隐藏的工作表${hidden.join('、')}也读取了，请核对`] : []),
    ...differs,
    ...report.problems,
  ].join('，')
}

/** What an empty list says depends on whose it is: ours asks nothing more; a department's may be a form nobody filled in. */
const emptyList = (kinds: readonly string[]): string =>
  kinds.every(kind => kind === 'filled-facts' || kind === 'human-decisions')
    ? '表中没有要填的行，没有什么要采用'
    : '但名单是空的。空表不能当作“一个人也没有”：请核对是否漏填；确实没有的，请让报送单位在文件名中写明“0人”后重新放入'

const kindName = (id: string): string => (rosterKinds as Readonly<Record<string, RosterKind>>)[id]?.name ?? id
