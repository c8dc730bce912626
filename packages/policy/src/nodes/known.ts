import { problem } from '@yingjin/kernel'
import { isKnown } from '@yingjin/sql'
import { asConstruct, type Node, type YesNo } from './tree.ts'
import { type Meaning, noFactSettles, noRange } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { factLabel, typeWord } from './words.ts'

/**
 * Is this fact known at all? Never unknown itself, and therefore not for rules: a settled answer would change when more
 * becomes known. Notices alone may ask it.
 */
export type KnownNode = NodeOf<'known', YesNo, { of: Node }>

export const isKnownAtAll = (of: Node): KnownNode => node('known', yesNo, { of })

export const knownMeaning: Meaning<KnownNode> = {
  operands: n => [n.of],
  check: (n, s) => [
    ...(s.inNotice ? [] : [problem('policy/known-in-a-rule', { place: s.place })]),
    ...(n.of.kind === 'fact' ? [] : [problem('policy/unit-mismatch', { place: s.place, expected: '事实', found: typeWord(n.of.type) })]),
  ],
  range: () => noRange,
  evaluate: (n, s) => s.value(n.of) !== null,
  explain: (n, s) => {
    const of = asConstruct(n.of)
    return `${of.kind === 'fact' ? factLabel(of.key) : s.phrase(n.of)}：${s.value(n.of) === null ? '还不知道' : '已知道'}`
  },
  compile: (n, s) => isKnown(s.value(n.of)),
  missing: noFactSettles,
}
