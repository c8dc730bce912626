import {
  attachEvidence,
  attachToQuestion,
  destroyEvidence,
  destroyOfQuestion,
  type LeadsProblem,
  mostEvidence,
  type Proof,
  takeEvidence,
  takeFromQuestion,
} from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable } from '../access/index.ts'
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
import { actOnQuestion } from './question-cases.ts'
import type { AskKeptRun } from './kept-child.ts'
import type { KeptWorkbooks } from './kept-workbooks.ts'
import { ask } from './statement.ts'

export type LeadsParts = Readonly<{
  fieldsOf: (division: string) => FieldVault
  /** Asks a kept run why; where none is at hand, explanations say so. */
  askKept?: AskKeptRun
  /** The workbooks of kept runs; none where the program keeps no runs. */
  workbooks?: KeptWorkbooks
}>

/** The tables of evidence: of which record each is, and the function that gives the content of a row in reach. */
const ofLead = { table: 'leads.evidence', record: 'lead_id', content: 'leads.evidence_content' } as const
const ofQuestion = { table: 'leads.question_evidence', record: 'question_id', content: 'leads.question_evidence_content' } as const
type Shelf = typeof ofLead | typeof ofQuestion

type Uploaded = Readonly<{ name: string; digest: string; bytes: number }>

/** What a file is, where it is what its order says and one of the types. */
const requireFile = async (content: Buffer, { name, digest, bytes }: Uploaded) => {
  if (content.length !== bytes || digestOf(content) !== digest)
    return refused<LeadsProblem | ContentProblem>(problem('leads/other-content', { name: cleanName(name, 'pdf').replace(/\.pdf$/, '') }))
  return recogniseFile(content)
}

/** Lays a file with a record, whose row is locked: what is counted here is all there is. */
const layWith = async (
  shelf: Shelf,
  record: Readonly<{ id: string; personId: string }>,
  file: Uploaded & Readonly<{ content: Buffer; type: FileType; proof?: Proof | undefined }>,
  fields: FieldVault,
  { tx, act, actor: { division, accountId } }: OrderScene,
) => {
  const there = `${shelf.table} where division = $1 and ${shelf.record} = $2 and ended_act is null`
  const [sum] = await ask<{ files: number; bytes: number }>(
    tx,
    `select count(*)::integer as files, coalesce(sum(bytes), 0)::integer as bytes from ${there}`,
    division,
    record.id,
  )
  const { files = 0, bytes = 0 } = sum ?? {}
  if (files >= mostEvidence.files || bytes + file.content.length > mostEvidence.recordBytes)
    return refused<LeadsProblem>(problem('leads/too-many-files', { files, bytes }))
  const fileId = await keepContent(tx, fields, act, { type: file.type, bytes: file.content, digest: file.digest })
  const [same] = await ask<{ name: string }>(tx, `select name from ${there} and file_id = $3`, division, record.id, fileId)
  if (same !== undefined) return refused<LeadsProblem>(problem('leads/file-there', same))
  const name = cleanName(file.name, file.type)
  const row: Readonly<Record<string, unknown>> = {
    division,
    [shelf.record]: record.id,
    person_id: record.personId,
    file_id: fileId,
    name,
    type: file.type,
    bytes: file.content.length,
    digest: shortDigest(file.digest),
    act_id: act,
    account_id: accountId,
    ...(shelf === ofLead ? { proof: file.proof ?? null } : {}),
  }
  const [made] = await ask<{ evidence_id: bigint }>(
    tx,
    `insert into ${shelf.table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
      .map((_, i) => `$${i + 1}`)
      .join(', ')}) returning evidence_id`,
    ...Object.values(row),
  )
  if (made === undefined) throw new Error('the evidence gave no row')
  return done({ evidenceId: String(made.evidence_id), name, type: file.type })
}

