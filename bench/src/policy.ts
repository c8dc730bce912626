/**
 * The policy engine on the county aid of W1: facts in Parquet, lines with states, sums and masks in Parquet, against one
 * statement written by hand for this job. Each side runs in a process of its own, in turn, with the same memory limit
 * and threads, and the results are held equal row by row before a time is told.
 * `--students N`, `--rounds N`, `--only W1,W3,…`, `--small` for the gate, `--json` for one line per measure, `--record`
 * to write docs/benchmarks.md, `--facts <folder>` to keep the facts for another time. `--only openfisca --python <path>`
 * and `--only engines --modules <folder>` hold it against other engines, on demand.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { decide } from '@yingjin/policy'
import { quoteText } from '@yingjin/sql'
import { openDuckDb } from '../../apps/server/src/platform/duckdb/index.ts'
import { recordMeasures } from './benchmarks-page.ts'
import { countyAidTerm, countyPolicies, deviatingPolicies, divisionOf, figuresOf, nation } from './policy/county-aid.ts'
import { requireAsEvaluated, requireOrder, requireSameRows } from './policy/held-equal.ts'
import { knownOn, terms } from './policy/knowledge.ts'
import { factsOf, type Latency, measureOneCase } from './policy/one-case.ts'
import type { Cost, Order } from './policy/one-side.ts'
import { type People, writePeople } from './policy/people.ts'

type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

const parts = ['W1', 'counties', 'W3', 'W4', 'W5', 'one-case'] as const
/** On demand only: they need what the repository does not bring (`policy/openfisca`, `policy/engines`). */
const peers = ['openfisca', 'engines'] as const
const { values: asked } = parseArgs({
  options: {
    students: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    facts: { type: 'string' },
    python: { type: 'string' },
    modules: { type: 'string' },
  },
})
const wanted = asked.only?.split(',') ?? parts
const unknownPart = wanted.find(w => !([...parts, ...peers] as readonly string[]).includes(w))
if (unknownPart !== undefined) {
  stderr.write(`no part ${unknownPart}; there are ${[...parts, ...peers].join(', ')}\n`)
  process.exit(2)
}
const sizes = asked.small ? [5000] : asked.students === undefined ? [100_000, 1_000_000, 10_000_000] : [Number(asked.students)]
/** What is measured besides W1. */
const middle = asked.small ? 5000 : Math.min(1_000_000, Math.max(...sizes))
const rounds = Number(asked.rounds ?? (asked.small ? 1 : 3))
const many = asked.small ? 30 : 400
const some = asked.small ? 25 : 100
const byEvaluator = asked.small ? 500 : 5000

const scratch = mkdtempSync(join(tmpdir(), 'yingjin-bench-policy-'))
const kept = asked.facts ?? scratch
mkdirSync(kept, { recursive: true, mode: 0o700 })

const inDuckDb = async <T>(work: (db: Awaited<ReturnType<typeof openDuckDb>>) => Promise<T>): Promise<T> => {
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

const peopleIn = async (people: People): Promise<string> => {
  const file = join(kept, `${people.students}-${people.counties}-${people.terms.length}-${people.missing}.parquet`)
  if (!existsSync(file)) await inDuckDb(db => writePeople(db, file, people))
  return file
}

/** Another program, to its end; what it says is one line of JSON. */
const saidBy = <T>(program: string, args: readonly string[]): Promise<T> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.once('error', reject)
    child.once('close', code => (code === 0 ? resolve(JSON.parse(said) as T) : reject(new Error(`${args.join(' ').slice(0, 300)} ended with ${code}`))))
  })

const beside = (script: string): string => fileURLToPath(new URL(`./policy/${script}`, import.meta.url))
const costOf = (order: Order): Promise<Cost> => {
  rmSync(order.out, { recursive: true, force: true })
  return saidBy<Cost>(execPath, ['--disable-warning=ExperimentalWarning', beside('one-side.ts'), JSON.stringify(order)])
}

const rounded = (n: number, digits = 2): number => Number(n.toFixed(digits))
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const measures: Measure[] = []
const told = (line: string): void => void stderr.write(`${line}\n`)
const seconds = (name: string, ours: readonly Cost[], theirs: readonly Cost[]): void => {
  const both = (of: (c: Cost) => number) => ({
    value: rounded(median(ours.map(of))),
    peer: rounded(median(theirs.map(of))),
    ratio: rounded(median(ours.map((o, i) => of(o) / of(theirs[i] ?? o)))),
  })
  measures.push(
    { measure: `${name}-time`, unit: 's', ...both(c => c.seconds) },
    { measure: `${name}-cpu`, unit: 's', ...both(c => c.cpu) },
    {
      measure: `${name}-peak`,
      value: Math.max(...ours.map(c => Math.round(c.megabytes))),
      unit: 'MB',
      peer: Math.max(...theirs.map(c => Math.round(c.megabytes))),
    },
  )
}

