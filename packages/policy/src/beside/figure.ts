import { type FactKey, factKeys, type FactValues } from '@yingjin/facts'
import { and, cases, column, type Expr, isFalse, isNull, isTrue, or, type Relation, text, unknown } from '@yingjin/sql'
import type { Tri } from '@yingjin/kernel'
import { compileNodes } from '../engines/compile.ts'
import { asCondition } from '../nodes/words.ts'
import { scopeFor } from '../engines/outcome.ts'
import type { Figure } from '../pack/figure.ts'
import { factsIn } from '../pack/walk.ts'
import type { Policy } from '../settled/policy.ts'
import type { Node } from '../nodes/tree.ts'

/**
 * Where one subject stands in a figure. `meets` and `short` are the denominator set; `apart:<n>` stands beside it by the
 * text; `outside` meets what is asked and is not among those it is asked of; `none` has nothing to do with it; `unknown`
 * cannot be placed before more is known.
 */
export type Place = 'meets' | 'short' | 'outside' | 'none' | 'unknown' | `apart:${number}`

const conditions = (f: Figure): Readonly<Record<string, Node>> => ({
  among: f.among,
  meets: f.meets,
  ...Object.fromEntries(f.apart.map((a, i) => [`apart ${i}`, a.when])),
})

/** What a figure asks about its subjects. */
export const figureFacts = (f: Figure): readonly FactKey[] => {
  const asked = factsIn([...Object.values(conditions(f)), ...(f.sums === null ? [] : [f.sums.numerator, f.sums.denominator])])
  return factKeys.filter(k => asked.has(k))
}

/** In order: among them at all; apart by the text, the first set that holds; then whether it meets what is asked. */
export const placeOf = (policy: Policy, figure: Figure, facts: FactValues): Place => {
  const s = scopeFor(policy, facts)
  const [among, meets] = [s.value(figure.among), s.value(figure.meets)]
  if (among === false) return meets === true ? 'outside' : 'none'
  if (among === null) return 'unknown'
  for (const [i, a] of figure.apart.entries()) {
    const holds = s.value(a.when)
    if (holds !== false) return holds === true ? `apart:${i}` : 'unknown'
  }
  return meets === null ? 'unknown' : meets === true ? 'meets' : 'short'
}

/**
 * A figure as it is reported. The value is the exact ratio `numerator ÷ denominator`; with nobody in the denominator there
 * is none. `target` is `unknown` while those who could not be placed may still change the answer.
 *
 * @property keys who stands where, so that every number opens to its rows
 */
export type FigureValue = Readonly<{
  numerator: number
  denominator: number
  value: Readonly<{ numerator: number; denominator: number }> | null
  target: Tri | null
  keys: ReadonlyMap<Place, readonly number[]>
}>

/** A figure over its subjects; the key of a subject is its place in the list. */
export const countFigure = (policy: Policy, figure: Figure, subjects: readonly FactValues[]): FigureValue => {
  const keys = new Map<Place, number[]>()
  const put = (place: Place, key: number): void => {
    const at = keys.get(place)
    if (at === undefined) keys.set(place, [key])
    else at.push(key)
  }
  const sums = { numerator: 0, denominator: 0 }
  for (const [key, facts] of subjects.entries()) {
    const place = placeOf(policy, figure, facts)
    if (figure.sums === null || (place !== 'meets' && place !== 'short')) {
      put(place, key)
      continue
    }
    const s = scopeFor(policy, facts)
    const [numerator, denominator] = [s.value(figure.sums.numerator), s.value(figure.sums.denominator)]
    put(numerator === null || denominator === null ? 'unknown' : place, key)
    if (numerator === null || denominator === null) continue
    sums.numerator += Number(numerator)
    sums.denominator += Number(denominator)
  }
  const [met, short, open] = [keys.get('meets')?.length ?? 0, keys.get('short')?.length ?? 0, keys.get('unknown')?.length ?? 0]
  const [numerator, denominator] = figure.sums === null ? [met, met + short] : [sums.numerator, sums.denominator]
  const value = denominator === 0 ? null : { numerator, denominator }
  return { numerator, denominator, value, target: targetOf(figure, numerator, denominator, open), keys }
}

/** Is the target met whatever becomes of those who could not be placed? A sum over them cannot be bounded, so that it stays open. */
const targetOf = ({ target, sums }: Figure, numerator: number, denominator: number, open: number): Tri | null => {
  if (target === null) return null
  if (denominator + open === 0 || (open > 0 && sums !== null)) return 'unknown'
  const above = (n: number, d: number): bigint => BigInt(n) * BigInt(target.denominator) - BigInt(target.numerator) * BigInt(d)
  const [worst, best] = [above(numerator, denominator + open), above(numerator + open, denominator + open)]
  const met = { 'at-least': (x: bigint) => x >= 0n, 'at-most': (x: bigint) => x <= 0n, equal: (x: bigint) => x === 0n }[target.is]
  if (met(worst) !== met(best) || (target.is === 'equal' && worst !== best)) return 'unknown'
  return met(worst) ? 'yes' : 'no'
}

/** `87.50%`: rounded half up to two decimals, for reading only; the exact ratio is what counts. */
export const percentText = ({ value }: FigureValue): string => {
  if (value === null) return '分母为零，无法计算'
  const [numerator, denominator] = [BigInt(value.numerator), BigInt(value.denominator)]
  const hundredths = (numerator * 20_000n + denominator) / (2n * denominator)
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`
}

export const figureSchema = { person_id: 'bigint', place: 'text', numerator: 'bigint', denominator: 'bigint' } as const

/** Where every subject stands, as rows; `numerator` and `denominator` are the sums of a figure of money, else null. */
export const compileFigure = (policy: Policy, figure: Figure, facts: Relation): Relation<typeof figureSchema> => {
  const nodes = { ...conditions(figure), ...(figure.sums === null ? {} : { numerator: figure.sums.numerator, denominator: figure.sums.denominator }) }
  const over = compileNodes(policyOver(policy, figure), facts, nodes)
  const value = (name: string) => asCondition(column(`= ${name}`, 'boolean'))
  const [among, meets] = [value('among'), value('meets')]
  const apart = figure.apart.map((_, i) => value(`apart ${i}`))
  const sums: readonly Expr<'bigint'>[] = figure.sums === null ? [] : [column('= numerator', 'bigint'), column('= denominator', 'bigint')]
  const place = cases<'text'>(
    [
      [and(isFalse(among), isTrue(meets)), text('outside')],
      [isFalse(among), text('none')],
      [isNull(among), text('unknown')],
      ...apart.flatMap((a, i) => [[isTrue(a), text(`apart:${i}`)] as const, [isNull(a), text('unknown')] as const]),
      [or(isNull(meets), ...sums.map(isNull)), text('unknown')],
      [isTrue(meets), text('meets')],
    ],
    text('short'),
  )
  const [numerator = unknown('bigint'), denominator = unknown('bigint')] = sums
  return over.select(c => ({ person_id: c['person_id'] as Expr<'bigint'>, place, numerator, denominator })) as unknown as Relation<typeof figureSchema>
}

/** Masks of missing facts are not read here; the bit order is that of the figure's own facts. */
const policyOver = (policy: Policy, figure: Figure): Policy => ({ ...policy, facts: figureFacts(figure) })
