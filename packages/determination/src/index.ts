export { aidItemOf, aidItemSchema, aidItemsTable } from './aid-item.ts'
export {
  type Answer,
  type AnswerProblem,
  type AnswerShape,
  answerShape,
  answerWording,
  expectedAnswer,
  filledAnswerSchema,
  filledAnswersTable,
  filledDecisionSchema,
  filledDecisionsTable,
  knownAnswersTable,
  knownDecisionsTable,
  questionLabel,
  readAnswer,
} from './answers.ts'
export { type Determination, determine } from './determine.ts'
export { sqlTypeOf } from './fact-table.ts'
export { byProofWord, gapWords, lackingWord } from './gap-words.ts'
export { type LeadKind, leadKindIds, leadKinds, type LeadOwner, paidGrounds } from './lead-kind.ts'
export {
  answeredRowTable,
  knownCorrectionSchema,
  knownCorrectionTable,
  knownIdentitySchema,
  knownIdentityTable,
  knownRowSchema,
  knownSettledSchema,
  knownSettledTable,
} from './known-persons.ts'
export { knownEnrolmentSchema, knownEnrolmentTable } from './enrolment.ts'
export { knownPaymentSchema, knownPaymentTable } from './leads/payments.ts'
export { knownOpeningSchema, knownOpeningTable } from './paid-terms.ts'
export { type OfficeTable, officeTableName, officeTableNames, officeTables } from './office.ts'
export { residuals, rosterBits } from './membership.ts'
export { spineKinds } from './spine.ts'
export { kindsEstablishing } from './standing.ts'
export { type Cause, causes, questionOf } from './missing.ts'
export { entitlementDetail, lineTextSchema, lineTextTable, outputs, partsJoiner, reasonTextSchema, reasonTextTable } from './results.ts'
export { entitlement, type entitlementSchema, heardSchema } from './entitlement.ts'
export { everyPersonRow, rosterSchema, rosterTableName } from './roster-table.ts'
export { wantingFor } from './sought.ts'
export { absenceCounts, inForce, isReceived, isTooNew, newerByDays, type ReceivedTable, referenceDate, type Situation } from './situation.ts'
