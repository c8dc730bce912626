import { join, resolve } from 'node:path'
import { firstDayOf, termOnPaper, word } from '@yingjin/kernel'
import { compile, type PolicyOptions, wordPackProblem } from '@yingjin/policy'
import { latestRun, noRunYet } from '../../../batch/run/kept-run.ts'
import { openKeptRun } from '../../../batch/run/open-kept-run.ts'
import { recheck as decideAgain, type RecheckOrder, recheckWording } from '../../../batch/recheck/recheck.ts'
import { recheckSentences, writeRecheck } from '../../../batch/recheck/recheck-workbook.ts'
import { countyPack, packsOfTheHouse } from '../../../packs.ts'
import { openDuckDb } from '../../../platform/duckdb/index.ts'
import { dataDirectory, withPrivateScratch } from '../../../platform/files/index.ts'
import { configDirectory, wordVault } from '../../../platform/vault/index.ts'
import { programVersion } from '../../../platform/version.ts'
import { countyIn, knownOnIn, termIn } from '../arguments.ts'
import { cannotWriteFile } from '../places.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

/** By the packs of a folder. */
export const recheckByPacks = async (values: Values, packs: string): Promise<number> => {
  const county = countyIn(values)
  if (!county.ok) return complain(county.message)
  const term = termIn(values)
  if (!term.ok) return complain(term.message)
  const knownOn = knownOnIn(values)
  if (!knownOn.ok) return complain(knownOn.message)
  const path = resolve(textOf(values, 'out') ?? '复核.xlsx')
  const place = cannotWriteFile(path, '复核结果')
  if (place !== null) return complain(place)
  const known: Pick<PolicyOptions, 'knownOn'> = knownOn.value === null ? {} : { knownOn: knownOn.value }
  const pack = await countyPack(county.value, term.value, { packs, ...known })
  if (!pack.ok) return complain(pack.message)
  const dataDir = resolve(textOf(values, 'data') ?? dataDirectory())
  const latest = latestRun(dataDir, county.value, term.value)
  if (latest === null) return complain(noRunYet(pack.countyName, termOnPaper(term.value)))
  const options: PolicyOptions = { readings: latest.readings, ...known }
  const policy = compile(pack.pack, term.value, options)
  if (!policy.ok) return complain(wordPackProblem(policy.problem))
  return withPrivateScratch(async scratch => {
    const config = resolve(textOf(values, 'config') ?? configDirectory())
    const kept = { county: county.value, term: term.value, directory: latest.directory }
    const opened = await openKeptRun({ dataDir, config }, kept, scratch, ['facts', 'decisions', 'entitlement', 'cards'])
    if (!opened.ok) return complain(wordVault(opened.problem))
    const order: RecheckOrder = { latest: { ...latest, directory: opened.value }, term: term.value, policy: policy.value, options, programVersion }
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const result = await decideAgain(db, order)
      if (!result.ok) return complain(word(recheckWording, result.problem))
      for (const sentence of recheckSentences(result.value)) say(sentence)
      if (result.value.differing === 0) return 0
      await writeRecheck(path, db, order, result.value, { countyName: pack.countyName, dated: firstDayOf(term.value) })
      say(`  ${path}`)
      return 1
    } finally {
      db.close()
    }
  })
}

/** Makes the decisions of the newest run again from what it kept, with the program and papers of today or as known on a day. */
export const recheck: Command = {
  options: {
    county: { type: 'string' },
    term: { type: 'string' },
    'known-on': { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    out: { type: 'string' },
  },
  carryOut: values => recheckByPacks(values, packsOfTheHouse),
}
