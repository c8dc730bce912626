import { type Relation, values } from '@yingjin/sql'
import type { enrolmentRowSchema } from '../enrolment.ts'
import type { identitySchema } from '../roster-table.ts'
import type { Situation } from '../situation.ts'
import type { CompiledPolicy } from '@yingjin/policy'
import type { Matching } from '../match-rows.ts'
import type { Spine } from '../spine.ts'
import type { evidenceSchema } from '../standing.ts'
import type { cardSchema } from '../card.ts'
import type { paidDeadSchema, paymentSchema, silentSchoolSchema } from './looked-at.ts'

/**
 * One roster row a finding rests on. A finding is the group of rows with the same kind, ground and subject.
 * `subject` is a person's number, or the row itself where the row is nobody's.
 */
export const basisSchema = { kind: 'text', ground: 'text', subject: 'bigint', row_id: 'bigint', detail: 'text' } as const
export type Basis = Relation<typeof basisSchema>

/** Everything a lead rule may look at: which list says what against which. */
export type World = Readonly<{
  situation: Situation
  policy: CompiledPolicy
  spine: Spine
  /** All kinds, spine and others. */
  matching: Matching
  rows: Relation<typeof identitySchema>
  enrolmentRows: Relation<typeof enrolmentRowSchema>
  /** Schools whose pupils the student roll does not hold. */
  silentSchools: Relation<typeof silentSchoolSchema>
  place: Relation
  standing: Relation
  evidence: Relation<typeof evidenceSchema>
  doubtPerKind: Relation<{ person_id: 'bigint'; roster: 'text' }>
  facts: Relation
  cards: Relation<typeof cardSchema>
  /** person_id, line, state of this term's entitlement. */
  entitlement: Relation
  /** Last term's payments by person: person_id, row_id, item, amount_fen, pay_date. */
  payments: Relation<typeof paymentSchema>
  /** Last term’s payments that the office has on record besides. */
  paidOnRecord: Relation<{ person_id: 'bigint'; item: 'text' }>
  paidDead: Relation<typeof paidDeadSchema>
}>

export const none = (): Basis => values(basisSchema, [])