/** One file per statement. */
const filesOf = (folder: string, cost: Cost | undefined): readonly string[] =>
  Array.from({ length: cost?.statements ?? 0 }, (_, n) => join(folder, `${n}.parquet`))

/** Both sides in turn, held equal in every round. */
const sideBySide = async (name: string, order: Omit<Order, 'by' | 'out'>, times: number): Promise<void> => {
  const [a, b] = [join(scratch, 'shape'), join(scratch, 'hand')]
  const [ours, theirs]: [Cost[], Cost[]] = [[], []]
  let rows = 0
  for (let round = 0; round < times; round += 1) {
    const turns = [
      async () => ours.push(await costOf({ ...order, by: 'shape', out: a })),
      async () => theirs.push(await costOf({ ...order, by: 'hand', out: b })),
    ]
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn()
    rows = await inDuckDb(async db => {
      const files = filesOf(a, ours.at(-1))
      for (const file of [...files, join(b, '0.parquet')]) await requireOrder(db, name, file)
      return requireSameRows(db, name, files, join(b, '0.parquet'))
    })
    told(`${name}: ${ours.at(-1)?.seconds.toFixed(1)} s, by hand ${theirs.at(-1)?.seconds.toFixed(1)} s, ${rows} rows equal`)
  }
  seconds(name, ours, theirs)
  measures.push({ measure: `${name}-rows-equal`, value: rows, unit: 'rows' })
}

const term = [countyAidTerm]

const w1 = async (): Promise<void> => {
  for (const students of sizes) {
    const facts = await peopleIn({ students, counties: some, terms: term, missing: 0 })
    await sideBySide(`W1-${students}`, { workload: 'W1', counties: some, facts }, students > 1_000_000 ? Math.min(rounds, 3) : rounds)
    await inDuckDb(db => requireAsEvaluated(db, 'W1', facts, [join(scratch, 'shape', '0.parquet')], countyPolicies(some), byEvaluator))
  }
  const largest = Math.max(...sizes)
  const last = measures.find(m => m.measure === `W1-${largest}-time`)
  if (last !== undefined)
    measures.push({ measure: `W1-${largest}-speed`, value: Math.round(largest / last.value), unit: 'students/s', peer: Math.round(largest / (last.peer ?? 1)) })
}

/** The same statement whatever the number of counties. */
const counties = async (): Promise<void> => {
  const costs = new Map<number, Cost[]>([1, some, many].map(n => [n, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const [n, of] of costs) {
      const facts = await peopleIn({ students: middle, counties: n, terms: term, missing: 0 })
      of.push(await costOf({ by: 'shape', workload: 'W1', counties: n, facts, out: join(scratch, 'counties') }))
    }
  const one = costs.get(1) ?? []
  for (const [n, of] of costs) if (n > 1) seconds(`counties-${n}-against-1`, of, one)
}

/** Dated documents, a change inside the term, a correction, a document made known afterwards, and facts missing. */
const w3 = async (): Promise<void> => {
  const facts = await peopleIn({ students: middle, counties: many, terms, missing: 30 })
  for (const known of knownOn) await sideBySide(`W3-known-on-${known}`, { workload: 'W3', counties: many, facts, knownOn: known }, 1)
}

const reforms = ['general', 'severe', 'special', 'orphan', 'meal', 'tuition', 'topUp1', 'year'] as const
/** What a simulation told, as text in a total order. */
const toldIn = (folder: string): readonly string[] =>
  (JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as readonly object[]).map(row => JSON.stringify(row)).toSorted()

/** A baseline and changes in one scan; what one more change costs, and what it would cost by itself: the same, to the fen. */
const w4 = async (): Promise<void> => {
  const facts = await peopleIn({ students: middle, counties: 1, terms: term, missing: 0 })
  const out = join(scratch, 'versions')
  const order = (of: readonly string[]): Order => ({ by: 'versions', workload: 'W1', counties: 1, facts, out, reforms: of })
  const [alone, together]: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await costOf(order([])))
    together.push(await costOf(order(reforms)))
  }
  const inOneScan = toldIn(out)
  const eachAlone = new Set<string>()
  for (const reform of reforms) {
    await costOf(order([reform]))
    for (const row of toldIn(out)) eachAlone.add(row)
  }
  if (inOneScan.join('\n') !== [...eachAlone].toSorted().join('\n')) throw new Error('W4: eight changes in one scan say otherwise than each alone')
  const [one, nine] = [median(alone.map(c => c.seconds)), median(together.map(c => c.seconds))]
  measures.push(
    { measure: `W4-${middle}-baseline-and-8`, value: rounded(nine), unit: 's', peer: rounded(9 * one), ratio: rounded(nine / (9 * one)) },
    { measure: `W4-${middle}-per-change`, value: rounded((nine - one) / 8), unit: 's' },
    { measure: `W4-${middle}-totals-equal`, value: inOneScan.length, unit: 'rows' },
    { measure: `W4-${middle}-peak`, value: Math.max(...together.map(c => Math.round(c.megabytes))), unit: 'MB' },
  )
}

