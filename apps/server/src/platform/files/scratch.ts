import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateFolder, removeFolder } from './private-files.ts'

const scratchPrefix = 'yingjin-scratch-'

/** A private folder for the plaintext of one run. */
export const withPrivateScratch = <T>(work: (scratch: string) => Promise<T>): Promise<T> => withPassingFolder(tmpdir(), scratchPrefix, work)

/**
 * A private folder below `parent`, named for this process: gone when `work` ends or fails and when the process is
 * interrupted, unless `work` has renamed it. What a killed process left under the same prefix is removed first.
 */
export const withPassingFolder = async <T>(parent: string, prefix: string, work: (folder: string) => Promise<T>): Promise<T> => {
  removeAbandoned(parent, prefix)
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  open.add(folder)
  if (open.size === 1) for (const s of signals) process.on(s, onSignal)
  try {
    return await work(privateFolder(folder))
  } finally {
    open.delete(folder)
    if (open.size === 0) for (const s of signals) process.removeListener(s, onSignal)
    removeFolder(folder)
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Folders of this process that hold plaintext now. */
const open = new Set<string>()

const onSignal = (signal: NodeJS.Signals): void => {
  for (const folder of open) removeFolder(folder)
  for (const s of signals) process.removeListener(s, onSignal)
  process.kill(process.pid, signal)
}

/** Removes folders of this prefix whose process is no more. In a container every run may have the same number: then ours are those we know. */
export const removeAbandoned = (parent: string, prefix: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined
    const path = join(parent, name)
    if (pid === undefined || open.has(path) || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue
    const owner = statSync(path, { throwIfNoEntry: false })
    if (owner?.isDirectory() === true && (process.getuid === undefined || owner.uid === process.getuid())) removeFolder(path)
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Where snapshots and runs are kept unless the user names another place: `YINGJIN_DATA`, else the platform's custom. */
export const dataDirectory = (): string => {
  const said = process.env['YINGJIN_DATA']
  if (said !== undefined && said !== '') return said
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Yingjin')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Yingjin')
  const base = process.env['XDG_DATA_HOME']
  return join(base !== undefined && base.startsWith('/') ? base : join(homedir(), '.local', 'share'), 'yingjin')
}
