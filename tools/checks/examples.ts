import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '../finding.ts'

/** An example is a folder with `main.ts` and, beside it, what it must print. */
const isExample = (house: string, name: string): boolean => existsSync(join(house, 'examples', name, 'main.ts'))

/** Every example still prints what stands beside it: output that drifted is documentation that lies. */
export const examples = (house: string): readonly Finding[] => {
  const found = readdirSync(join(house, 'examples')).filter(name => isExample(house, name))
  if (found.length === 0) return [finding('examples', null, 'no example was seen: this check looked at nothing')]
  return found.flatMap(name => {
    const expected = `examples/${name}/expected.txt`
    if (!existsSync(join(house, expected))) return [finding(expected, null, 'is missing: an example shows what it prints')]
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(house, 'examples', name, 'main.ts')], {
      cwd: house,
      encoding: 'utf8',
      timeout: 120_000,
    })
    if (status !== 0) return [finding(`examples/${name}/main.ts`, null, `ended with ${status}: ${stderr.trim().split('\n').slice(-3).join(' ')}`)]
    const [printed, wanted] = [stdout.split('\n'), readFileSync(join(house, expected), 'utf8').split('\n')]
    const differing = Array.from({ length: Math.max(printed.length, wanted.length) }, (_, at) => at).find(at => printed[at] !== wanted[at])
    return differing === undefined ? [] : [finding(expected, differing + 1, `expected “${wanted[differing] ?? ''}”, printed “${printed[differing] ?? ''}”`)]
  })
}
