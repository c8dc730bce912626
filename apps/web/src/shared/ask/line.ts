/** Whether the office answers at all, as the requests of this page find it. */
let up = true
const watching = new Set<() => void>()
let asking: ReturnType<typeof setInterval> | null = null
const asksEveryMs = 4_000

const turn = (now: boolean): void => {
  if (up === now) return
  up = now
  if (!up && asking === null) asking = setInterval(() => void tryLine(), asksEveryMs)
  if (up && asking !== null) {
    clearInterval(asking)
    asking = null
  }
  for (const tell of watching) tell()
}

/** The lightest thing the office answers, which needs no login and leaves no trace. */
const tryLine = async (): Promise<void> => {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' })
    turn(true)
  } catch {
    turn(false)
  }
}

export const lineIsUp = (): boolean => up
export const lineAnswered = (): void => turn(true)
export const lineFailed = (): void => turn(false)
export const watchLine = (tell: () => void): (() => void) => {
  watching.add(tell)
  return () => watching.delete(tell)
}

if (typeof window !== 'undefined') {
  window.addEventListener('offline', () => turn(false))
  window.addEventListener('online', () => void tryLine())
}
