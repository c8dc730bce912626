import { join, resolve } from 'node:path'
import { readChanges } from '../../../batch/simulate/read-changes.ts'
import { openKeptRun } from '../../../batch/run/open-kept-run.ts'
import { simulate as simulateChanges, type SimulatedCounty } from '../../../batch/simulate/simulate.ts'
import { simulationSentences, writeSimulation } from '../../../batch/simulate/simulation-workbook.ts'
import { tellSimulation } from '../../../batch/simulate/told-simulation.ts'
import { packsOfTheHouse } from '../../../packs.ts'
import { openDuckDb } from '../../../platform/duckdb/index.ts'
import { dataDirectory, withPrivateScratch } from '../../../platform/files/index.ts'
import { configDirectory, wordVault } from '../../../platform/vault/index.ts'
import { countiesIn, termIn } from '../arguments.ts'
import { cannotReadFile, cannotWriteFile, firstProblem } from '../places.ts'
import { simulatedCounties } from '../../../simulated-counties.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

export const simulateByPacks = async (values: Values, packs: string): Promise<number> => {
  const codes = countiesIn(values)
  if (!codes.ok) return complain(codes.message)
  const term = termIn(values)
  if (!term.ok) return complain(term.message)
  const run = textOf(values, 'run')
  if (run !== null && (codes.value.length !== 1 || codes.value[0]?.endsWith('00') === true))
    return complain('写明 --run 时只测算一个县：一个运行编号只是一个县的。请只写一个县的 --county，或者不写 --run')
  const file = textOf(values, 'change')
  if (file === null) return complain('请写明 --change 测算方案文件（JSON），例如 --change 方案.json')
  const path = resolve(textOf(values, 'out') ?? '测算.xlsx')
  const place = firstProblem(
    () => cannotReadFile(file),
    () => cannotWriteFile(path, '测算结果'),
  )
  if (place !== null) return complain(place)
  const found = await simulatedCounties(codes.value, term.value, resolve(textOf(values, 'data') ?? dataDirectory()), { packs }, run ?? undefined)
  if (!found.ok) return complain(found.message)
  const { counties, notes } = found
  const read = readChanges(counties, file)
  if (!read.ok) return complain(read.message)
  const keys = { dataDir: resolve(textOf(values, 'data') ?? dataDirectory()), config: resolve(textOf(values, 'config') ?? configDirectory()) }
  return withPrivateScratch(async scratch => {
    const opened: SimulatedCounty[] = []
    for (const county of counties) {
      const directory = await openKeptRun(keys, { ...county, term: term.value }, scratch, ['facts', 'decisions'])
      if (!directory.ok) return complain(`${county.countyName}：${wordVault(directory.problem)}`)
      opened.push({ ...county, directory: directory.value })
    }
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const result = await simulateChanges(db, opened, read.changes)
      const told = tellSimulation(result, counties, found)
      await writeSimulation(path, told)
      if (values['json'] === true) say(JSON.stringify({ ...result, notes }))
      else for (const sentence of [...simulationSentences(told), ...notes, `  ${path}`]) say(sentence)
      return 0
    } finally {
      db.close()
    }
  })
}

/** What a change of figures or readings would cost, over the children of the newest run of every county asked for, or of a run that is named. */
export const simulate: Command = {
  options: {
    county: { type: 'string', multiple: true },
    term: { type: 'string' },
    run: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    change: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  carryOut: values => simulateByPacks(values, packsOfTheHouse),
}
