import { describe, expect, test, vi } from 'vitest'
import { carryOut, oneFailed, onePassed, printTally } from './step.ts'
import { count, type Report } from './tests.ts'

const report = (given: Partial<Report>): Report => ({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...given })

describe('counting tests', () => {
  test('what passed and what failed is counted', () => {
    expect(count(report({}), 0)).toEqual({ passed: 3, failed: 0 })
    expect(count(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 3, failed: 2 })
  })

  test('a skipped test is a failed one', () => {
    expect(count(report({ numPendingTests: 1 }), 0)).toEqual({ passed: 3, failed: 1 })
    expect(count(report({ numTodoTests: 1 }), 0)).toEqual({ passed: 3, failed: 1 })
  })

  test('a file that broke before its first test is a failure', () => {
    expect(count(report({ testResults: [{ status: 'failed', assertionResults: [] }] }), 1)).toEqual({ passed: 3, failed: 1 })
  })

  test('a file with a failed test is not counted a second time', () => {
    expect(count(report({ numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] }), 1)).toEqual({
      passed: 3,
      failed: 1,
    })
  })

  test('a run that failed for a reason no test knows, or left no report, is a failure', () => {
    expect(count(report({}), 1)).toEqual({ passed: 3, failed: 1 })
    expect(count(null, 0)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('carrying out steps', () => {
  test('all steps run, also after one failed or broke, and the sum is printed as scripts read it', () => {
    const said = [process.stdout, process.stderr].map(stream => vi.spyOn(stream, 'write').mockReturnValue(true))
    const ran: string[] = []
    const step = (name: string, tally: () => typeof onePassed) => ({ name, run: () => (ran.push(name), tally()) })
    const broken = () => {
      throw new Error('the check itself is broken')
    }
    const tally = carryOut([step('a', () => oneFailed), step('b', broken), step('c', () => ({ passed: 40, failed: 0 }))])
    expect(ran).toEqual(['a', 'b', 'c'])
    expect(said.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))).join('')).toMatch(/✗ a .*✗ b .*✓ c .*the check itself is broken/s)
    expect(printTally(tally)).toBe('40 passed, 2 failed')
  })
})
