import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Where npm put a package; some do not export their manifest. */
const folderOf = (name: string): string => {
  const found = (createRequire(import.meta.url).resolve.paths(name) ?? []).map(path => join(path, name)).find(path => existsSync(path))
  if (found === undefined) throw new Error(`${name} is not installed`)
  return found
}

const scratch = join(tmpdir(), `yingjin-browser-${process.getuid?.() ?? 0}`)

/** Makes a folder once on this machine, whoever is first. */
const once = (name: string, fill: (folder: string) => void): string => {
  const folder = join(scratch, name)
  if (existsSync(folder)) return folder
  const making = `${folder}-${process.pid}`
  mkdirSync(making, { recursive: true, mode: 0o700 })
  fill(making)
  try {
    renameSync(making, folder)
  } catch (error) {
    // Another run was first.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The libraries that come with a browser, for a machine that has none of them. */
const libraries = (browser: string, archive: string): string =>
  join(
    once(`${browser.replaceAll('/', '-')}-libraries`, folder => {
      writeFileSync(join(folder, 'all.tar'), brotliDecompressSync(readFileSync(join(folderOf(browser), 'bin', archive))))
      execFileSync('tar', ['-xf', join(folder, 'all.tar'), '-C', folder])
    }),
    'lib',
  )

/** Chinese characters are boxes without a font of their own: the one from npm, named in a configuration of this run. */
const fonts = (): string => {
  const fontFolder = folderOf('@expo-google-fonts/noto-sans-sc')
  const into = join(scratch, 'fonts')
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const folders = ['400Regular', '700Bold'].map(weight => `<dir>${join(fontFolder, weight)}</dir>`)
  writeFileSync(join(into, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${folders.join('')}<cachedir>${join(into, 'cache')}</cachedir></fontconfig>`)
  return into
}

const launch = (executablePath: string, path: string): Promise<Browser> =>
  playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--lang=zh-CN'],
    env: { ...process.env, LD_LIBRARY_PATH: path, FONTCONFIG_PATH: fonts(), LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' } as Record<string, string>,
  })

/** A real Chromium out of npm, with a Chinese font, on any machine. */
export const openBrowser = async (): Promise<Browser> => launch(await chromium.executablePath(), libraries('@sparticuz/chromium', 'al2023.tar.br'))

/** Chromium 109, the last on Windows 7, still on county desks. */
export const openOldBrowser = (): Promise<Browser> => {
  const folder = once('chromium-109', into => {
    writeFileSync(join(into, 'chromium'), brotliDecompressSync(readFileSync(join(folderOf('chromium-109'), 'bin', 'chromium.br'))), { mode: 0o755 })
  })
  return launch(join(folder, 'chromium'), libraries('chromium-109', 'aws.tar.br'))
}

export const sizes = {
  desk: { width: 1366, height: 768 },
  wide: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes
