import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Result, WordingFor } from '@yingjin/kernel'
import type { RosterKindId } from '@yingjin/intake'
import { done, parseTerm, problem, refused } from '@yingjin/kernel'
import type { z } from 'zod'
import type { JobScene } from '../../jobs/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import { perform } from '../../access/index.ts'
import type { TakenSnapshot } from '../../batch/receive/index.ts'
import { runRosterCases } from '../../registry/index.ts'
import { endUnusedSnapshots } from './end-unused-snapshots.ts'
import { inboxOf } from './inbox.ts'
import { keptRunListsIn } from './kept-run-lists.ts'
import { decisionsIn, snapshotOfOffice } from './office-snapshot.ts'
import { inOwnProcess } from './own-process.ts'
import { reviewLatestRun } from './review-kept.ts'
import type { runRosters as contract } from './work-contracts.ts'

export type RunOutcome = z.output<typeof contract.outcome>
/** What the process of a run says of it. */
export type RanOutcome = Omit<RunOutcome, 'office' | 'review'>
export type RunProcessOrder = Readonly<{
  folder: string | null
  taken: readonly TakenSnapshot[]
  county: string
  term: string
  office: string
  dataDir: string
  config: string
}>

export type RunRostersProblem =
  | Problem<'run-rosters/no-folder', { folder: string }>
  | Problem<'run-rosters/nothing', { term: string }>
  | Problem<'run-rosters/list-gone', { lists: number }>
  | Problem<'run-rosters/refused', { says: string }>
export const runRostersWording: WordingFor<RunRostersProblem> = {
  'run-rosters/no-folder': p => `服务器的收件夹里没有“${p.folder}”这个文件夹。请管理员把名册放进去再发起。`,
  'run-rosters/nothing': p => `${p.term}还没有可以用的名册，没有运行。请先在“收数”里把名册放进去、入库，再发起。`,
  'run-rosters/list-gone': p => `选中的名册有 ${p.lists} 份已经撤销，或者有了更新的一份，没有运行。请回到“发起核定运行”看一眼现在的名册，再发起。`,
  'run-rosters/refused': p => p.says,
}

/** The main job, in a process of its own, with what the office knows when it begins. */
export const runRosters = async (
  { folder, term, lists }: z.output<typeof contract.order>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<RunOutcome, Problem>> => {
  const { division } = scene
  const inbox = inboxOf(keys.dataDir, division)
  if (folder !== undefined && !existsSync(join(inbox, folder))) return refused(problem('run-rosters/no-folder', { folder }))
  await endUnusedSnapshots(scene, keys.dataDir)
  const taken = await takenLists({ folder, term, lists }, scene, keys)
  if (!taken.ok) return taken
  if (taken.value.length === 0 && folder === undefined) return refused(problem('run-rosters/nothing', { term }))
  const office = await snapshotOfOffice({}, scene, keys)
  if (!office.ok) return office
  const order: RunProcessOrder = {
    folder: folder === undefined ? null : join(inbox, folder),
    taken: taken.value,
    county: division,
    term,
    office: office.value.id,
    ...keys,
  }
  const decisions = await decisionsIn(office.value, scene)
  const ended = await inOwnProcess<RanOutcome>('run-process.ts', order, scene)
  const { on, act, persons } = office.value
  if (!('outcome' in ended)) return refused(problem('run-rosters/refused', { says: ended.refusal }))
  // Whoever may run and not publish has run: who may publish looks at it later.
  const looked = await reviewLatestRun({ term }, scene, keys)
  const review = looked.ok ? 'ready' : looked.problem.code === 'leads/run-published' ? 'as-published' : 'not-made'
  return done({ ...ended.outcome, review, office: { on, act, persons, decisions } })
}

/** The lists that are named, else those that a run takes of itself; a folder that is named alone is all there is. */
const takenLists = async (
  { folder, term: written, lists }: z.output<typeof contract.order>,
  { pool, asked: { clientId: _clientId, ...asked } }: JobScene,
  { dataDir }: VaultPlace,
): Promise<Result<readonly TakenSnapshot[], Problem>> => {
  if (lists === undefined && folder !== undefined) return done([])
  const term = parseTerm(written)
  if (!term.ok) throw new Error('a term that was read is none')
  const there = await perform(pool, runRosterCases({ keptRunLists: keptRunListsIn(dataDir) }).list, { term: term.value }, asked)
  if (!there.ok) return there
  const found = there.value.lists.filter(({ key, standing }) => (lists === undefined ? standing === 'taken' : lists.includes(key) && standing !== 'not-here'))
  if (lists !== undefined && found.length < new Set(lists).size) return refused(problem('run-rosters/list-gone', { lists: new Set(lists).size - found.length }))
  const bySnapshot = Map.groupBy(
    found.flatMap(({ snapshot, roster }) => (snapshot === null ? [] : [{ snapshot, roster }])),
    ({ snapshot }) => snapshot,
  )
  return done([...bySnapshot].map(([snapshot, of]) => ({ snapshot, rosters: of.map(({ roster }) => roster as RosterKindId) })))
}
