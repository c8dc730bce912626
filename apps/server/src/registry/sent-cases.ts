import {
  type ImportStatus,
  listMatchReceipt,
  listOwedRosters,
  listReturnedRows,
  type ReceiptOutcome,
  receiptOutcomes,
  type RegistryProblem,
  toldBy,
} from '@yingjin/domain/registry'
import { refusalWords, type Value } from '@yingjin/intake'
import { addDays, done, masks, type PlainDate, problem, refused } from '@yingjin/kernel'
import { questionCase, type QuestionScene } from '../access/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { indexKindOf } from './plan-import.ts'
import { kindNamed, type ReturnedRows, rosterWord, withoutWholeNumbers } from './reading.ts'
import { ask } from './statement.ts'

type ReturnedSheet = ReturnedRows['sheets'][number]
type ReturnedRow = ReturnedSheet['rows'][number] & Readonly<{ sheet: ReturnedSheet }>

/** Readings from before reasons were kept have none: their sentences stand, and are counted under one word. */
const notKept = 'not-kept'
const reasonsOf = ({ why = [] }: ReturnedRow): readonly string[] => (why.length === 0 ? [notKept] : [...new Set(why)])
const reasonWord = (reason: string): string => (refusalWords as Readonly<Record<string, string | undefined>>)[reason] ?? '见每一行的说明'

const countedBy = (rows: readonly ReturnedRow[]) => {
  const counts = new Map<string, { refused: number; noted: number }>()
  for (const row of rows)
    for (const reason of reasonsOf(row)) {
      const count = counts.get(reason) ?? { refused: 0, noted: 0 }
      count[row.refused ? 'refused' : 'noted'] += 1
      counts.set(reason, count)
    }
  return [...counts]
    .map(([reason, count]) => ({ reason, word: reasonWord(reason), ...count }))
    .toSorted((a, b) => b.refused - a.refused || b.noted - a.noted || (a.reason < b.reason ? -1 : 1))
}

const shownCells = ({ cells, sheet: { columns } }: ReturnedRow) =>
  columns.flatMap(({ letter, header, kept }, at) => {
    const text = cells[at] ?? ''
    return kept && text !== '' ? [{ header: header === '' ? letter : header, text: withoutWholeNumbers(text) }] : []
  })

