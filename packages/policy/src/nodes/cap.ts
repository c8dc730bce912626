import { inYuan, type Period } from '@yingjin/kernel'
import { smaller } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectType, valueWord } from './words.ts'

/** What is really charged, up to a ceiling; what lies above stays with the family, and the explanation shows it (O-08). */
export type CapNode = NodeOf<'cap', MoneyPer, { actual: Node; ceiling: Node }>

export const capped = <P extends Period>(actual: Sum<P>, ceiling: Sum<NoInfer<P>>): Sum<P> => node('cap', actual.type, { actual, ceiling }) as unknown as Sum<P>

export const capMeaning: Meaning<CapNode> = {
  ...strictlyThroughOperands<CapNode>(n => [n.actual, n.ceiling]),
  check: (n, s) => expectType(s, n.type, n.actual, n.ceiling),
  range: (n, s) => {
    const [actual, ceiling] = [s.range(n.actual), s.range(n.ceiling)]
    return { min: Math.min(actual.min, ceiling.min), max: Math.min(actual.max, ceiling.max) }
  },
  evaluate: (n, s) => {
    const [actual, ceiling] = [s.value(n.actual), s.value(n.ceiling)]
    return actual === null || ceiling === null ? null : Math.min(Number(actual), Number(ceiling))
  },
  explain: (n, s) => {
    const [actual, ceiling] = [s.value(n.actual), s.value(n.ceiling)]
    const limit = `最高 ${valueWord(ceiling, n.type)}`
    if (actual === null || ceiling === null) return `${s.phrase(n.actual)}，${limit}`
    return actual > ceiling
      ? `${s.phrase(n.actual)}，${limit}，按最高标准补助，超出的 ${inYuan(Number(actual) - Number(ceiling))} 元由家庭负担`
      : `${s.phrase(n.actual)}，未超过${limit}，据实补助`
  },
  compile: (n, s) => smaller(asNumber(s.value(n.actual)), asNumber(s.value(n.ceiling))),
}
