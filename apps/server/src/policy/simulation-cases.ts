import type { AccessProblem, Contract } from '@yingjin/domain/access'
import {
  listSimulations,
  type PolicyLibraryProblem,
  showRulesSince,
  showSimulation,
  showSimulationBasis,
  type Simulated,
  simulated,
  simulateChanges,
  takeSimulation,
  unpublishedNote,
} from '@yingjin/domain/policy'
import { done, parseTerm, type Problem, problem, refused, type Result, termOnPaper } from '@yingjin/kernel'
import { sql } from 'kysely'
import type { z } from 'zod'
import { orderCase, questionCase, type QuestionScene } from '../access/index.ts'
import { mediaTypes } from '../platform/content/index.ts'
import type { Tx } from '../platform/postgres/index.ts'

export type SimulationBasis = z.output<typeof showSimulationBasis.outcome>
/** As the data directory knows it: which runs were published only the office does. */
export type KeptBasis = Omit<SimulationBasis, 'runs'> & Readonly<{ runs: readonly Omit<SimulationBasis['runs'][number], 'published'>[] }>

/** What simulations rest on in a data directory, and their workbook. */
export type Simulations = Readonly<{
  rulesSince: (division: string) => Promise<z.input<typeof showRulesSince.outcome>>
  /** `run`: the newest of the term where none is named. */
  basisOf: (division: string, term: string | undefined, run: string | undefined) => Promise<KeptBasis>
  workbookOf: (told: Simulated) => Promise<Readonly<{ bytes: Uint8Array; digest: string }>>
}>
export type SimulationParts = Readonly<{ simulations: Simulations }>

/** A simulation counts the whole county: whoever decides over a part of it only is stateMoves away. */
const notWhole = async ({ tx, actor: { division } }: QuestionScene, { title }: Contract): Promise<AccessProblem | null> => {
  const { rows } = await sql<{ whole: boolean }>`select ${division} = any (access.divisions('results', 'write')) as whole`.execute(tx)
  return rows[0]?.whole === true ? null : problem('access/beyond-reach', { title })
}

/** The runs of a county that were published, the last first. */
const publishedRuns = async (tx: Tx, division: string): Promise<readonly string[]> =>
  (await sql<{ run: string }>`select run from leads.run where division = ${division} order by run_id desc`.execute(tx)).rows.map(({ run }) => run)

/** Where no run is named: the last published that can be counted over, so that what is “in force” is what the lists say. */
const basisFrom = async (
  { basisOf }: Simulations,
  { tx, actor: { division } }: QuestionScene,
  { term, run }: z.output<typeof showSimulationBasis.order>,
): Promise<SimulationBasis> => {
  const published = await publishedRuns(tx, division)
  const newest = await basisOf(division, term, run)
  const last = published.find(each => newest.runs.some(kept => kept.run === each && kept.otherProgram === null))
  const found = run !== undefined || last === undefined || last === newest.run ? newest : await basisOf(division, newest.term ?? term, last)
  return {
    ...found,
    runs: found.runs.map(kept => ({ ...kept, published: published.includes(kept.run) })),
    notes: [...(found.run === null || published.includes(found.run) ? [] : [unpublishedNote]), ...found.notes],
  }
}

type Ordered = z.output<typeof showSimulation.outcome>['ordered']
type Row = Readonly<{
  simulation_id: bigint
  term: string
  run: string
  ordered: Ordered
  told: unknown
  account_id: bigint
  on_behalf_of: bigint
  made_at: string
}>
type ShownRow = Row & Readonly<{ listed_until: string | null; lists: boolean; published_as: bigint | null }>

const madeBy = async ({
  tx,
  actor,
}: QuestionScene): Promise<(row: Row) => Readonly<Pick<z.input<typeof showSimulation.outcome>, 'simulationId' | 'by' | 'onBehalfOf' | 'own' | 'madeAt'>>> => {
  const { rows } = await sql<{ account_id: bigint; name: string }>`select account_id, name from policy.makers(${actor.division})`.execute(tx)
  const names = new Map(rows.map(({ account_id, name }) => [account_id, name]))
  return ({ simulation_id, account_id, on_behalf_of, made_at }) => ({
    simulationId: String(simulation_id),
    by: names.get(account_id) ?? null,
    onBehalfOf: on_behalf_of === account_id ? null : (names.get(on_behalf_of) ?? null),
    own: account_id === actor.accountId && on_behalf_of === actor.forAccountId,
    madeAt: made_at,
  })
}

const simulationRow = async (tx: Tx, division: string, simulationId: string): Promise<ShownRow | undefined> =>
  (
    await sql<ShownRow>`
      select simulation_id, term, run, ordered, told, account_id, on_behalf_of, made_at::text as made_at,
        listed_until::date::text as listed_until, coalesce(listed_until > now(), false) as lists,
        (select max(r.run_id) from leads.run r where r.division = s.division and r.run = s.run and r.tables ? 'results') as published_as
      from policy.simulation s where division = ${division} and simulation_id = ${simulationId}::bigint`.execute(tx)
  ).rows[0]

