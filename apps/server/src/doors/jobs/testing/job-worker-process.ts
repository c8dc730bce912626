/*
 * A worker of a test in a process of its own, which ends itself at a named point as kill -9 would. Its one argument says
 * where it works and where it dies.
 */
import { withTypes } from '../../../platform/postgres/testing/test-server.ts'
import { openLog } from '../../../platform/log/index.ts'
import { openCountyFields } from '../../../platform/vault/index.ts'
import { jobKinds } from '../job-kinds.ts'
import { openWorker } from '../worker.ts'
import type { JobWorkerOrder } from './dying-job-worker.ts'

const { office, owner, keys, secret, diesAt } = JSON.parse(process.argv[2] ?? '{}') as JobWorkerOrder
const at = async (point: string): Promise<void> => {
  if (point === diesAt) process.kill(process.pid, 'SIGKILL')
}
await openWorker({
  office: withTypes(office),
  secret,
  fields: pool => openCountyFields(pool, keys),
  kinds: jobKinds({ keys, owner: withTypes(owner), sealAnew: () => Promise.reject(new Error('not here')), at }),
  word: ({ code }) => code,
  log: openLog(() => undefined),
  at,
})
