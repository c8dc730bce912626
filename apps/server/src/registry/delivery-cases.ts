import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  correctDelivery,
  type DeliveryMove,
  deliveryMoves,
  deliveryMoveWords,
  type DeliveryStatus,
  type ImportCounts,
  type ImportStatus,
  listDeliveries,
  type ListStanding,
  receiveDelivery,
  type RegistryProblem,
  setDeliveryAside,
  showDelivery,
  takeReturnedRows,
} from '@yingjin/domain/registry'
import { contract, needsReach } from '@yingjin/domain/access'
import { foldedPath, type RememberedMapping } from '@yingjin/intake'
import { done, problem, refused, type Result, withoutNumbers, word } from '@yingjin/kernel'
import { z } from 'zod'
import { orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable } from '../access/index.ts'
import { digestOf, keepContent, type KeptContent, letContentGo, openContent, shortDigest } from '../platform/content/index.ts'
import { withPrivateScratch } from '../platform/files/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { recogniseFormat, UnreadableWorkbook, type WorkbookFormat, workbookWording } from '../platform/workbook/index.ts'
import type { RegistryParts } from './import-cases.ts'
import {
  goesToRuns,
  isMeaning,
  kindNamed,
  meaningsOf,
  type ReadDelivery,
  type Reading,
  type ReturnedRows,
  rosterWord,
  senderOf,
  unitOf,
  withoutWholeNumbers,
  changesOf,
  kindsToSay,
} from './reading.ts'
import { returnedWorkbook } from './returned-workbook.ts'
import { ask, askOne } from './statement.ts'

const readingPlace = (record: string) => ({ field: 'registry.delivery.reading_sealed', record }) as const
const returnedPlace = (record: string) => ({ field: 'registry.delivery_list.returned_sealed', record }) as const

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
/** A file keeps the name its sender knows it by, without folders and without a number of anybody. */
const nameOf = (given: string): string => {
  const last = withoutNumbers((given.split(/[/\\]/).at(-1) ?? '').replaceAll(invisible, '')).trim()
  return last === '' ? '文件' : Array.from(last).slice(-120).join('')
}

type Said = Readonly<Record<string, Readonly<{ roster: string | null; asOf: string | null }>>>
type DeliveryRow = Readonly<{
  delivery_id: bigint
  record: string
  file_id: bigint | null
  name: string
  bytes: number
  digest: string
  status: DeliveryStatus
  message: string | null
  said: Said
  reading_sealed: Buffer | null
  rows_accepted: number
  rows_refused: number
  accepted_before: number | null
  refused_before: number | null
  arrived_at: string
  sent_by: string | null
  version: number
}>
type ListRow = Readonly<{
  delivery_list_id: bigint
  delivery_id: bigint
  roster: string
  sender: string
  certain: boolean
  hindrance: string | null
  as_of: string | null
  coverage: string
  rows_read: number
  rows_accepted: number
  rows_refused: number
  entries: number
  not_collected: readonly string[]
  returned: number
  import_id: bigint | null
  import_status: ImportStatus | null
  taken_before: bigint | null
  counts: ImportCounts | null
}>

const deliveryColumns = `d.delivery_id, d.record, d.file_id, d.name, d.bytes, d.digest, d.status, d.message, d.said, d.rows_accepted, d.rows_refused,
  d.accepted_before, d.refused_before, d.arrived_at::text, a.name as sent_by, d.version`
const fromDelivery = `registry.delivery d left join access.account a on a.division = d.division and a.account_id = d.account_id`

const standingOf = ({ hindrance, certain, import_status, taken_before }: ListRow): ListStanding => {
  if (hindrance !== null) return 'hindered'
  switch (import_status) {
    case 'committed':
    case 'staged':
    case 'undone':
      return import_status
    default:
      return taken_before !== null ? 'taken-before' : certain ? 'ready' : 'to-confirm'
  }
}

/** The batch that stands of the same file and roster, and is not the list's own. */
const takenBefore = `(select t.import_id from registry.import t where t.division = l.division and t.roster = l.roster and t.status = 'committed'
  and left(encode(t.file_digest, 'hex'), ${shortDigest('0'.repeat(64)).length}) = d.digest and t.import_id is distinct from l.import_id order by t.import_id limit 1)`

