import { setTimeout as pause } from 'node:timers/promises'
import { must } from '@yingjin/kernel'
import type pg from 'pg'
import { perform } from '../../access/index.ts'
import { isLostConnection } from '../../platform/postgres/index.ts'
import { type FieldKey, type FieldVault, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { division, machine } from './lay-down.ts'
import type { Step } from './works.ts'

/** What a program is told to do, and where it comes to a halt to be killed. */
export type Task = Readonly<{
  folder: string
  config: string
  keys: readonly FieldKey[]
  database: string
  work: string
  accounts: readonly [string, string]
  /** An id for each step, so that whoever asks again asks for the same. */
  clientIds: readonly string[]
  halt: Halt
}>

/** `step` counts from 0; a point of the work itself, before a statement of the given number, as it commits, or when it has. */
export type Halt = Readonly<{ step: number; at: string }>

export const fieldsOf = ({ config, keys }: Pick<Task, 'config' | 'keys'>): FieldVault => must(openFieldVault(must(openVault(config, division, null)), keys))

const wentAway = (error: unknown): boolean => isLostConnection(error) || (error instanceof Error && 'code' in error && error.code === 'ENOENT')

/** Carries out the steps from one on, each again for as long as its server is away. Gives what all of them gave. */
export const carryOut = async (
  pool: pg.Pool,
  fields: FieldVault,
  steps: readonly Step[],
  { accounts, clientIds }: Pick<Task, 'accounts' | 'clientIds'>,
  given: readonly unknown[] = [],
  begins: (step: number) => void = () => undefined,
): Promise<readonly unknown[]> => {
  const outcomes = [...given]
  for (const [n, { useCase, order, by }] of steps.entries()) {
    if (n < given.length) continue
    const asked = { acting: `machine:${machine}:${accounts[by === 'checker' ? 1 : 0]}`, clientId: clientIds[n] ?? '', fieldsOf: () => fields }
    begins(n)
    const deadline = performance.now() + 60_000
    for (;;) {
      try {
        outcomes.push(must(await perform(pool, useCase, order, asked)))
        break
      } catch (error) {
        if (!wentAway(error) || performance.now() > deadline) throw error
        await pause(50)
      }
    }
  }
  return outcomes
}

/** The same pool, whose connections call `here` before each statement, and as and when they have committed; it may come to a halt. */
export const halting = (pool: pg.Pool, here: (at: string) => Promise<void> | null): pg.Pool => {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  pool.connect = (async () => {
    const client = await connect()
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    let statements = 0
    client.query = ((...args: unknown[]) => {
      const [first] = args
      const text = typeof first === 'string' ? first : (first as Readonly<{ text?: unknown }> | undefined)?.text
      // A stream of rows cannot be held back, and what ends a broken transaction is no work.
      if (typeof text !== 'string' || text === 'rollback') return query(...args)
      statements += 1
      const before = here(`statement ${statements}`)
      if (before !== null) return before.then(() => query(...args))
      if (text !== 'commit') return query(...args)
      const answer = query(...args) as Promise<unknown>
      const as = here('committing')
      return as === null ? answer.then(async value => (await here('committed'), value)) : as.then(() => answer)
    }) as never
    const release = client.release.bind(client)
    client.release = error => {
      client.query = query as never
      client.release = release
      release(error)
    }
    return client
  }) as never
  return pool
}

/** What a killed process has written is safe without it: only a machine that loses its power needs it. */
export const quick = { settings: { fsync: 'off' } } as const
