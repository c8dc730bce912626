/**
 * The run from snapshots to results at 1,000,000 children: load, find persons, decide, compare, write; against one SQL
 * script written by hand for this job. Both write the same files in the same order on the same DuckDB, in turn, and
 * the files are held equal row by row before a time is told. The run opens sealed snapshots and seals its results, the
 * script reads and writes plain files. Goal: at most 1.5 times the hand-written time.
 * `--children N`, `--rounds N`, `--small` for the gate, `--json` for one line per measure, `--steps` for the slowest
 * steps, `--snapshots <folder>` to keep the snapshots for another time, `--record` to write docs/benchmarks.md.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { absenceCounts, determine, inForce, isReceived, outputs, type Situation } from '@yingjin/determination'
import type { RosterKindId } from '@yingjin/intake'
import { must, term } from '@yingjin/kernel'
import { compile, type CompiledPolicy } from '@yingjin/policy'
import { carryOut, Plan, quoteText, type Relation } from '@yingjin/sql'
import { loadFilledBack } from '../../apps/server/src/batch/run/filled-back.ts'
import { loadRosters } from '../../apps/server/src/batch/run/load-rosters.ts'
import { lineTexts, reasonTexts } from '../../apps/server/src/batch/run/reason-texts.ts'
import { countyPack } from '../../apps/server/src/packs.ts'
import { type DuckDb, openDuckDb } from '../../apps/server/src/platform/duckdb/index.ts'
import { makeSealedFolder, openSealedFolder, openVault, type Vault } from '../../apps/server/src/platform/vault/index.ts'
import { results } from './by-hand/results.ts'
import { script } from './by-hand/script.ts'
import { recordMeasures } from './benchmarks-page.ts'
import { type Snapshot, writeSampleSnapshots } from './sample-snapshots.ts'

type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>
type Timed = Readonly<{ seconds: number; steps: readonly Readonly<{ name: string; seconds: number }>[] }>
type Paths = ReadonlyMap<RosterKindId, readonly string[]>
/** `sealed`: the same snapshots as a run finds them, each a folder of its own. */
type Job = Readonly<{ situation: Situation; paths: Paths; policy: CompiledPolicy; vault: Vault; sealed: Paths }>

const inSeconds = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e9

/** Carries out a run and says what each part of it cost; `begin` is told the name of the part that follows. */
const timed = async (carryOut: (begin: (part: string) => void) => Promise<void>): Promise<Timed> => {
  const steps: { name: string; seconds: number }[] = []
  const start = process.hrtime.bigint()
  let open: Readonly<{ name: string; from: bigint }> | null = null
  const begin = (name: string | null): void => {
    if (open !== null) steps.push({ name: open.name, seconds: inSeconds(open.from) })
    open = name === null ? null : { name, from: process.hrtime.bigint() }
  }
  await carryOut(begin)
  begin(null)
  return { seconds: inSeconds(start), steps }
}

type CarryOut = (job: Job, db: DuckDb, out: string, begin: (part: string) => void) => Promise<void>

const purpose = 'bench'

/** The snapshots sealed once, before anything is timed. */
const sealedSnapshots = async (vault: Vault, paths: Paths, below: string): Promise<Paths> => {
  const sealed = new Map<RosterKindId, string[]>()
  for (const [kind, of] of paths)
    for (const path of of) {
      const folder = mkdtempSync(join(below, 'sealed-'))
      await makeSealedFolder(vault, folder, purpose).seal('rows.parquet', path)
      sealed.set(kind, [...(sealed.get(kind) ?? []), folder])
    }
  return sealed
}

const opened = async (vault: Vault, sealed: Paths, below: string): Promise<Paths> => {
  const paths = new Map<RosterKindId, string[]>()
  for (const [kind, folders] of sealed)
    for (const folder of folders) {
      const path = await must(openSealedFolder(vault, folder, purpose)).unseal('rows.parquet', mkdtempSync(join(below, 'opened-')))
      paths.set(kind, [...(paths.get(kind) ?? []), path])
    }
  return paths
}

