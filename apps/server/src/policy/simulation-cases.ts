import type { AccessProblem, Contract } from '@yingjin/domain/access'
import { type PolicyLibraryProblem, showRulesSince, showSimulationBasis, type Simulated, simulateChanges, takeSimulation } from '@yingjin/domain/policy'
import { done, type Problem, problem, refused, type Result, termOnPaper, parseTerm } from '@yingjin/kernel'
import { sql } from 'kysely'
import type { z } from 'zod'
import { questionCase, type QuestionScene } from '../access/index.ts'
import { mediaTypes } from '../platform/content/index.ts'

export type SimulationBasis = z.output<typeof showSimulationBasis.outcome>

/** What simulations rest on in a data directory, and their workbook. */
export type Simulations = Readonly<{
  rulesSince: (division: string) => Promise<z.input<typeof showRulesSince.outcome>>
  basisOf: (division: string, term: string | undefined) => Promise<SimulationBasis>
  workbookOf: (told: Simulated) => Promise<Readonly<{ bytes: Uint8Array; digest: string }>>
}>

/** Long work as whoever started it sees it: its kind, and what came of it where that is kept still. */
export type JobEnded = Readonly<{ kind: string; outcome: Readonly<Record<string, unknown>> | null }>
/** `jobOf` is handed over: jobs stand right of this subject. */
export type SimulationParts = Readonly<{ simulations: Simulations; jobOf: (jobId: string, scene: QuestionScene) => Promise<Result<JobEnded, Problem>> }>

/** A simulation counts the whole county: whoever decides over a part of it only is turned away. */
const notWhole = async ({ tx, actor: { division } }: QuestionScene, { title }: Contract): Promise<AccessProblem | null> => {
  const { rows } = await sql<{ whole: boolean }>`select ${division} = any (access.divisions('results', 'write')) as whole`.execute(tx)
  return rows[0]?.whole === true ? null : problem('access/beyond-reach', { title })
}

/** From what a simulation starts, and its workbook; carried out it is as long work. */
export const simulationCases = ({ simulations, jobOf }: SimulationParts) => ({
  basis: questionCase(showSimulationBasis, async ({ term }, scene): Promise<Result<SimulationBasis, Problem>> => {
    const narrow = await notWhole(scene, showSimulationBasis)
    return narrow === null ? done(await simulations.basisOf(scene.actor.division, term)) : refused(narrow)
  }),
  /** Rules and numbers of runs: they say nothing of anybody, whatever part of the county one reaches. */
  since: questionCase(showRulesSince, async (_, { actor: { division } }) => done(await simulations.rulesSince(division))),
  take: questionCase(takeSimulation, async ({ jobId }, scene): Promise<Result<z.input<typeof takeSimulation.outcome>, Problem>> => {
    const narrow = await notWhole(scene, takeSimulation)
    if (narrow !== null) return refused(narrow)
    const job = await jobOf(jobId, scene)
    if (!job.ok) return job
    const { kind, outcome } = job.value
    if (kind !== simulateChanges.name || outcome === null)
      return refused<PolicyLibraryProblem>(problem('policy-library/no-simulation', { jobId, possible: ['等测算办完再导出', '用同样的方案再测算一次'] }))
    const told = simulateChanges.outcome.parse(outcome)
    const { bytes, digest } = await simulations.workbookOf(told)
    return done({
      as: 'workbook',
      name: `${told.area}${termWord(told.term)}测算-${scene.today}.xlsx`,
      mediaType: mediaTypes.xlsx,
      bytes,
      rows: told.alternatives.length,
      digest,
      conditions: told.alternatives.map(({ name }) => name),
      persons: [],
    })
  }),
})

const termWord = (written: string): string => {
  const term = parseTerm(written)
  return term.ok ? termOnPaper(term.value) : written
}
