import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../platform/postgres/testing/index.ts'
import { problem, refused } from '@yingjin/kernel'
import { perform } from '../perform.ts'
import type { UseCase } from '../use-case.ts'
import { useCases as ofAccess } from '../index.ts'
import { actingOf, layDown } from './lay-down.ts'
import { actsOf, may } from './oracle.ts'
import { orderArb } from './order.ts'
import { type Asker, askersOf, type World, worldArb } from './world.ts'

/** Every use case of the program is asked here; a subject adds its list. */
const useCases: readonly UseCase[] = [...ofAccess]

/** Whoever asks, with whatever order: 50 times and more per use case by the verb, a few in the ordinary run. */
const pairs = process.env['ATTACKED_LANDS'] === undefined ? 12 : 60

const worlds = fc.sample(worldArb, { seed: 20_220_901, numRuns: 100 })
const databases = new Map<World, Promise<TestDatabase>>()
const databaseOf = (world: World): Promise<TestDatabase> => {
  const made =
    databases.get(world) ??
    (async () => {
      const db = await aDatabase()
      await layDown(db, world)
      return db
    })()
  databases.set(world, made)
  return made
}
afterAll(async () => {
  for (const made of databases.values()) await (await made).close()
})

test('every use case says who may ask for it, and its name is its own', () => {
  for (const { contract } of useCases) {
    expect([contract.name, ['reach', 'account', 'everybody'].includes(contract.access.needs)]).toEqual([contract.name, true])
    if (contract.access.needs === 'everybody') expect(contract.access.because.length).toBeGreaterThan(10)
  }
  expect(new Set(useCases.map(({ contract }) => contract.name)).size).toBe(useCases.length)
})

/** What the door must answer before the use case looks at anything; null where it may go on. */
const turnedAway = (world: World, asker: Asker, { contract }: UseCase): string | null => {
  const acts = actsOf(world, asker)
  if (acts === null) return 'access/not-logged-in'
  if (contract.access.needs === 'reach' && !may(world, acts, contract.access.field, contract.access.how)) return 'access/not-yours'
  return null
}

/** Carried out and taken back, so that each order is asked of the land as it was. */
const undone = (useCase: UseCase): UseCase => ({
  contract: useCase.contract,
  carryOut: async (order, scene) => {
    const result = await useCase.carryOut(order, scene)
    return result.ok ? refused(problem('attackers/taken-back', {})) : result
  },
})

test.each(useCases.map(useCase => [useCase.contract.name, useCase] as const))(
  '%s turns away whoever may not ask, and answers everybody else without a fault',
  async (_, useCase) => {
    // A land in which somebody may ask.
    const admittedTo = (land: World): readonly Asker[] => askersOf(land).filter(asker => turnedAway(land, asker, useCase) === null)
    const world = worlds.find(land => admittedTo(land).length > 0)
    if (world === undefined) throw new Error('no land in which anybody may ask')
    const db = await databaseOf(world)
    const [everybody, admitted] = [askersOf(world), admittedTo(world)]
    const orders = fc.sample(orderArb(useCase.contract.order), { seed: 7, numRuns: pairs })
    const wrong: unknown[] = []
    let let_in = 0
    for (const [n, order] of orders.entries()) {
      const asker = n % 3 === 0 ? admitted[n % admitted.length] : everybody[n % everybody.length]
      if (asker === undefined) throw new Error('nobody asks')
      const readable = useCase.contract.order.safeParse(order).success
      const expected = readable ? turnedAway(world, asker, useCase) : 'access/not-understood'
      const told = await perform(db.pool, undone(useCase), order, { acting: actingOf(asker) })
      const code = told.ok ? 'done' : told.problem.code
      if (expected === null) let_in += 1
      if (expected === null ? ['access/not-logged-in', 'access/not-yours', 'access/not-understood'].includes(code) : code !== expected)
        wrong.push({ asker, order, expected, code })
    }
    expect(wrong).toEqual([])
    expect(let_in).toBeGreaterThan(0)
  },
)
