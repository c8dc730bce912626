import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/**
 * Places that a command is told on its line, looked at before any work begins. Each answers with a sentence that says
 * what is wrong and what to write instead, or null.
 */
export type PlaceCheck = string | null

const kindOf = (path: string): 'folder' | 'file' | 'nothing' => {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    return found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : 'file'
  } catch {
    // A way that leads through a file, or where nobody may look.
    return 'nothing'
  }
}

/** The folder rosters lie in: there, a folder, readable, and not empty. */
export const cannotRead = (folder: string): PlaceCheck => {
  const kind = kindOf(folder)
  if (kind === 'nothing') return `找不到文件夹“${folder}”，请核对写法`
  if (kind === 'file') return `“${folder}”是一个文件；请写名册所在的文件夹`
  try {
    if (readdirSync(folder).length === 0) return `文件夹“${folder}”是空的；请把收到的名册放进去再运行`
  } catch {
    return `打不开文件夹“${folder}”，没有权限；请换一个位置或请管理员开放权限`
  }
  return null
}

export const cannotReadFile = (path: string): PlaceCheck => {
  if (kindOf(path) !== 'file') return `找不到文件“${path}”，请核对写法`
  try {
    accessSync(path, constants.R_OK)
    return null
  } catch {
    return `打不开文件“${path}”，没有权限`
  }
}

/** A folder that is written into; made when it is not there. `what` names it in the sentence: 输出文件夹, 数据目录. */
export const cannotWrite = (folder: string, what: string): PlaceCheck => {
  const path = resolve(folder)
  const no = `${what}“${path}”不能写入；请换一个位置，或请管理员开放权限`
  try {
    // One level at a time: asked to make all of them, the system goes round for ever where nothing can be made (/proc).
    const missing: string[] = []
    for (let at = path; kindOf(at) !== 'folder'; at = dirname(at)) {
      if (kindOf(at) === 'file') return `${what}“${path}”写不成：“${at}”是一个文件，不是文件夹；请换一个名字`
      if (dirname(at) === at) return no
      missing.unshift(at)
    }
    for (const each of missing) mkdirSync(each, { mode: 0o700 })
    rmdirSync(mkdtempSync(join(path, '.应尽试写-')))
    return null
  } catch {
    return no
  }
}

export const cannotWriteFile = (file: string, what: string): PlaceCheck => {
  const path = resolve(file)
  if (kindOf(path) === 'folder') return `${what}“${path}”是一个文件夹；请写文件名，例如 ${join(path, '比对.xlsx')}`
  return cannotWrite(dirname(path), `${what}所在的文件夹`)
}

const own = new Set(['postgres', 'office', 'snapshots', 'runs', 'marks', 'mappings.json', 'ended.jsonl'])

/** The data directory is closed to everybody else, so it must be nobody else’s folder already. */
export const cannotKeep = (folder: string): PlaceCheck => {
  const path = resolve(folder)
  if (kindOf(path) === 'folder') {
    const names = readdirSyncOr(path)
    if (names.length > 0 && !names.some(name => own.has(name)))
      return `数据目录“${path}”里已有别的内容；数据目录会设为只有本人能进，请写一个空文件夹，或应尽以前用过的数据目录`
  }
  return cannotWrite(path, '数据目录')
}

const readdirSyncOr = (path: string): readonly string[] => {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

/** What is written must not lie among what is read: the next run would take our lists for rosters. */
export const liesAmongRosters = (path: string, rosters: string, what: string): PlaceCheck => {
  const way = relative(real(rosters), real(path))
  const below = way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way)
  return below ? `${what}“${resolve(path)}”在名册文件夹里面，下次会被当作名册来收；请用别处的文件夹` : null
}

/** Without links, as far as the path is there. */
const real = (path: string): string => {
  const whole = resolve(path)
  if (kindOf(whole) !== 'nothing') return realpathSync(whole)
  return dirname(whole) === whole ? whole : join(real(dirname(whole)), basename(whole))
}

/** A folder that is emptied before it is written: only an empty one, or one that this program wrote before. */
export const cannotReplace = (folder: string, what: string, isOurs: (folder: string) => boolean): PlaceCheck => {
  const path = resolve(folder)
  if (kindOf(path) === 'folder' && readdirSyncOr(path).length > 0 && !isOurs(path))
    return `${what}“${path}”里已有别的内容，写入会先清空它；请写一个新的或空的文件夹`
  return cannotWrite(path, what)
}

export const firstProblem = (...checks: readonly (() => PlaceCheck)[]): PlaceCheck => {
  for (const check of checks) {
    const said = check()
    if (said !== null) return said
  }
  return null
}
