import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installed } from './house.ts'
import type { Run } from './runs.ts'
import { oneFailed, runNode, type Step, type Tally } from './step.ts'

/** What vitest writes, as far as it is read here. */
export type Report = Readonly<{
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: readonly Readonly<{ status: string; assertionResults: readonly Readonly<{ status: string }>[] }>[]
}>

/**
 * Counts a run. A file that failed before its first test, a test that was skipped, and a run that failed for a reason
 * no test knows (an unhandled error) each count as failed: none of them may end in “0 failed”.
 */
export const count = (report: Report | null, exitCode: number): Tally => {
  if (report === null) return oneFailed
  const brokenFiles = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed')).length
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + brokenFiles
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

const readReport = (file: string): Report | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return null
  }
}

/** Runs the tests of some runs, all or below some folders. */
export const testing = (name: string, of: readonly Run['name'][], below: readonly string[] = []): Step => ({
  name,
  run: () => {
    const scratch = mkdtempSync(join(tmpdir(), 'yingjin-tests-'))
    const file = join(scratch, 'report.json')
    const exitCode = runNode(
      [
        installed('vitest/vitest.mjs'),
        'run',
        ...of.flatMap(run => ['--project', run]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        // A folder ends in a slash, or `bin` would be found in the middle of other words.
        ...below.map(path => (path.endsWith('.ts') ? path : `${path}/`)),
      ],
      // The launcher's tests use the Node of the visitor, which npm names here; without npm it is our own.
      { npm_node_execpath: process.env['npm_node_execpath'] ?? process.execPath },
    )
    const tally = count(readReport(file), exitCode)
    rmSync(scratch, { recursive: true })
    return tally
  },
})
