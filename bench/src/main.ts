/** `npm run bench` runs every benchmark, `npm run bench -- run --small` one of them; flags are passed on. */
import { spawnSync } from 'node:child_process'
import { argv, execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'

const benchmarks = ['intake', 'run'] as const

const [first, ...rest] = argv.slice(2)
const named = first === undefined || first.startsWith('--') ? null : first
const wanted = benchmarks.filter(name => named === null || name === named)
const flags = named === null ? argv.slice(2) : rest
if (wanted.length === 0) {
  stderr.write(`no benchmark ${named}; there are ${benchmarks.join(', ')}\n`)
  exit(2)
}
for (const name of wanted) {
  const { status } = spawnSync(execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), ...flags], {
    stdio: 'inherit',
  })
  if (status !== 0) exit(status ?? 1)
}
