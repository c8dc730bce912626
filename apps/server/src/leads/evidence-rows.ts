import type { EvidenceType, Proof } from '@yingjin/domain/leads'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** Whether a file that is said to be this proof lies with a lead, attached since it was last opened again. */
export const liesWith = async (tx: Tx, division: string, leadId: string, proof: Proof): Promise<boolean> => {
  const found = await ask(
    tx,
    `select from leads.evidence where division = $1 and lead_id = $2 and proof = $3 and ended_act is null
       and act_id > coalesce((select max(a.act_id) from leads.lead_act a where a.division = $1 and a.lead_id = $2 and a.move = 'reopen'), 0) limit 1`,
    division,
    leadId,
    proof,
  )
  return found.length > 0
}

/** How many files lie with each of these leads. */
export const filesOf = async (tx: Tx, division: string, leadIds: readonly bigint[]): Promise<ReadonlyMap<bigint, number>> =>
  new Map(
    (
      await ask<{ lead_id: bigint; files: number }>(
        tx,
        `select lead_id, count(*)::integer as files from leads.evidence where division = $1 and lead_id = any ($2::bigint[]) and ended_act is null group by lead_id`,
        division,
        leadIds.map(String),
      )
    ).map(({ lead_id, files }) => [lead_id, files]),
  )

type Row = Readonly<{
  evidence_id: bigint
  name: string
  type: EvidenceType
  bytes: number
  digest: string
  act_id: bigint
  account_id: bigint
  attached_at: string
  ended_act: bigint | null
}>
const columns = 'evidence_id, name, type, bytes, digest, act_id, account_id, attached_at, ended_act'

const asLine = (row: Row) => ({
  evidenceId: String(row.evidence_id),
  name: row.name,
  type: row.type,
  bytes: row.bytes,
  digest: row.digest,
  act: String(row.act_id),
  accountId: String(row.account_id),
  attachedAt: row.attached_at,
  destroyedAct: row.ended_act === null ? null : String(row.ended_act),
})

/** All files of a lead in the order they came, those destroyed since included. */
export const evidenceOf = async (tx: Tx, division: string, leadId: bigint) =>
  (
    await ask<Row & Readonly<{ proof: Proof | null }>>(
      tx,
      `select ${columns}, proof from leads.evidence where division = $1 and lead_id = $2 order by evidence_id`,
      division,
      leadId,
    )
  ).map(row => ({ ...asLine(row), proof: row.proof }))

/** The same of a question. */
export const evidenceOfQuestion = async (tx: Tx, division: string, questionId: bigint) =>
  (
    await ask<Row>(tx, `select ${columns} from leads.question_evidence where division = $1 and question_id = $2 order by evidence_id`, division, questionId)
  ).map(asLine)
