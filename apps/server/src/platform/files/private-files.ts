import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/** A folder that nobody but its owner may enter; made with its parents when it is not there. */
export const privateFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  // An existing folder keeps its mode, and a umask only narrows: say it again.
  chmodSync(path, 0o700)
  return path
}

export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 })

/** Writes beside the target and renames at the end, so that a reader sees the old file or the whole new one. */
export const replaceAtomically = async (path: string, write: (temporary: string) => Promise<void> | void): Promise<void> => {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  try {
    await write(temporary)
    const fd = openSync(temporary, 'r+')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** The same for text, readable by the owner only. */
export const replaceText = (path: string, text: string): Promise<void> =>
  replaceAtomically(path, temporary => {
    const fd = openSync(temporary, 'w', 0o600)
    try {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    } finally {
      closeSync(fd)
    }
  })

/** `name` inside `folder`, or an error of ours: no name from a workbook or a request may lead elsewhere. */
export const inside = (folder: string, name: string): string => {
  const path = resolve(folder, name)
  const way = relative(resolve(folder), path)
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way) throw new Error('a path leads out of its folder')
  return path
}
