export { type FigureKind, figureKinds, type FigureRead, type FigureShape, figureText, readFigure } from './figure-written.ts'
export { comparePacks, listPacks, showPack } from './policy-contracts.ts'
export { type PolicyLibraryProblem, policyLibraryWording } from './policy-problem.ts'
export {
  inForceName,
  listSimulations,
  mostAlternatives,
  showRulesSince,
  showSimulation,
  showSimulationBasis,
  simulateChanges,
  type Simulated,
  simulated,
  takeSimulation,
  unpublishedNote,
} from './simulation-contracts.ts'