const noSimulation = (simulationId: string) =>
  refused<PolicyLibraryProblem>(problem('policy-library/no-simulation', { simulationId, possible: ['在“测算”下面的清单里另选一次', '用同样的方案再测算一次'] }))

/** Keeps the children whom a simulation moves beside it, in the same transaction. */
export type KeepChildren = (tx: Tx, division: string, simulationId: bigint) => Promise<void>

/**
 * What was found is kept, in the name of whoever had it counted, for every colleague who may simulate there; and for a month
 * the children of whom it is.
 */
export const keepSimulation = (found: Simulated, keepChildren: KeepChildren) =>
  orderCase(simulateChanges, async ({ alternatives }, { tx, act, actor }) => {
    const published = (await publishedRuns(tx, actor.division)).includes(found.run)
    const told = published ? found : { ...found, notes: [unpublishedNote, ...found.notes] }
    const { rows } = await sql<{ simulation_id: bigint }>`
      insert into policy.simulation (division, term, run, ordered, told, act_id, account_id, on_behalf_of, listed_until)
      values (${actor.division}, ${told.term}, ${told.run}, ${JSON.stringify(alternatives)}::jsonb, ${JSON.stringify(told)}::jsonb, ${act}, ${actor.accountId}, ${actor.forAccountId}, now() + interval '30 days')
      returning simulation_id`.execute(tx)
    const [kept] = rows
    if (kept === undefined) throw new Error('the simulation gave no row')
    await keepChildren(tx, actor.division, kept.simulation_id)
    return done({ simulationId: String(kept.simulation_id), alternatives: told.alternatives.length })
  })

const differences = ({ now, alternatives }: Simulated): z.input<typeof listSimulations.outcome>['simulations'][number]['alternatives'] =>
  alternatives.map(({ name, fen, changed }) => ({
    name,
    difference: fen - now.fen,
    changed: changed.map(({ what, was, is }) => ({ what, was, is })),
  }))

/** From what a simulation starts, those that were made, and their workbook; carried out it is as long work. */
export const simulationCases = ({ simulations }: SimulationParts) => ({
  basis: questionCase(showSimulationBasis, async (asked, scene): Promise<Result<SimulationBasis, Problem>> => {
    const narrow = await notWhole(scene, showSimulationBasis)
    return narrow === null ? done(await basisFrom(simulations, scene, asked)) : refused(narrow)
  }),
  /** Rules and numbers of runs: they say nothing of anybody, whatever part of the county one reaches. */
  since: questionCase(showRulesSince, async (_, { actor: { division } }) => done(await simulations.rulesSince(division))),
  list: questionCase(listSimulations, async ({ term: written, after, limit }, scene): Promise<Result<z.input<typeof listSimulations.outcome>, Problem>> => {
    const narrow = await notWhole(scene, listSimulations)
    if (narrow !== null) return refused(narrow)
    const { tx, actor } = scene
    const read = written === undefined ? null : parseTerm(written)
    const term = read?.ok === true ? read.value : null
    const { rows: counted } = await sql<{ n: number }>`
      select count(*)::int as n from policy.simulation where division = ${actor.division} and (${term}::text is null or term = ${term})`.execute(tx)
    const { rows } = await sql<Row>`
      select simulation_id, term, run, ordered, told, account_id, on_behalf_of, made_at::text as made_at from policy.simulation
      where division = ${actor.division} and (${term}::text is null or term = ${term}) and (${after ?? null}::bigint is null or simulation_id < ${after ?? null}::bigint)
      order by simulation_id desc limit ${limit + 1}`.execute(tx)
    const page = rows.slice(0, limit)
    const made = await madeBy(scene)
    return done({
      total: counted[0]?.n ?? 0,
      simulations: page.map(row => ({ ...made(row), term: row.term, run: row.run, alternatives: differences(simulated.parse(row.told)) })),
      next: rows.length > limit ? String(page.at(-1)?.simulation_id) : null,
    })
  }),
  show: questionCase(showSimulation, async ({ simulationId }, scene): Promise<Result<z.input<typeof showSimulation.outcome>, Problem>> => {
    const narrow = await notWhole(scene, showSimulation)
    if (narrow !== null) return refused(narrow)
    const row = await simulationRow(scene.tx, scene.actor.division, simulationId)
    if (row === undefined) return noSimulation(simulationId)
    return done({
      ...(await madeBy(scene))(row),
      ordered: row.ordered,
      told: simulated.parse(row.told),
      publishedAs: row.published_as === null ? null : String(row.published_as),
      listedUntil: row.lists ? row.listed_until : null,
    })
  }),
  take: questionCase(takeSimulation, async ({ simulationId }, scene): Promise<Result<z.input<typeof takeSimulation.outcome>, Problem>> => {
    const narrow = await notWhole(scene, takeSimulation)
    if (narrow !== null) return refused(narrow)
    const row = await simulationRow(scene.tx, scene.actor.division, simulationId)
    if (row === undefined) return noSimulation(simulationId)
    const told = simulated.parse(row.told)
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
