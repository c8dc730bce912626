import type { Problem } from './problem.ts'

/** Expected refusals are returned; only a broken promise of our own is thrown. */
export type Result<T, P extends Problem = Problem> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; problem: P }>

export const done = <T>(value: T): Readonly<{ ok: true; value: T }> => ({ ok: true, value })
export const refused = <P extends Problem>(problem: P): Readonly<{ ok: false; problem: P }> => ({ ok: false, problem })

/** For places where a refusal can only be our own mistake (literals in packs, tests). Throws. */
export const must = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(`${result.problem.code} ${JSON.stringify(result.problem.facts)}`)
}
