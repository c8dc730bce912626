import { problem, refused } from '@yingjin/kernel'
import fc from 'fast-check'
import { aDatabase, type TestDatabase } from '../../../platform/postgres/testing/index.ts'
import { inOneWriting, perform } from '../../perform.ts'
import type { UseCase } from '../../use-case.ts'
import { actingOf, layDown, markOf } from './lay-down.ts'
import { actsOf, may, reaches } from './oracle.ts'
import { orderArb } from './order.ts'
import { near, pointed, recordsOf } from './point-at-records.ts'
import { type Asker, askersOf, divisions, prefectureOf, type World, worldArb } from './world.ts'

/** What came of asking: the code of the refusal, or `done`; whether what arrived could be read as an order; and all that was said. */
export type Told = Readonly<{ code: string; readable: boolean; said?: string }>
/** A way to ask one use case, and who can come that way. */
export type Door = Readonly<{
  admits: (asker: Asker) => boolean
  open: (
    db: TestDatabase,
    useCase: UseCase,
  ) => Promise<Readonly<{ ask: (order: unknown, acting: ReturnType<typeof actingOf>) => Promise<Told>; close: () => Promise<unknown> }>>
}>

const withoutDoor: Door = {
  admits: () => true,
  open: async (db, useCase) => ({
    ask: async (order, acting) => {
      const told = await perform(db.pool, useCase, order, { acting, reason: '试' })
      return { code: told.ok ? 'done' : told.problem.code, readable: useCase.contract.order.safeParse(order).success }
    },
    close: () => Promise.resolve(),
  }),
}

/** Whoever asks, with whatever order: 50 times and more per use case by the verb, a few in the ordinary run. */
const usualPairs = process.env['ATTACKED_LANDS'] === undefined ? 12 : 60

export type Asked = Readonly<{
  /** Who was answered otherwise than the rule of access says. */
  wrong: readonly object[]
  letIn: number
  pairs: number
}>

/** Asks one use case in everybody's name; a land is laid down once for all. `close` takes the databases away. */
export type Asking = Readonly<{ ask: (useCase: UseCase, by?: Door) => Promise<Asked>; close: () => Promise<void> }>

/**
 * For every subject's list of use cases: who may not ask is turned away, and nobody gets a fault. `dress` makes of the
 * land's rows what the subject itself would have written, where any content will not do: sealed values.
 */
export const askingEverybody = (dress: (db: TestDatabase) => Promise<void> = () => Promise.resolve(), door: Door = withoutDoor, pairs = usualPairs): Asking => {
  const worlds = fc.sample(worldArb, { seed: 20_220_901, numRuns: 100 })
  const databases = new Map<World, Promise<TestDatabase>>()
  const databaseOf = (world: World): Promise<TestDatabase> => {
    const made = databases.get(world) ?? laidDown(world, dress)
    databases.set(world, made)
    return made
  }
  return {
    ask: async (useCase, by = door) => {
      // A land in which somebody may ask.
      const admittedTo = (land: World): readonly Asker[] => askersOf(land).filter(asker => by.admits(asker) && turnedAway(land, asker, useCase) === null)
      // Best one where somebody may of the whole of the own county, so that records are reached.
      const wholeIn = (land: World): readonly Asker[] => admittedTo(land).filter(asker => reachesHome(land, asker, useCase))
      const world = worlds.find(land => wholeIn(land).length > 0) ?? worlds.find(land => admittedTo(land).length > 0)
      if (world === undefined) throw new Error(`no land in which anybody may ask ${useCase.contract.name}`)
      const db = await databaseOf(world)
      const [everybody, admitted, whole] = [askersOf(world).filter(by.admits), admittedTo(world), wholeIn(world)]
      const wrong: object[] = []
      let letIn = 0
      let read = 0
      let given: unknown = null
      const opened = await by.open(
        db,
        undone(useCase, value => (given = value)),
      )
      const records = await recordsOf(db)
      for (const [n, guessed] of fc.sample(orderArb(useCase.contract.order), { seed: 7, numRuns: pairs }).entries()) {
        // The first order that can be read is asked by somebody who may ask it.
        const nth = useCase.contract.order.safeParse(guessed).success ? read++ : n
        const among = nth % 3 > 0 ? everybody : n % 2 === 0 || whole.length === 0 ? admitted : whole
        const asker = among[n % among.length]
        if (asker === undefined) throw new Error('nobody asks')
        // Half of the orders as they were guessed, half about what is on record: where the asker is, or anywhere.
        const order = n % 2 === 0 ? guessed : pointed(guessed, n % 8 === 1 ? records : near(records, asker.division), n)
        given = null
        const { code, readable, said = '' } = await opened.ask(order, actingOf(asker))
        const expected = readable ? turnedAway(world, asker, useCase) : 'access/not-understood'
        if (expected === null) letIn += 1
        const crossed = strangersTo(world, asker).filter(division => `${inOneWriting(given)}${said}`.includes(markOf(division)))
        if (crossed.length > 0) wrong.push({ asker, order, crossed })
        if (expected === null ? early.includes(code) : code !== expected) wrong.push({ asker, order, expected, code })
      }
      await opened.close()
      return { wrong, letIn, pairs }
    },
    close: async () => {
      for (const made of databases.values()) await (await made).close()
    },
  }
}

const laidDown = async (world: World, dress: (db: TestDatabase) => Promise<void>): Promise<TestDatabase> => {
  const db = await aDatabase()
  await layDown(db, world)
  await dress(db)
  return db
}

/** What is answered before the use case looks at anything. */
const early: readonly string[] = ['access/not-logged-in', 'access/not-yours', 'access/not-understood']

const turnedAway = (world: World, asker: Asker, { contract }: UseCase): string | null => {
  if (contract.access.needs === 'everybody') return null
  const acts = actsOf(world, asker)
  if (acts === null) return 'access/not-logged-in'
  if (contract.access.needs === 'reach' && !may(world, acts, contract.access.field, contract.access.how)) return 'access/not-yours'
  return null
}

/** Whether the rule of a use case lets an asker at a row that stands nowhere but in its own county. */
const reachesHome = (world: World, asker: Asker, { contract: { access } }: UseCase): boolean => {
  const acts = actsOf(world, asker)
  return acts !== null && access.needs === 'reach' && reaches(world, acts, access.field, access.how, { division: acts.account.division })
}

/** Carried out and taken back, so that each order is asked of the land as it was. */
const undone = (useCase: UseCase, seen: (given: unknown) => void): UseCase => ({
  contract: useCase.contract,
  carryOut: async (order, scene) => {
    const result = await useCase.carryOut(order, scene)
    if (!result.ok) return result
    seen(result.value)
    return refused(problem('attackers/taken-back', {}))
  },
})

/** Divisions of which not a word may reach an asker: neither its own nor within a division that it was granted whole. */
const strangersTo = (world: World, asker: Asker): readonly string[] => {
  const acts = actsOf(world, asker)
  if (acts === null) return divisions
  const whole = world.grants.filter(({ account, kind }) => account === acts.as.id && kind === 'division').map(({ key }) => key)
  return divisions.filter(division => division !== acts.account.division && !whole.includes(division) && !whole.includes(prefectureOf(division)))
}