/** Every fifth county built otherwise, against the same counties all built alike. */
const w5 = async (): Promise<void> => {
  const facts = await peopleIn({ students: middle, counties: some, terms: term, missing: 0 })
  const [deviating, alike]: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    alike.push(await costOf({ by: 'shape', workload: 'W1', counties: some, facts, out: join(scratch, 'alike') }))
    deviating.push(await costOf({ by: 'shape', workload: 'W5', counties: some, facts, out: join(scratch, 'deviating') }))
  }
  await inDuckDb(db => requireAsEvaluated(db, 'W5', facts, filesOf(join(scratch, 'deviating'), deviating.at(-1)), deviatingPolicies(some), byEvaluator))
  measures.push({ measure: 'W5-shapes', value: deviating[0]?.statements ?? 0, unit: 'shapes' })
  seconds(`W5-${middle}-against-W1`, deviating, alike)
}

const oneCase = async (): Promise<void> => {
  const facts = await peopleIn({ students: middle, counties: some, terms: term, missing: 0 })
  const casesOf = (counties: number, students: number) =>
    inDuckDb(db =>
      db.rows<Record<string, unknown>>(
        `SELECT * FROM read_parquet(${quoteText(facts)}) WHERE division < ${quoteText(divisionOf(counties))} ORDER BY person_id LIMIT ${students}`,
      ),
    )
  const times = asked.small ? 1 : 10
  // One county is what an office asks about; a hundred in turn find nothing of the tree still at hand.
  for (const n of [1, some]) {
    const { reasons, words, generated } = measureOneCase(countyPolicies(n), await casesOf(n, asked.small ? 100 : 2000), times, times)
    for (const [name, { median: half, p99 }] of Object.entries({ explained: reasons, 'explained-in-words': words, generated }))
      measures.push(
        { measure: `one-case-of-${n}-${name}-median`, value: rounded(half), unit: 'µs' },
        { measure: `one-case-of-${n}-${name}-p99`, value: rounded(p99), unit: 'µs' },
      )
  }
}

type OpenFisca = Readonly<{
  version: string
  seconds: number
  build: number
  compute: number
  megabytes: number
  counted: number
  wrong: number
  worstFen: number
  totalOffFen: number
}>

