export { comparePacks, listPacks, showPack } from './policy-contracts.ts'
export { type PolicyLibraryProblem, policyLibraryWording } from './policy-problem.ts'
