import { parseSchoolCode, problem } from '@yingjin/kernel'
import { isIn, text } from '@yingjin/sql'
import type { Code, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { codeOf, node, type NodeOf, yesNo } from './node.ts'
import { asText, expectType } from './words.ts'

/** A school by its code, with the name by which the text knows it. */
export type NamedSchool = Readonly<{ code: string; name: string }>
/** Is it one of the schools that the text names? */
export type NamedSchoolNode = NodeOf<'named-school', YesNo, { of: Code<'school'>; schools: readonly NamedSchool[] }>

export const isSchool = (of: Code<'school'>, ...schools: readonly [NamedSchool, ...NamedSchool[]]): NamedSchoolNode =>
  node('named-school', yesNo, { of, schools })

const isCode = (code: string): boolean => {
  const read = parseSchoolCode(code)
  return read.ok && read.value === code
}

export const namedSchoolMeaning: Meaning<NamedSchoolNode> = {
  ...throughOperands<NamedSchoolNode>(n => [n.of]),
  check: (n, s) => [
    ...expectType(s, codeOf('school'), n.of),
    ...n.schools.filter(k => !isCode(k.code)).map(k => problem('policy/not-a-code', { place: s.place, code: k.code, expected: '学校标识码' })),
  ],
  range: () => noRange,
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : n.schools.some(k => k.code === of)
  },
  explain: (n, s) => {
    const here = n.schools.find(k => k.code === s.value(n.of))
    return here === undefined ? `${s.phrase(n.of)}，要求就读${n.schools.map(k => k.name).join('或')}` : `就读${here.name}（${here.code}）`
  },
  compile: (n, s) =>
    isIn(
      asText(s.value(n.of)),
      n.schools.map(k => text(k.code)),
    ),
}
