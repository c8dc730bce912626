import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '../finding.ts'
import { installed } from '../house.ts'

/** What dependency-cruiser reports, as far as it is read here. */
type Cruise = Readonly<{
  modules: readonly Readonly<{ source: string; dependencies: readonly Readonly<{ resolved: string }>[] }>[]
  summary: Readonly<{
    totalCruised: number
    violations: readonly Readonly<{ from: string; to: string; rule: Readonly<{ name: string }>; cycle?: readonly Readonly<{ name: string }>[] }>[]
  }>
}>

const rooms = ['packages', 'apps', 'packs', 'bench', 'examples', 'bin', 'tools']
const cruiser = installed('dependency-cruiser/bin/dependency-cruise.mjs')

/**
 * Edges across workspaces that the house cannot do without. When one is not seen, imports by workspace name were not
 * resolved, and every rule about directions looked at nothing.
 */
export const knownEdges: readonly (readonly [from: string, to: string])[] = [
  ['packages/sql/', 'packages/kernel/'],
  ['packages/facts/', 'packages/kernel/'],
  ['packages/policy/', 'packages/sql/'],
  ['apps/web/src/features/', 'packages/domain/'],
]

const cruise = (house: string): Cruise => {
  const there = rooms.filter(room => existsSync(join(house, room)))
  const { stdout, stderr, error } = spawnSync(process.execPath, [cruiser, ...there, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  // It exits with the number of violations; only an answer that is not JSON is a failure of its own.
  if (error !== undefined || !stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no answer: ${error?.message ?? stderr}`)
  return JSON.parse(stdout) as Cruise
}

/** Imports flow only in the directions of `.dependency-cruiser.cjs`; and the check saw the house it judges. */
export const importDirections = (house: string): readonly Finding[] => {
  const { modules, summary } = cruise(house)
  if (summary.totalCruised === 0) return [finding('.dependency-cruiser.cjs', null, 'no module was seen: this check looked at nothing')]
  const lost = knownEdges.filter(
    ([from, to]) => !modules.some(({ source, dependencies }) => source.startsWith(from) && dependencies.some(({ resolved }) => resolved.startsWith(to))),
  )
  return [
    ...lost.map(([from, to]) =>
      finding('.dependency-cruiser.cjs', null, `the known import of ${to} by ${from} was not seen: workspace imports are not resolved`),
    ),
    ...summary.violations.map(({ from, to, rule, cycle }) =>
      finding(from, null, `${rule.name}: must not import ${cycle === undefined ? to : cycle.map(step => step.name).join(' → ')}`),
    ),
  ]
}
