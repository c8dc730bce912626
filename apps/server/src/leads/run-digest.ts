import { createHash } from 'node:crypto'
import type { Tx } from '../platform/postgres/index.ts'
import type { KeptRun } from './kept-run.ts'
import { ask } from './statement.ts'

/** What a run filled, table by table: how many rows it gave, and their digest in their total order. */
export const runTables = { results: '资助核定', grounds: '核定理由', leads: '问题线索', words: '条款和理由的文字' } as const
export type RunTable = keyof typeof runTables
export type TableDigest = Readonly<{ rows: number; digest: string }>

/** Rows one after the other, each as one line. */
export class RowDigest {
  readonly #hash = createHash('sha256')
  #rows = 0
  add(row: readonly unknown[]): void {
    this.#rows += 1
    this.#hash.update(`${JSON.stringify(row)}\n`)
  }
  end(): TableDigest {
    return { rows: this.#rows, digest: this.#hash.digest('hex') }
  }
}

/** A sum is written in digits on both sides: here it is a number, there a bigint. */
const digits = (fen: number | bigint | null): string | null => (fen === null ? null : String(fen))

export const resultRow = (
  of: Readonly<{ no: number | bigint; line: string; state: string; amountFen: number | bigint | null; form: string; decided: boolean; stage: string | null }>,
) => [String(of.no), of.line, of.state, digits(of.amountFen), of.form, of.decided, of.stage]
export const groundRow = (of: Readonly<{ no: number | bigint; line: string; reason: number }>) => [String(of.no), of.line, of.reason]
export const leadRow = (of: Readonly<{ no: number | bigint; kind: string; ground: string; detail: string; restsOn: string }>) => [
  String(of.no),
  of.kind,
  of.ground,
  of.detail,
  of.restsOn,
]

export const wordsDigest = ({ lines, reasons }: Pick<KeptRun, 'lines' | 'reasons'>): TableDigest => {
  const digest = new RowDigest()
  for (const { line, form, title, clause, payee } of lines) digest.add([line, form, title, clause, payee])
  for (const { no, line, state, says, missing } of reasons) digest.add([no, line, state, says, missing])
  return digest.end()
}

/** The digests of what a kept run says, for holding what stands against it. */
export const digestsOfKept = async (kept: KeptRun): Promise<Readonly<Record<RunTable, TableDigest>>> => {
  const [results, grounds, leads] = [new RowDigest(), new RowDigest(), new RowDigest()]
  for await (const row of kept.results()) {
    results.add(resultRow(row))
    grounds.add(groundRow(row))
  }
  for await (const row of kept.leads()) leads.add(leadRow(row))
  return { results: results.end(), grounds: grounds.end(), leads: leads.end(), words: wordsDigest(kept) }
}

const rowsAtOnce = 20_000

type ResultAt = Readonly<{ no: bigint; line: string; state: string; amountFen: bigint | null; form: string; decided: boolean; stage: string | null }>
type GroundAt = Readonly<{ no: bigint; line: string; reason: number }>
type LeadAt = Readonly<{ no: bigint; kind: string; ground: string; detail: string; restsOn: string }>

/** The digests of what stands here of a run, as whoever asks sees it. */
export const digestsOfStanding = async (
  tx: Tx,
  division: string,
  { run_id, act_id }: Readonly<{ run_id: bigint; act_id: bigint }>,
): Promise<Readonly<Record<RunTable, TableDigest>>> => {
  const byPersonAndLine = async <Row extends Readonly<{ no: bigint; line: string }>>(
    columns: string,
    table: string,
    of: (row: Row) => readonly unknown[],
  ): Promise<TableDigest> => {
    const digest = new RowDigest()
    for (let after: Readonly<{ no: bigint; line: string }> = { no: -1n, line: '' }; ;) {
      const rows = await ask<Row>(
        tx,
        `select person_no as no, line, ${columns} from ${table}
         where division = $1 and run_id = $2 and (person_no > $3 or person_no = $3 and line collate "C" > $4) order by person_no, line collate "C" limit ${rowsAtOnce}`,
        division,
        run_id,
        after.no,
        after.line,
      )
      for (const row of rows) digest.add(of(row))
      const last = rows.at(-1)
      if (last === undefined || rows.length < rowsAtOnce) return digest.end()
      after = last
    }
  }
  const results = await byPersonAndLine<ResultAt>('state, amount_fen as "amountFen", form, decided, stage', 'leads.result_line', resultRow)
  const grounds = await byPersonAndLine<GroundAt>('reason_no as reason', 'leads.result_ground', groundRow)
  const leads = new RowDigest()
  for (const row of await ask<LeadAt>(
    tx,
    `select u.* from (select i.person_no as no, g.kind, g.ground, g.detail, g.rests_on as "restsOn" from leads.lead_in_run i
     join leads.lead_ground g on g.division = i.division and g.lead_id = i.lead_id and g.act_id <= $3 and (g.ended_act is null or g.ended_act > $3)
     where i.division = $1 and i.run_id = $2 and i.person_no is not null
     union all select person_no, kind, ground, detail, rests_on from leads.unplaced_lead where division = $1 and run_id = $2) u
     order by u.no, u.kind collate "C", u.ground collate "C"`,
    division,
    run_id,
    act_id,
  ))
    leads.add(leadRow(row))
  const lines = await ask<KeptRun['lines'][number]>(
    tx,
    `select line, form, title, clause, payee from leads.line_in_run where division = $1 and run_id = $2 order by line collate "C", form collate "C"`,
    division,
    run_id,
  )
  const reasons = await ask<KeptRun['reasons'][number]>(
    tx,
    `select reason_no as no, line, state, says, missing from leads.reason_in_run where division = $1 and run_id = $2 order by reason_no`,
    division,
    run_id,
  )
  return { results, grounds, leads: leads.end(), words: wordsDigest({ lines, reasons }) }
}
