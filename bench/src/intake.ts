/**
 * Intake of a large roster: 400,000 rows × 30 columns read, recognised, cleaned, keyed for comparison and written as
 * rows, against a bare loop of hucre over the same file. Both run in a process of their own, in turn, on one machine.
 * Goal: at most twice the time, at most 512 MB. `--small` for the gate, `--json` for one line per measure,
 * `--record` to write docs/benchmarks.md.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, execPath, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { rosterKinds } from '@yingjin/intake'
import type { ChildOrder } from '../../apps/server/src/batch/receive/run-child.ts'
import { recordMeasures } from './benchmarks-page.ts'
import { writeIntakeWorkbook } from './intake-workbook.ts'

type Cost = Readonly<{ seconds: number; megabytes: number }>
type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

/** Says its own peak at its end: only the process itself knows it on every platform. */
const tellPeak = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`

const costOf = (script: string, args: readonly string[], flags: readonly string[], input: string): Promise<Cost> =>
  new Promise((resolve, reject) => {
    const start = process.hrtime.bigint()
    const child = spawn(
      execPath,
      ['--disable-warning=ExperimentalWarning', '--import', tellPeak, ...flags, fileURLToPath(new URL(script, import.meta.url)), ...args],
      {
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    )
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.stdin.write(input)
    child.once('error', reject)
    child.once('close', code => {
      const peak = /peak (\d+)/.exec(said)?.[1]
      if (code !== 0 || peak === undefined) reject(new Error(`${script} ended with ${code}: ${said}`))
      else resolve({ seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: Number(peak) / 1024 })
    })
  })

const median = (costs: readonly Cost[]): Cost => {
  const by = costs.toSorted((a, b) => a.seconds - b.seconds)
  return { seconds: by[Math.floor(by.length / 2)]?.seconds ?? 0, megabytes: Math.max(...by.map(c => c.megabytes)) }
}

const rounded = (n: number, digits: number): number => Number(n.toFixed(digits))

const measureIntake = async (rows: number, rounds: number): Promise<readonly Measure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'yingjin-bench-'))
  try {
    const path = join(folder, '学籍.xlsx')
    await writeIntakeWorkbook(path, rows)
    const ours: Cost[] = []
    const bare: Cost[] = []
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await costOf('./intake-bare-reader.ts', [path], [], ''))
      const out = join(folder, `out-${round}`)
      mkdirSync(out)
      const order: ChildOrder = {
        path,
        file: '学籍.xlsx',
        out,
        kinds: Object.values(rosterKinds),
        county: '990101',
        remembered: [],
        villages: [],
        memoryBytes: 4 * 1024 ** 3,
      }
      ours.push(await costOf('../../apps/server/src/batch/receive/read-child.ts', [], ['--max-old-space-size=384'], `${JSON.stringify(order)}\n`))
      requireAllRows(join(out, 'report.json'), rows)
      rmSync(out, { recursive: true })
    }
    const [we, they] = [median(ours), median(bare)]
    const size = `${rows}x30`
    return [
      {
        measure: `intake-time-${size}`,
        value: rounded(we.seconds, 2),
        unit: 's',
        peer: rounded(they.seconds, 2),
        ratio: rounded(we.seconds / they.seconds, 2),
      },
      {
        measure: `intake-peak-${size}`,
        value: Math.round(we.megabytes),
        unit: 'MB',
        peer: Math.round(they.megabytes),
        ratio: rounded(we.megabytes / they.megabytes, 2),
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A fast intake that lost rows would be no measure. */
const requireAllRows = (path: string, rows: number): void => {
  const report = JSON.parse(readFileSync(path, 'utf8')) as { outcome: string; sheets?: readonly { totals: { accepted: number; refused: number } }[] }
  const totals = report.sheets?.[0]?.totals
  if (report.outcome !== 'read' || totals === undefined || totals.accepted !== rows || totals.refused !== 0)
    throw new Error(`intake did not accept ${rows} rows: ${JSON.stringify(totals)}`)
}

const small = argv.includes('--small')
const measures = await measureIntake(small ? 20_000 : 400_000, small ? 1 : 3)
for (const m of measures) {
  const line = argv.includes('--json') ? JSON.stringify(m) : `${m.measure}  ${m.value} ${m.unit}  (bare reader ${m.peer} ${m.unit}, ratio ${m.ratio})`
  stdout.write(`${line}\n`)
}
if (argv.includes('--record')) recordMeasures('intake', measures)
