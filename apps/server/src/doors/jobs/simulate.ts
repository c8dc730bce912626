import type { Simulated, simulateChanges } from '@yingjin/domain/policy'
import { problem, type Problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import type { z } from 'zod'
import { perform } from '../../access/index.ts'
import { openSimulatedChildren } from '../../batch/simulate/simulated-children.ts'
import type { JobScene } from '../../jobs/index.ts'
import { keepSimulatedChildren } from '../../leads/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import { keepSimulation } from '../../policy/index.ts'
import { inOwnProcess } from './own-process.ts'

/** `childrenInto`: a folder of private scratch for the children whom the alternatives move. */
export type SimulateProcessOrder = Readonly<{ county: string; dataDir: string; config: string; childrenInto: string }> & z.output<typeof simulateChanges.order>

export type SimulateProblem = Problem<'simulate-changes/refused', { says: string }>
export const simulateWording: WordingFor<SimulateProblem> = { 'simulate-changes/refused': p => p.says }

/**
 * Alternatives costed over a kept run of a term, in a process of its own; what is found is kept for whoever may simulate, in
 * the name of whoever started it, with the children whom it moves. No result is changed.
 */
export const simulateInOffice = async (
  order: z.output<typeof simulateChanges.order>,
  scene: JobScene,
  { dataDir, config }: VaultPlace,
): Promise<Result<z.input<typeof simulateChanges.outcome>, Problem>> => {
  return withPrivateScratch(async childrenInto => {
    const given: SimulateProcessOrder = { county: scene.division, dataDir, config, childrenInto, ...order }
    const ended = await inOwnProcess<Simulated>('simulate-process.ts', given, scene)
    if (!('outcome' in ended)) return refused(problem('simulate-changes/refused', { says: ended.refusal }))
    scene.say('保存测算和增减的名单')
    const children = await openSimulatedChildren(childrenInto)
    try {
      return await perform(scene.pool, keepSimulation(ended.outcome, keepSimulatedChildren(children)), order, scene.asked)
    } finally {
      children.close()
    }
  })
}
