import { matchesGlob } from 'node:path'
import { type Finding, finding } from '../finding.ts'
import { listFiles, readText } from '../house-files.ts'
import { type Run, runs } from '../runs.ts'

const belongs = (file: string, run: Run): boolean => run.include.some(glob => matchesGlob(file, glob)) && !run.exclude.some(glob => matchesGlob(file, glob))

/** Written like a test, by its name or by what it imports. */
const isTest = (house: string, file: string): boolean =>
  /[.](test|spec)[.][a-z]+$/.test(file) ||
  (/\.[cm]?[jt]sx?$/.test(file) && /^import\s[^\n]*\btest\b[^\n]*from '(vitest|node:test)'/m.test(readText(house, file) ?? ''))

/** Every test file belongs to exactly one run: a test that no run takes would never fail. */
export const testRuns = (house: string): readonly Finding[] => {
  const tests = listFiles(house).filter(file => isTest(house, file))
  if (tests.length === 0) return [finding('.', null, 'no test file was seen: this check looked at nothing')]
  return tests.flatMap(file => {
    const mine = runs.filter(run => belongs(file, run)).map(run => run.name)
    if (mine.length === 1) return []
    return [finding(file, null, mine.length === 0 ? 'belongs to no run, so it never runs' : `belongs to ${mine.join(' and ')}, so it runs more than once`)]
  })
}
