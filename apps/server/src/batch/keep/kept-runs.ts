import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Term } from '@yingjin/kernel'
import { keptRun, latestFile, recordFile, type RunRecord } from '../run/kept-run.ts'

/** A complete run that lies in the data directory, and when it was laid there. */
export type RunThatIsKept = Readonly<{ record: RunRecord; keptAt: string; newest: boolean }>

/** Every complete run of a county and term: the newest first, the others by when they were laid down. */
export const keptRuns = (dataDir: string, county: string, term: Term): readonly RunThatIsKept[] => {
  const folder = join(dataDir, 'runs', county, term)
  const latest = latestFile(dataDir, county, term)
  const newest = existsSync(latest) ? (JSON.parse(readFileSync(latest, 'utf8')) as { run: string }).run : null
  const found = (existsSync(folder) ? readdirSync(folder) : []).flatMap(name => {
    const kept = keptRun(dataDir, county, term, name)
    return kept === null ? [] : [{ record: kept.record, keptAt: statSync(recordFile(kept.directory)).mtime.toISOString(), newest: name === newest }]
  })
  return found.toSorted((a, b) => Number(b.newest) - Number(a.newest) || (a.keptAt < b.keptAt ? 1 : -1))
}
