import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { QueuePoint } from '../index.ts'

export type WorkerOrder = Readonly<{ office: pg.ClientConfig; secret: string; event: string; diesAt: QueuePoint | 'written' | null }>

/** Starts a worker in a process of its own. `ended` gives the signal that ended it. */
export const startWorker = (order: WorkerOrder): Readonly<{ child: ChildProcess; ended: Promise<NodeJS.Signals | null> }> => {
  const { types: _types, ...office } = order.office
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('worker-process.ts', import.meta.url)), JSON.stringify({ ...order, office })],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return { child, ended: new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal))) }
}
