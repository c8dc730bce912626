/*
 * The worker in a process of its own (keep-worker.ts). Its first message says where it works; `stop`, or the end of
 * whoever started it, ends it. A signal that is meant for all of us is left to the one who keeps it.
 */
import { kindsOf, subjectsOf, wordOf } from '../../main.ts'
import { openLog } from '../../platform/log/index.ts'
import { valueTypes } from '../../platform/postgres/index.ts'
import { openCountyFields } from '../../platform/vault/index.ts'
import type { WorkerProcessOrder } from './keep-worker.ts'
import { openWorker, type Worker } from './worker.ts'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
const log = openLog()
let worker: Promise<Worker> | null = null

const begin = ({ office, owner, keys, secret }: WorkerProcessOrder): Promise<Worker> => {
  const kinds = kindsOf(keys, { ...owner, types: valueTypes })
  // Words know no key.
  const word = wordOf(subjectsOf({ of: () => Promise.reject(new Error('a word opens nothing')) as never }, kinds))
  return openWorker({ office: { ...office, types: valueTypes }, secret, fields: pool => openCountyFields(pool, keys), kinds, word, log })
}

const give = (error: unknown): void => {
  log.fault('worker failed', error)
  process.exit(1)
}
process.on('message', (message: WorkerProcessOrder | 'stop') => {
  if (message === 'stop') {
    void (worker ?? Promise.resolve(null)).then(async open => {
      await open?.stop()
      process.exit(0)
    }, give)
    return
  }
  worker = begin(message)
  worker.then(() => process.send?.('works'), give)
})
process.on('disconnect', () => process.exit(1))
