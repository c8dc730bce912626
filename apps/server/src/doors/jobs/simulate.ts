import type { Simulated, simulateChanges } from '@yingjin/domain/policy'
import { done, problem, type Problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import type { z } from 'zod'
import type { JobScene } from '../../jobs/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import { inOwnProcess } from './own-process.ts'

export type SimulateProcessOrder = Readonly<{ county: string; dataDir: string; config: string }> & z.output<typeof simulateChanges.order>

export type SimulateProblem = Problem<'simulate-changes/refused', { says: string }>
export const simulateWording: WordingFor<SimulateProblem> = { 'simulate-changes/refused': p => p.says }

/** Alternatives costed over the newest kept run of a term, in a process of its own. Nothing is written but the outcome of the job. */
export const simulateInOffice = async (
  order: z.output<typeof simulateChanges.order>,
  scene: JobScene,
  { dataDir, config }: VaultPlace,
): Promise<Result<Simulated, SimulateProblem>> => {
  const given: SimulateProcessOrder = { county: scene.division, dataDir, config, ...order }
  const ended = await inOwnProcess<Simulated>('simulate-process.ts', given, scene)
  return 'outcome' in ended ? done(ended.outcome) : refused(problem('simulate-changes/refused', { says: ended.refusal }))
}
