import { loadPack } from '../pack/load.ts'
import type { Pack, PackSource, Parameter } from '../pack/pack.ts'
import { wordPackRefused } from '../problems.ts'
import type { Known } from '../nodes/tree.ts'
import { randomFrom } from './students.ts'

/** A figure near the printed one: never below one, odd and even alike. */
const near = (value: Known, random: (below: number) => number): Known => {
  if (typeof value !== 'number') return value
  const reach = Math.max(1, Math.floor(value / 4))
  return Math.max(1, value - reach + random(2 * reach + 1))
}

const varied = (p: Parameter, random: (below: number) => number, unenteredOf: number): Parameter =>
  p.values.length > 0 && random(100) < unenteredOf
    ? { ...p, values: [] }
    : {
        ...p,
        values: p.values.map(v => {
          const value = near(v.value, random)
          return { ...v, value, printed: String(value) }
        }),
      }

/**
 * Invented counties of province 99 whose documents are this one with other numbers, drawn from a seed: what a shape is for.
 * Numbers that the checker refuses (a supplement greater than what it supplements) are drawn again.
 * @param unenteredOf of a hundred figures, how many nobody has entered
 */
export const variedCounties = (source: PackSource, seed: number, count: number, unenteredOf = 3): readonly Pack[] => {
  const random = randomFrom(seed)
  const draw = (division: string, triesLeft: number): Pack => {
    const parameters = Object.fromEntries(Object.entries(source.parameters).map(([key, p]) => [key, varied(p, random, unenteredOf)]))
    const loaded = loadPack({ ...source, id: `${division}-varied`, division, parameters })
    if (loaded.ok) return loaded.value
    if (triesLeft === 0) throw new Error(wordPackRefused(loaded.problem).join('\n'))
    return draw(division, triesLeft - 1)
  }
  return Array.from({ length: count }, (_, i) => draw(`99${String(1000 + i).padStart(4, '0')}`, 100))
}
