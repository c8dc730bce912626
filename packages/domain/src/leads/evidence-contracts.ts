import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { evidenceTypeIds, mostEvidence } from './evidence.ts'
import { type Proof, proofIds } from './lead-kind.ts'
import { leadStates } from './lead-state.ts'
import { questionStates } from './question.ts'

const count = z.int32().nonnegative()
const proof = z.enum(proofIds as readonly [Proof, ...Proof[]])
const type = z.enum(evidenceTypeIds as readonly [(typeof evidenceTypeIds)[number], ...(typeof evidenceTypeIds)[number][]])
const says = inWords(z.string().trim().min(1, '请写明').max(2000, '最多2000字'))
const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为文件内容的 SHA-256')

/** A file with a lead, as everybody in charge of it sees it. Who may not have it sees no line of it. */
export const evidenceLine = z.object({
  evidenceId: recordId,
  name: z.string(),
  type,
  bytes: count,
  /** The first twelve characters of the SHA-256 of its content. */
  digest: z.string(),
  /** What it is meant to prove; null where it only explains. */
  proof: proof.nullable(),
  act: recordId,
  accountId: recordId,
  attachedAt: z.string(),
  /** Null while the file is there; then the act that destroyed it, which says why. */
  destroyedAct: recordId.nullable(),
})

/** The same with a question: it proves nothing by its kind, the answer is read from it. */
export const questionEvidenceLine = evidenceLine.omit({ proof: true })

const named = {
  name: z.string().min(1, '请写明文件名').max(300, '文件名最多300字'),
  digest,
  bytes: z.int32().min(1, '文件是空的').max(mostEvidence.fileBytes, '一个文件最多 10 MB'),
  says: inWords(z.string().trim().min(1, '请写明').max(500, '最多500字')).optional(),
}

/** The content comes beside the order; its digest and size stand in the order, so that the same order is the same file. */
export const attachEvidence = contract({
  name: 'leads.attach-evidence',
  kind: 'order',
  title: '附凭据文件',
  order: z.object({ leadId: recordId, ...named, proof: proof.optional() }),
  outcome: z.object({ evidenceId: recordId, name: z.string(), type, state: z.enum(leadStates), version: count }),
  access: needsReach('leads', 'write'),
})

const oneFile = z.object({
  personId: recordId,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.custom<Uint8Array>(value => value instanceof Uint8Array),
})

/** The file itself, for whoever reaches the lead; told in the trail as taken along. */
export const takeEvidence = contract({
  name: 'leads.take-evidence',
  kind: 'question',
  title: '下载凭据文件',
  order: z.object({ leadId: recordId, evidenceId: recordId }),
  outcome: oneFile,
  access: needsReach('leads', 'rows'),
  trail: 'export',
})

/** A file that must not be kept (another family's, more than was asked): its content ends, that it was there stays. */
export const destroyEvidence = contract({
  name: 'leads.destroy-evidence',
  kind: 'order',
  title: '销毁凭据文件',
  order: z.object({ leadId: recordId, version: count, evidenceId: recordId, says }),
  outcome: z.object({ state: z.enum(leadStates), version: count }),
  access: needsReach('leads', 'write'),
})

export const attachToQuestion = contract({
  name: 'leads.attach-to-question',
  kind: 'order',
  title: '附凭据文件',
  order: z.object({ questionId: recordId, ...named }),
  outcome: z.object({ evidenceId: recordId, name: z.string(), type, state: z.enum(questionStates), version: count }),
  access: needsReach('questions', 'write'),
})

export const takeFromQuestion = contract({
  name: 'leads.take-from-question',
  kind: 'question',
  title: '下载凭据文件',
  order: z.object({ questionId: recordId, evidenceId: recordId }),
  outcome: oneFile,
  access: needsReach('questions', 'rows'),
  trail: 'export',
})

export const destroyOfQuestion = contract({
  name: 'leads.destroy-of-question',
  kind: 'order',
  title: '销毁凭据文件',
  order: z.object({ questionId: recordId, version: count, evidenceId: recordId, says }),
  outcome: z.object({ state: z.enum(questionStates), version: count }),
  access: needsReach('questions', 'write'),
})