/** openfisca-core in three idioms, with words as documented and with words encoded beforehand. It gives sums only. */
const openfisca = async (): Promise<void> => {
  if (asked.python === undefined) throw new Error('say with --python which interpreter has openfisca-core (policy/openfisca/LICENSE-NOTE.md)')
  for (const students of sizes) {
    const facts = await peopleIn({ students, counties: some, terms: term, missing: 0 })
    const order = { workload: 'W1', counties: some, facts, out: join(scratch, 'shape') } as const
    const computing = await costOf({ ...order, by: 'sums' })
    const sumsOnly = await costOf({ ...order, by: 'shape, sums only' })
    const ours = await costOf({ ...order, by: 'shape' })
    for (const idiom of ['scalar', 'documented', 'expert'])
      for (const enums of ['strings', 'integers']) {
        const [file, out] = [join(scratch, 'order.json'), join(scratch, 'openfisca.parquet')]
        const figures = Object.fromEntries(Array.from({ length: some }, (_, i) => [divisionOf(i), figuresOf(i)]))
        writeFileSync(file, JSON.stringify({ facts, expected: join(scratch, 'shape', '0.parquet'), out, counties: figures, nation, idiom, enums, rounds }))
        const theirs = await saidBy<OpenFisca>(asked.python, [beside('openfisca/run.py'), file])
        const name = `openfisca-${theirs.version}-${idiom}-${enums}-${students}`
        told(`${name}: ${JSON.stringify(theirs)}`)
        const against = (value: number, peer: number) => ({ value: rounded(value), peer: rounded(peer), ratio: rounded(value / peer) })
        measures.push(
          { measure: `${name}-time`, unit: 's', ...against(ours.seconds, theirs.seconds) },
          { measure: `${name}-time-sums-only`, unit: 's', ...against(sumsOnly.seconds, theirs.seconds) },
          { measure: `${name}-compute`, unit: 's', ...against(computing.seconds, theirs.compute) },
          { measure: `${name}-peak`, value: Math.round(ours.megabytes), unit: 'MB', peer: Math.round(theirs.megabytes) },
          { measure: `${name}-wrong`, value: 0, unit: `of ${theirs.counted} students`, peer: theirs.wrong },
          { measure: `${name}-worst-error`, value: 0, unit: 'fen', peer: theirs.worstFen },
          { measure: `${name}-total-error`, value: 0, unit: 'fen', peer: theirs.totalOffFen },
        )
      }
  }
}

type Engine = Readonly<{ version: string; plain: Latency & Readonly<{ wrong: number }>; traced?: Latency & Readonly<{ wrong: number }> }>

/** Engines for one case at a time, on the rules of the first county; they give sums, and Zen a trace when it is asked. */
const engines = async (): Promise<void> => {
  if (asked.modules === undefined)
    throw new Error('say with --modules in which folder @gorules/zen-engine and publicodes are installed (policy/engines/README.md)')
  const [first] = countyPolicies(1)
  if (first === undefined) throw new Error('no policy')
  const facts = await peopleIn({ students: middle, counties: some, terms: term, missing: 0 })
  const rows = await inDuckDb(db =>
    db.rows<Record<string, unknown>>(
      `SELECT * FROM read_parquet(${quoteText(facts)}) WHERE division = ${quoteText(divisionOf(0))} ORDER BY person_id LIMIT 500`,
    ),
  )
  const cases = rows.map(row => ({ facts: row, expected: decide(first, factsOf(row)).map(o => o.amountFen ?? 0) }))
  const file = join(scratch, 'order.json')
  writeFileSync(file, JSON.stringify({ cases, figures: figuresOf(0), nation }))
  const ours = measureOneCase([first], rows, 10, 10)
  for (const name of ['zen', 'publicodes']) {
    const { version, plain, traced } = await saidBy<Engine>(execPath, [
      '--disable-warning=ExperimentalWarning',
      beside(`engines/${name}.ts`),
      file,
      asked.modules,
    ])
    const against = (what: string, we: Latency, they: Latency): void =>
      void measures.push({
        measure: `${name}-${version}-one-case-${what}-median`,
        value: rounded(we.median),
        unit: 'µs',
        peer: rounded(they.median),
        ratio: rounded(we.median / they.median, 4),
      })
    against(traced === undefined ? 'explained' : 'sums', traced === undefined ? ours.reasons : ours.generated, plain)
    if (traced !== undefined) against('explained', ours.reasons, traced)
    measures.push({ measure: `${name}-${version}-wrong`, value: 0, unit: `of ${cases.length} cases`, peer: plain.wrong })
  }
}

const work = { W1: w1, counties, W3: w3, W4: w4, W5: w5, 'one-case': oneCase, openfisca, engines } as const
try {
  for (const part of [...parts, ...peers]) if ((wanted as readonly string[]).includes(part)) await work[part]()
  for (const m of measures)
    stdout.write(
      asked.json
        ? `${JSON.stringify(m)}\n`
        : `${m.measure}  ${m.value} ${m.unit}${m.peer === undefined ? '' : `  (peer ${m.peer} ${m.unit}${m.ratio === undefined ? '' : `, ratio ${m.ratio}`})`}\n`,
    )
  const fromPeers = (m: Measure): boolean => /^(openfisca|zen|publicodes)-/.test(m.measure)
  const sections = { policy: measures.filter(m => !fromPeers(m)), 'policy-peers': measures.filter(fromPeers) }
  if (asked.record) for (const [section, of] of Object.entries(sections)) if (of.length > 0) recordMeasures(section, of)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
