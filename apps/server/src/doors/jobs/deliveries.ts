import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type AccessProblem, accessWording } from '@yingjin/domain/access'
import { mostDelivery, partsText, partText, registryWording, rowsOfPart } from '@yingjin/domain/registry'
import { rosterKinds, type RosterKindId } from '@yingjin/intake'
import { done, type Problem, type Result, word, type WordingFor } from '@yingjin/kernel'
import type { z } from 'zod'
import { perform } from '../../access/index.ts'
import { type Delivered, type FileReport, keptLists, readDelivered, SnapshotStore, type ShownSheet, type TableReport } from '../../batch/receive/index.ts'
import { coverageOf, listName, rowsIn } from '../../batch/run/hand-over.ts'
import type { JobScene } from '../../jobs/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { type VaultPlace, VaultRefusal, vaultToSeal } from '../../platform/vault/index.ts'
import { deliveryCases, goesToRuns, hindranceOf, importCases, type ReadDelivery, type ReadList, type ReturnedRows } from '../../registry/index.ts'
import { villagesOf } from './villages-of.ts'
import { endUnusedSnapshots } from './end-unused-snapshots.ts'
import type * as work from './work-contracts.ts'

const show = { rowsShown: mostDelivery.rowsShown, rowsReturned: mostDelivery.rowsReturned }
/** Of the rows a person is shown after the first ones. */
const mostShownRefused = 200

/** Whoever carries out work says refusals of one file in a sentence and goes on with the next. */
const says = (refusal: Problem): string => word({ ...accessWording, ...registryWording } as unknown as WordingFor<Problem>, refusal)

/** Of several files or batches, what a person calls each. */
const namesOf = async (of: 'delivery' | 'list' | 'import', ids: readonly string[], scene: JobScene) => {
  const named = await perform(scene.pool, casesOf(scene).deliveries.name, { of, ids: [...ids] }, askedBy(scene))
  return (id: string): Readonly<{ file: string | null; roster: string | null }> => {
    const { file = null, roster = null } = (named.ok ? named.value.named.find(each => each.id === id) : undefined) ?? {}
    return { file, roster }
  }
}

/** The batch that a refusal speaks of. */
const batchIn = ({ facts }: Problem): string | null => {
  const { importId } = facts as Readonly<{ importId?: unknown }>
  return typeof importId === 'string' ? importId : null
}

type Opened = Readonly<{ name: string; said: Readonly<Record<string, Readonly<{ roster: string | null; asOf: string | null }>>> }>

const casesOf = ({ asked: { fieldsOf } }: JobScene) => {
  if (fieldsOf === undefined) throw new Error('a job knows the vaults of its county')
  return { deliveries: deliveryCases({ fieldsOf }).work, imports: importCases({ fieldsOf }) }
}
/** Each step is an act of its own. */
const askedBy = ({ asked: { clientId: _clientId, ...asked } }: JobScene) => asked

/** A name as a file system takes it: no longer than it may be, its ending kept. */
const fittingName = (name: string): string => {
  const ending = extname(name).slice(0, 12)
  let stem = name.slice(0, name.length - extname(name).length)
  while (Buffer.byteLength(stem) > 200) stem = stem.slice(0, -1)
  return `${stem === '' || stem.startsWith('.') ? `_${stem}` : stem}${ending}`
}

/** The file of a delivery, read in private scratch by what is remembered and what was said of it. */
const withRead = async <T>(
  deliveryId: string,
  scene: JobScene,
  keys: VaultPlace,
  step: (rows: number) => string,
  use: (of: Readonly<{ read: Delivered; opened: z.output<ReturnType<typeof casesOf>['deliveries']['open']['contract']['outcome']> }>) => Promise<T>,
): Promise<Result<T, Problem>> => {
  const opened = await perform(scene.pool, casesOf(scene).deliveries.open, { deliveryId }, askedBy(scene))
  if (!opened.ok) return opened
  const { content, name, said, remembered } = opened.value
  return withPrivateScratch(async scratch => {
    // A table without sheets of its own is called by the name of its file.
    const path = join(scratch, fittingName(name))
    writeFileSync(path, content, { mode: 0o600 })
    const read = await readDelivered(path, nameApart(opened.value, scene.division, keys.dataDir), {
      scratch,
      county: scene.division,
      remembered,
      said: Object.fromEntries(Object.entries(said).flatMap(([sheet, { roster }]) => (roster === null ? [] : [[sheet, roster] as const]))),
      saidOn: Object.fromEntries(Object.entries(said).flatMap(([sheet, { asOf }]) => (asOf === null ? [] : [[sheet, asOf] as const]))),
      villages: villagesOf(scene.division),
      show,
      onRows: rows => scene.say(step(rows)),
    })
    scene.signal.throwIfAborted()
    return done(await use({ read, opened: opened.value }))
  })
}

