import {
  commitImport,
  dryRunImport,
  giveUpImport,
  type ImportCounts,
  type ImportMove,
  importMoves,
  importMoveWords,
  type ImportStatus,
  listDoubtfulRows,
  listImports,
  type RegistryProblem,
  stageImport,
  toldBy,
  undoImport,
} from '@yingjin/domain/registry'
import { type RosterKind, rosterKinds, type Value } from '@yingjin/intake'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { type AtPoint, writePlan, writeUndo } from './commit-import.ts'
import { type IncomingRow, planImport, type StagedImport } from './plan-import.ts'
import { addRows, ask, askOne, inBulk } from './statement.ts'

/** What the registry is handed: the vault of a county's fields; and for tests, what happens at the named points of an import. */
export type RegistryParts = Readonly<{ fieldsOf: (division: string) => FieldVault; at?: AtPoint }>

type ImportRecord = StagedImport & Readonly<{ roster: string; status: ImportStatus; committed_act: bigint | null }>

const kindOf = (roster: string): Result<RosterKind, RegistryProblem> => {
  const kind = (rosterKinds as Readonly<Record<string, RosterKind | undefined>>)[roster]
  if (kind === undefined) return refused(problem('registry/kind-unknown', { roster }))
  return kind.subject === 'school' || kind.subject === 'account' ? refused(problem('registry/kind-not-of-persons', { roster: kind.name })) : done(kind)
}

const rawField = 'registry.import_row.raw_sealed'
const rawRecord = (importId: bigint, rowNo: number): string => `${importId}/${rowNo}`

const countyWord = (text: string): string => text.replaceAll(/[\s（）()]/gu, '').replace(/(自治县|县|区|市)$/u, '')

/** Imports one after the other: whom a row stands for is found in what stands when it is written. */
const onlyOne = async (tx: Tx, division: string, act: bigint): Promise<RegistryProblem | null> => {
  await ask(tx, `select set_config('statement_timeout', '600000', true), set_config('lock_timeout', '600000', true)`)
  await ask(tx, `select pg_advisory_xact_lock(990101003, hashtext($1))`, division)
  const { last } = await askOne<{ last: bigint | null }>(
    tx,
    `select greatest(max(committed_act), max(undone_act)) as last from registry.import where division = $1`,
    division,
  )
  if (last !== null && last > act) return problem('registry/import-meanwhile', {})
  // What is known is compared by its digests, and for a while they are of two keys.
  const { changing } = await askOne<{ changing: boolean }>(
    tx,
    `select count(*) > 1 as changing from infrastructure.field_key where division = $1 and purpose = 'index' and ended_at is null`,
    division,
  )
  return changing ? problem('registry/keys-changing', {}) : null
}

const wholeCounty = async (tx: Tx, division: string): Promise<RegistryProblem | null> => {
  const rows = await ask<{ field: string }>(
    tx,
    `select f.field from unnest(array['imports', 'persons', 'designations', 'payments']) with ordinality f (field, at)
     where not $1 = any (access.divisions(f.field, 'write')) order by f.at`,
    division,
  )
  const words: Readonly<Record<string, string>> = { imports: '收数批次', persons: '学生和家庭', designations: '困难类别', payments: '发放记录' }
  return rows.length === 0 ? null : problem('registry/needs-whole-county', { fields: rows.map(({ field }) => words[field] ?? field) })
}

const find = async (tx: Tx, division: string, importId: string): Promise<Result<ImportRecord, RegistryProblem>> => {
  const [row] = await ask<ImportRecord>(
    tx,
    `select division, import_id, roster, source, coverage, rows_accepted, rows_refused, status, committed_act
     from registry.import where division = $1 and import_id = $2 for update`,
    division,
    importId,
  )
  return row === undefined ? refused(problem('registry/not-found', { what: `收数批次 ${importId}` })) : done(row)
}

const may = (record: ImportRecord, move: ImportMove): RegistryProblem | null =>
  importMoves[record.status][move] !== undefined
    ? null
    : problem('registry/import-not', {
        importId: String(record.import_id),
        status: record.status,
        wanted: importMoveWords[move],
        possible: (Object.keys(importMoves[record.status]) as ImportMove[]).map(each => importMoveWords[each]),
      })

