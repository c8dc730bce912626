import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Result, WordingFor } from '@yingjin/kernel'
import { done, problem, refused } from '@yingjin/kernel'
import type { z } from 'zod'
import type { JobScene } from '../../jobs/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import { inboxOf } from './inbox.ts'
import { decisionsIn, snapshotOfOffice } from './office-snapshot.ts'
import { inOwnProcess } from './own-process.ts'
import type { runRosters as contract } from './work-contracts.ts'

export type RunOutcome = z.output<typeof contract.outcome>
export type RunProcessOrder = Readonly<{ folder: string; county: string; term: string; office: string; out: string; dataDir: string; config: string }>

export type RunRostersProblem = Problem<'run-rosters/no-folder', { folder: string; inbox: string }> | Problem<'run-rosters/refused', { says: string }>
export const runRostersWording: WordingFor<RunRostersProblem> = {
  'run-rosters/no-folder': p => `收件夹（${p.inbox}）下面没有“${p.folder}”这个文件夹。请把名册放进去再发起。`,
  'run-rosters/refused': p => p.says,
}

/** The main job, in a process of its own, with what the office knows when it begins. */
export const runRosters = async (
  { folder, term }: z.output<typeof contract.order>,
  scene: JobScene,
  keys: VaultPlace,
): Promise<Result<RunOutcome, Problem>> => {
  const { division } = scene
  const inbox = inboxOf(keys.dataDir, division)
  if (!existsSync(join(inbox, folder))) return refused(problem('run-rosters/no-folder', { folder, inbox }))
  const office = await snapshotOfOffice({}, scene, keys)
  if (!office.ok) return office
  const order: RunProcessOrder = {
    folder: join(inbox, folder),
    county: division,
    term,
    office: office.value.id,
    out: join(keys.dataDir, 'results', division, `${term}-${folder}`),
    ...keys,
  }
  const decisions = await decisionsIn(office.value, scene)
  const ended = await inOwnProcess<Omit<RunOutcome, 'office'>>('run-process.ts', order, scene)
  const { on, act, persons } = office.value
  return 'outcome' in ended
    ? done({ ...ended.outcome, office: { on, act, persons, decisions } })
    : refused(problem('run-rosters/refused', { says: ended.refusal }))
}
