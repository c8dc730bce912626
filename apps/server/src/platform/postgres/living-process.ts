import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process by its number and when it began: numbers are used again. */
export type ProcessMark = Readonly<{ pid: number; began: string | null }>

export const markOf = (pid: number): ProcessMark => ({ pid, began: beganAt(pid) })

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold anything, so we count from behind its bracket. */
const beganAt = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return (
      stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .at(19) ?? null
    )
  } catch {
    return null
  }
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Ended, and only not yet collected by its parent. */
const isZombie = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

export const isAlive = (mark: ProcessMark): boolean => exists(mark.pid) && !isZombie(mark.pid) && (mark.began === null || beganAt(mark.pid) === mark.began)

/**
 * Whether a living process is the server over `data`. A server works in its data folder; a process that works elsewhere
 * is somebody else who has the number now. Where we may not look, whatever is called postgres is taken for the server:
 * two servers over one folder would ruin it.
 */
export const serves = (pid: number, data: string): boolean => {
  if (!isAlive(markOf(pid))) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return isCalledPostgres(pid)
  }
}

const isCalledPostgres = (pid: number): boolean => {
  try {
    return /\((postgres|postmaster)\)/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
