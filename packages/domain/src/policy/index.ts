export { type FigureKind, figureKinds, type FigureRead, type FigureShape, figureText, readFigure } from './figure-written.ts'
export { comparePacks, listPacks, showPack } from './policy-contracts.ts'
export { type PolicyLibraryProblem, policyLibraryWording } from './policy-problem.ts'
export { inForceName, mostAlternatives, showRulesSince, showSimulationBasis, simulateChanges, type Simulated, takeSimulation } from './simulation-contracts.ts'
