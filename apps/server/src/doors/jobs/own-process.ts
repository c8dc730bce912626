import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseTerm, type Term } from '@yingjin/kernel'
import type { JobScene } from '../../jobs/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'

/** What a process of work says, one line of JSON each. */
export type WorkLine<Outcome> = Readonly<{ step: string }> | Readonly<{ outcome: Outcome }> | Readonly<{ refusal: string }>
export type WorkEnd<Outcome> = Exclude<WorkLine<Outcome>, Readonly<{ step: string }>>

const endsWithinMs = 5_000

/**
 * Work in a process of its own (`script` beside this file): whatever the engine does there, nobody else suffers, and
 * work that is stopped is ended with it. The plaintext it had in private scratch goes with it.
 */
export const inOwnProcess = async <Outcome>(
  script: `${string}.ts`,
  order: Readonly<Record<string, unknown>>,
  { signal, say }: Pick<JobScene, 'signal' | 'say'>,
): Promise<WorkEnd<Outcome>> => {
  signal.throwIfAborted()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL(script, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let killing: NodeJS.Timeout | undefined
  const stop = (): void => {
    child.kill('SIGTERM')
    killing = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
  }
  signal.addEventListener('abort', stop, { once: true })
  let last: WorkEnd<Outcome> | null = null
  createInterface({ input: child.stdout }).on('line', text => {
    const line = JSON.parse(text) as WorkLine<Outcome>
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
  const said = last as WorkEnd<Outcome> | null
  if (said !== null) return said
  // What a killed process left in scratch is removed by the next that opens one.
  await withPrivateScratch(() => Promise.resolve())
  signal.throwIfAborted()
  throw new WorkEnded(`the process of ${script} ended by ${ended}`)
}

/**
 * The other end: what to do stands in the first line of the input, what came of it in the last of the output, and the
 * process ends when its input ends: then whoever started it is gone.
 */
export const carryOutOrder = <Order, Outcome>(carryOut: (order: Order, say: (step: string) => void) => Promise<WorkEnd<Outcome>>): void => {
  const say = (line: WorkLine<Outcome>): Promise<void> => new Promise(resolve => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))
  const lines = createInterface({ input: process.stdin })
  lines.on('close', () => process.exit(1))
  lines.once('line', line => {
    void carryOut(JSON.parse(line) as Order, step => void say({ step })).then(async said => {
      await say(said)
      process.exit(0)
    })
  })
}

/** An order names its term as an official writes it; it was read once already. */
export const termOfOrder = (written: string): Term | null => {
  const term = parseTerm(written)
  return term.ok ? term.value : null
}

/** `比对与核定 69/407`: so many of so many of one step; what follows a colon is of its last part. */
const sayCounted = (step: string, say: JobScene['say']): void => {
  const [, name, part, of] = /^(\S+) (\d+)\/(\d+)/u.exec(step) ?? []
  if (name === undefined) say(step)
  else say(name, Number(part), Number(of))
}

/** The engine took its process down. */
class WorkEnded extends Error {
  override readonly name = 'WorkEnded'
}
