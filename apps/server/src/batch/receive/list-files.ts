import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the folder, or the reason why it is not opened. `name` is the path below the folder, with `/`. */
export type FoundFile = Readonly<{ name: string; path: string; skipped: string | null }>

export const inNaturalOrder = new Intl.Collator('zh-Hans-CN', { numeric: true }).compare

const reasonToSkip = (name: string): string | null => {
  if (name.startsWith('~$') || name.startsWith('.~')) return '这是 Excel 或 WPS 打开文件时的临时锁文件，不是名册；请先保存并关闭原文件'
  if (name.startsWith('.')) return '这是隐藏文件，不是名册；确是名册的请改名后重新放入'
  if (/^(?:thumbs\.db|desktop\.ini)$/i.test(name)) return '这是系统文件，不是名册'
  return null
}

/**
 * Every file below a folder in a stable natural order (名册2 before 名册10). Nothing is passed over in silence: what is
 * not opened is listed with the reason. Links are not followed; they may lead out of the folder.
 */
export const listFiles = (folder: string): readonly FoundFile[] => {
  const found: FoundFile[] = []
  const walk = (directory: string, prefix: string): void => {
    const names = readdirSync(directory).toSorted((a, b) => inNaturalOrder(a, b) || (a < b ? -1 : 1))
    for (const name of names) {
      const path = join(directory, name)
      const below = `${prefix}${name}`
      const status = lstatSync(path)
      if (status.isDirectory() && reasonToSkip(name) === null) walk(path, `${below}/`)
      else if (status.isDirectory()) found.push({ name: `${below}/`, path, skipped: '这是隐藏文件夹，没有打开' })
      else if (status.isSymbolicLink()) found.push({ name: below, path, skipped: '这是链接，不是文件；请放入文件本身' })
      else if (!status.isFile()) found.push({ name: below, path, skipped: '这不是普通文件' })
      else found.push({ name: below, path, skipped: reasonToSkip(name) })
    }
  }
  walk(folder, '')
  return found
}
