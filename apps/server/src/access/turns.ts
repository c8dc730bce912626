/** Does work when its turn comes: null where as many wait already as may. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T | null>

/** So many works at once, in the order in which they came, and a bound to how many wait. */
export const openTurns = ({ atOnce, waiting }: Readonly<{ atOnce: number; waiting: number }>): InTurn => {
  const queue: (() => void)[] = []
  let free = atOnce
  return async work => {
    if (free > 0) free -= 1
    else if (queue.length >= waiting) return null
    else await new Promise<void>(go => queue.push(go))
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
