import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { QueuePoint } from '../../../platform/queue/index.ts'
import type { VaultPlace } from '../../../platform/vault/index.ts'
import type { ImportPoint } from '../../../registry/index.ts'
import type { JobPoint } from '../carry-out.ts'

/** The named points at which a process that carries out jobs may be ended. */
export type CrashPoint = QueuePoint | JobPoint | ImportPoint

export type JobWorkerOrder = Readonly<{ office: pg.ClientConfig; owner: pg.ClientConfig; keys: VaultPlace; secret: string; diesAt: CrashPoint }>

/** Carries out jobs in a process of its own until that dies at the point; gives the signal that ended it. */
export const dieAt = ({ office, owner, ...order }: JobWorkerOrder): Promise<NodeJS.Signals | null> => {
  const plain = ({ types: _types, ...config }: pg.ClientConfig): pg.ClientConfig => config
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('job-worker-process.ts', import.meta.url)),
      JSON.stringify({ ...order, office: plain(office), owner: plain(owner) }),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)))
}
