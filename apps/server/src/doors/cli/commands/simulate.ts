import { join, resolve } from 'node:path'
import { termOnPaper } from '@yingjin/kernel'
import { policyFor, wordPackProblem } from '@yingjin/policy'
import { latestRun, noRunYet } from '../../../batch/run/kept-run.ts'
import { readChanges } from '../../../batch/simulate/read-changes.ts'
import { simulate as simulateChanges } from '../../../batch/simulate/simulate.ts'
import { simulationSentences, writeSimulation } from '../../../batch/simulate/simulation-workbook.ts'
import { countyPack } from '../../../packs.ts'
import { openDuckDb } from '../../../platform/duckdb/index.ts'
import { dataDirectory, withPrivateScratch } from '../../../platform/files/index.ts'
import { countyIn, termIn } from '../arguments.ts'
import { cannotReadFile, cannotWriteFile, firstProblem } from '../places.ts'
import { type Command, complain, say, textOf } from './command.ts'

/** What a change of figures or readings would cost, over the children of the newest run. */
export const simulate: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    data: { type: 'string' },
    change: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  carryOut: async values => {
    const county = countyIn(values)
    if (!county.ok) return complain(county.message)
    const term = termIn(values)
    if (!term.ok) return complain(term.message)
    const file = textOf(values, 'change')
    if (file === null) return complain('请写明 --change 测算方案文件（JSON），例如 --change 方案.json')
    const path = resolve(textOf(values, 'out') ?? '测算.xlsx')
    const place = firstProblem(
      () => cannotReadFile(file),
      () => cannotWriteFile(path, '测算结果'),
    )
    if (place !== null) return complain(place)
    const pack = await countyPack(county.value, term.value)
    if (!pack.ok) return complain(pack.message)
    const latest = latestRun(resolve(textOf(values, 'data') ?? dataDirectory()), county.value, term.value)
    if (latest === null) return complain(noRunYet(pack.countyName, termOnPaper(term.value)))
    const settled = policyFor(pack.pack, term.value, { readings: latest.readings })
    if (!settled.ok) return complain(wordPackProblem(settled.problem))
    const read = readChanges(settled.value, file)
    if (!read.ok) return complain(read.message)
    return withPrivateScratch(async scratch => {
      const db = await openDuckDb({ spill: join(scratch, 'spill') })
      try {
        const result = await simulateChanges(db, settled.value, read.changes, { directory: latest.directory, county: county.value })
        await writeSimulation(path, result, settled.value, pack.countyName)
        if (values['json'] === true) say(JSON.stringify(result))
        else for (const sentence of [...simulationSentences(result), `  ${path}`]) say(sentence)
        return 0
      } finally {
        db.close()
      }
    })
  },
}
