import { attachEvidence, destroyEvidence, type LeadsProblem, mostEvidence, takeEvidence } from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase, questionCase, type Refusable } from '../access/index.ts'
import {
  cleanName,
  type ContentProblem,
  digestOf,
  type FileType,
  keepContent,
  type KeptContent,
  letContentGo,
  mediaTypes,
  openContent,
  recogniseFile,
  shortDigest,
} from '../platform/content/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import { moveLead } from './lead-cases.ts'
import { ask } from './statement.ts'

export type LeadsParts = Readonly<{ fieldsOf: (division: string) => FieldVault }>

/** A lead's evidence files: attached with their content in one transaction, taken along by whoever reaches the lead, destroyed with a reason. */
export const evidenceCases = ({ fieldsOf }: LeadsParts) => {
  /** The order and the content that came beside it. */
  const attach = (content: Buffer) =>
    orderCase(attachEvidence, async (order, scene) => {
      const { tx, act, actor } = scene
      const { division, accountId } = actor
      if (content.length !== order.bytes || digestOf(content) !== order.digest) {
        return refused<LeadsProblem>(problem('leads/other-content', { name: cleanName(order.name, 'pdf').replace(/\.pdf$/, '') }))
      }
      const type = await recogniseFile(content)
      if (!type.ok) return refused<Refusable<LeadsProblem | ContentProblem>>(type.problem)
      const moved = await moveLead('attach', { leadId: order.leadId, ...(order.says === undefined ? {} : { says: order.says }) }, scene)
      if (!moved.ok) return moved
      // Two who attach to one lead wait for each other at its row, so that what is counted here is all there is.
      const [sum] = await ask<{ files: number; bytes: number }>(
        tx,
        `select count(*)::integer as files, coalesce(sum(bytes), 0)::integer as bytes from leads.evidence where division = $1 and lead_id = $2 and ended_act is null`,
        division,
        order.leadId,
      )
      const { files = 0, bytes = 0 } = sum ?? {}
      if (files >= mostEvidence.files || bytes + content.length > mostEvidence.recordBytes) {
        return refused<LeadsProblem>(problem('leads/too-many-files', { files, bytes }))
      }
      const fileId = await keepContent(tx, fieldsOf(division), act, { type: type.value, bytes: content, digest: order.digest })
      const [there] = await ask<{ name: string }>(
        tx,
        `select name from leads.evidence where division = $1 and lead_id = $2 and file_id = $3 and ended_act is null`,
        division,
        order.leadId,
        fileId,
      )
      if (there !== undefined) return refused<LeadsProblem>(problem('leads/file-there', there))
      const name = cleanName(order.name, type.value)
      const [made] = await ask<{ evidence_id: bigint }>(
        tx,
        `insert into leads.evidence (division, lead_id, person_id, file_id, name, type, bytes, digest, proof, act_id, account_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning evidence_id`,
        division,
        order.leadId,
        moved.value.personId,
        fileId,
        name,
        type.value,
        content.length,
        shortDigest(order.digest),
        order.proof ?? null,
        act,
        accountId,
      )
      if (made === undefined) throw new Error('the evidence gave no row')
      return done({ evidenceId: String(made.evidence_id), name, type: type.value, state: moved.value.state, version: moved.value.version })
    })

  const take = questionCase(takeEvidence, async ({ leadId, evidenceId }, { tx, actor: { division } }) => {
    const [row] = await ask<{ person_id: bigint; name: string; type: FileType; file_id: bigint | null }>(
      tx,
      `select person_id, name, type, file_id from leads.evidence where division = $1 and lead_id = $2 and evidence_id = $3`,
      division,
      leadId,
      evidenceId,
    )
    if (row === undefined) return refused<LeadsProblem>(problem('leads/no-such-file', { evidenceId }))
    if (row.file_id === null) return refused<LeadsProblem>(problem('leads/file-destroyed', { evidenceId }))
    const [kept] = await ask<KeptContent>(tx, `select record, sealed_key, sealed from leads.evidence_content($1, $2)`, division, evidenceId)
    if (kept === undefined) throw new Error('an evidence row has no content')
    return done({ personId: String(row.person_id), name: row.name, mediaType: mediaTypes[row.type], bytes: openContent(fieldsOf(division), kept) })
  })

  const destroy = orderCase(destroyEvidence, async ({ leadId, version, evidenceId, says }, scene) => {
    const { tx, act, actor } = scene
    const moved = await moveLead('destroy-evidence', { leadId, version, says }, scene)
    if (!moved.ok) return moved
    const [row] = await ask<{ file_id: bigint | null }>(
      tx,
      `select file_id from leads.evidence where division = $1 and lead_id = $2 and evidence_id = $3`,
      actor.division,
      leadId,
      evidenceId,
    )
    if (row === undefined) return refused<Refusable<LeadsProblem>>(problem('leads/no-such-file', { evidenceId }))
    if (row.file_id === null) return refused<Refusable<LeadsProblem>>(problem('leads/file-destroyed', { evidenceId }))
    await ask(tx, `update leads.evidence set file_id = null, ended_act = $3 where division = $1 and evidence_id = $2`, actor.division, evidenceId, act)
    await letContentGo(tx, actor.division, row.file_id, act)
    return done({ state: moved.value.state, version: moved.value.version })
  })

  return { attach, take, destroy }
}
