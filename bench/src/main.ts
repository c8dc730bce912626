import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const benchmarks = ['intake', 'run', 'policy', 'records', 'office-snapshot', 'web'] as const

/** `npm run bench` runs every benchmark, `npm run bench -- run --small` one of them; flags are passed on. */
export const main = (args: readonly string[]): number => {
  const [first, ...rest] = args
  const named = first === undefined || first.startsWith('--') ? null : first
  const wanted = benchmarks.filter(name => named === null || name === named)
  if (wanted.length === 0) {
    process.stderr.write(`no benchmark ${named}; there are ${benchmarks.join(', ')}\n`)
    return 2
  }
  for (const name of wanted) {
    const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
    const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...(named === null ? args : rest)], { stdio: 'inherit' })
    if (status !== 0) return status ?? 1
  }
  return 0
}
