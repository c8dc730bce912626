import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const house = fileURLToPath(new URL('../../../../../', import.meta.url))
const compiler = join(house, 'node_modules', 'ts7', 'bin', 'tsc')

/** What the type checker says of a pack's folder, one fault per entry with the file as its writer knows it; null where it is not installed. */
export const typeFaults = (folder: string, shown: string): readonly string[] | null => {
  if (!existsSync(compiler)) return null
  const scratch = mkdtempSync(join(tmpdir(), 'yingjin-types-'))
  try {
    const project = {
      extends: join(house, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(house, 'node_modules', '@types')] },
      include: [join(folder, 'src')],
      exclude: [],
    }
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(project))
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', scratch, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
    if (status === 0) return []
    // A fault begins at the margin with its place; what is indented explains it.
    const faults = stdout.split('\n').filter(line => /^\S.*error TS\d+/.test(line))
    return faults.length === 0 ? [stdout.trim()] : faults.map(fault => `${shown}/${fault}`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
