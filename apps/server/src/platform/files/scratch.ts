import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateFolder, removeFolder } from './private-files.ts'

const prefix = 'yingjin-scratch-'

/**
 * A private folder for the plaintext of one run, gone at its end, on failure and when the run is interrupted. What a
 * killed run left behind is removed by the next one.
 */
export const withPrivateScratch = async <T>(work: (scratch: string) => Promise<T>): Promise<T> => {
  removeAbandoned(tmpdir())
  const scratch = privateFolder(mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)))
  const onSignal = (signal: NodeJS.Signals): void => {
    removeFolder(scratch)
    for (const s of signals) process.removeListener(s, onSignal)
    process.kill(process.pid, signal)
  }
  for (const s of signals) process.on(s, onSignal)
  try {
    return await work(scratch)
  } finally {
    for (const s of signals) process.removeListener(s, onSignal)
    removeFolder(scratch)
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Folders of runs of ours whose process is no more. */
const removeAbandoned = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const path = join(parent, name)
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
