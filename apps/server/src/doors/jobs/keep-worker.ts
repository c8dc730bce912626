import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Log } from '../../platform/log/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'

/** What the process of the worker is told: where the records are and by which secret it is known. Never on its command line. */
export type WorkerProcessOrder = Readonly<{ office: pg.ClientConfig; owner: pg.ClientConfig; keys: VaultPlace; secret: string }>

export type KeptWorker = Readonly<{ stop: () => Promise<void> }>

const againAfterMs = 1_000
const againAtMostMs = 30_000
/** Longer than the worker's own grace. */
const endsWithinMs = 30_000

/**
 * Keeps a worker in a process of its own for as long as we serve: whatever long work does there, who asks by HTTP is
 * answered. One that ends is started again, and takes up what was under way. It ends when we do, however we end.
 */
export const keepWorker = ({ office, owner, keys, secret }: WorkerProcessOrder, log: Log): KeptWorker => {
  const plain = ({ types: _types, ...config }: pg.ClientConfig): pg.ClientConfig => config
  const order: WorkerProcessOrder = { office: plain(office), owner: plain(owner), keys, secret }
  let stopping = false
  let again: NodeJS.Timeout | undefined
  let wait = againAfterMs
  let child: ChildProcess | null = null
  let ended: Promise<void> = Promise.resolve()
  const start = (): void => {
    const made = fork(fileURLToPath(new URL('worker-process.ts', import.meta.url)), {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = made
    made.once('message', () => {
      wait = againAfterMs
      log.say('worker works', { process: made.pid ?? null })
    })
    ended = new Promise(resolve => {
      const onEnd = (how: string): void => {
        if (child !== made) return
        child = null
        resolve()
        if (stopping) return
        log.say('worker ended', { how })
        again = setTimeout(start, wait)
        wait = Math.min(wait * 2, againAtMostMs)
      }
      made.once('close', (code, signal) => onEnd(String(signal ?? code)))
      made.once('error', error => onEnd(error.name))
    })
    // One that ends before it has read its order is told of by its end.
    made.send(order, () => undefined)
  }
  start()
  return {
    stop: async () => {
      stopping = true
      clearTimeout(again)
      const last = child
      if (last === null) return
      last.send('stop', () => undefined)
      const kill = setTimeout(() => last.kill('SIGKILL'), endsWithinMs)
      await ended
      clearTimeout(kill)
    },
  }
}
