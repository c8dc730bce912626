import { parseDivisionCode, problem } from '@yingjin/kernel'
import { boolean, cases, isNull, or, startsWith, text, unknown } from '@yingjin/sql'
import type { Code, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { codeOf, node, type NodeOf, yesNo } from './node.ts'
import { asText, expectType } from './words.ts'

/** A place of the administrative path, with its name for the explanation. */
export type NamedDivision = Readonly<{ code: string; name: string }>
/**
 * Does a place lie within one of these? Every ancestor is a beginning of the path. Of a place that is known only down to
 * a level above, nobody can say: then it is unknown and a person decides, because no further fact would tell.
 */
export type WithinDivisionNode = NodeOf<'within-division', YesNo, { of: Code<'division'>; divisions: readonly NamedDivision[] }>

export const isWithin = (of: Code<'division'>, ...divisions: readonly [NamedDivision, ...NamedDivision[]]): WithinDivisionNode =>
  node('within-division', yesNo, { of, divisions })

const isDivision = (code: string): boolean => {
  const read = parseDivisionCode(code)
  return read.ok && read.value === code
}

export const withinDivisionMeaning: Meaning<WithinDivisionNode> = {
  ...throughOperands<WithinDivisionNode>(n => [n.of]),
  check: (n, s) => [
    ...expectType(s, codeOf('division'), n.of),
    ...n.divisions.filter(d => !isDivision(d.code)).map(d => problem('policy/not-a-code', { place: s.place, code: d.code, expected: '行政区划代码' })),
  ],
  range: () => noRange,
  evaluate: (n, s) => {
    const of = s.value(n.of)
    if (of === null) return null
    if (n.divisions.some(d => String(of).startsWith(d.code))) return true
    return n.divisions.some(d => d.code.startsWith(String(of))) ? null : false
  },
  explain: (n, s) => {
    const of = s.value(n.of)
    const unsure = of !== null && s.value(n) === null ? '（只登记到上一级，须由人认定）' : ''
    return `${s.phrase(n.of)}，要求在${n.divisions.map(d => d.name).join('、')}${unsure}`
  },
  compile: (n, s) => {
    const of = asText(s.value(n.of))
    return cases(
      [
        [isNull(of), unknown('boolean')],
        [or(...n.divisions.map(d => startsWith(of, text(d.code)))), boolean(true)],
        [or(...n.divisions.map(d => startsWith(text(d.code), of))), unknown('boolean')],
      ],
      boolean(false),
    )
  },
}
