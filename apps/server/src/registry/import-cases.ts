import { createHash } from 'node:crypto'
import {
  addImportPart,
  answerDoubtfulRows,
  beginImport,
  commitImport,
  dryRunImport,
  endImport,
  evidenceOf,
  giveUpImport,
  type ImportCounts,
  type ImportMove,
  importMoves,
  importMoveWords,
  type ImportStatus,
  listDoubtfulRows,
  listForeignRows,
  listImports,
  partsText,
  partText,
  type RegistryProblem,
  type RosterRow,
  type RowAnswer,
  type RowDoubt,
  rowsOfPart,
  showImportParts,
  stageImport,
  toldBy,
  undoImport,
} from '@yingjin/domain/registry'
import { type RosterKind, rosterKinds, type Value } from '@yingjin/intake'
import { done, masks, problem, refused, type Result, withoutNumbers } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase, type UseCase } from '../access/index.ts'
import { planAnew, type Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { type AtPoint, writePlan, writeUndo } from './commit-import.ts'
import { differingCells } from './differing-cells.ts'
import { evidenceKind, type IncomingRow, indexKindOf, planImport, type StagedImport } from './plan-import.ts'
import { keepLines } from './planned-lines.ts'
import { shownPersons } from './person-cases.ts'
import { keepSchools } from './schools-of-rosters.ts'
import { addRows, ask, askOne, inBulk } from './statement.ts'

/** What the registry is handed: the vault of a county's fields; and for tests, what happens at the named points of an import. */
export type RegistryParts = Readonly<{ fieldsOf: (division: string) => FieldVault; at?: AtPoint }>

type ImportRecord = StagedImport & Readonly<{ roster: string; status: ImportStatus; staged_act: bigint; committed_act: bigint | null }>
type RawRow = Readonly<{ row_no: number; sheet: string; sheet_row: number; raw_sealed: Buffer }>
type DoubtfulRow = RawRow &
  Readonly<{
    question: RowDoubt | null
    candidates: readonly bigint[]
    answer: RowAnswer | null
    person_id: bigint | null
    reason: string | null
  }> &
  (Readonly<{ other_no: null; other_sealed: null }> | Readonly<{ other_no: number; other_sheet: string; other_row: number; other_sealed: Buffer }>)

/** What was answered of the rows of import $2 of division $1. */
const answersThatHold = `(select row_no, answer, person_id, reason from registry.row_answer where division = $1 and import_id = $2 and ended_act is null) a`

export const kindOf = (roster: string): Result<RosterKind, RegistryProblem> => {
  const kind = (rosterKinds as Readonly<Record<string, RosterKind | undefined>>)[roster]
  if (kind === undefined) return refused(problem('registry/kind-unknown', { roster }))
  return kind.subject === 'school' || kind.subject === 'account' ? refused(problem('registry/kind-not-of-persons', { roster: kind.name })) : done(kind)
}

export const rawField = 'registry.import_row.raw_sealed'
export const rawRecord = (importId: bigint, rowNo: number): string => `${importId}/${rowNo}`

const countyWord = (text: string): string => text.replaceAll(/[\s（）()]/gu, '').replace(/(自治县|县|区|市)$/u, '')

/**
 * Imports one after the other: whom a row stands for is found in what stands when it is written. An act begins when its
 * turn has come, so that what is known at an act is all that the acts before it wrote.
 */
export const oneAfterTheOther = <Case extends UseCase>(useCase: Case): Case => ({
  ...useCase,
  waitsFor: async (tx, division) => {
    await planAnew(tx)
    await ask(tx, `select set_config('statement_timeout', '600000', true), set_config('lock_timeout', '600000', true)`)
    await ask(tx, `select pg_advisory_xact_lock(990101003, hashtext($1))`, division)
  },
})

/** Why imports must wait, if they must. */
export const notNow = async (tx: Tx, division: string): Promise<RegistryProblem | null> => {
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
    `select division, import_id, roster, source, coverage, rows_accepted, rows_refused, rows_foreign, status, staged_act, committed_act
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

/** What was so before the program kept count (期初): its own roster, and any other that is sent as such. */
const closedOpening = async (tx: Tx, division: string, source: string): Promise<RegistryProblem | null> => {
  if (!/^opening-entries( |$)| 期初$/u.test(source)) return null
  const { by } = await askOne<{ by: string | null }>(tx, `select registry.opening_closed_by($1) as by`, division)
  return by === null ? null : problem('registry/opening-closed', { by })
}

type Rows = readonly RosterRow[]
type File = Readonly<{
  roster: string
  of?: string | undefined
  sender?: string | undefined
  asOf?: string | undefined
  coverage: string
  fileDigest: string
  snapshot?: string | undefined
  rowsRead: number
  rowsRefused: number
}>
type Part = Readonly<{ part: number; rows: number; digest: string }>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const partPlace = (importId: bigint | string, part: number) => ({ field: 'registry.import_part.digest_sealed', record: `${importId}/${part}` }) as const

const partsOf = async (tx: Tx, fields: FieldVault, division: string, importId: bigint | string): Promise<Part[]> =>
  (
    await ask<Readonly<{ part: number; rows: number; digest_sealed: Buffer }>>(
      tx,
      `select part, rows, digest_sealed from registry.import_part where division = $1 and import_id = $2 order by part`,
      division,
      importId,
    )
  ).map(({ part, rows, digest_sealed }) => {
    const digest = fields.open(partPlace(importId, part), digest_sealed)
    if (!digest.ok) throw new VaultRefusal(digest.problem)
    return { part, rows, digest: digest.value }
  })

/** Receiving rosters: 收数. */
export const importCases = ({ fieldsOf, at = () => Promise.resolve() }: RegistryParts) => {
  /** A file on its way, or the one that stands already. */
  const begin = async (tx: Tx, division: string, act: bigint, order: File): Promise<Result<ImportRecord, RegistryProblem>> => {
    const kind = kindOf(order.roster)
    if (!kind.ok) return kind
    const source = order.of === undefined ? order.roster : `${order.roster} ${order.of}`
    const closed = await closedOpening(tx, division, source)
    if (closed !== null) return refused(closed)
    const [before] = await ask<{ import_id: bigint; status: ImportStatus }>(
      tx,
      `select import_id, status from registry.import where division = $1 and roster = $2 and file_digest = $3 and status in ('arriving', 'staged', 'committed')`,
      division,
      order.roster,
      Buffer.from(order.fileDigest, 'hex'),
    )
    if (before?.status === 'arriving') return find(tx, division, String(before.import_id))
    if (before !== undefined) return refused(problem('registry/file-taken-before', { importId: String(before.import_id), status: before.status }))
    const { import_id } = await askOne<{ import_id: bigint }>(
      tx,
      `insert into registry.import (division, roster, source, sender, as_of, coverage, file_digest, rows_read, rows_accepted, rows_refused, status, staged_act, snapshot)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 'arriving', $10, $11) returning import_id`,
      division,
      order.roster,
      source,
      order.sender ?? kind.value.sender,
      order.asOf ?? null,
      order.coverage,
      Buffer.from(order.fileDigest, 'hex'),
      Math.max(order.rowsRead, order.rowsRefused),
      order.rowsRefused,
      act,
      order.snapshot ?? null,
    )
    return find(tx, division, String(import_id))
  }

  /** Rows sealed and laid down; of those that say they are of another county, that alone. */
  const layRows = async (tx: Tx, { division, import_id }: ImportRecord, firstRow: number, rows: Rows): Promise<void> => {
    const [own] = await ask<{ name: string }>(tx, `select name from infrastructure.division where division = $1`, division)
    const foreign = (county: Value | undefined): county is string =>
      typeof county === 'string' && county !== '' && own !== undefined && !countyWord(county).endsWith(countyWord(own.name))
    const fields = fieldsOf(division)
    await ask(tx, 'create temporary table raw (row_no int, sheet text, sheet_row int, raw_sealed bytea, outcome text) on commit drop')
    await addRows(
      tx,
      'raw',
      ['row_no', 'sheet', 'sheet_row', 'raw_sealed', 'outcome'],
      rows.values().map(({ sheet, row, values }, i) => {
        const rowNo = firstRow + i
        const county = values['county']
        const kept = foreign(county) ? { county } : values
        return {
          row_no: rowNo,
          sheet: withoutNumbers(sheet),
          sheet_row: row,
          raw_sealed: fields.seal({ field: rawField, record: rawRecord(import_id, rowNo) }, JSON.stringify(kept)),
          outcome: foreign(county) ? 'other-county' : 'staged',
        }
      }),
    )
    await ask(
      tx,
      `insert into registry.import_row (division, import_id, row_no, sheet, sheet_row, raw_sealed, outcome)
       select $1, $2, row_no, sheet, sheet_row, raw_sealed, outcome from raw order by row_no`,
      division,
      import_id,
    )
    await ask(
      tx,
      `update registry.import i set rows_accepted = rows_accepted + r.own, rows_refused = rows_refused + r.foreign_, rows_foreign = rows_foreign + r.foreign_,
         rows_read = greatest(rows_read, rows_accepted + rows_refused + r.own + r.foreign_), version = version + 1
       from (select count(*) filter (where outcome = 'staged')::int as own, count(*) filter (where outcome <> 'staged')::int as foreign_ from raw) r
       where i.division = $1 and i.import_id = $2`,
      division,
      import_id,
    )
    await ask(tx, 'drop table raw')
  }

  /** Everything is there: from here on it can be committed. A file of another county altogether is refused whole. */
  const complete = async (tx: Tx, { division, import_id }: ImportRecord): Promise<Result<{ importId: string; rowsForeign: number }, RegistryProblem>> => {
    const { rows_accepted, rows_foreign } = await askOne<{ rows_accepted: number; rows_foreign: number }>(
      tx,
      `update registry.import set status = 'staged', version = version + 1,
         sheet_rows = (select count(*)::int from (select distinct sheet, sheet_row from registry.import_row where division = $1 and import_id = $2 and outcome <> 'other-county') r)
       where division = $1 and import_id = $2 returning rows_accepted, rows_foreign`,
      division,
      import_id,
    )
    if (rows_foreign > 0 && rows_accepted === 0) {
      const [first] = await foreignRows(tx, division, String(import_id), 0, 1)
      const { name } = await askOne<{ name: string }>(tx, `select name from infrastructure.division where division = $1`, division)
      if (first !== undefined) return refused(problem('registry/other-county', { county: first.county, own: name, sheet: first.sheet, row: first.row }))
    }
    return done({ importId: String(import_id), rowsForeign: rows_foreign })
  }

  const opened = (division: string, importId: bigint | string, rowNo: number, sealed: Buffer): string => {
    const raw = fieldsOf(division).open({ field: rawField, record: rawRecord(BigInt(importId), rowNo) }, sealed)
    if (!raw.ok) throw new VaultRefusal(raw.problem)
    return raw.value
  }

  const foreignRows = async (
    tx: Tx,
    division: string,
    importId: string,
    after: number,
    limit: number,
  ): Promise<readonly Readonly<{ rowNo: number; sheet: string; row: number; county: string }>[]> => {
    const rows = await ask<RawRow>(
      tx,
      `select row_no, sheet, sheet_row, raw_sealed from registry.import_row
       where division = $1 and import_id = $2 and outcome = 'other-county' and row_no > $3 order by row_no limit $4`,
      division,
      importId,
      after,
      limit,
    )
    return rows.map(r => ({
      rowNo: r.row_no,
      sheet: r.sheet,
      row: r.sheet_row,
      county: String((JSON.parse(opened(division, importId, r.row_no, r.raw_sealed)) as { county?: string }).county ?? ''),
    }))
  }

  const stage = orderCase(
    stageImport,
    async (order, { tx, actor: { division }, act }): Promise<Result<{ importId: string; rowsForeign: number }, RegistryProblem>> => {
      const begun = await begin(tx, division, act, order)
      if (!begun.ok) return begun
      const { import_id, status, staged_act } = begun.value
      if (staged_act !== act) return refused(problem('registry/file-taken-before', { importId: String(import_id), status }))
      await layRows(tx, begun.value, 1, order.rows)
      return complete(tx, begun.value)
    },
  )

  const beginParts = orderCase(beginImport, async (order, { tx, actor: { division }, act }) => {
    const begun = await begin(tx, division, act, order)
    if (!begun.ok) return begun
    await at('begun')
    return done({ importId: String(begun.value.import_id), parts: await partsOf(tx, fieldsOf(division), division, begun.value.import_id) })
  })

  const addPart = orderCase(
    addImportPart,
    async ({ importId, part, digest, rows }, { tx, actor: { division }, act }): Promise<Result<{ rows: number; again: boolean }, RegistryProblem>> => {
      if (sha256(partText(rows)) !== digest) return refused(problem('registry/part-garbled', { part }))
      const found = await find(tx, division, importId)
      if (!found.ok) return found
      const there = (await partsOf(tx, fieldsOf(division), division, importId)).find(each => each.part === part)
      if (there !== undefined)
        return there.digest === digest ? done({ rows: there.rows, again: true }) : refused(problem('registry/part-differs', { importId, part }))
      const not = may(found.value, 'add')
      if (not !== null) return refused(not)
      await layRows(tx, found.value, (part - 1) * rowsOfPart + 1, rows)
      await at('part-laid')
      await ask(
        tx,
        `insert into registry.import_part (division, import_id, part, rows, digest_sealed, act_id) values ($1, $2, $3, $4, $5, $6)`,
        division,
        importId,
        part,
        rows.length,
        fieldsOf(division).seal(partPlace(importId, part), digest),
        act,
      )
      return done({ rows: rows.length, again: false })
    },
  )

  const endParts = orderCase(
    endImport,
    async ({ importId, rows, digest }, { tx, actor: { division } }): Promise<Result<{ importId: string; rowsForeign: number }, RegistryProblem>> => {
      const found = await find(tx, division, importId)
      if (!found.ok) return found
      const not = may(found.value, 'end')
      if (not !== null) return refused(not)
      const parts = await partsOf(tx, fieldsOf(division), division, importId)
      const there = parts.reduce((sum, part) => sum + part.rows, 0)
      const last = parts.at(-1)?.part ?? 0
      const missing = Array.from({ length: last }, (_, i) => i + 1).filter(number => !parts.some(({ part }) => part === number))
      if (missing.length > 0 || there !== rows) return refused(problem('registry/parts-missing', { importId, missing, rows: there, expected: rows }))
      if (sha256(partsText(parts.map(part => part.digest))) !== digest) return refused(problem('registry/parts-differ', { importId }))
      const ended = await complete(tx, found.value)
      await at('parts-ended')
      return ended
    },
  )

  const showParts = questionCase(showImportParts, async ({ importId }, { tx, actor: { division } }) => {
    const [row] = await ask<{ status: ImportStatus }>(tx, `select status from registry.import where division = $1 and import_id = $2`, division, importId)
    if (row === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `收数批次 ${importId}` }))
    return done({ status: row.status, parts: await partsOf(tx, fieldsOf(division), division, importId) })
  })

  const listForeign = questionCase(listForeignRows, async ({ importId, after, limit }, { tx, actor: { division } }) => {
    const rows = [...(await foreignRows(tx, division, importId, after, limit))]
    return done({ rows, next: rows.length < limit ? null : (rows.at(-1)?.rowNo ?? null) })
  })

  /** Rows of an import as its kind reads them; all that are ours, or those named. */
  const rowsOf = async (tx: Tx, record: ImportRecord, kind: RosterKind, only: readonly number[] | null = null): Promise<readonly IncomingRow[]> => {
    const rows = await ask<RawRow>(
      tx,
      `select row_no, sheet, sheet_row, raw_sealed from registry.import_row
       where division = $1 and import_id = $2 and outcome <> 'other-county' and ($3::int[] is null or row_no = any ($3)) order by row_no`,
      record.division,
      record.import_id,
      only,
    )
    return rows.map(({ row_no, sheet, sheet_row, raw_sealed }) => {
      const raw = opened(record.division, record.import_id, row_no, raw_sealed)
      return { rowNo: row_no, raw, told: toldBy(kind, { sheet, row: sheet_row, values: JSON.parse(raw) as Readonly<Record<string, Value>> }) }
    })
  }

  const plan = async (
    order: Readonly<{ importId: string }>,
    { tx, actor: { division } }: OrderScene,
  ): Promise<Result<Readonly<{ record: ImportRecord; kind: RosterKind; counts: ImportCounts }>, RegistryProblem>> => {
    const hindrance = (await wholeCounty(tx, division)) ?? (await notNow(tx, division))
    if (hindrance !== null) return refused(hindrance)
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const not = may(found.value, 'commit')
    if (not !== null) return refused(not)
    const kind = kindOf(found.value.roster)
    if (!kind.ok) return kind
    const closed = await closedOpening(tx, division, found.value.source)
    if (closed !== null) return refused(closed)
    await inBulk(tx, found.value.rows_accepted)
    const counts = await planImport(tx, fieldsOf(division), found.value, await rowsOf(tx, found.value, kind.value))
    await at('planned')
    return done({ record: found.value, kind: kind.value, counts })
  }

  const dryRun = orderCase(dryRunImport, async (order, scene): Promise<Result<ImportCounts, RegistryProblem>> => {
    const planned = await plan(order, scene)
    if (!planned.ok) return planned
    const { counts } = planned.value
    // What is in doubt can be answered before the commit; what was answered keeps what had been asked.
    await ask(
      scene.tx,
      `update registry.import_row r set outcome = case when i.outcome = 'doubtful' then 'doubtful' else 'staged' end, question = coalesce(i.question, r.question), candidates = case when i.question is null then r.candidates else i.candidates end,
         differs_from = case when i.question is null then r.differs_from else i.differs_from end
       from incoming i where r.division = $1 and r.import_id = $2 and r.row_no = i.row_no and (r.outcome = 'doubtful' or i.outcome = 'doubtful')`,
      scene.actor.division,
      order.importId,
    )
    await keepLines(scene.tx, planned.value.record, 'unnumbered')
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
    const { record, kind, counts } = planned.value
    await writePlan(scene.tx, record, scene.act, at)
    await keepLines(scene.tx, record, 'numbered')
    await keepSchools(scene.tx, record.division, record.import_id, kind)
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

  const giveUp = orderCase(giveUpImport, async (order, { tx, actor: { division }, act }): Promise<Result<Record<string, never>, RegistryProblem>> => {
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const not = may(found.value, 'give-up')
    if (not !== null) return refused(not)
    await ask(tx, `update registry.import set status = 'given-up', version = version + 1 where division = $1 and import_id = $2`, division, order.importId)
    await ask(tx, `update registry.row_answer set ended_act = $3 where division = $1 and import_id = $2 and ended_act is null`, division, order.importId, act)
    return done({})
  })

  const undo = orderCase(undoImport, async (order, { tx, actor: { division }, act }) => {
    const hindrance = (await wholeCounty(tx, division)) ?? (await notNow(tx, division))
    if (hindrance !== null) return refused(hindrance)
    const found = await find(tx, division, order.importId)
    if (!found.ok) return found
    const { import_id, committed_act, rows_accepted } = found.value
    await inBulk(tx, rows_accepted)
    const not = may(found.value, 'undo')
    if (not !== null || committed_act === null) return refused(not ?? problem('registry/not-found', { what: `收数批次 ${order.importId}` }))
    const rests = await ask<{ what: string; label: string }>(tx, `select what, label from registry.what_rests_on($1, $2)`, division, import_id)
    if (rests.length > 0) return refused<RegistryProblem>(problem('registry/import-rested-on', { importId: order.importId, rests }))
    const outcome = await writeUndo(tx, division, import_id, act, at)
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

  const answer = orderCase(
    answerDoubtfulRows,
    async (
      { importId, reason, answers },
      { tx, actor: { division }, act },
    ): Promise<Result<{ answered: number; counts: ImportCounts | null }, RegistryProblem>> => {
      const hindrance = (await wholeCounty(tx, division)) ?? (await notNow(tx, division))
      if (hindrance !== null) return refused(hindrance)
      const found = await find(tx, division, importId)
      if (!found.ok) return found
      const record = found.value
      const not = may(record, 'answer')
      if (not !== null) return refused(not)
      const kind = kindOf(record.roster)
      if (!kind.ok) return kind
      const rowNos = answers.map(({ rowNo }) => rowNo)
      const standing = new Map(
        (
          await ask<{ row_no: number; question: string | null; answered: boolean }>(
            tx,
            `select r.row_no, r.question, a.row_answer_id is not null as answered from registry.import_row r
             left join registry.row_answer a on a.division = $1 and a.import_id = $2 and a.row_no = r.row_no and a.ended_act is null
             where r.division = $1 and r.import_id = $2 and r.row_no = any ($3::int[]) and (r.outcome = 'doubtful' or (a.row_answer_id is not null and $4))`,
            division,
            importId,
            rowNos,
            record.status === 'staged',
          )
        ).map(row => [row.row_no, row]),
      )
      const fields = fieldsOf(division)
      const rows = await rowsOf(tx, record, kind.value, rowNos)
      for (const { rowNo, is, personId } of answers) {
        const row = rows.find(each => each.rowNo === rowNo)
        const doubt = standing.get(rowNo)
        if (row === undefined || doubt === undefined) return refused(problem('registry/row-not-doubtful', { rowNo }))
        if (personId !== undefined) {
          const [person] = await ask<{ merged_into: bigint | null }>(
            tx,
            `select merged_into from registry.person where division = $1 and person_id = $2 and gone_act is null`,
            division,
            personId,
          )
          if (person === undefined) return refused(problem('registry/not-found', { what: `人员 ${personId}` }))
          if (person.merged_into !== null) return refused(problem('registry/already-merged', { personId }))
        }
        await ask(
          tx,
          `update registry.row_answer set ended_act = $4 where division = $1 and import_id = $2 and row_no = $3 and ended_act is null`,
          division,
          importId,
          rowNo,
          act,
        )
        // Of two rows of one person that differ, the answer is about the one row, whatever it says.
        const whole = doubt.question === 'row-differs'
        const evidence = whole ? row.raw : evidenceOf(row.told)
        await ask(
          tx,
          `insert into registry.row_answer (division, import_id, row_no, evidence_sealed, evidence_index, whole, answer, person_id, reason, act_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          division,
          importId,
          rowNo,
          fields.seal({ field: 'registry.row_answer.evidence_sealed', record: rawRecord(record.import_id, rowNo) }, evidence),
          fields.index(evidenceKind, evidence),
          whole,
          is,
          personId ?? null,
          reason,
          act,
        )
      }
      if (record.status === 'staged') return done({ answered: answers.length, counts: null })
      const [newer] = await ask<{ import_id: bigint }>(
        tx,
        `select import_id from registry.import where division = $1 and source = $2 and status = 'committed' and committed_act > $3 order by committed_act desc limit 1`,
        division,
        record.source,
        record.committed_act,
      )
      if (newer !== undefined) return refused(problem('registry/newer-import', { importId, newer: String(newer.import_id) }))
      const settled = { ...record, coverage: 'supplementary', rows_accepted: rows.length, rows_refused: 0, rows_foreign: 0 }
      const counts = await planImport(tx, fields, settled, rows)
      await writePlan(tx, settled, act, at)
      await ask(tx, `update registry.import set settled_act = $3, version = version + 1 where division = $1 and import_id = $2`, division, importId, act)
      return done({ answered: answers.length, counts })
    },
  )

  const doubtful = questionCase(listDoubtfulRows, async ({ importId, state, question, after, limit }, { tx, actor: { division } }) => {
    const [record] = await ask<{ roster: string }>(tx, `select roster from registry.import where division = $1 and import_id = $2`, division, importId)
    if (record === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `收数批次 ${importId}` }))
    const kind = kindOf(record.roster)
    if (!kind.ok) return kind
    const counted = await askOne<{ open: number; answered: number; kinds: { question: RowDoubt; open: number }[] }>(
      tx,
      `with open as (select r.question, count(*)::int as open from registry.import_row r where r.division = $1 and r.import_id = $2 and r.outcome = 'doubtful'
           and r.row_no not in (select row_no from ${answersThatHold}) group by 1)
       select (select coalesce(sum(open), 0)::int from open) as open, (select count(*)::int from ${answersThatHold}) as answered,
         (select coalesce(jsonb_agg(jsonb_build_object('question', question, 'open', open) order by open desc, question), '[]') from open where question is not null) as kinds`,
      division,
      importId,
    )
    const rows = await ask<DoubtfulRow>(
      tx,
      `select r.row_no, r.sheet, r.sheet_row, r.raw_sealed, r.question, r.candidates, a.answer, a.person_id, a.reason,
         o.row_no as other_no, o.sheet as other_sheet, o.sheet_row as other_row, o.raw_sealed as other_sealed
       from registry.import_row r left join ${answersThatHold} on a.row_no = r.row_no
       left join registry.import_row o on o.division = r.division and o.import_id = r.import_id and o.row_no = r.differs_from
       where r.division = $1 and r.import_id = $2 and (r.outcome = 'doubtful' or a.row_no is not null) and r.row_no > $3
         and ($5 = 'all' or (a.row_no is not null) = ($5 = 'answered')) and ($6::text is null or r.question = $6)
       order by r.row_no limit $4`,
      division,
      importId,
      after,
      limit,
      state,
      question ?? null,
    )
    const meant = ({ candidates, person_id }: DoubtfulRow): readonly bigint[] => [...new Set([...candidates, ...(person_id === null ? [] : [person_id])])]
    const persons = await shownPersons(tx, fieldsOf(division), division, rows.flatMap(meant))
    return done({
      ...counted,
      rows: rows.map(r => {
        const raw = opened(division, importId, r.row_no, r.raw_sealed)
        const told = toldBy(kind.value, { sheet: r.sheet, row: r.sheet_row, values: JSON.parse(raw) as Readonly<Record<string, Value>> })
        return {
          rowNo: r.row_no,
          sheet: r.sheet,
          row: r.sheet_row,
          question: r.question,
          says: {
            name: told.name,
            bornOn: told.bornOn,
            numbers: told.numbers.map(({ kind: of, text }) => ({ kind: of, masked: masks[indexKindOf(of)](text) })),
            school: told.school?.name ?? told.school?.code ?? null,
            grade: told.enrolment?.grade ?? null,
            township: told.residence?.township ?? null,
            village: told.residence?.village ?? null,
          },
          candidates: persons
            .filter(({ personId }) => meant(r).map(String).includes(personId))
            .map(({ personId, name, bornOn, numbers, area, schoolId, place }) => ({ personId, name, bornOn, numbers, area, schoolId, ...place })),
          beside:
            r.other_sealed === null
              ? null
              : {
                  rowNo: r.other_no,
                  sheet: r.other_sheet,
                  row: r.other_row,
                  ...differingCells(kind.value, JSON.parse(raw), JSON.parse(opened(division, importId, r.other_no, r.other_sealed))),
                },
          answer: r.answer === null ? null : { is: r.answer, personId: r.person_id === null ? null : String(r.person_id), reason: r.reason ?? '' },
        }
      }),
      next: rows.length < limit ? null : (rows.at(-1)?.row_no ?? null),
    })
  })

  return {
    stage,
    begin: beginParts,
    addPart,
    end: endParts,
    showParts,
    dryRun: oneAfterTheOther(dryRun),
    commit: oneAfterTheOther(commit),
    giveUp,
    undo: oneAfterTheOther(undo),
    list,
    doubtful,
    answer: oneAfterTheOther(answer),
    listForeign,
  }
}
