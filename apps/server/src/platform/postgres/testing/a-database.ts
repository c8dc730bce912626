import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { asOwner, openPool, type Tx } from '../acting.ts'
import type { Postgres } from '../open-postgres.ts'
import { type Made, openTestServer, type TestServer, withTypes } from './test-server.ts'

export type Question = Readonly<{ ask: number; make: 'migrated' | 'empty' }> | Readonly<{ ask: number; drop: string }>
export type Answer = Readonly<{ ask: number }> & (Readonly<{ made: Made }> | Readonly<{ dropped: string }> | Readonly<{ failed: string }>)

/** A database of one test's own. It goes when the test file ends; `close` takes it away sooner. */
export type TestDatabase = Readonly<{
  name: string
  /** As the program is given it. */
  postgres: Postgres
  /** Connections of the office. */
  pool: pg.Pool
  /** Lays down, by the owner, what is there before. */
  asOwner: <T>(work: (tx: Tx, client: pg.PoolClient) => Promise<T>) => Promise<T>
  /** The superuser of the server: for tests about roles and about breaking connections. */
  admin: () => pg.ClientConfig
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}>

/** A fresh migrated database, or with `empty` one that nobody has migrated; on the server of the run, or on that of `TEST_DATABASE_URL`. */
export const aDatabase = async ({ empty = false }: Readonly<{ empty?: boolean }> = {}): Promise<TestDatabase> => {
  const server = await theServer()
  const made = await server.make(empty ? 'empty' : 'migrated')
  const [owner, office] = [withTypes(made.owner), withTypes(made.office)]
  const pool = openPool(office, { name: 'test' })
  const owners = openPool(owner, { name: 'test owner', max: 3 })
  const close = async (): Promise<void> => {
    await Promise.all([pool.ended ? null : pool.end(), owners.ended ? null : owners.end()])
    await server.drop(made.name)
  }
  return {
    name: made.name,
    postgres: {
      major: made.major,
      owner: () => owner,
      office: () => office,
      login: () => (made.login === null ? null : withTypes(made.login)),
      stop: () => Promise.resolve(),
    },
    pool,
    asOwner: work => asOwner(owners, work),
    admin: () => withTypes(made.admin),
    close,
    [Symbol.asyncDispose]: close,
  }
}

type Maker = Pick<TestServer, 'make' | 'drop'>
let found: Promise<Maker> | null = null

/** The server of the test run; outside of one (a benchmark), a server of this process that ends with it. */
const theServer = (): Promise<Maker> => {
  const path = process.env['YINGJIN_TEST_SERVER']
  found ??= path === undefined ? openTestServer() : asking(path)
  return found
}

const asking = async (path: string): Promise<Maker> => {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const made = connect(path, () => resolve(made))
    made.once('error', reject)
  })
  // Open as long as this worker lives, and no reason for it to live.
  socket.unref()
  const waiting = new Map<number, Readonly<{ resolve: (answer: Answer) => void; reject: (error: Error) => void }>>()
  createInterface({ input: socket }).on('line', line => {
    const answer = JSON.parse(line) as Answer
    const asked = waiting.get(answer.ask)
    waiting.delete(answer.ask)
    if ('failed' in answer) asked?.reject(new Error(answer.failed))
    else asked?.resolve(answer)
    if (waiting.size === 0) socket.unref()
  })
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the server of the test run is gone'))
  })
  let last = 0
  const ask = (question: (ask: number) => Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      socket.ref()
      socket.write(`${JSON.stringify(question(last))}\n`)
    })
  return {
    make: async kind => {
      const answer = await ask(number => ({ ask: number, make: kind }))
      if (!('made' in answer)) throw new Error('a database was asked for')
      return answer.made
    },
    drop: async name => {
      await ask(number => ({ ask: number, drop: name }))
    },
  }
}
