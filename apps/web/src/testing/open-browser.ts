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

/** The libraries that come with the browser, for a machine that has none of them; unpacked once. */
const libraries = (): string => {
  const from = join(folderOf('@sparticuz/chromium'), 'bin', 'al2023.tar.br')
  const into = join(tmpdir(), `yingjin-browser-${process.getuid?.() ?? 0}`)
  if (!existsSync(join(into, 'al2023'))) {
    const making = `${into}-${process.pid}`
    mkdirSync(join(making, 'al2023'), { recursive: true, mode: 0o700 })
    writeFileSync(join(making, 'al2023.tar'), brotliDecompressSync(readFileSync(from)))
    execFileSync('tar', ['-xf', join(making, 'al2023.tar'), '-C', join(making, 'al2023')])
    mkdirSync(into, { recursive: true, mode: 0o700 })
    try {
      renameSync(join(making, 'al2023'), join(into, 'al2023'))
    } catch (error) {
      // Another run was first.
      if (!existsSync(join(into, 'al2023'))) throw error
    }
  }
  return join(into, 'al2023', 'lib')
}

/** Chinese characters are boxes without a font of their own: the one from npm, named in a configuration of this run. */
const fonts = (): string => {
  const fontFolder = folderOf('@expo-google-fonts/noto-sans-sc')
  const into = join(tmpdir(), `yingjin-fonts-${process.getuid?.() ?? 0}`)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const folders = ['400Regular', '700Bold'].map(weight => `<dir>${join(fontFolder, weight)}</dir>`)
  writeFileSync(join(into, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${folders.join('')}<cachedir>${join(into, 'cache')}</cachedir></fontconfig>`)
  return into
}

/** A real Chromium out of npm, with a Chinese font, on any machine. */
export const openBrowser = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--lang=zh-CN'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries(), FONTCONFIG_PATH: fonts(), LANG: 'zh_CN.UTF-8' } as Record<string, string>,
  })

export const sizes = {
  desk: { width: 1366, height: 768 },
  wide: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes
