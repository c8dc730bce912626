import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { must } from '@yingjin/kernel'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringUpToDate } from '../../access/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { connected, openPool, openPostgres, type Postgres } from '../../platform/postgres/index.ts'
import { type FieldVault, makeFieldKey, openVault } from '../../platform/vault/index.ts'
import { carryOut, fieldsOf, halting, quick, type Task } from './carry-out.ts'
import { division, layDownCounty } from './lay-down.ts'
import { differences, sequencesOf, type State, stateOf } from './state.ts'
import { type Step, type Work, worksOf } from './works.ts'

/** Who is killed: the program that does the work, its server's first process, or both at once. */
const victims = ['program', 'server', 'both'] as const
type Kill = Readonly<{ n: number; work: string; victim: (typeof victims)[number]; step: number; at: string }>

const howMany = Number(process.env['CRASH_KILLS'] ?? 20)
const freshSeed = Number(process.env['CRASH_SEED'] ?? 1)
const fixedSeed = 20_220_901

/** Points of the house that every order has, beside those of its own. */
const killArb = (names: Readonly<Record<string, Work>>): fc.Arbitrary<Omit<Kill, 'n'>> =>
  fc.constantFrom(...Object.entries(names)).chain(([work, { steps, points }]) =>
    fc
      .record({
        work: fc.constant(work),
        victim: fc.constantFrom(...victims),
        // The points of its own are those of its last step.
        place: fc.oneof(
          { weight: points.length === 0 ? 0 : 5, arbitrary: fc.record({ step: fc.constant(steps.length - 1), at: fc.constantFrom(...points, 'committed') }) },
          { weight: 2, arbitrary: fc.record({ step: fc.nat(steps.length - 1), at: fc.constantFrom('committing', 'committed') }) },
          { weight: 3, arbitrary: fc.record({ step: fc.nat(steps.length - 1), at: fc.integer({ min: 2, max: 9 }).map(n => `statement ${n}`) }) },
        ),
      })
      .map(({ place, ...kill }) => ({ ...kill, ...place })),
  )

const drawn = (seed: number, many: number): readonly Omit<Kill, 'n'>[] =>
  fc.sample(killArb(worksOf(null as never, () => Promise.resolve())), { seed, numRuns: many })
const kills: readonly Kill[] = [...drawn(fixedSeed, Math.ceil(howMany / 2)), ...drawn(freshSeed, Math.floor(howMany / 2))].map((kill, n) => ({ n, ...kill }))

let folder: string
let fields: FieldVault
let opened: Postgres | null = null
let task: Omit<Task, 'database' | 'work' | 'clientIds' | 'halt'>
/** What one whole execution gives: the state before it and after each of its steps, which numbers came next there, and what it answered. */
const whole = new Map<string, Readonly<{ states: readonly State[]; sequences: readonly (readonly string[])[]; given: readonly unknown[] }>>()

const open = async (database = 'yingjin'): Promise<Postgres> => {
  opened ??= must(await openPostgres({ kind: 'embedded', folder: join(folder, 'postgres') }, { ...quick, database }))
  return opened
}
const stop = async (): Promise<void> => {
  await opened?.stop()
  opened = null
}
const asAdmin = <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  connected({ ...opened?.owner(), user: 'postgres', database }, work)
const copy = (of: string, as: string): Promise<unknown> =>
  asAdmin('postgres', client => client.query(`create database ${as} template ${of} owner yingjin_owner`))
const drop = (database: string): Promise<unknown> => asAdmin('postgres', client => client.query(`drop database if exists ${database} with (force)`))

const idsOf = (name: string, many: number): readonly string[] =>
  Array.from({ length: many }, (_, n) =>
    createHash('sha256')
      .update(`${name} ${n}`)
      .digest('hex')
      .slice(0, 32)
      .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
  )

const inDatabase = async (
  database: string,
  steps: readonly Step[],
  name: string,
  given: readonly unknown[] = [],
  seen: (at: string) => null = () => null,
): Promise<readonly unknown[]> => {
  const pool = halting(openPool({ ...opened?.office(), database }), seen)
  try {
    return await carryOut(pool, fields, steps, { ...task, clientIds: idsOf(name, steps.length) }, given)
  } finally {
    await pool.end()
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'))
  const config = join(folder, 'config')
  const vault = must(openVault(config, division, null))
  const keys = [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]
  fields = fieldsOf({ config, keys })
  must(await bringUpToDate((await open()).owner()))
  const accounts = await asAdmin('yingjin', layDownCounty)
  task = { folder: join(folder, 'postgres'), config, keys, accounts: [String(accounts[0]), String(accounts[1])] }
  for (const [name, { before, steps }] of Object.entries(worksOf(fields, () => Promise.resolve()))) {
    await copy('yingjin', `before_${name}`)
    await inDatabase(`before_${name}`, before, `before ${name}`)
    await copy(`before_${name}`, 'whole')
    const moment = () => asAdmin('whole', async client => ({ state: await stateOf(client), sequences: await sequencesOf(client) }))
    const moments = [await moment()]
    let given: readonly unknown[] = []
    for (let n = 1; n <= steps.length; n += 1) {
      given = await inDatabase('whole', steps.slice(0, n), name, given)
      moments.push(await moment())
    }
    whole.set(name, { states: moments.map(({ state }) => state), sequences: moments.map(({ sequences }) => sequences), given })
    await drop('whole')
  }
  await prepare(0)
}, 300_000)

afterAll(async () => {
  await stop()
  removeFolder(folder)
})

/** The next killed program finds its database there, and no server: it starts its own. */
const prepare = async (n: number): Promise<void> => {
  const next = kills[n]
  if (next !== undefined) await copy(`before_${next.work}`, `kill_${n}`)
  await stop()
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test.each(kills)('$n: $work is cut off at $step $at, $victim killed', async ({ n, work, victim, step, at }) => {
  const wholly = whole.get(work)
  const { steps } = worksOf(fields, () => Promise.resolve())[work] ?? {}
  if (wholly === undefined || steps === undefined) throw new Error(`no work ${work}`)
  const database = `kill_${n}`
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('program.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const words = createInterface({ input: program.stdout })[Symbol.asyncIterator]()
    const word = async (): Promise<Readonly<{ halted?: true; given?: readonly unknown[] }>> => JSON.parse((await words.next()).value ?? '{}') as object
    program.stdin.write(`${JSON.stringify({ ...task, database, work, clientIds: idsOf(work, steps.length), halt: { step, at } } satisfies Task)}\n`)
    expect(await word()).toEqual({ halted: true })
    const server = Number(readFileSync(join(task.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    if (victim === 'both') program.kill('SIGSTOP')
    if (victim !== 'program') process.kill(server, 'SIGKILL')
    if (victim !== 'server') {
      program.kill('SIGKILL')
      await once(program, 'exit')
    }
    await expect.poll(() => alive(server), { timeout: 60_000, interval: 20 }).toBe(false)

    await open()
    const found = await asAdmin(database, stateOf)
    const reached = at === 'committed' || (at === 'committing' && differences(found, wholly.states[step + 1] ?? {}).length === 0) ? step + 1 : step
    expect(differences(found, wholly.states[reached] ?? {})).toEqual([])
    // Whoever asks again asks for all of it. An order that was done before still draws a number, so numbers are set back after it.
    const given = await inDatabase(database, steps.slice(0, reached), work)
    expect(given).toEqual(wholly.given.slice(0, reached))
    await asAdmin(database, async client => {
      for (const text of wholly.sequences[reached] ?? []) await client.query(text)
    })
    if (victim === 'server') {
      program.stdin.write('go on\n')
      expect(await word()).toEqual({ given: wholly.given })
      // It ends its server as it ends; ours is the next one.
      if (program.exitCode === null) await once(program, 'exit')
      await stop()
      await open()
    } else expect(await inDatabase(database, steps, work, given)).toEqual(wholly.given)
    expect(differences(await asAdmin(database, stateOf), wholly.states.at(-1) ?? {})).toEqual([])
    // Asked once more, it is answered the same, and nothing is done twice.
    expect(await inDatabase(database, steps, work)).toEqual(wholly.given)
    expect(differences(await asAdmin(database, stateOf), wholly.states.at(-1) ?? {})).toEqual([])
  } finally {
    program.kill('SIGKILL')
    await stop()
    await open()
    await drop(database)
    await prepare(n + 1)
  }
})
