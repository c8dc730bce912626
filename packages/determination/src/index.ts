export { aidItemOf, aidItemSchema, aidItemsTable } from './aid-item.ts'
export {
  answerWording,
  expectedAnswer,
  filledAnswerSchema,
  filledAnswersTable,
  filledDecisionSchema,
  filledDecisionsTable,
  questionLabel,
  readAnswer,
} from './answers.ts'
export { type Determination, determine } from './determine.ts'
export { sqlTypeOf } from './fact-table.ts'
export { type LeadKind, leadKindIds, leadKinds, type LeadOwner, paidGrounds } from './lead-kind.ts'
export { residuals, rosterBits } from './membership.ts'
export { spineKinds } from './spine.ts'
export { kindsEstablishing } from './standing.ts'
export { type Cause, causes } from './missing.ts'
export { entitlementDetail, lineTextSchema, lineTextTable, outputs, partsJoiner, reasonTextSchema, reasonTextTable } from './results.ts'
export { entitlement, type entitlementSchema, heardSchema } from './entitlement.ts'
export { everyPersonRow, rosterSchema, rosterTableName } from './roster-table.ts'
export { wantingFor } from './sought.ts'
export { absenceCounts, inForce, isReceived, isTooNew, newerByDays, type ReceivedTable, referenceDate, type Situation } from './situation.ts'
