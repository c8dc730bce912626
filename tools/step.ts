import { spawnSync } from 'node:child_process'
import { type Finding, printFinding } from './finding.ts'
import { house } from './house.ts'

/** What a step came to. A step that is not counted in tests counts as one. */
export type Tally = Readonly<{ passed: number; failed: number }>
export const onePassed: Tally = { passed: 1, failed: 0 }
export const oneFailed: Tally = { passed: 0, failed: 1 }
export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((n, t) => n + t.passed, 0),
  failed: tallies.reduce((n, t) => n + t.failed, 0),
})

/** Printed last by every verb that checks something, alone on its line, so that scripts can read it. */
export const printTally = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`

export type Step = Readonly<{ name: string; run: () => Tally }>

/** A step that asks one question of the house; every finding is a failure of that one question. */
export const asking = (name: string, check: (house: string) => readonly Finding[]): Step => ({
  name,
  run: () => {
    const findings = check(house)
    for (const found of findings) process.stdout.write(`  ${printFinding(found)}\n`)
    return findings.length === 0 ? onePassed : oneFailed
  },
})

/** Runs a program of Node in the house, its output passed through. */
export const runNode = (args: readonly string[], env: Readonly<Record<string, string>> = {}): number =>
  spawnSync(process.execPath, [...args], { cwd: house, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }).status ?? 1

/** A step that is another program; it passes when that exits with 0. */
export const running = (name: string, ...args: readonly string[]): Step => ({ name, run: () => (runNode(args) === 0 ? onePassed : oneFailed) })

const inMinutes = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`)

/** A step that throws is broken itself: said in full, and failed. */
const attempt = ({ run }: Step): Tally => {
  try {
    return run()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return oneFailed
  }
}

/** Runs all steps, also after one failed: whoever mends wants to see everything at once. */
export const carryOut = (steps: readonly Step[]): Tally => {
  const begun = performance.now()
  const tallies = steps.map(step => {
    const since = performance.now()
    const tally = attempt(step)
    process.stdout.write(`${tally.failed === 0 ? '✓' : '✗'} ${step.name} (${inMinutes(performance.now() - since)})\n`)
    return tally
  })
  process.stdout.write(`\n${((performance.now() - begun) / 60_000).toFixed(1)} minutes\n`)
  return sum(tallies)
}
