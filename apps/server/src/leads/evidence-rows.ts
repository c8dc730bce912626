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

/** All files of a lead in the order they came, those destroyed since included. */
export const evidenceOf = async (tx: Tx, division: string, leadId: bigint) =>
  (
    await ask<{
      evidence_id: bigint
      name: string
      type: EvidenceType
      bytes: number
      digest: string
      proof: Proof | null
      act_id: bigint
      account_id: bigint
      attached_at: string
      ended_act: bigint | null
    }>(
      tx,
      `select evidence_id, name, type, bytes, digest, proof, act_id, account_id, attached_at, ended_act from leads.evidence
       where division = $1 and lead_id = $2 order by evidence_id`,
      division,
      leadId,
    )
  ).map(row => ({
    evidenceId: String(row.evidence_id),
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    digest: row.digest,
    proof: row.proof,
    act: String(row.act_id),
    accountId: String(row.account_id),
    attachedAt: row.attached_at,
    destroyedAct: row.ended_act === null ? null : String(row.ended_act),
  }))