/** Receiving rosters: 收数. */
export const importCases = ({ fieldsOf, at = () => Promise.resolve() }: RegistryParts) => {
  const stage = orderCase(stageImport, async (order, { tx, actor: { division }, act }): Promise<Result<{ importId: string }, RegistryProblem>> => {
    const kind = kindOf(order.roster)
    if (!kind.ok) return kind
    const [own] = await ask<{ name: string }>(tx, `select name from infrastructure.division where division = $1`, division)
    const stranger = order.rows.filter(({ values }) => typeof values['county'] === 'string' && values['county'] !== '')
    const home = (county: Value | undefined): boolean => typeof county === 'string' && own !== undefined && countyWord(county).endsWith(countyWord(own.name))
    const [first] = stranger
    if (first !== undefined && own !== undefined && !stranger.some(({ values }) => home(values['county'])))
      return refused(problem('registry/other-county', { county: String(first.values['county']), own: own.name, sheet: first.sheet, row: first.row }))
    const [before] = await ask<{ import_id: bigint; status: ImportStatus }>(
      tx,
      `select import_id, status from registry.import where division = $1 and roster = $2 and file_digest = $3 and status in ('staged', 'committed')`,
      division,
      order.roster,
      Buffer.from(order.fileDigest, 'hex'),
    )
    if (before !== undefined) return refused(problem('registry/file-taken-before', { importId: String(before.import_id), status: before.status }))
    const { import_id } = await askOne<{ import_id: bigint }>(
      tx,
      `insert into registry.import (division, roster, source, sender, as_of, coverage, file_digest, rows_read, rows_accepted, rows_refused, staged_act)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning import_id`,
      division,
      order.roster,
      order.of === undefined ? order.roster : `${order.roster} ${order.of}`,
      order.sender ?? null,
      order.asOf ?? null,
      order.coverage,
      Buffer.from(order.fileDigest, 'hex'),
      Math.max(order.rowsRead, order.rows.length + order.rowsRefused),
      order.rows.length,
      order.rowsRefused,
      act,
    )
    const fields = fieldsOf(division)
    await ask(tx, 'create temporary table raw (row_no int, sheet text, sheet_row int, raw_sealed bytea) on commit drop')
    await addRows(
      tx,
      'raw',
      ['row_no', 'sheet', 'sheet_row', 'raw_sealed'],
      order.rows.values().map(({ sheet, row, values }, i) => ({
        row_no: i + 1,
        sheet,
        sheet_row: row,
        raw_sealed: fields.seal({ field: rawField, record: rawRecord(import_id, i + 1) }, JSON.stringify(values)),
      })),
    )
    await ask(
      tx,
      `insert into registry.import_row (division, import_id, row_no, sheet, sheet_row, raw_sealed) select $1, $2, row_no, sheet, sheet_row, raw_sealed from raw order by row_no`,
      division,
      import_id,
    )
    return done({ importId: String(import_id) })
  })

  const rowsOf = async (tx: Tx, record: ImportRecord, kind: RosterKind): Promise<readonly IncomingRow[]> => {
    const fields = fieldsOf(record.division)
    const rows = await ask<{ row_no: number; sheet: string; sheet_row: number; raw_sealed: Buffer }>(
      tx,
      `select row_no, sheet, sheet_row, raw_sealed from registry.import_row where division = $1 and import_id = $2 order by row_no`,
      record.division,
      record.import_id,
    )
    return rows.map(({ row_no, sheet, sheet_row, raw_sealed }) => {
      const raw = fields.open({ field: rawField, record: rawRecord(record.import_id, row_no) }, raw_sealed)
      if (!raw.ok) throw new VaultRefusal(raw.problem)
      return { rowNo: row_no, raw: raw.value, told: toldBy(kind, { sheet, row: sheet_row, values: JSON.parse(raw.value) as Readonly<Record<string, Value>> }) }
    })
  }

  const plan = async (
    order: Readonly<{ importId: string }>,
    { tx, actor: { division }, act }: OrderScene,
  ): Promise<Result<Readonly<{ record: ImportRecord; counts: ImportCounts }>, RegistryProblem>> => {
    const hindrance = (await wholeCounty(tx, division)) ?? (await onlyOne(tx, division, act))
    if (hindrance !== null) return refused(hindrance)
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const not = may(found.value, 'commit')
    if (not !== null) return refused(not)
    const kind = kindOf(found.value.roster)
    if (!kind.ok) return kind
    await inBulk(tx, found.value.rows_accepted)
    const counts = await planImport(tx, fieldsOf(division), found.value, await rowsOf(tx, found.value, kind.value))
    await at('planned')
    return done({ record: found.value, counts })
  }

  const dryRun = orderCase(dryRunImport, async (order, scene): Promise<Result<ImportCounts, RegistryProblem>> => {
    const planned = await plan(order, scene)
    if (!planned.ok) return planned
    const { counts } = planned.value
    await ask(
      scene.tx,
      `update registry.import set counts = $3, version = version + 1 where division = $1 and import_id = $2`,
      scene.actor.division,
      order.importId,
      JSON.stringify(counts),
    )
    return done(counts)
  })

  const commit = orderCase(commitImport, async (order, scene): Promise<Result<ImportCounts, RegistryProblem>> => {
    const planned = await plan(order, scene)
    if (!planned.ok) return planned
    const { record, counts } = planned.value
    await writePlan(scene.tx, record, scene.act, at)
    await ask(
      scene.tx,
      `update registry.import set status = 'committed', committed_act = $3, counts = $4, version = version + 1 where division = $1 and import_id = $2`,
      record.division,
      record.import_id,
      scene.act,
      JSON.stringify(counts),
    )
    return done(counts)
  })

  const giveUp = orderCase(giveUpImport, async (order, { tx, actor: { division } }): Promise<Result<Record<string, never>, RegistryProblem>> => {
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const not = may(found.value, 'give-up')
    if (not !== null) return refused(not)
    await ask(tx, `update registry.import set status = 'given-up', version = version + 1 where division = $1 and import_id = $2`, division, order.importId)
    return done({})
  })

  const undo = orderCase(undoImport, async (order, { tx, actor: { division }, act }) => {
    const hindrance = (await wholeCounty(tx, division)) ?? (await onlyOne(tx, division, act))
    if (hindrance !== null) return refused(hindrance)
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const { import_id, committed_act, rows_accepted } = found.value
    await inBulk(tx, rows_accepted)
    const not = may(found.value, 'undo')
    if (not !== null || committed_act === null) return refused(not ?? problem('registry/not-found', { what: `收数批次 ${order.importId}` }))
    const rests = await ask<{ what: string; label: string }>(tx, `select what, label from registry.what_rests_on($1, $2)`, division, import_id)
    if (rests.length > 0) return refused<RegistryProblem>(problem('registry/import-rested-on', { importId: order.importId, rests }))
    const outcome = await writeUndo(tx, division, committed_act, act, at)
    await ask(
      tx,
      `update registry.import set status = 'undone', undone_act = $3, version = version + 1 where division = $1 and import_id = $2`,
      division,
      import_id,
      act,
    )
    return done(outcome)
  })

  const list = questionCase(listImports, async ({ before, limit }, { tx }) => {
    const rows = await ask<{
      import_id: bigint
      roster: string
      source: string
      as_of: string | null
      coverage: string
      status: ImportStatus
      rows_read: number
      rows_accepted: number
      rows_refused: number
    }>(
      tx,
      `select import_id, roster, source, as_of, coverage, status, rows_read, rows_accepted, rows_refused from registry.import
       where $1::bigint is null or import_id < $1 order by import_id desc limit $2`,
      before ?? null,
      limit,
    )
    return done({
      imports: rows.map(r => ({
        importId: String(r.import_id),
        roster: r.roster,
        source: r.source,
        asOf: r.as_of,
        coverage: r.coverage,
        status: r.status,
        rowsRead: r.rows_read,
        rowsAccepted: r.rows_accepted,
        rowsRefused: r.rows_refused,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.import_id),
    })
  })

  const doubtful = questionCase(listDoubtfulRows, async ({ importId, after, limit }, { tx, actor: { division } }) => {
    const rows = await ask<{ row_no: number; sheet: string; sheet_row: number; question: string; candidates: readonly bigint[] }>(
      tx,
      `select row_no, sheet, sheet_row, question, candidates from registry.import_row
       where division = $1 and import_id = $2 and outcome = 'doubtful' and row_no > $3 order by row_no limit $4`,
      division,
      importId,
      after,
      limit,
    )
    return done({
      rows: rows.map(r => ({ rowNo: r.row_no, sheet: r.sheet, row: r.sheet_row, question: r.question, candidates: r.candidates.map(String) })),
      next: rows.length < limit ? null : (rows.at(-1)?.row_no ?? null),
    })
  })

  return { stage, dryRun, commit, giveUp, undo, list, doubtful }
}
