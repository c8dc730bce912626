import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const room = join(import.meta.dirname, '..')
const house = join(room, '../..')

/** Everything the pages are made of. */
const sources = ['apps/web/src', 'apps/web/build', 'packages', 'packs'] as const
const singly = ['apps/web/index.html', 'apps/web/calculate.html', 'apps/web/vite.config.ts', 'apps/web/package.json', 'package-lock.json'] as const

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules') && !entry.name.includes('.test.'))
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()

const digestOfSources = (): string => {
  const digest = createHash('sha256')
  for (const file of [...sources.flatMap(each => filesBelow(join(house, each))), ...singly.map(each => join(house, each))]) {
    digest
      .update(`${relative(house, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return digest.digest('hex').slice(0, 16)
}

const squeezed = new Set(['.js', '.css', '.html', '.svg', '.json'])

/** Each file once more as gzip and Brotli, so that no answer waits for a compression. */
const compress = (folder: string): void => {
  for (const file of filesBelow(folder)) {
    if (!squeezed.has(extname(file))) continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }
}

/**
 * The folder of the built pages, built now if they were changed since (some seconds). It is named by what it was built
 * from: two programs that build at once come to the same folder, and one that serves an older state keeps it.
 */
export const builtWeb = async (told: (says: string) => void = () => {}): Promise<string> => {
  const all = join(room, 'out')
  const folder = join(all, digestOfSources())
  if (existsSync(folder)) return folder
  told('正在生成网页（第一次，或程序有改动）…')
  const making = `${folder}.${process.pid}`
  const { build } = await import('vite')
  mkdirSync(all, { recursive: true })
  const environment = process.env['NODE_ENV']
  try {
    // Whoever builds, a test too, builds what an office is served.
    process.env['NODE_ENV'] = 'production'
    await build({ root: room, configFile: join(room, 'vite.config.ts'), logLevel: 'warn', build: { outDir: making, emptyOutDir: true } })
    compress(making)
    renameSync(making, folder)
  } catch (error) {
    // Another program was first with the same pages.
    if (!existsSync(folder)) throw error
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
    rmSync(making, { recursive: true, force: true })
  }
  return folder
}