/** What a department is told of the lists it sent. */
export const sentCases = ({ fieldsOf }: RegistryParts) => {
  const returned = questionCase(listReturnedRows, async ({ listId, reason, after, limit }, { tx, actor: { division } }: QuestionScene) => {
    const [list] = await ask<{ record: string; returned_sealed: Buffer | null }>(
      tx,
      `select record, returned_sealed from registry.delivery_list where division = $1 and delivery_list_id = $2`,
      division,
      listId,
    )
    if (list === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `来件中的名册 ${listId}` }))
    const { sheets = [], left = 0 } = list.returned_sealed === null ? {} : opened(fieldsOf(division), list.record, list.returned_sealed)
    const all = sheets.flatMap(sheet => sheet.rows.map((row): ReturnedRow => ({ ...row, sheet })))
    const asked = reason === undefined ? all : all.filter(row => reasonsOf(row).includes(reason))
    const shown = asked.slice(after, after + limit)
    return done({
      total: asked.length,
      left,
      reasons: countedBy(all),
      rows: shown.map(row => ({
        sheet: row.sheet.name,
        row: row.row,
        refused: row.refused,
        says: row.says.map(withoutWholeNumbers),
        cells: shownCells(row),
      })),
      next: after + shown.length < asked.length ? after + shown.length : null,
    })
  })

  const receipt = questionCase(listMatchReceipt, async ({ importId, outcome, after, limit }, { tx, actor: { division } }: QuestionScene) => {
    const [record] = await ask<{ roster: string }>(tx, `select roster from registry.import where division = $1 and import_id = $2`, division, importId)
    if (record === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `收数批次 ${importId}` }))
    const kind = kindNamed(record.roster)
    if (kind === undefined) return refused<RegistryProblem>(problem('registry/kind-unknown', { roster: record.roster }))
    const counted = await ask<{ outcome: ReceiptOutcome; rows: number }>(
      tx,
      `select r.outcome, count(*)::int as rows from registry.import_row r where r.division = $1 and r.import_id = $2 and r.outcome <> 'staged' group by 1`,
      division,
      importId,
    )
    const outcomes = receiptOutcomes.flatMap(each => counted.filter(one => one.outcome === each))
    const rows = await ask<{ row_no: number; sheet: string; sheet_row: number; raw_sealed: Buffer; outcome: ReceiptOutcome; question: string | null }>(
      tx,
      `select r.row_no, r.sheet, r.sheet_row, r.raw_sealed, r.outcome, r.question from registry.import_row r
       where r.division = $1 and r.import_id = $2 and r.outcome <> 'staged' and ($3::text is null or r.outcome = $3) and r.row_no > $4 order by r.row_no limit $5`,
      division,
      importId,
      outcome ?? null,
      after,
      limit,
    )
    return done({
      total: outcomes.reduce((sum, each) => sum + (outcome === undefined || each.outcome === outcome ? each.rows : 0), 0),
      outcomes,
      rows: rows.map(row => {
        const raw = openedRow(fieldsOf(division), importId, row.row_no, row.raw_sealed)
        const told = toldBy(kind, { sheet: row.sheet, row: row.sheet_row, values: JSON.parse(raw) as Readonly<Record<string, Value>> })
        return {
          rowNo: row.row_no,
          sheet: row.sheet,
          row: row.sheet_row,
          name: told.name,
          numbers: told.numbers.map(({ kind: of, text }) => ({ kind: of, masked: masks[indexKindOf(of)](text) })),
          outcome: row.outcome,
          question: row.outcome === 'doubtful' ? row.question : null,
        }
      }),
      next: rows.length < limit ? null : (rows.at(-1)?.row_no ?? null),
    })
  })

  const owed = questionCase(listOwedRosters, async (_, { tx, actor: { division }, today }: QuestionScene) => {
    const newest = await ask<NewestRow>(
      tx,
      `select distinct on (i.roster) i.roster, i.sender, i.as_of::text,
         i.import_id as newest_id from registry.import i where i.division = $1 and i.status = 'committed' order by i.roster, i.as_of desc nulls last, i.import_id desc`,
      division,
    )
    const sent = await ask<Readonly<{ roster: string; sender: string }>>(
      tx,
      `select distinct on (roster) roster, sender from registry.import where division = $1 and status in ('arriving', 'staged', 'committed', 'given-up') order by roster, import_id desc`,
      division,
    )
    const rosters = []
    for (const { roster, sender } of sent) {
      const kind = kindNamed(roster)
      const taken = newest.find(each => each.roster === roster)
      const asOf = taken?.as_of ?? null
      const inForceUntil = kind === undefined || asOf === null ? null : addDays(asOf, kind.coverage.inForceForDays)
      rosters.push({
        roster,
        rosterName: rosterWord(roster),
        sender,
        asOf,
        inForceUntil,
        overdue: inForceUntil === null ? taken === undefined : inForceUntil < today,
        later: await laterThan(tx, division, roster, taken?.newest_id ?? 0n),
      })
    }
    return done({ rosters })
  })

  return { returned, receipt, owed }
}

type NewestRow = Readonly<{ roster: string; sender: string; as_of: PlainDate | null; newest_id: bigint }>

/** The last list of a kind after the newest that was taken in. */
const laterThan = async (tx: QuestionScene['tx'], division: string, roster: string, importId: bigint) => {
  const [row] = await ask<{ import_id: bigint; as_of: string | null; status: ImportStatus; rows_refused: number; returned: number | null; again: boolean }>(
    tx,
    `select i.import_id, i.as_of::text, i.status, i.rows_refused, l.returned, i.import_id in (select import_id from registry.read_again($1)) as again from registry.import i
     left join registry.delivery_list l on l.division = i.division and l.import_id = i.import_id
     where i.division = $1 and i.roster = $2 and i.import_id > $3 and i.status in ('arriving', 'staged', 'given-up') order by i.import_id desc limit 1`,
    division,
    roster,
    importId,
  )
  return row === undefined
    ? null
    : { importId: String(row.import_id), asOf: row.as_of, status: row.status, rowsRefused: row.rows_refused, returned: row.returned ?? 0, readAgain: row.again }
}

const opened = (fields: FieldVault, record: string, sealed: Buffer): Partial<ReturnedRows> => {
  const text = fields.open({ field: 'registry.delivery_list.returned_sealed', record }, sealed)
  if (!text.ok) throw new VaultRefusal(text.problem)
  return JSON.parse(text.value) as Partial<ReturnedRows>
}

const openedRow = (fields: FieldVault, importId: string, rowNo: number, sealed: Buffer): string => {
  const text = fields.open({ field: 'registry.import_row.raw_sealed', record: `${importId}/${rowNo}` }, sealed)
  if (!text.ok) throw new VaultRefusal(text.problem)
  return text.value
}
