/*
 * A worker of a test, in a process of its own that ends itself at a named point as kill -9 would: writes each event it
 * is handed into probe.effect. Its one argument says where it works and where it dies.
 */
import { sql } from 'kysely'
import { asActor, openPool } from '../../postgres/index.ts'
import { asMachine, openQueue, type QueuePoint } from '../index.ts'
import type { WorkerOrder } from './dying-worker.ts'

const { office, secret, event, diesAt } = JSON.parse(process.argv[2] ?? '{}') as WorkerOrder
const pool = openPool(office)
const at = (point: QueuePoint | 'written'): void => {
  if (point === diesAt) process.kill(process.pid, 'SIGKILL')
}
await openQueue({
  office,
  secret,
  at,
  failed: error => process.stderr.write(`${String(error)}\n`),
  handlers: {
    [event]: ({ ids }, settle) =>
      asActor(pool, asMachine(secret), async tx => {
        await sql`insert into probe.effect (n) values (${ids['n']}::int)`.execute(tx)
        at('written')
        await settle(tx)
      }),
  },
})
process.stdout.write('ready\n')
