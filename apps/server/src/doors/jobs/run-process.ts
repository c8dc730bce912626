/*
 * A run in a process of its own. It is told what to do by the first line of its input, says how far it is and what came
 * of it by lines of its output, and ends when its input ends: then whoever started it is gone.
 */
import { createInterface } from 'node:readline'
import { parseTerm, word } from '@yingjin/kernel'
import { countyVillages, villagesIn } from '../../batch/run/county-villages.ts'
import { run, runWording } from '../../batch/run/run.ts'
import { inventedDivisions } from '../../batch/sample/index.ts'
import { countyPack } from '../../packs.ts'
import { programVersion } from '../../platform/version.ts'
import type { RunLine, RunProcessOrder } from './run-rosters.ts'

const say = (line: RunLine): Promise<void> => new Promise(resolve => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))

const carryOut = async ({ folder, county, term: written, out, dataDir, config }: RunProcessOrder): Promise<RunLine> => {
  const term = parseTerm(written)
  if (!term.ok) return { refusal: `“${written}”不是一个学期` }
  const pack = await countyPack(county, term.value)
  if (!pack.ok) return { refusal: pack.message }
  const result = await run({
    folder,
    county,
    countyName: pack.countyName,
    term: term.value,
    pack: pack.pack,
    readings: {},
    villages: county.startsWith('99') ? villagesIn(county, inventedDivisions) : countyVillages(county, null),
    out,
    dataDir,
    config,
    programVersion,
    onProgress: step => void say({ step }),
  })
  if (!result.ok) return { refusal: word(runWording, result.problem) }
  const { runId, received, counts } = result.value
  const { persons, due, dueFen, missing, toDecide, leads } = counts
  return { outcome: { run: runId, files: received.files.length, persons, due, dueFen: String(dueFen), missing, toDecide, leads: { ...leads } } }
}

const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(1))
lines.once('line', line => {
  void carryOut(JSON.parse(line) as RunProcessOrder).then(async said => {
    await say(said)
    process.exit(0)
  })
})