/** The plan, with everything a run does between its sealed snapshots and its sealed results. */
const ours: CarryOut = async ({ situation, policy, vault, sealed }, db, out, begin) => {
  begin('open snapshots')
  const paths = await opened(vault, sealed, out)
  begin('plan')
  const plan = new Plan()
  const determination = determine(plan, situation, policy)
  const written = outputs(determination)
  const [planned, byHandToo] = [written.map(r => r.name).toSorted(), Object.keys(results).toSorted()]
  if (planned.join() !== byHandToo.join()) throw new Error(`the plan writes ${planned.join(', ')}; the hand-written script ${byHandToo.join(', ')}`)
  // The words of the results are looked up from `entitlement` by name.
  const carried = carryOut(plan, [...written.map(r => r.relation), determination.entitlement as unknown as Relation])
  begin('load')
  await loadRosters(db, paths, carried.sources)
  await loadFilledBack(db, kind => isReceived(situation, kind), policy.lines)
  await db.runPlan(carried, step => begin(step.name))
  begin('words')
  const codes = await db.rows<{ line: string; state: string; code: number }>(
    `SELECT DISTINCT line, state, grounds AS code FROM entitlement WHERE state IN ('due', 'decide') ORDER BY line, state, code`,
  )
  for (const texts of [lineTexts(policy), reasonTexts(policy, codes)]) await db.createTable(texts.name, texts.schema, texts.rows)
  for (const result of written) {
    begin(`write ${result.name}`)
    await db.writeParquet(result, join(out, `${result.name}.parquet`))
  }
  begin('seal results')
  const kept = makeSealedFolder(vault, mkdtempSync(join(out, 'kept-')), purpose)
  for (const result of written) await kept.seal(`${result.name}.parquet`, join(out, `${result.name}.parquet`))
}

const byHand: CarryOut = async ({ situation, paths, policy }, db, out, begin) => {
  for (const statement of script(paths, kind => absenceCounts(situation, kind), policy, out)) {
    begin(statement.slice(0, 100).replace(/\s+/g, ' '))
    await db.execute(statement)
  }
}

/** One run in a database of its own, with the settings of a real one. */
const runIn = async (folder: string, job: Job, carryOut: CarryOut): Promise<Timed> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = await openDuckDb({ spill: join(folder, 'spill') })
  try {
    return await timed(begin => carryOut(job, db, folder, begin))
  } finally {
    db.close()
  }
}

