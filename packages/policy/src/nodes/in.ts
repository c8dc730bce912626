import { choiceCodes, type ChoiceName, choiceWord } from '@yingjin/facts'
import { problem } from '@yingjin/kernel'
import { isIn, text } from '@yingjin/sql'
import type { Node, Typed, YesNo } from './tree.ts'
import { type Meaning, noRange, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asText, typeWord } from './words.ts'
import type { ChoiceOf } from '@yingjin/facts'

/** One of these codes of a closed set. */
export type InNode = NodeOf<'in', YesNo, { of: Node; codes: readonly string[] }>

export const isOneOf = <C extends ChoiceName>(of: Typed<Readonly<{ kind: 'choice'; of: C }>>, codes: readonly ChoiceOf<C>[]): InNode =>
  node('in', yesNo, { of, codes })

export const inMeaning: Meaning<InNode> = {
  ...strictlyThroughOperands<InNode>(n => [n.of]),
  check: (n, s) => {
    const t = n.of.type
    if (t.kind !== 'choice') return [problem('policy/unit-mismatch', { place: s.place, expected: '取值', found: typeWord(t) })]
    const known: readonly string[] = choiceCodes(t.of)
    return n.codes.filter(c => !known.includes(c)).map(code => problem('policy/unknown-code', { place: s.place, choice: t.of, code }))
  },
  range: () => noRange,
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : n.codes.includes(String(of))
  },
  explain: (n, s) => {
    const t = n.of.type
    return `${s.phrase(n.of)}，要求是${n.codes.map(c => (t.kind === 'choice' ? choiceWord(t.of, c) : c)).join('、')}`
  },
  compile: (n, s) => isIn(asText(s.value(n.of)), n.codes.map(text)),
}
