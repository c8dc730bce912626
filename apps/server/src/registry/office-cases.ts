import type { OfficeTable } from '@yingjin/determination'
import { type Field, fields } from '@yingjin/domain/access'
import { type RegistryProblem, takeOfficeSnapshot } from '@yingjin/domain/registry'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import { copyOut, planAnew, type Tx } from '../platform/postgres/index.ts'
import { type FieldName, type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import type { OfficeMoment, OfficeQuery } from './office-tables.ts'
import { ask, askOne } from './statement.ts'

/** Takes the rows of a table, as CSV in their total order, and gives the digest of what it took. */
export type OfficeSink = (table: OfficeTable, rows: AsyncIterable<Buffer>) => Promise<string>

/** Whoever does not see all that a snapshot reads would take a part of the county for the whole. */
const missingReach = async (tx: Tx, division: string, queries: readonly OfficeQuery[]): Promise<RegistryProblem | null> => {
  const rows = await ask<{ field: Field }>(
    tx,
    `select f.field from unnest($2::text[]) with ordinality f (field, at) where not $1 = any (access.divisions(f.field, 'rows')) order by f.at`,
    division,
    [...new Set(['identity', 'imports', ...queries.map(({ field }) => field)])],
  )
  return rows.length === 0 ? null : problem('registry/office-needs-whole-county', { fields: rows.map(({ field }) => fields[field]) })
}

/**
 * Takes everything the office knows at one moment along, table by table, into `sink`. Values that stand sealed are opened
 * on the way, and nothing of them is held back here.
 */
export const officeCases = ({
  fieldsOf,
  queries,
  sink,
}: Readonly<{ fieldsOf: (division: string) => FieldVault; queries: readonly OfficeQuery[]; sink: OfficeSink }>) => ({
  take: questionCase(
    takeOfficeSnapshot,
    async (
      { on, asKnownOn },
      { tx, actor: { division }, today },
    ): Promise<Result<{ on: string; act: string; tables: { table: string; digest: string }[] }, RegistryProblem>> => {
      const hindrance = await missingReach(tx, division, queries)
      if (hindrance !== null) return refused(hindrance)
      // As long as a county takes: nobody waits behind a look.
      await planAnew(tx)
      await ask(tx, `select set_config('statement_timeout', '7200000', true), set_config('idle_in_transaction_session_timeout', '7200000', true)`)
      const { settled } = await askOne<{ settled: bigint }>(tx, 'select registry.settled_act($1) as settled', division)
      const act = asKnownOn === undefined ? settled : BigInt(asKnownOn)
      if (act > settled) return refused(problem('registry/act-still-running', { act: String(act), settled: String(settled) }))
      const moment: OfficeMoment = { division, act, on: on ?? today }
      const tables: { table: OfficeTable; digest: string }[] = []
      for (const query of queries) {
        const rows = copyOut(tx, query.rows(moment))
        tables.push({
          table: query.table,
          digest: await sink(query.table, query.sealed === undefined ? rows : openedRows(rows, query.sealed, fieldsOf(division))),
        })
      }
      return done({ on: moment.on, act: String(act), tables })
    },
  ),
})

const newLine = 0x0a
const comma = 0x2c

/** Lines of `record,\xsealed,rest` as `rest,plain`. Neither a record nor a sealed value is ever quoted. */
const openedRows = async function* (rows: AsyncIterable<Buffer>, field: FieldName, vault: FieldVault): AsyncGenerator<Buffer> {
  let left: Buffer = Buffer.alloc(0)
  for await (const part of rows) {
    const chunk = left.length === 0 ? part : Buffer.concat([left, part])
    const lines: string[] = []
    let from = 0
    for (let end = chunk.indexOf(newLine, from); end !== -1; end = chunk.indexOf(newLine, from)) {
      const record = chunk.indexOf(comma, from)
      const sealed = chunk.indexOf(comma, record + 1)
      const plain = vault.open({ field, record: chunk.toString('latin1', from, record) }, Buffer.from(chunk.toString('latin1', record + 3, sealed), 'hex'))
      if (!plain.ok) throw new VaultRefusal(plain.problem)
      lines.push(`${chunk.toString('utf8', sealed + 1, end)},"${plain.value.replaceAll('"', '""')}"\n`)
      from = end + 1
    }
    left = chunk.subarray(from)
    if (lines.length > 0) yield Buffer.from(lines.join(''))
  }
  if (left.length > 0) throw new Error('a table ended within a line')
}
