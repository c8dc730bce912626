import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseTerm, type Term } from '@yingjin/kernel'
import { latestRun } from '../run/kept-run.ts'

/** Terms of which a complete run of a county is kept, newest first. */
export const keptTerms = (dataDir: string, county: string): readonly Term[] => {
  const folder = join(dataDir, 'runs', county)
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names
    .flatMap(name => {
      const term = parseTerm(name)
      return term.ok && latestRun(dataDir, county, term.value) !== null ? [term.value] : []
    })
    .toSorted(byTerm)
    .toReversed()
}

/** Spring is before the autumn of its year. */
const order = (term: Term): string => term.replace('-spring', '-1').replace('-autumn', '-2')
const byTerm = (a: Term, b: Term): number => (order(a) < order(b) ? -1 : 1)
