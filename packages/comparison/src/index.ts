export { cascade, type Cascade, ambiguousSchema, matchSchema } from './cascade/cascade.ts'
export {
  compareRosters,
  doubtfulRosterPairSchema,
  otherRowSchema,
  outcomeCountSchema,
  type RosterComparison,
  type RosterOutcome,
  rosterOutcomes,
  rosterOutcomeWording,
  rosterPairSchema,
} from './compare-rosters.ts'
export { dedupe, type Deduped, groupSchema, sharedIdSchema, sourceRowSchema } from './dedupe.ts'
export {
  doubtReasons,
  type DoubtReason,
  doubtWording,
  type Evidence,
  evidenceCodes,
  evidenceWording,
  explainPair,
  type NameRelation,
  nameRelations,
  nameRelationWording,
} from './evidence.ts'
export { type IdentityRow, identityRowSchema, type PersonIdentity, personIdentitySchema } from './identity.ts'
export { idKeys, type IdKeys, type WrittenIds } from './normalise/id.ts'
export { type Name, type NameFlag, normaliseName } from './normalise/name.ts'
export { type KeyContext, personKeys, type PersonKeys, personKeySchema, type PersonRow } from './normalise/person-keys.ts'
export { type Village, VillageIndex } from './normalise/place.ts'
export { schoolKey } from './normalise/school.ts'
