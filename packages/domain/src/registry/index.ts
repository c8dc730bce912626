export {
  type FactCounts,
  type FactMatter,
  factMatters,
  type ImportCounts,
  type ImportMove,
  importMoves,
  importMoveWords,
  importStatusWords,
  type ImportStatus,
  importStatuses,
  partsText,
  partText,
  type RowAnswer,
  rowsOfPart,
} from './import.ts'
export { entryUnits, type EntryUnit, rowsWord } from './rows-word.ts'
export { placesOf, schoolsMissing, schoolsMissingWord } from './schools-missing.ts'
export { type ImportFigure, importFigureKinds, importFigures, type PlanFigure, type UndoFigure, undoFigures } from './import-figure.ts'
export { type LastList, losesMany, notHereSoWhat, notHereWord } from './last-list.ts'
export {
  addImportPart,
  answerDoubtfulRows,
  beginImport,
  commitImport,
  dryRunImport,
  endImport,
  giveUpImport,
  listDoubtfulRows,
  listForeignRows,
  listImportLines,
  listImports,
  recordId,
  showImportParts,
  stageImport,
  takeImportLines,
  undoImport,
} from './import-contracts.ts'
export {
  type DeliveryMove,
  deliveryMoves,
  deliveryMoveWords,
  type DeliveryStatus,
  deliveryStatuses,
  deliveryStatusWords,
  type ListStanding,
  listStandings,
  listStandingWords,
  mostDelivery,
} from './delivery.ts'
export {
  correctDelivery,
  deliveryList,
  listDeliveries,
  listReceived,
  receiveDelivery,
  rosterProgress,
  setDeliveryAside,
  showDelivery,
  showUndo,
  takeReturnedRows,
} from './delivery-contracts.ts'
export { listMatchReceipt, listOwedRosters, listReturnedRows } from './sent-contracts.ts'
export { givenUpWord, type ReceiptOutcome, receiptOutcomes, receiptOutcomeWords, type RowDoubt, rowDoubts, rowDoubtWords } from './sent.ts'
export { type ComparedPart, comparedParts } from './compare.ts'
export { compareRosters, listComparable, listCompared, takeCompared } from './compare-contracts.ts'
export { listRunRosters } from './run-roster-contracts.ts'
export { type DeliveryProblem, deliveryWording } from './delivery-problem.ts'
export { findPersons, showPerson } from './person-contracts.ts'
export { listMerges, mergePersons, showMerge, showSplit, splitPerson } from './merge-contracts.ts'
export {
  compareWithLock,
  countAgainstLock,
  listLockable,
  listLocked,
  listLockedMembers,
  lockList,
  takeLockChanges,
  takeLockedMembers,
} from './lock-contracts.ts'
export { type LockChange, lockChangeKinds, lockChanges } from './lock-change.ts'
export { changeTables, contradictions, type FactColumn, matterTables, type MatterTable, type Says, spanWord } from './matter-tables.ts'
export { approveChange, listChanges, requestChange, requestPerson, returnChange, wantedChange, withdrawChange } from './change-contracts.ts'
export { foundHousehold, listHouseholds, moveHouseholdMember, showHousehold } from './household-contracts.ts'
export { unmaskNumber } from './unmask-contracts.ts'
export { type DutyPlace, dutyPlaces, type DutyStanding, dutyStandings } from './duty.ts'
export { assignResponsibilities, countDuties, listDuties, listPlaces } from './duty-contracts.ts'
export { appoint, endPost, listPosts, roleOfTitle } from './post-contracts.ts'
export { closeSchool, foundOrganisation, foundSchool, listClasses, listSchools, nameClasses, openClasses, renameOrganisation } from './school-contracts.ts'
export { listPupils, listSchoolRegister, showSchool } from './school-register-contracts.ts'
export { type SchoolStanding, schoolStandingKinds, schoolStandings } from './school-standing.ts'
export { classNumberOf, classWord, gradeWord, lastGrades, type SchoolStage, schoolStages } from './school-stage.ts'
export {
  changeClass,
  directHandovers,
  dryRunRollOver,
  enrolChild,
  handOver,
  leaveSchool,
  listHandovers,
  listRollOvers,
  receiveChild,
  receivedElsewhere,
  resumeChild,
  rollOver,
  type RollOverCounts,
  showUndoRollOver,
  suspendChild,
  undoRollOver,
  withdrawHandover,
} from './school-life-contracts.ts'
export { type ActsProblem, actsWording } from './acts-problem.ts'
export { type ChangeMove, changeMoves, changeMoveWords, type ChangeStatus, changeStatuses, changeStatusWords } from './change-request.ts'
export { takeOfficeSnapshot } from './office-contracts.ts'
export {
  assignResponsibility,
  type ChainRole,
  comeBack,
  countHoles,
  endResponsibility,
  findHoles,
  goAway,
  handOverResponsibilities,
  listChains,
  listHeld,
  responsibilityTarget,
  type ResponsibilityTarget,
  responsibilityTargets,
  showOwners,
} from './responsibility-contracts.ts'
export { type RegistryProblem, registryWording } from './registry-problem.ts'
export { restsWord } from './rests.ts'
export {
  designationCodeWords,
  designationDetailWords,
  enrolmentGroundWords,
  enrolmentMatterWords,
  enrolmentStateWords,
  guardianGroundWords,
  handoverKindWords,
  handoverStatusWords,
  type Matter,
  matterWords,
  numberKindWords,
  standingWords,
} from './fact-words.ts'
export { type EnrolmentState, type HouseholdRegister, type NumberKind, type RosterRow, type Told, toldBy, evidenceOf, type Guardian } from './told.ts'
export { type LeavingGround, leavingGrounds } from './leaving-ground.ts'
export { personRoles, type PersonRole } from './person-role.ts'
export { stageWord } from './stage-word.ts'
export { householdRegisters, householdWord, readableNumber, relationWord } from './household-register.ts'
export { runRosterStandings, runRosterStandingWords, type RunRosterStanding } from './run-roster.ts'
