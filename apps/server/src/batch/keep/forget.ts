import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { done, type Problem, problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import { privateFolder, removeFolder } from '../../platform/files/index.ts'
import { type Ended, endSealedFolder, type VaultProblem, vaultWording } from '../../platform/vault/index.ts'
import { keptHere, type RunHere, type SnapshotHere } from './kept-here.ts'

export type ForgetProblem =
  | Problem<'forget/not-here', { id: string; what: '快照' | '运行' }>
  | Problem<'forget/several', { id: string; found: readonly string[] }>
  | VaultProblem

export const forgetWording: WordingFor<ForgetProblem> = {
  ...vaultWording,
  'forget/not-here': p => `数据目录里没有编号为“${p.id}”的${p.what}；不带编号运行 yingjin forget 可以列出全部。没有销毁任何内容。`,
  'forget/several': p => `编号“${p.id}”不止一个：${p.found.join('、')}；请把编号写长一些。没有销毁任何内容。`,
}

export type Forgotten = Readonly<{ snapshots: readonly SnapshotHere[]; runs: readonly RunHere[] }>

/** One by its number, or by as much of its beginning as no other shares. */
const oneBy = <Here extends Readonly<{ id: string }>>(all: readonly Here[], id: string, what: '快照' | '运行'): Result<Here, ForgetProblem> => {
  const found = all.filter(here => here.id.startsWith(id))
  const [one, ...others] = found
  if (one === undefined || id.length < 8) return refused(problem('forget/not-here', { id, what }))
  return others.length > 0 ? refused(problem('forget/several', { id, found: found.map(f => f.id.slice(0, 16)) })) : done(one)
}

/** What was ended, when and why: a line per folder, added and never changed. */
const trail = (dataDir: string, line: Readonly<Record<string, string>>): void =>
  appendFileSync(join(privateFolder(dataDir), 'ended.jsonl'), `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true })

/**
 * Ends a snapshot: its data key is destroyed, and with it the keys of all runs made from it, whose tables hold the same
 * people. The runs go first, so that a work cut short can be found and done again. The original workbook and what was
 * exported are not ours to remove.
 */
export const forgetSnapshot = async (dataDir: string, county: string, id: string, ended: Ended): Promise<Result<Forgotten, ForgetProblem>> => {
  const here = keptHere(dataDir, county)
  const snapshot = oneBy(here.snapshots, id, '快照')
  if (!snapshot.ok) return snapshot
  const runs = here.runs.filter(run => run.restsOn.includes(snapshot.value.id) && run.ended === null)
  const because = { ...ended, why: `所依据的快照 ${snapshot.value.id.slice(0, 16)} 已销毁：${ended.why}` }
  for (const run of runs) {
    const gone = await endRun(dataDir, run, because)
    if (!gone.ok) return gone
  }
  if (snapshot.value.ended === null) trail(dataDir, { what: 'snapshot', id: snapshot.value.id, county, ...ended })
  const gone = await endSealedFolder(snapshot.value.path, ended)
  return gone.ok ? done({ snapshots: gone.value ? [snapshot.value] : [], runs }) : gone
}

/** Ends what a run kept; its snapshots stay, and the run can be made again from them. */
export const forgetRun = async (dataDir: string, county: string, id: string, ended: Ended): Promise<Result<Forgotten, ForgetProblem>> => {
  const run = oneBy(keptHere(dataDir, county).runs, id, '运行')
  if (!run.ok) return run
  const gone = await endRun(dataDir, run.value, ended)
  return gone.ok ? done({ snapshots: [], runs: gone.value ? [run.value] : [] }) : gone
}

const endRun = async (dataDir: string, run: RunHere, ended: Ended): Promise<Result<boolean, VaultProblem>> => {
  if (run.ended === null) trail(dataDir, { what: 'run', id: run.id, county: run.county, term: run.term, ...ended })
  return endSealedFolder(run.path, ended)
}

/** Removes what an earlier program left unsealed: nothing reads it any more. Gives the folders. */
export const forgetUnsealed = (dataDir: string, ended: Ended): readonly string[] => {
  const { unsealed } = keptHere(dataDir)
  for (const path of unsealed) {
    trail(dataDir, { what: 'unsealed', id: path.slice(dataDir.length + 1), ...ended })
    removeFolder(path)
  }
  return unsealed
}
