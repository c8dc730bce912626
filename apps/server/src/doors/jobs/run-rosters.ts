import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Problem, Result, WordingFor } from '@yingjin/kernel'
import { done, problem, refused } from '@yingjin/kernel'
import type { z } from 'zod'
import type { JobScene } from '../../jobs/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'
import { inboxOf } from './inbox.ts'
import type { runRosters as contract } from './work-contracts.ts'

export type RunOutcome = z.output<typeof contract.outcome>
export type RunProcessOrder = Readonly<{ folder: string; county: string; term: string; out: string; dataDir: string; config: string }>
/** What the process of a run says, one line of JSON each. */
export type RunLine = Readonly<{ step: string }> | Readonly<{ outcome: RunOutcome }> | Readonly<{ refusal: string }>

export type RunRostersProblem = Problem<'run-rosters/no-folder', { folder: string; inbox: string }> | Problem<'run-rosters/refused', { says: string }>
export const runRostersWording: WordingFor<RunRostersProblem> = {
  'run-rosters/no-folder': p => `收件夹（${p.inbox}）下面没有“${p.folder}”这个文件夹。请把名册放进去再发起。`,
  'run-rosters/refused': p => p.says,
}

const endsWithinMs = 5_000

/**
 * The main job in a process of its own: whatever the engine does there, nobody else suffers, and a run that is stopped
 * is ended with it. The plaintext it had in private scratch goes with it.
 */
export const runRosters = async (
  { folder, term }: z.output<typeof contract.order>,
  { division, signal, say }: JobScene,
  keys: VaultPlace,
): Promise<Result<RunOutcome, RunRostersProblem>> => {
  const inbox = inboxOf(keys.dataDir, division)
  if (!existsSync(join(inbox, folder))) return refused(problem('run-rosters/no-folder', { folder, inbox }))
  const order: RunProcessOrder = {
    folder: join(inbox, folder),
    county: division,
    term,
    out: join(keys.dataDir, 'results', division, `${term}-${folder}`),
    ...keys,
  }
  signal.throwIfAborted()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('run-process.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let killing: NodeJS.Timeout | undefined
  const stop = (): void => {
    child.kill('SIGTERM')
    killing = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
  }
  signal.addEventListener('abort', stop, { once: true })
  let last: RunLine | null = null
  createInterface({ input: child.stdout }).on('line', text => {
    const line = JSON.parse(text) as RunLine
    if ('step' in line) sayCounted(line.step, say)
    else last = line
  })
  // A child that ends before it has read its order is reported by its end. The pipe stays open: closed, it tells the child that we are gone.
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${JSON.stringify(order)}\n`)
  const ended = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, by) => resolve(String(by ?? code)))
  })
  clearTimeout(killing)
  signal.removeEventListener('abort', stop)
  const said = last as RunLine | null
  if (said !== null && 'outcome' in said) return done(said.outcome)
  if (said !== null && 'refusal' in said) return refused(problem('run-rosters/refused', { says: said.refusal }))
  // What a killed process left in scratch is removed by the next that opens one.
  await withPrivateScratch(() => Promise.resolve())
  signal.throwIfAborted()
  throw new RunEnded(`the process of the run ended by ${ended}`)
}

/** `比对与核定 69/407`: so many of so many of one step; what follows a colon is of its last part. */
const sayCounted = (step: string, say: JobScene['say']): void => {
  const [, name, part, of] = /^(\S+) (\d+)\/(\d+)/u.exec(step) ?? []
  if (name === undefined) say(step)
  else say(name, Number(part), Number(of))
}

/** The engine took its process down. */
class RunEnded extends Error {
  override readonly name = 'RunEnded'
}
