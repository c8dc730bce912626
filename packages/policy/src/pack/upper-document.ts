import { problem } from '@yingjin/kernel'
import { nothingBeside } from './county-matters.ts'
import type { Line } from './line.ts'
import type { PackSource, TowardsUpper } from './pack.ts'
import type { Stacking } from './stacking.ts'
import type { PackProblem } from '../problems.ts'

const keysInBoth = (what: string, upper: Readonly<Record<string, unknown>>, lower: Readonly<Record<string, unknown>>, packs: readonly string[]) =>
  Object.keys(lower)
    .filter(key => Object.hasOwn(upper, key))
    .map(key => problem('policy/key-in-two-packs', { what, key, packs }))

const shareAStage = (a: Line, b: Line): boolean => a.subject === b.subject && (a.subject !== 'student' || a.stages.some(s => b.stages.includes(s)))

/**
 * What is wrong between a document and those above it: the same key twice, a word about a line that is not there, a
 * replacement that is not there, and two lines for one aid without the word that settles which holds. `packOf` says in
 * which of the papers above a line stands.
 */
export const problemsBetween = (upper: PackSource, lower: PackSource, packOf: (line: string) => string): readonly PackProblem[] => {
  const packs = [upper.id, lower.id]
  const words = lower.upper ?? {}
  const above = new Map(upper.lines.map(l => [l.id, l]))
  const own = lower.lines.map(l => l.id)
  return [
    ...keysInBoth('条款', upper.clauses, lower.clauses, packs),
    ...keysInBoth('参数', upper.parameters, lower.parameters, packs),
    ...keysInBoth('条目', Object.fromEntries(above), Object.fromEntries(own.map(id => [id, true])), packs),
    ...Object.keys(words)
      .filter(id => !above.has(id))
      .map(line => problem('policy/unknown-upper-line', { pack: lower.id, line })),
    ...Object.entries(words).flatMap(([upperLine, word]) =>
      word.how === 'replaced'
        ? word.by.filter(id => !own.includes(id)).map(line => problem('policy/unknown-line', { place: `${lower.id} 对 ${upperLine} 的替代`, line }))
        : [],
    ),
    ...upper.lines
      .filter(l => l.item !== null && !Object.hasOwn(words, l.id))
      .flatMap(above =>
        lower.lines
          .filter(l => l.item === above.item && shareAStage(l, above))
          .map(l => problem('policy/line-without-word', { upper: above.id, upperPack: packOf(above.id), lower: l.id, lowerPack: lower.id })),
      ),
  ]
}

/** A stage keeps those of its lines that still pay; with fewer than it needs there is nothing to set against each other. */
const stillStacked = (stack: readonly Stacking[], pays: ReadonlySet<string>): readonly Stacking[] =>
  stack.flatMap((s): readonly Stacking[] => {
    if (s.kind === 'exclude') return pays.has(s.first) && pays.has(s.then) ? [s] : []
    if (s.kind === 'quota') return pays.has(s.of) ? [s] : []
    const of = s.of.filter(id => pays.has(id))
    return of.length < (s.kind === 'cumulative' || s.kind === 'reduce' ? 1 : 2) ? [] : [{ ...s, of }]
  })

/** By which lines a line above is carried on below. */
const takenOver = (word: TowardsUpper | undefined, line: string): readonly string[] => (word?.how === 'replaced' ? word.by : [line])

/** The lower document laid over those above it. Its own division, paper, conventions and county matters hold. */
export const under = (upper: PackSource, lower: PackSource): PackSource => {
  const words = lower.upper ?? {}
  const lines = upper.lines.map((l): Line => (words[l.id]?.how === 'replaced' ? { ...l, effect: 'compares' } : l))
  const pays = new Set(lines.filter(l => l.effect === 'pays').map(l => l.id))
  return {
    ...lower,
    clauses: { ...upper.clauses, ...lower.clauses },
    parameters: { ...upper.parameters, ...lower.parameters },
    readings: { ...upper.readings, ...lower.readings },
    county: lower.county ?? nothingBeside,
    lines: [...lines, ...lower.lines],
    stack: [...stillStacked(upper.stack, pays), ...lower.stack],
    intended: [...(upper.intended ?? []).map(i => ({ ...i, lines: i.lines.flatMap(id => takenOver(words[id], id)) })), ...(lower.intended ?? [])],
    together: [...(upper.together ?? []), ...(lower.together ?? [])],
    notices: [...upper.notices, ...lower.notices],
  }
}
