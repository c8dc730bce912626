import { aboutOf, type OpenKind, openKindOf, openKinds, type publishRun } from '@yingjin/domain/leads'
import type { LeadKind } from '@yingjin/determination'
import { epochDay, fromEpochDay, type PlainDate } from '@yingjin/kernel'
import type { z } from 'zod'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import type { KeptRun } from './kept-run.ts'
import { groundRow, leadRow, resultRow, RowDigest, type RunTable, type TableDigest, wordsDigest } from './run-digest.ts'
import { ask } from './statement.ts'

export type RunOrder = z.output<typeof publishRun.order>

const rowsAtOnce = 20_000

/** Copies rows as they come, so many at a time. */
export const copyAll = async <Row>(
  tx: Tx,
  into: string,
  columns: readonly string[],
  rows: AsyncIterable<Row>,
  of: (row: Row) => readonly unknown[],
): Promise<void> => {
  let waiting: (readonly unknown[])[] = []
  for await (const row of rows) {
    waiting.push(of(row))
    if (waiting.length < rowsAtOnce) continue
    await copyRows(tx, into, columns, waiting)
    waiting = []
  }
  await copyRows(tx, into, columns, waiting)
}

/** The persons of a run under its numbers (`said_person`) and the rows that stand for them (`said_place`), for as long as the transaction. */
const personTables = [
  `said_person (no bigint primary key, place text not null, person_id bigint, asks text, candidates bigint[] not null default '{}', doubt_import_id bigint, doubt_row_no integer)`,
  'said_place (no bigint, roster text, file_digest bytea, sheet text, sheet_row integer, nth bigint)',
] as const

/** Lays down persons of a run with the rows by which the registry may know them. */
export const layDownPersons = async (tx: Tx, kept: Pick<KeptRun, 'persons' | 'places'>): Promise<void> => {
  for (const table of personTables) await ask(tx, `create temporary table ${table} on commit drop`)
  await copyPersons(tx, kept)
  for (const table of ['said_person', 'said_place']) await ask(tx, `analyze ${table}`)
}

const copyPersons = async (tx: Tx, kept: Pick<KeptRun, 'persons' | 'places'>): Promise<void> => {
  await copyAll(tx, 'said_person', ['no', 'place'], kept.persons(), ({ no, place }) => [no, place])
  await copyAll(
    tx,
    'said_place',
    ['no', 'roster', 'file_digest', 'sheet', 'sheet_row', 'nth'],
    kept.places(),
    ({ no, roster, fileDigest, sheet, row, nth }) => [no, roster, Buffer.from(fileDigest, 'hex'), sheet, row, nth],
  )
}

/**
 * Lays down what a run says in tables that end with the transaction: its persons (`said_person`), what it found
 * (`said_lead`) and what it says of each aid (`said_line`), under the numbers of the run. Gives their digests.
 */
export const layDownRun = async (
  tx: Tx,
  order: RunOrder,
  kept: KeptRun | null,
  today: PlainDate,
): Promise<Readonly<Partial<Record<RunTable, TableDigest>>>> => {
  for (const table of [
    ...personTables,
    'said_lead (no bigint, kind text, open_kind text, ground text, detail text, rests_on text, about text, about_rests_on text, due_on date)',
    'said_line (no bigint, line text, state text, amount_fen bigint, form text, decided boolean, stage text, reason_no integer)',
  ])
    await ask(tx, `create temporary table ${table} on commit drop`)
  const leads = new RowDigest()
  const dueOn = new Map<OpenKind, PlainDate>()
  const leadOf = (lead: Readonly<{ no: number; kind: string; ground: string; detail: string; restsOn: string }>): readonly unknown[] => {
    leads.add(leadRow(lead))
    const kind = lead.kind as LeadKind
    const open = openKindOf(kind, lead.ground)
    if (!dueOn.has(open)) dueOn.set(open, fromEpochDay(epochDay(today) + openKinds[open].dueDays))
    const about = aboutOf({ ...lead, kind })
    return [lead.no, kind, open, lead.ground, lead.detail, lead.restsOn, about.says, about.restsOn, dueOn.get(open)]
  }
  const leadColumns = ['no', 'kind', 'open_kind', 'ground', 'detail', 'rests_on', 'about', 'about_rests_on', 'due_on']
  if (kept === null) {
    // Findings that name their person: each is of a person of its own, and two of the same person are refused where they say the same.
    await copyRows(
      tx,
      'said_person',
      ['no', 'place', 'person_id'],
      order.leads.map(({ personId }, i) => [i + 1, '', personId]),
    )
    await copyRows(
      tx,
      'said_lead',
      leadColumns,
      order.leads.map((lead, i) => leadOf({ no: i + 1, ...lead })),
    )
  } else {
    await copyPersons(tx, kept)
    await copyAll(tx, 'said_lead', leadColumns, kept.leads(), leadOf)
  }
  if (kept === null) {
    await analyze(tx)
    return { leads: leads.end() }
  }
  const [results, grounds] = [new RowDigest(), new RowDigest()]
  await copyAll(tx, 'said_line', ['no', 'line', 'state', 'amount_fen', 'form', 'decided', 'stage', 'reason_no'], kept.results(), row => {
    results.add(resultRow(row))
    grounds.add(groundRow(row))
    return [row.no, row.line, row.state, row.amountFen, row.form, row.decided, row.stage, row.reason]
  })
  await analyze(tx)
  return { leads: leads.end(), results: results.end(), grounds: grounds.end(), words: wordsDigest(kept) }
}

const analyze = async (tx: Tx): Promise<void> => {
  for (const table of ['said_person', 'said_place', 'said_lead', 'said_line']) await ask(tx, `analyze ${table}`)
}
