export {
  type FactCounts,
  type FactMatter,
  factMatters,
  type ImportCounts,
  type ImportMove,
  importMoves,
  importMoveWords,
  type ImportStatus,
  importStatuses,
} from './import.ts'
export { commitImport, dryRunImport, giveUpImport, listDoubtfulRows, listImports, recordId, stageImport, undoImport } from './import-contracts.ts'
export { compareWithLock, findPersons, lockList, mergePersons, showPerson, splitPerson } from './person-contracts.ts'
export { assignResponsibility, endResponsibility, findHoles, responsibilityTarget } from './responsibility-contracts.ts'
export { type RegistryProblem, registryWording, restsWord } from './registry-problem.ts'
export { type EnrolmentState, type HouseholdRegister, type NumberKind, type RosterRow, type Told, toldBy } from './told.ts'
