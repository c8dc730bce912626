export { aboutOf, type LeadAbout, restrictedWord } from './lead-about.ts'
export { byProofWord, gapWords, lackingWord } from './gap-words.ts'
export { aboutQuestion } from './question-about.ts'
export { type EvidenceType, evidenceTypeIds, evidenceTypes, mostEvidence } from './evidence.ts'
export { attachEvidence, attachToQuestion, destroyEvidence, destroyOfQuestion, takeEvidence, takeFromQuestion } from './evidence-contracts.ts'
export { isProof, onPaper, type OpenKind, type OpenKindDefinition, openKindIds, openKindOf, openKinds, type Proof, proofIds, proofs } from './lead-kind.ts'
export {
  type LeadMove,
  leadMoves,
  leadMoveWords,
  type LeadState,
  leadStates,
  type LeftOutWhy,
  leftOutWords,
  mostGiven,
  type LeadStanding,
  leadStandings,
  leadStandingWords,
  leadStateWords,
  moves,
  possibleIn,
  type Presence,
  presenceOf,
  presences,
  presenceWords,
  stateAfter,
  type WithoutOwnerWhy,
  withoutOwnerWhys,
  withoutOwnerWords,
} from './lead-state.ts'
export {
  assignLead,
  assignLeads,
  assignListed,
  closeLead,
  commentOnLead,
  countLeads,
  leadPage,
  listLeadOwners,
  listLeads,
  listTakers,
  nameOwners,
  proposeClose,
  publishRun,
  refuseClose,
  reopenLead,
  returnLead,
  returnLeads,
  weighAssignment,
} from './leads-contracts.ts'
export { type LeadsProblem, leadsWording } from './leads-problem.ts'
export {
  takeIdentityQuestions,
  takeLeadChangeList,
  takeLeadLedger,
  takeLeadOwners,
  takeLeadPlaces,
  takeQuestionList,
  takeResultChangeList,
  takeResultList,
  takeResultTotals,
  takeWaitingChildren,
} from './taken-lists.ts'
export { findingOf, type LeadHousehold, leadHouseholds, leadHouseholdWords } from './lead-household.ts'
export { answersFor, answersForKind } from './lead-kind.ts'
export {
  type AskedState,
  askedStates,
  askedStateWords,
  identityAsks,
  type IdentityAsk,
  identityAskWords,
  type LoanWay,
  loanWays,
  loanWords,
  openStates,
  type ResultChange,
  resultChanges,
  resultChangeWords,
  resultStages,
  resultStageWords,
  type ResultState,
  resultStates,
  resultStateWords,
  type RunCounts,
  statesAsked,
  statesWord,
} from './result.ts'
export { figureKey, fromWhom, type Wait, waitsWord } from './waiting.ts'
export { countWaiting, listWaitingChildren } from './waiting-contracts.ts'
export { type DecisionEffect, decisionEffects, decisionEffectWords } from './decision-effect.ts'
export { isStateWay, movedWays, type MovedWay, movedWords, type StateWay } from './moved-way.ts'
export { listSimulatedChildren, takeSimulatedChildren } from './simulated-children-contracts.ts'
export { historyOfChild } from './history-contracts.ts'
export { explainResults, supposeResults } from './explanation-contracts.ts'
export {
  dropRun,
  listReviewedChanges,
  listReviewedDecisions,
  type ReviewCounts,
  reviewRun,
  showRunReview,
  takeReviewedChanges,
  takeReviewedDecisions,
  takeRunWorkbook,
  type ToldOfRun,
  toldOfRun,
} from './review-contracts.ts'
export {
  countResultChanges,
  listIdentityQuestions,
  listResultChanges,
  listResults,
  listRuns,
  resultsOfChild,
  resultTotals,
  verifyRun,
} from './results-contracts.ts'
export {
  askedOf,
  changedGround,
  type Decided,
  answerShapeOf,
  expectedOf,
  possibleWith,
  type QuestionBounds,
  type QuestionGround,
  type QuestionMatter,
  questionMatterIds,
  questionMatters,
  type QuestionMove,
  questionMovesOf,
  questionMoveWords,
  type QuestionPresence,
  questionPresenceOf,
  questionPresences,
  questionPresenceWords,
  type QuestionState,
  questionStates,
  questionStateWords,
  readDecided,
} from './question.ts'
export { countLeadChanges, listLeadChanges } from './lead-changes-contracts.ts'
export { leadGrowth, termAtHand } from './term-contracts.ts'
export {
  answerMissingFact,
  answerQuestion,
  answerQuestions,
  assignQuestion,
  assignQuestions,
  confirmAnswer,
  countMissingFacts,
  countQuestions,
  countMyWork,
  listMyWork,
  listQuestionOwners,
  listQuestions,
  questionPage,
  refuseAnswer,
  undoDecision,
} from './question-contracts.ts'
export { leadChanges, leadChangeWords, type LeadChange } from './lead-state.ts'
export { mostListed } from './question.ts'