const takeFrom = async (shelf: Shelf, recordId: string, evidenceId: string, fields: FieldVault, { tx, actor: { division } }: QuestionScene) => {
  const [row] = await ask<{ person_id: bigint; name: string; type: FileType; file_id: bigint | null }>(
    tx,
    `select person_id, name, type, file_id from ${shelf.table} where division = $1 and ${shelf.record} = $2 and evidence_id = $3`,
    division,
    recordId,
    evidenceId,
  )
  if (row === undefined) return refused<LeadsProblem>(problem('leads/no-such-file', { evidenceId }))
  if (row.file_id === null) return refused<LeadsProblem>(problem('leads/file-destroyed', { evidenceId }))
  const [kept] = await ask<KeptContent>(tx, `select record, sealed_key, sealed from ${shelf.content}($1, $2)`, division, evidenceId)
  if (kept === undefined) throw new Error('an evidence row has no content')
  return done({ personId: String(row.person_id), name: row.name, mediaType: mediaTypes[row.type], bytes: openContent(fields, kept) })
}

const destroyFrom = async (shelf: Shelf, recordId: string, evidenceId: string, { tx, act, actor: { division } }: OrderScene) => {
  const [row] = await ask<{ file_id: bigint | null }>(
    tx,
    `select file_id from ${shelf.table} where division = $1 and ${shelf.record} = $2 and evidence_id = $3`,
    division,
    recordId,
    evidenceId,
  )
  if (row === undefined) return refused<Refusable<LeadsProblem>>(problem('leads/no-such-file', { evidenceId }))
  if (row.file_id === null) return refused<Refusable<LeadsProblem>>(problem('leads/file-destroyed', { evidenceId }))
  await ask(tx, `update ${shelf.table} set file_id = null, ended_act = $3 where division = $1 and evidence_id = $2`, division, evidenceId, act)
  await letContentGo(tx, division, row.file_id, act)
  return done(null)
}

/**
 * Evidence files of leads and of questions: attached with their content in one transaction, taken along by whoever reaches
 * the record, destroyed with a reason.
 */
export const evidenceCases = ({ fieldsOf }: LeadsParts) => ({
  /** The order and the content that came beside it. */
  attach: (content: Buffer) =>
    orderCase(attachEvidence, async (order, scene) => {
      const type = await requireFile(content, order)
      if (!type.ok) return refused<Refusable<LeadsProblem | ContentProblem>>(type.problem)
      const moved = await moveLead('attach', { leadId: order.leadId, ...(order.says === undefined ? {} : { says: order.says }) }, scene)
      if (!moved.ok) return moved
      const { state, version, personId } = moved.value
      const laid = await layWith(ofLead, { id: order.leadId, personId }, { ...order, content, type: type.value }, fieldsOf(scene.actor.division), scene)
      return laid.ok ? done({ ...laid.value, state, version, personId }) : laid
    }),
  take: questionCase(takeEvidence, ({ leadId, evidenceId }, scene) => takeFrom(ofLead, leadId, evidenceId, fieldsOf(scene.actor.division), scene)),
  destroy: orderCase(destroyEvidence, async ({ leadId, version, evidenceId, says }, scene) => {
    const moved = await moveLead('destroy-evidence', { leadId, version, says }, scene)
    if (!moved.ok) return moved
    const destroyed = await destroyFrom(ofLead, leadId, evidenceId, scene)
    return destroyed.ok ? moved : destroyed
  }),
  attachToQuestion: (content: Buffer) =>
    orderCase(attachToQuestion, async (order, scene) => {
      const type = await requireFile(content, order)
      if (!type.ok) return refused<Refusable<LeadsProblem | ContentProblem>>(type.problem)
      const moved = await actOnQuestion('attach', order, scene)
      if (!moved.ok) return moved
      const { state, version, personId } = moved.value
      const laid = await layWith(ofQuestion, { id: order.questionId, personId }, { ...order, content, type: type.value }, fieldsOf(scene.actor.division), scene)
      return laid.ok ? done({ ...laid.value, state, version, personId }) : laid
    }),
  takeFromQuestion: questionCase(takeFromQuestion, ({ questionId, evidenceId }, scene) =>
    takeFrom(ofQuestion, questionId, evidenceId, fieldsOf(scene.actor.division), scene),
  ),
  destroyOfQuestion: orderCase(destroyOfQuestion, async (order, scene) => {
    const moved = await actOnQuestion('destroy-evidence', order, scene)
    if (!moved.ok) return moved
    const destroyed = await destroyFrom(ofQuestion, order.questionId, order.evidenceId, scene)
    return destroyed.ok ? moved : destroyed
  }),
})