const listsOf = (tx: Tx, division: string, deliveries: readonly bigint[]): Promise<readonly ListRow[]> =>
  ask<ListRow>(
    tx,
    `select l.*, l.as_of::text, i.status as import_status, i.counts, ${takenBefore} as taken_before from registry.delivery_list l
     join registry.delivery d on d.division = l.division and d.delivery_id = l.delivery_id
     left join registry.import i on i.division = l.division and i.import_id = l.import_id
     where l.division = $1 and l.delivery_id = any ($2::bigint[]) order by l.delivery_list_id`,
    division,
    deliveries.map(String),
  )

const shownList = (row: ListRow) => ({
  listId: String(row.delivery_list_id),
  roster: row.roster,
  rosterName: rosterWord(row.roster),
  sender: row.sender,
  standing: standingOf(row),
  certain: row.certain,
  hindrance: row.hindrance,
  asOf: row.as_of,
  coverage: row.coverage,
  rowsRead: row.rows_read,
  rowsAccepted: row.rows_accepted,
  rowsRefused: row.rows_refused,
  entries: row.entries,
  unit: unitOf(row.roster),
  notCollected: [...row.not_collected],
  returned: row.returned,
  importId: row.import_id === null ? null : String(row.import_id),
  importStatus: row.import_status,
  takenBefore: row.taken_before === null ? null : String(row.taken_before),
  changes: changesOf(row.counts),
})

const shownDelivery = (row: DeliveryRow, lists: readonly ListRow[]) => ({
  deliveryId: String(row.delivery_id),
  name: row.name,
  bytes: row.bytes,
  digest: row.digest,
  status: row.status,
  message: row.message,
  arrivedAt: row.arrived_at,
  sentBy: row.sent_by,
  rowsAccepted: row.rows_accepted,
  rowsRefused: row.rows_refused,
  acceptedBefore: row.accepted_before,
  refusedBefore: row.refused_before,
  version: row.version,
  lists: lists.filter(list => list.delivery_id === row.delivery_id).map(shownList),
})

const notFound = (deliveryId: string): RegistryProblem => problem('registry/not-found', { what: `来件 ${deliveryId}` })

const find = async (tx: Tx, division: string, deliveryId: string, lock: '' | 'for update of d' = ''): Promise<Result<DeliveryRow, RegistryProblem>> => {
  const [row] = await ask<DeliveryRow>(
    tx,
    `select ${deliveryColumns}, d.reading_sealed from ${fromDelivery} where d.division = $1 and d.delivery_id = $2 ${lock}`,
    division,
    deliveryId,
  )
  return row === undefined ? refused(notFound(deliveryId)) : done(row)
}

const may = ({ name, status }: DeliveryRow, move: DeliveryMove): RegistryProblem | null =>
  deliveryMoves[status].includes(move)
    ? null
    : problem('registry/delivery-not', { name, status, wanted: deliveryMoveWords[move], possible: deliveryMoves[status] })

/** A batch that waits to be committed, or was: what it was made of is not read otherwise any more. */
const stagedOf = async (tx: Tx, division: string, delivery: DeliveryRow): Promise<RegistryProblem | null> => {
  const staged = (await listsOf(tx, division, [delivery.delivery_id])).find(({ import_status }) =>
    ['arriving', 'staged', 'committed'].includes(import_status ?? ''),
  )
  return staged === undefined ? null : problem('registry/list-staged', { roster: rosterWord(staged.roster), importId: String(staged.import_id) })
}

const opened = (fields: FieldVault, place: ReturnType<typeof readingPlace> | ReturnType<typeof returnedPlace>, sealed: Buffer): unknown => {
  const text = fields.open(place, sealed)
  if (!text.ok) throw new VaultRefusal(text.problem)
  return JSON.parse(text.value)
}

/** Which form a roster has, by its content; what is none is refused in the words of the reader. */
const formatOf = (content: Buffer, name: string): Promise<Result<WorkbookFormat, RegistryProblem>> =>
  withPrivateScratch(async scratch => {
    const path = join(scratch, 'delivery')
    writeFileSync(path, content, { mode: 0o600 })
    try {
      return done(await recogniseFormat(path))
    } catch (error) {
      if (error instanceof UnreadableWorkbook) return refused(problem('registry/delivery-unreadable', { name, says: word(workbookWording, error.problem) }))
      throw error
    }
  })

/** What the reader of files leaves with a delivery. No door offers it: only the work that read the file knows it. */
const keepReading = contract({
  name: 'registry.keep-reading',
  kind: 'order',
  title: '记下来件的读法',
  order: z.object({ deliveryId: z.string(), read: z.custom<ReadDelivery>(value => typeof value === 'object' && value !== null) }),
  outcome: z.object({ deliveryId: z.string() }),
  access: needsReach('imports', 'write'),
})

