import { parseTerm } from '@yingjin/kernel'
import { keptTerms } from '../../batch/keep/kept-terms.ts'
import { keptLists } from '../../batch/receive/index.ts'
import { latestRun } from '../../batch/run/kept-run.ts'
import { goesToRuns, type KeptRunList, type KeptRunLists } from '../../registry/index.ts'

/** What a data directory keeps of what was received, as a run takes it. */
export const keptRunListsIn = (dataDir: string): KeptRunLists => {
  const listsOf = (division: string, snapshot: string): readonly KeptRunList[] => keptLists(dataDir, division, snapshot).map(list => ({ snapshot, ...list }))
  const besideImports = (division: string, written: string): readonly KeptRunList[] => {
    const term = parseTerm(written)
    const latest = term.ok ? latestRun(dataDir, division, term.value) : null
    return latest === null ? [] : latest.record.restsOn.flatMap(snapshot => listsOf(division, snapshot)).filter(({ roster }) => goesToRuns(roster))
  }
  return {
    listOf: (division, snapshot, roster) => listsOf(division, snapshot).find(each => each.roster === roster) ?? null,
    ofLatestRun: (division, term) => {
      const own = besideImports(division, term)
      if (own.length > 0) return own
      // What was filled in is of its term; the schools are those of the term before until others come.
      const [before] = keptTerms(dataDir, division)
      return before === undefined ? [] : besideImports(division, before).filter(({ roster }) => roster === 'school-directory')
    },
  }
}
