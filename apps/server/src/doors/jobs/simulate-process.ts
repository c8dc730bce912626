/* A simulation in a process of its own (own-process.ts). */
import { basename, join } from 'node:path'
import { type Simulated, simulated } from '@yingjin/domain/policy'
import { SnapshotStore } from '../../batch/receive/snapshot-store.ts'
import { keptRun } from '../../batch/run/kept-run.ts'
import { openKeptRun } from '../../batch/run/open-kept-run.ts'
import { simulate } from '../../batch/simulate/simulate.ts'
import { type FileOfRun, layDownMoves, writeSimulatedChildren } from '../../batch/simulate/simulated-children.ts'
import { tellSimulation } from '../../batch/simulate/told-simulation.ts'
import { plannedChanges } from '../../office-simulations.ts'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { vaultToOpen, wordVault } from '../../platform/vault/index.ts'
import { simulatedCounties } from '../../simulated-counties.ts'
import { carryOutOrder, termOfOrder } from './own-process.ts'
import type { SimulateProcessOrder } from './simulate.ts'

carryOutOrder<SimulateProcessOrder, Simulated>(async ({ county, dataDir, config, term: written, run, alternatives, childrenInto }, say) => {
  const term = termOfOrder(written)
  if (term === null) return { refusal: `“${written}”不是一个学期` }
  say('读政策和运行')
  const found = await simulatedCounties([county], term, dataDir, {}, run)
  if (!found.ok) return { refusal: found.message }
  const [own] = found.counties
  if (own === undefined) throw new Error('one county was asked for')
  const kept = keptRun(dataDir, county, term, basename(own.directory))
  if (kept === null) throw new Error('the run was there a moment ago')
  const planned = plannedChanges(county, own.policy, alternatives)
  if ('says' in planned) return { refusal: planned.says }
  return withPrivateScratch(async scratch => {
    say('打开运行保存的事实')
    const directory = await openKeptRun({ dataDir, config }, { county, term, directory: own.directory }, scratch, ['facts', 'decisions', 'places', 'persons'])
    if (!directory.ok) return { refusal: wordVault(directory.problem) }
    const vault = vaultToOpen({ dataDir, config }, county)
    if (!vault.ok) return { refusal: wordVault(vault.problem) }
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      say(`逐人测算 ${planned.changes.length} 个方案`)
      const counties = [{ ...own, directory: directory.value }]
      const names = planned.changes.map(({ name }) => name)
      const result = await simulate(db, counties, planned.changes, async (statements, counted) => {
        say('列出有变化的孩子')
        await layDownMoves(db, statements, counted, names)
        const files = await filesOf(kept.record.restsOn, new SnapshotStore(dataDir, vault.value))
        await writeSimulatedChildren(db, { opened: directory.value, files, into: childrenInto })
      })
      say('汇总')
      // What is kept is what the workbook is made of, with the run it rests on.
      return { outcome: simulated.parse({ run: basename(own.directory), asDecided: found.asDecided, ...tellSimulation(result, counties, found) }) }
    } finally {
      db.close()
    }
  })
})

/** The files of a run that are still kept. What was destroyed since stands for nobody. */
const filesOf = async (snapshots: readonly string[], store: SnapshotStore): Promise<readonly FileOfRun[]> => {
  const files: FileOfRun[] = []
  for (const key of snapshots) {
    const report = await store.find(key)
    if (report !== null) files.push(...report.tables.map(({ kind }) => ({ roster: kind, file: report.file, fileDigest: store.digestOfSource(key) })))
  }
  return files
}
