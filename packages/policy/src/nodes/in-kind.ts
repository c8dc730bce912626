import type { Period } from '@yingjin/kernel'
import { unknown } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, noFactSettles, noRange } from './meaning.ts'
import { moneyPer, node, type NodeOf } from './node.ts'
import { expectType, valueWord } from './words.ts'

/** Given in kind, never as money. The text may state a standard or none; none never holds the thing up. */
export type InKindNode = NodeOf<'in-kind', MoneyPer, { standard: Node | null }>

export const inKindWorth = <P extends Period>(standard: Sum<P>): Sum<P> => node('in-kind', standard.type, { standard }) as unknown as Sum<P>
export const inKindNotStated: Sum<'school-year'> = node('in-kind', moneyPer('school-year'), { standard: null })

export const inKindMeaning: Meaning<InKindNode> = {
  operands: n => (n.standard === null ? [] : [n.standard]),
  check: (n, s) => (n.standard === null ? [] : expectType(s, n.type, n.standard)),
  range: (n, s) => (n.standard === null ? noRange : s.range(n.standard)),
  evaluate: (n, s) => (n.standard === null ? null : s.value(n.standard)),
  explain: (n, s) => {
    const value = n.standard === null ? null : s.value(n.standard)
    return value === null ? '发放实物，文件未写明金额' : `实物，标准 ${valueWord(value, n.type)}`
  },
  compile: (n, s) => (n.standard === null ? unknown('bigint') : s.value(n.standard)),
  missing: noFactSettles,
}