/** Reads each file that was sent and lays down what was understood of it; a file that cannot be read says so and stops no other. */
export const readDeliveries = async (
  { deliveryIds }: z.output<typeof work.readDeliveries.order>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<z.input<typeof work.readDeliveries.outcome>, Problem>> => {
  const { deliveries } = casesOf(scene)
  const outcome = { read: 0, rowsAccepted: 0, rowsRefused: 0, notRead: [] as z.input<typeof work.readDeliveries.outcome>['notRead'] }
  const nameOfFile = await namesOf('delivery', deliveryIds, scene)
  for (const [at, deliveryId] of deliveryIds.entries()) {
    scene.signal.throwIfAborted()
    const telling = `读取第 ${at + 1} 个文件`
    scene.say(telling, at, deliveryIds.length)
    const read = await withRead(
      deliveryId,
      scene,
      keys,
      rows => (rows > 0 ? `${telling}，已读 ${rows} 行` : telling),
      async of => withListsForRuns(readingOf(of.read, of.opened), () => keptOf(of.read, scene, keys)),
    )
    const kept = read.ok ? await perform(scene.pool, deliveries.keep, { deliveryId, read: read.value }, askedBy(scene)) : read
    if (!kept.ok) outcome.notRead.push({ deliveryId, ...nameOfFile(deliveryId), says: says(kept.problem as AccessProblem) })
    if (!kept.ok || !read.ok) continue
    outcome.read += 1
    outcome.rowsAccepted += read.value.rowsAccepted
    outcome.rowsRefused += read.value.rowsRefused
  }
  scene.say('读取完毕', deliveryIds.length, deliveryIds.length)
  return done(outcome)
}

const statusOf = ({ standing }: FileReport): ReadDelivery['status'] => (standing === 'read' ? 'read' : standing === 'unreadable' ? 'unreadable' : 'no-roster')

const readingOf = ({ report, shown }: Delivered, opened: Opened): ReadDelivery => ({
  status: statusOf(report),
  message: report.message,
  rowsAccepted: report.accepted,
  rowsRefused: report.refused,
  reading: {
    problems: report.problems,
    sheets: report.sheets.map((sheet, at) => ({
      name: sheet.name,
      hidden: sheet.hidden,
      rows: sheet.totals.rows,
      accepted: sheet.totals.accepted,
      refused: sheet.totals.refused,
      blank: sheet.totals.blank,
      layout: sheet.totals.layout,
      problems: [...sheet.problems],
      tables: sheet.tables.map(table => shownTable(table, opened.said[sheet.name]?.asOf ?? null)),
      shown: shownRows(shown[at]),
    })),
  },
  lists: listsOf(report, shown, opened),
})

const shownTable = (table: TableReport, asOf: string | null) => ({
  roster: table.rosterKind,
  rosterName: nameOf(table.rosterKind),
  sure: table.sure,
  candidates: table.candidates.length === 0 && table.nearest !== null ? [table.nearest] : [...table.candidates],
  asOf: asOf ?? table.asOf,
  declared: table.declared === null ? null : `${table.declared.count} ${table.declared.unit}`,
  accepted: table.totals?.accepted ?? 0,
  refused: table.totals?.refused ?? 0,
  problems: [...table.problems],
  columns: table.columns.map(({ letter, header, standing, key, label, sure, by }) => ({
    letter,
    header,
    standing,
    key,
    label,
    sure,
    remembered: by === 'remembered',
  })),
})

const nameOf = (roster: string | null): string | null => (roster === null ? null : (rosterKinds[roster as RosterKindId]?.name ?? roster))

const shownRows = (sheet: ShownSheet | undefined): ReadDelivery['reading']['sheets'][number]['shown'] => {
  if (sheet === undefined) return []
  const first = new Set(sheet.first.map(({ row }) => row))
  const more = sheet.returned.filter(({ row }) => !first.has(row)).slice(0, mostShownRefused)
  return [...sheet.first, ...more].map(({ row, is, cells, says: why }) => ({ row, is, cells: [...cells], says: [...why] }))
}

/** A row in the oldest date speaks for all of its list. */
const oldest = (dates: readonly (string | null)[]): string | null => (dates.includes(null) ? null : (dates.toSorted()[0] ?? null))

const listsOf = (report: FileReport, shown: readonly ShownSheet[], { said }: Opened): readonly ReadList[] =>
  report.tables.map(({ kind, parts, whole }): ReadList => {
    const tables = report.sheets.flatMap(sheet => sheet.tables.filter(table => table.rosterKind === kind).map(table => ({ sheet, table })))
    const asOf = oldest(parts.map(part => said[part.sheet]?.asOf ?? part.asOf))
    const sure = tables.every(
      ({ sheet, table }) => (table.sure === 'certain' || said[sheet.name]?.roster === kind) && !table.personsNotRead && !sheet.countDiffers,
    )
    const columns = tables.flatMap(({ table }) => table.columns)
    return {
      roster: kind,
      asOf,
      coverage: coverageOf(kind, asOf as Parameters<typeof coverageOf>[1], whole),
      certain:
        sure &&
        asOf !== null &&
        !tables.some(({ sheet }) => sheet.hidden) &&
        columns.every(({ standing, sure: of }) => standing !== 'collected' || of !== 'to-confirm'),
      hindrance: hindranceOf(kind),
      rowsAccepted: tables.reduce((sum, { table }) => sum + (table.totals?.accepted ?? 0), 0),
      entries: tables.reduce((sum, { table }) => sum + (table.totals?.records ?? 0), 0),
      ...rowsIn(report, kind),
      notCollected: [...new Set(columns.filter(({ standing }) => standing === 'not-collected').map(({ header }) => header))],
      snapshot: null,
      returned: returnedOf(shown, kind),
    }
  })

const returnedOf = (shown: readonly ShownSheet[], kind: string): ReturnedRows | null => {
  const sheets = shown.flatMap(sheet => {
    const rows = sheet.returned
      .filter(row => row.kind === kind)
      .map(({ row, is, cells, says: said, why }) => ({ row, refused: is === 'refused', cells, says: said, why }))
    return rows.length === 0
      ? []
      : [{ name: sheet.name, columns: sheet.columns.map(({ letter, header, standing }) => ({ letter, header, kept: standing !== 'not-collected' })), rows }]
  })
  return sheets.length === 0 ? null : { sheets, left: shown.reduce((sum, { left }) => sum + left, 0) }
}

/** Of a list that becomes no batch, what a run takes is kept with the reading. */
const withListsForRuns = async (read: ReadDelivery, keep: () => Promise<string>): Promise<ReadDelivery> => {
  if (!read.lists.some(({ roster }) => goesToRuns(roster))) return read
  const snapshot = await keep()
  return { ...read, lists: read.lists.map(list => (goesToRuns(list.roster) ? { ...list, snapshot } : list)) }
}

/** What was read, kept sealed for runs. */
const keptOf = async (read: Delivered, { division }: JobScene, keys: VaultPlace): Promise<string> => {
  const vault = await vaultToSeal(keys, division)
  if (!vault.ok) throw new VaultRefusal(vault.problem)
  return read.keepIn(new SnapshotStore(keys.dataDir, vault.value))
}

/** The name by which rows of a file are told, which no other file has that a run takes. */
const nameApart = ({ name, digest, sources }: Opening, division: string, dataDir: string): string => {
  const others = new Set(
    sources.flatMap(({ fileDigest, snapshot }) =>
      snapshot === null || fileDigest === digest ? [] : keptLists(dataDir, division, snapshot).map(({ file }) => file),
    ),
  )
  const ending = extname(name)
  for (let n = 1; ; n += 1) {
    const apart = n === 1 ? name : `${name.slice(0, name.length - ending.length)}（${n}）${ending}`
    if (!others.has(apart)) return apart
  }
}

type Opening = z.output<ReturnType<typeof casesOf>['deliveries']['open']['contract']['outcome']>

/**
 * Whose word a list is: where the batches of its kind speak for parts by name, the part of its name; else the kind's own.
 * The batch that stands for the same is taken the place of.
 */
const partOf = (roster: string, name: string, { sources }: Opening): string | null => {
  const named = sources.filter(each => each.roster === roster && each.source !== roster)
  const short = listName(name).slice(-80)
  if (named.some(({ source }) => source === `${roster} ${short}`)) return short
  return named.length > 0 && !sources.some(each => each.source === roster) ? short : null
}

/** Makes batches of lists that were read, and tries each: what it would change is counted. */
export const stageDeliveries = async (
  { listIds }: z.output<typeof work.stageDeliveries.order>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<z.input<typeof work.stageDeliveries.outcome>, Problem>> => {
  const outcome = { staged: [] as { listId: string; importId: string }[], refused: [] as z.input<typeof work.stageDeliveries.outcome>['refused'] }
  const { deliveries, imports } = casesOf(scene)
  const nameOfList = await namesOf('list', listIds, scene)
  const refuse = (listId: string, refusal: Problem): void => {
    outcome.refused.push({ listId, ...nameOfList(listId), says: says(refusal), importId: batchIn(refusal) })
  }
  await endUnusedSnapshots(scene, keys.dataDir)
  for (const [at, listId] of listIds.entries()) {
    scene.signal.throwIfAborted()
    scene.say(`试算第 ${at + 1} 份名册`, at, listIds.length)
    const found = await perform(scene.pool, deliveries.ofList, { listId }, askedBy(scene))
    const staged = found.ok ? await stageOne({ listId, ...found.value }, scene, keys) : found
    if (!staged.ok) {
      refuse(listId, staged.problem)
      continue
    }
    const tried = await perform(scene.pool, imports.dryRun, { importId: staged.value }, askedBy(scene))
    if (tried.ok) outcome.staged.push({ listId, importId: staged.value })
    else refuse(listId, tried.problem)
  }
  scene.say('试算完毕', listIds.length, listIds.length)
  return done(outcome)
}

const stageOne = async (
  { listId, deliveryId, roster }: Readonly<{ listId: string; deliveryId: string; roster: string }>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<string, Problem>> => {
  const { deliveries, imports } = casesOf(scene)
  const laid = await withRead(
    deliveryId,
    scene,
    keys,
    () => '重新读取文件',
    async ({ read, opened }): Promise<Result<string, Problem>> => {
      const there = opened.sources.find(each => each.roster === roster && each.fileDigest === opened.digest)
      // Cut off between the batch and its link, or staged before: it is the same file.
      if (there !== undefined && there.status === 'staged') return done(there.importId)
      const list = listsOf(read.report, read.shown, opened).find(each => each.roster === roster)
      if (list === undefined) throw new Error('a list that was read is not in its file')
      const of = partOf(roster, opened.name, opened)
      const begun = await perform(
        scene.pool,
        imports.begin,
        {
          roster,
          ...(of === null ? {} : { of }),
          sender: rosterKinds[roster as RosterKindId].sender,
          ...(list.asOf === null ? {} : { asOf: list.asOf }),
          coverage: of === null || list.coverage === 'supplementary' ? list.coverage : 'partial',
          fileDigest: opened.digest,
          snapshot: await keptOf(read, scene, keys),
          rowsRead: list.rowsRead,
          rowsRefused: list.rowsRefused,
        },
        askedBy(scene),
      )
      if (!begun.ok) return begun
      const { importId } = begun.value
      const digests: string[] = []
      let count = 0
      for await (const rows of read.rowsOf(roster as RosterKindId, rowsOfPart)) {
        const digest = sha256(partText(rows))
        const added = await perform(scene.pool, imports.addPart, { importId, part: digests.length + 1, digest, rows }, askedBy(scene))
        if (!added.ok) return added
        digests.push(digest)
        count += rows.length
        scene.say(`登记 ${count} 行`)
      }
      const ended = await perform(scene.pool, imports.end, { importId, rows: count, digest: sha256(partsText(digests)) }, askedBy(scene))
      return ended.ok ? done(importId) : ended
    },
  )
  if (!laid.ok) return laid
  if (!laid.value.ok) return laid.value
  const linked = await perform(scene.pool, deliveries.link, { listId, importId: laid.value.value }, askedBy(scene))
  return linked.ok ? done(laid.value.value) : linked
}

/** Takes batches in, each in a transaction of its own; one that a process before this one took in already is not asked for again. */
export const commitDeliveries = async (
  { importIds }: z.output<typeof work.commitDeliveries.order>,
  scene: JobScene,
): Promise<Result<z.input<typeof work.commitDeliveries.outcome>, Problem>> => {
  const { imports } = casesOf(scene)
  const outcome = {
    committed: [] as { importId: string; personsNew: number; doubtful: number }[],
    refused: [] as z.input<typeof work.commitDeliveries.outcome>['refused'],
  }
  const nameOfBatch = await namesOf('import', importIds, scene)
  for (const [at, importId] of importIds.entries()) {
    scene.signal.throwIfAborted()
    scene.say(`入库第 ${at + 1} 批`, at, importIds.length)
    const taken = await perform(scene.pool, imports.commit, { importId }, askedBy(scene))
    if (taken.ok) outcome.committed.push({ importId, personsNew: taken.value.persons.new, doubtful: taken.value.rows.doubtful })
    else if (scene.attempt > 1 && taken.problem.code === 'registry/import-not' && taken.problem.facts.status === 'committed')
      outcome.committed.push({ importId, personsNew: 0, doubtful: 0 })
    else outcome.refused.push({ importId, ...nameOfBatch(importId), says: says(taken.problem) })
  }
  scene.say('入库完毕', importIds.length, importIds.length)
  return done(outcome)
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