const linkList = contract({
  name: 'registry.link-delivery-list',
  kind: 'order',
  title: '登记来件的批次',
  order: z.object({ listId: z.string(), importId: z.string() }),
  outcome: z.object({ listId: z.string() }),
  access: needsReach('imports', 'write'),
})

/** Which file a list is of, where a batch may be made of it now. */
const findList = contract({
  name: 'registry.find-delivery-list',
  kind: 'question',
  title: '来件中的名册',
  order: z.object({ listId: z.string() }),
  outcome: z.object({ deliveryId: z.string(), roster: z.string() }),
  access: needsReach('imports', 'write'),
})

/** What work is about, as a person knows it: by the file and the roster, not by a number. */
const nameWork = contract({
  name: 'registry.name-delivery-work',
  kind: 'question',
  title: '来件和批次的名称',
  order: z.object({ of: z.enum(['delivery', 'list', 'import']), ids: z.array(z.string()) }),
  outcome: z.object({ named: z.array(z.object({ id: z.string(), file: z.string().nullable(), roster: z.string().nullable() })) }),
  access: needsReach('imports', 'write'),
})

/** What the reader of a delivery is given. */
const openDelivery = contract({
  name: 'registry.open-delivery',
  kind: 'question',
  title: '打开来件',
  order: z.object({ deliveryId: z.string() }),
  outcome: z.object({
    name: z.string(),
    digest: z.string(),
    said: z.record(z.string(), z.object({ roster: z.string().nullable(), asOf: z.string().nullable() })),
    remembered: z.custom<readonly RememberedMapping[]>(value => Array.isArray(value)),
    /** Sources that imports of each roster spoke for. */
    sources: z.array(
      z.object({ roster: z.string(), source: z.string(), fileDigest: z.string(), importId: z.string(), status: z.string(), snapshot: z.string().nullable() }),
    ),
    lists: z.array(z.object({ listId: z.string(), roster: z.string(), importId: z.string().nullable(), importStatus: z.string().nullable() })),
    content: z.custom<Buffer>(value => Buffer.isBuffer(value)),
  }),
  access: needsReach('imports', 'write'),
})