/** Same columns, same rows, same order; a time for something else would be no measure. */
const requireEqual = async (a: string, b: string): Promise<number> => {
  const db = await openDuckDb({ spill: join(a, 'spill') })
  let rows = 0
  try {
    for (const name of Object.keys(results)) {
      const [left, right] = [a, b].map(folder => `read_parquet(${quoteText(join(folder, `${name}.parquet`))}, file_row_number = true)`)
      const [columns, others] = await Promise.all(
        [left, right].map(async table =>
          (await db.rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${table}`))
            .map(c => `${c.column_name} ${c.column_type}`)
            .join(', '),
        ),
      )
      if (columns !== others) throw new Error(`${name}: the columns differ: ${columns} | ${others}`)
      const [found] = await db.rows<{ rows: number; differ: number }>(
        `SELECT (SELECT count(*) FROM ${left}) AS rows, (SELECT count(*) FROM ((FROM ${left} EXCEPT ALL FROM ${right}) UNION ALL (FROM ${right} EXCEPT ALL FROM ${left}))) AS differ`,
      )
      if (found === undefined || found.differ > 0) throw new Error(`${name}: ${found?.differ} rows differ between the plan and the hand-written script`)
      rows += found.rows
    }
    return rows
  } finally {
    db.close()
  }
}

const snapshotsIn = async (folder: string, children: number): Promise<readonly Snapshot[]> => {
  const list = join(folder, `snapshots-${children}.json`)
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8')) as readonly Snapshot[]
  const db = await openDuckDb({ spill: join(folder, 'spill') })
  try {
    const snapshots = await writeSampleSnapshots(db, join(folder, String(children)), children, line => stderr.write(`\r\u001b[Ksnapshots ${line}`))
    stderr.write('\n')
    writeFileSync(list, JSON.stringify(snapshots), { mode: 0o600 })
    return snapshots
  } finally {
    db.close()
  }
}

const jobOf = async (snapshots: readonly Snapshot[], below: string): Promise<Job> => {
  const situation: Situation = { county: '990101', countyName: '示例县', term: term('2022-autumn'), received: snapshots }
  const old = snapshots.find(s => !inForce(s, situation))
  if (old !== undefined) throw new Error(`the hand-written script knows no roster out of force: ${old.file}`)
  const found = await countyPack(situation.county, situation.term)
  if (!found.ok) throw new Error(found.message)
  const policy = compile(found.pack, situation.term)
  if (!policy.ok) throw new Error('the pack of the invented county does not compile')
  const paths = new Map([...Map.groupBy(snapshots, s => s.kind)].map(([kind, of]) => [kind, of.map(s => s.path)]))
  const vault = must(openVault(join(below, 'config'), situation.county, null))
  return { situation, paths, policy: policy.value, vault, sealed: await sealedSnapshots(vault, paths, below) }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const rounded = (n: number): number => Number(n.toFixed(2))
const slowest = (run: Timed): string =>
  run.steps
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 30)
    .map(s => `  ${s.seconds.toFixed(2).padStart(8)} s  ${s.name}`)
    .join('\n')

const { values: asked } = parseArgs({
  options: {
    children: { type: 'string' },
    rounds: { type: 'string' },
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    steps: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    snapshots: { type: 'string' },
  },
})
const children = asked.small ? 3000 : Number(asked.children ?? 1_000_000)
const rounds = Number(asked.rounds ?? (asked.small ? 1 : 3))

const scratch = mkdtempSync(join(tmpdir(), 'yingjin-bench-run-'))
const kept = asked.snapshots ?? scratch
mkdirSync(kept, { recursive: true, mode: 0o700 })
try {
  const [planned, written] = [join(scratch, 'plan'), join(scratch, 'by-hand')]
  const measures: Measure[] = []
  // The small county goes first, always: a difference shows within the minute.
  for (const size of children > 3000 ? [3000, children] : [children]) {
    const job = await jobOf(await snapshotsIn(kept, size), scratch)
    const runs: { plan: Timed; hand: Timed }[] = []
    let rows = 0
    for (let round = 0; round < (size === children ? rounds : 1); round += 1) {
      const plan = await runIn(planned, job, ours)
      const hand = await runIn(written, job, byHand)
      rows = await requireEqual(planned, written)
      runs.push({ plan, hand })
      stderr.write(`${size} children: plan ${plan.seconds.toFixed(1)} s, by hand ${hand.seconds.toFixed(1)} s, ${rows} result rows equal\n`)
    }
    const [plan, hand, ratios] = [runs.map(r => r.plan.seconds), runs.map(r => r.hand.seconds), runs.map(r => r.plan.seconds / r.hand.seconds)]
    measures.push(
      { measure: `run-time-${size}`, value: rounded(median(plan)), unit: 's', peer: rounded(median(hand)), ratio: rounded(median(ratios)) },
      { measure: `run-ratio-lowest-${size}`, value: rounded(Math.min(...ratios)), unit: 'times' },
      { measure: `run-ratio-highest-${size}`, value: rounded(Math.max(...ratios)), unit: 'times' },
      { measure: `run-result-rows-${size}`, value: rows, unit: 'rows' },
    )
    const last = runs.at(-1)
    if (asked.steps && last !== undefined) stderr.write(`slowest of the plan\n${slowest(last.plan)}\nslowest by hand\n${slowest(last.hand)}\n`)
  }
  for (const m of measures)
    stdout.write(
      asked.json
        ? `${JSON.stringify(m)}\n`
        : `${m.measure}  ${m.value} ${m.unit}${m.peer === undefined ? '' : `  (by hand ${m.peer} ${m.unit}, ratio ${m.ratio})`}\n`,
    )
  if (asked.record) recordMeasures('run', measures)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
