import { problem } from '@yingjin/kernel'
import { and, type Bool, type Expr, ge, isKnown, lt } from '@yingjin/sql'
import type { PackProblem } from '../problems.ts'
import type { Node, Value } from './tree.ts'
import { expectFigures, together } from './figures.ts'
import type { CheckScope, EvaluationScope, SqlScope } from './meaning.ts'
import { asNumber, expectNotNegative, expectNumber, expectType, valueWord } from './words.ts'

/** From `from` up to but not including `to`; `null` is without end. Both are figures of the text. */
export type Band = Readonly<{ from: Node; to: Node | null }>

const boundsOf = (bands: readonly Band[]): readonly Node[] => bands.flatMap(b => (b.to === null ? [b.from] : [b.from, b.to]))

/** Each joins the next, in order, and together they cover all that `by` can be; in every dated version of the bounds. */
export const bandProblems = (s: CheckScope, by: Node, bands: readonly Band[]): readonly PackProblem[] => {
  const said = (n: number): string => valueWord(n, by.type)
  const { min, max } = s.range(by)
  const inVersion = (bounds: readonly (number | null)[]): readonly PackProblem[] => {
    const figures = bounds.flatMap(b => (b === null ? [] : [b]))
    if (figures.length < bounds.length) return []
    let next = 0
    const inOrder = bands.map(b => ({ from: figures[next++] as number, to: b.to === null ? Infinity : (figures[next++] as number) }))
    const [first, last] = [inOrder[0], inOrder.at(-1)]
    return [
      ...inOrder.filter(b => b.from >= b.to).map(b => problem('policy/bounds-reversed', { place: s.place, from: said(b.from), to: said(b.to) })),
      ...inOrder.slice(1).flatMap((b, i): readonly PackProblem[] => {
        const before = inOrder[i] as (typeof inOrder)[number]
        if (b.from < before.from) return [problem('policy/bands-unsorted', { place: s.place, first: said(before.from), then: said(b.from) })]
        if (before.to < b.from) return [problem('policy/bands-gap', { place: s.place, from: said(before.to), to: said(b.from) })]
        return before.to > b.from ? [problem('policy/bands-overlap', { place: s.place, at: said(b.from) })] : []
      }),
      ...(first !== undefined && last !== undefined && first.from <= min && last.to > max
        ? []
        : [problem('policy/bands-short', { place: s.place, least: said(min), greatest: said(max) })]),
    ]
  }
  const bounds = boundsOf(bands)
  return [
    ...expectNumber(s, by),
    ...expectNotNegative(s, by),
    ...expectType(s, by.type, ...bounds),
    ...expectFigures(s, ...bounds),
    ...distinct(together(s, bounds).flatMap(inVersion)),
  ]
}

/** Several versions of the text may be wrong in the same way; that is told once. */
const distinct = (problems: readonly PackProblem[]): readonly PackProblem[] => [...new Map(problems.map(p => [JSON.stringify(p), p])).values()]

export const bandOperands = (bands: readonly Band[]): readonly Node[] => boundsOf(bands)

/** The band in which the value lies; `null` where the value or a bound is not known. */
export const bandOf = <B extends Band>(bands: readonly B[], value: Value, s: EvaluationScope): B | null => {
  if (value === null) return null
  let found: B | null = null
  for (const band of bands) {
    const [from, to] = [s.value(band.from), band.to === null ? Infinity : s.value(band.to)]
    if (from === null || to === null) return null
    if (found === null && Number(value) >= Number(from) && Number(value) < Number(to)) found = band
  }
  return found
}

/** Are the value and every bound known? A bound that nobody has entered leaves every band open. */
export const allKnown = (bands: readonly Band[], by: Expr<'bigint'>, s: SqlScope): Bool => {
  const written = (e: Expr): boolean => e.kind === 'literal' && e.value !== null
  const bounds = [...new Map(boundsOf(bands).map(b => [b.id, s.value(b)])).values()]
  return and(isKnown(by), ...bounds.filter(e => !written(e)).map(e => isKnown(e)))
}

export const isWithin = (band: Band, by: Expr<'bigint'>, s: SqlScope): Bool => {
  const from = ge(by, asNumber(s.value(band.from)))
  return band.to === null ? from : and(from, lt(by, asNumber(s.value(band.to))))
}

/** `500.00 元 起、不到 1,000.00 元` */
export const bandWord = (band: Band, s: EvaluationScope): string => {
  const from = `${valueWord(s.value(band.from), band.from.type)} 起`
  return band.to === null ? from : `${from}、不到 ${valueWord(s.value(band.to), band.to.type)}`
}
