/* A run in a process of its own (own-process.ts). */
import { word } from '@yingjin/kernel'
import { findOfficeSnapshot, officeWording } from '../../batch/office/office-store.ts'
import { run, runWording } from '../../batch/run/run.ts'
import { countyPack } from '../../packs.ts'
import { programVersion } from '../../platform/version.ts'
import { carryOutOrder, termOfOrder } from './own-process.ts'
import { villagesOf } from './villages-of.ts'
import type { RanOutcome, RunProcessOrder } from './run-rosters.ts'

carryOutOrder<RunProcessOrder, RanOutcome>(async ({ folder, taken, county, term: written, office: snapshot, dataDir, config }, say) => {
  const term = termOfOrder(written)
  if (term === null) return { refusal: `“${written}”不是一个学期` }
  const pack = await countyPack(county, term)
  if (!pack.ok) return { refusal: pack.message }
  const office = findOfficeSnapshot(dataDir, county, snapshot)
  if (!office.ok) return { refusal: word(officeWording, office.problem) }
  const result = await run({
    folder,
    taken,
    county,
    countyName: pack.countyName,
    term,
    pack: pack.pack,
    readings: {},
    office: office.value,
    villages: villagesOf(county),
    // Nothing plain stays on the server: whoever may take a workbook along opens it.
    out: null,
    dataDir,
    config,
    programVersion,
    onProgress: say,
  })
  if (!result.ok)
    return {
      refusal: word(
        runWording,
        result.problem.code === 'run/no-roster' ? { ...result.problem, facts: { ...result.problem.facts, folder: null } } : result.problem,
      ),
    }
  const { runId, received, counts } = result.value
  const { persons, due, dueFen, missing, toDecide, setAside, leads } = counts
  return { outcome: { run: runId, files: received.files.length, persons, due, dueFen: String(dueFen), missing, toDecide, setAside, leads: { ...leads } } }
})
