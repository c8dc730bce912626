import type { UseCase } from '../access/index.ts'
import { type PackLibrary, policyCases } from './policy-cases.ts'
import { type SimulationParts, simulationCases } from './simulation-cases.ts'

export { type ComparedPacks, type ListedPack, type PackLibrary, policyCases, type ShownPack } from './policy-cases.ts'
export { type KeepChildren, keepSimulation, type SimulationBasis, simulationCases, type SimulationParts, type Simulations } from './simulation-cases.ts'

/** Everything that is asked about the rules, for the doors. */
export const useCases = (library: PackLibrary, simulations: SimulationParts): readonly UseCase[] => {
  const { basis, since, list, show } = simulationCases(simulations)
  return [...Object.values(policyCases(library)), basis, since, list, show] as unknown as readonly UseCase[]
}

/** Files that are taken along; the door writes their bytes. */
export const files = (simulations: SimulationParts) => ({ uploads: [], downloads: [simulationCases(simulations).take] as unknown as readonly UseCase[] })