/** Files that were sent: 来件. */
export const deliveryCases = ({ fieldsOf }: RegistryParts) => {
  const receive = (content: Buffer) =>
    orderCase(receiveDelivery, async (order, { tx, actor: { division, accountId }, act }: OrderScene) => {
      const name = nameOf(order.name)
      if (content.length !== order.bytes || digestOf(content) !== order.digest)
        return refused<Refusable<RegistryProblem>>(problem('registry/delivery-other-content', { name }))
      const format = await formatOf(content, name)
      if (!format.ok) return format
      const taken = await ask<{ import_id: bigint; roster: string; status: ImportStatus }>(
        tx,
        `select import_id, roster, status from registry.import where division = $1 and file_digest = $2 and status in ('arriving', 'staged', 'committed') order by import_id`,
        division,
        Buffer.from(order.digest, 'hex'),
      )
      const before = taken.map(({ import_id, roster, status }) => ({ importId: String(import_id), roster: rosterWord(roster), status }))
      const fileId = await keepContent(tx, fieldsOf(division), act, { type: format.value, bytes: content, digest: order.digest })
      const [there] = await ask<{ delivery_id: bigint; name: string }>(
        tx,
        `select delivery_id, name from registry.delivery where division = $1 and file_id = $2 and ended_act is null`,
        division,
        fileId,
      )
      if (there !== undefined) return done({ deliveryId: String(there.delivery_id), name: there.name, again: true, taken: before })
      const { delivery_id } = await askOne<{ delivery_id: bigint }>(
        tx,
        `insert into registry.delivery (division, file_id, name, type, bytes, digest, account_id, act_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning delivery_id`,
        division,
        fileId,
        name,
        format.value,
        content.length,
        shortDigest(order.digest),
        accountId,
        act,
      )
      return done({ deliveryId: String(delivery_id), name, again: false, taken: before })
    })

  const list = questionCase(listDeliveries, async ({ open, before, limit }, { tx, actor: { division } }) => {
    const where = `d.division = $1 and (d.ended_act is null) = $2`
    const { total } = await askOne<{ total: number }>(tx, `select count(*)::int as total from registry.delivery d where ${where}`, division, open)
    const rows = await ask<DeliveryRow>(
      tx,
      `select ${deliveryColumns} from ${fromDelivery} where ${where} and ($3::bigint is null or d.delivery_id < $3) order by d.delivery_id desc limit $4`,
      division,
      open,
      before ?? null,
      limit,
    )
    const lists = await listsOf(
      tx,
      division,
      rows.map(row => row.delivery_id),
    )
    return done({
      total,
      deliveries: rows.map(row => shownDelivery(row, lists)),
      next: rows.length < limit ? null : String(rows.at(-1)?.delivery_id),
    })
  })

  const show = questionCase(showDelivery, async ({ deliveryId }, { tx, actor: { division } }: QuestionScene) => {
    const found = await find(tx, division, deliveryId)
    if (!found.ok) return refused(found.problem)
    const row = found.value
    const lists = await listsOf(tx, division, [row.delivery_id])
    const reading = row.reading_sealed === null ? {} : (opened(fieldsOf(division), readingPlace(row.record), row.reading_sealed) as Partial<Reading>)
    const sheets = (reading.sheets ?? []).map(sheet => ({
      ...sheet,
      shown: sheet.shown.map(shown => ({ ...shown, cells: shown.cells.map(withoutWholeNumbers) })),
    }))
    const rosters = [
      ...new Set(sheets.flatMap(sheet => sheet.tables.flatMap(({ roster, candidates }) => [...(roster === null ? [] : [roster]), ...candidates]))),
    ]
    return done({
      ...shownDelivery(row, lists),
      problems: [...(reading.problems ?? [])],
      said: row.said,
      sheets,
      kinds: kindsToSay(),
      meanings: rosters.map(roster => ({ roster, options: [...meaningsOf(roster)] })),
    })
  })

  const correct = orderCase(correctDelivery, async ({ deliveryId, version, sheets, columns }, { tx, actor: { division }, act }: OrderScene) => {
    const found = await find(tx, division, deliveryId, 'for update of d')
    if (!found.ok) return refused<Refusable<RegistryProblem>>(found.problem)
    const row = found.value
    if (row.version !== version)
      return refused<Refusable<RegistryProblem>>(problem('access/stale', { what: `“${row.name}”`, version: row.version, given: version }))
    const not = may(row, 'correct') ?? (await stagedOf(tx, division, row))
    if (not !== null) return refused<Refusable<RegistryProblem>>(not)
    const unknown = columns.filter(({ roster, meaning }) => !isMeaning(meaning) || !meaningsOf(roster).some(({ value }) => value === meaning))
    if (unknown.length > 0)
      return refused<Refusable<RegistryProblem>>(
        problem('access/not-understood', {
          places: unknown.map(({ roster, header }) => ({ path: header, says: `“${rosterWord(roster)}”没有这样的列，请从列出的含义中选` })),
        }),
      )
    const said = { ...row.said, ...Object.fromEntries(sheets.map(({ sheet, roster, asOf }) => [sheet, { roster, asOf }])) }
    for (const { roster, header, meaning } of columns) {
      const heading = foldedPath(header)
      await ask(
        tx,
        `update registry.column_meaning set ended_act = $4 where division = $1 and roster = $2 and heading = $3 and ended_act is null`,
        division,
        roster,
        heading,
        act,
      )
      await ask(
        tx,
        `insert into registry.column_meaning (division, sender, roster, heading, meaning, act_id) values ($1, $2, $3, $4, $5, $6)`,
        division,
        senderOf(roster),
        roster,
        heading,
        meaning,
        act,
      )
    }
    await ask(
      tx,
      `update registry.delivery set said = $3, version = version + 1 where division = $1 and delivery_id = $2`,
      division,
      row.delivery_id,
      JSON.stringify(said),
    )
    return done({ deliveryId, version: row.version + 1 })
  })

  const setAside = orderCase(setDeliveryAside, async ({ deliveryId, version, says }, { tx, actor: { division }, act }: OrderScene) => {
    const found = await find(tx, division, deliveryId, 'for update of d')
    if (!found.ok) return refused<Refusable<RegistryProblem>>(found.problem)
    const row = found.value
    if (row.version !== version)
      return refused<Refusable<RegistryProblem>>(problem('access/stale', { what: `“${row.name}”`, version: row.version, given: version }))
    const not = may(row, 'set-aside') ?? (await stagedOf(tx, division, row))
    if (not !== null) return refused<Refusable<RegistryProblem>>(not)
    await ask(
      tx,
      `update registry.delivery set status = 'set-aside', message = $3, file_id = null, reading_sealed = null, ended_act = $4, version = version + 1
       where division = $1 and delivery_id = $2`,
      division,
      row.delivery_id,
      says,
      act,
    )
    await ask(tx, `delete from registry.delivery_list where division = $1 and delivery_id = $2 and import_id is null`, division, row.delivery_id)
    if (row.file_id !== null) await letContentGo(tx, division, row.file_id, act)
    return done({ deliveryId })
  })

  const takeReturned = questionCase(takeReturnedRows, async ({ listId }, { tx, actor: { division } }: QuestionScene) => {
    const [row] = await ask<{ record: string; roster: string; name: string; returned_sealed: Buffer | null }>(
      tx,
      `select record, roster, name, returned_sealed from registry.delivery_list where division = $1 and delivery_list_id = $2`,
      division,
      listId,
    )
    if (row === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `来件中的名册 ${listId}` }))
    const rows = row.returned_sealed === null ? null : (opened(fieldsOf(division), returnedPlace(row.record), row.returned_sealed) as Partial<ReturnedRows>)
    if (rows === null || (rows.sheets ?? []).length === 0)
      return refused<RegistryProblem>(problem('registry/nothing-returned', { roster: rosterWord(row.roster) }))
    return done(await returnedWorkbook(row.name, rosterWord(row.roster), rows))
  })

  const keep = orderCase(keepReading, async ({ deliveryId, read }, { tx, actor: { division } }: OrderScene) => {
    const found = await find(tx, division, deliveryId, 'for update of d')
    if (!found.ok) return refused(found.problem)
    const row = found.value
    const not = may(row, 'read') ?? (await stagedOf(tx, division, row))
    if (not !== null) return refused(not)
    const fields = fieldsOf(division)
    await ask(tx, `delete from registry.delivery_list where division = $1 and delivery_id = $2`, division, row.delivery_id)
    const before = row.reading_sealed === null ? [null, null] : [row.rows_accepted, row.rows_refused]
    await ask(
      tx,
      `update registry.delivery set status = $3, message = $4, reading_sealed = $5, rows_accepted = $6, rows_refused = $7, accepted_before = $8, refused_before = $9,
         read_at = clock_timestamp(), version = version + 1 where division = $1 and delivery_id = $2`,
      division,
      row.delivery_id,
      read.status,
      read.message,
      fields.seal(readingPlace(row.record), JSON.stringify(read.reading)),
      read.rowsAccepted,
      read.rowsRefused,
      ...before,
    )
    for (const of of read.lists) {
      const record = crypto.randomUUID()
      await ask(
        tx,
        `insert into registry.delivery_list (division, record, delivery_id, roster, sender, name, as_of, coverage, certain, hindrance, rows_read, rows_accepted, rows_refused,
           not_collected, returned, returned_sealed, arrived_at, snapshot, entries)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
        division,
        record,
        row.delivery_id,
        of.roster,
        senderOf(of.roster),
        row.name,
        of.asOf,
        of.coverage,
        of.certain,
        of.hindrance,
        of.rowsRead,
        of.rowsAccepted,
        of.rowsRefused,
        [...of.notCollected],
        of.returned === null ? 0 : of.returned.sheets.reduce((sum, sheet) => sum + sheet.rows.length, of.returned.left),
        of.returned === null ? null : fields.seal(returnedPlace(record), JSON.stringify(of.returned)),
        row.arrived_at,
        of.snapshot,
        of.entries,
      )
    }
    return done({ deliveryId })
  })

  const link = orderCase(linkList, async ({ listId, importId }, { tx, actor: { division } }: OrderScene) => {
    await ask(tx, `update registry.delivery_list set import_id = $3 where division = $1 and delivery_list_id = $2`, division, listId, importId)
    return done({ listId })
  })

  const open = questionCase(openDelivery, async ({ deliveryId }, { tx, actor: { division } }: QuestionScene) => {
    const found = await find(tx, division, deliveryId)
    if (!found.ok) return refused(found.problem)
    const row = found.value
    const not = may(row, 'read')
    if (not !== null) return refused(not)
    const [kept] = await ask<KeptContent>(tx, `select record, sealed_key, sealed from registry.delivery_content($1, $2)`, division, deliveryId)
    if (kept === undefined) throw new Error('a delivery that is open has no content')
    const content = openContent(fieldsOf(division), kept)
    const meanings = await ask<{ sender: string; roster: string; heading: string; meaning: string }>(
      tx,
      `select sender, roster, heading, meaning from registry.column_meaning where division = $1 and ended_act is null order by roster, heading`,
      division,
    )
    const remembered = [...Map.groupBy(meanings, each => each.roster)].map(([roster, each]): RememberedMapping => ({
      sender: each[0]?.sender ?? '',
      rosterKind: roster,
      columns: Object.fromEntries(each.flatMap(({ heading, meaning }) => (isMeaning(meaning) ? [[heading, meaning] as const] : []))),
    }))
    const sources = await ask<{ import_id: bigint; roster: string; source: string; status: string; file_digest: Buffer; snapshot: string | null }>(
      tx,
      `select import_id, roster, source, status, file_digest, snapshot from registry.import where division = $1 and status in ('arriving', 'staged', 'committed') order by import_id`,
      division,
    )
    return done({
      name: row.name,
      digest: digestOf(content),
      said: row.said,
      remembered,
      sources: sources.map(({ import_id, roster, source, status, file_digest, snapshot }) => ({
        snapshot,
        roster,
        source,
        status,
        importId: String(import_id),
        fileDigest: file_digest.toString('hex'),
      })),
      lists: (await listsOf(tx, division, [row.delivery_id])).map(each => ({
        listId: String(each.delivery_list_id),
        roster: each.roster,
        importId: each.import_id === null ? null : String(each.import_id),
        importStatus: each.import_status,
      })),
      content,
    })
  })

  const ofList = questionCase(findList, async ({ listId }, { tx, actor: { division } }: QuestionScene) => {
    const [row] = await ask<{
      delivery_id: bigint
      roster: string
      hindrance: string | null
      import_id: bigint | null
      status: ImportStatus | null
      taken_before: bigint | null
    }>(
      tx,
      `select l.delivery_id, l.roster, l.hindrance, l.import_id, i.status, ${takenBefore} as taken_before from registry.delivery_list l
       join registry.delivery d on d.division = l.division and d.delivery_id = l.delivery_id
       left join registry.import i on i.division = l.division and i.import_id = l.import_id where l.division = $1 and l.delivery_list_id = $2`,
      division,
      listId,
    )
    if (row === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `来件中的名册 ${listId}` }))
    const roster = rosterWord(row.roster)
    if (row.hindrance !== null) return refused<RegistryProblem>(problem('registry/list-hindered', { roster, says: row.hindrance }))
    if (row.status === 'committed') return refused<RegistryProblem>(problem('registry/list-staged', { roster, importId: String(row.import_id) }))
    if (row.taken_before !== null && row.status !== 'undone')
      return refused<RegistryProblem>(problem('registry/file-taken-before', { importId: String(row.taken_before), status: 'committed' as const }))
    return done({ deliveryId: String(row.delivery_id), roster: row.roster })
  })

  const name = questionCase(nameWork, async ({ of, ids }, { tx, actor: { division } }: QuestionScene) => {
    const rows = await ask<{ id: bigint; file: string | null; roster: string | null }>(
      tx,
      {
        delivery: `select delivery_id as id, name as file, null as roster from registry.delivery where division = $1 and delivery_id = any ($2::bigint[])`,
        list: `select delivery_list_id as id, name as file, roster from registry.delivery_list where division = $1 and delivery_list_id = any ($2::bigint[])`,
        import: `select i.import_id as id, l.name as file, i.roster from registry.import i
          left join registry.delivery_list l on l.division = i.division and l.import_id = i.import_id where i.division = $1 and i.import_id = any ($2::bigint[])`,
      }[of],
      division,
      ids,
    )
    return done({ named: rows.map(({ id, file, roster }) => ({ id: String(id), file, roster: roster === null ? null : rosterWord(roster) })) })
  })

  return {
    list,
    show,
    correct,
    setAside,
    /** The order and the content that came beside it. */
    receive,
    takeReturned,
    /** For the work that reads and stages; no door offers these. */
    work: { keep, link, open, ofList, name },
  }
}

/** Whether rows of a roster can become a batch of the registry. */
export const hindranceOf = (roster: string): string | null => {
  const kind = kindNamed(roster)
  if (kind === undefined) return '不认识这种名册'
  if (kind.subject === 'school' || kind.subject === 'account')
    return goesToRuns(roster) ? '这是学校名录，不是关于人的名册，不入库；下一次核定运行直接采用' : '这不是关于学生的名册'
  return goesToRuns(roster) ? '这是填好的待补信息或人工判断，不入库；下一次核定运行直接采用' : null
}
