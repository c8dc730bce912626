import type { Period } from '@yingjin/kernel'
import { unknown } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, noFactSettles, noRange } from './meaning.ts'
import { moneyPer, node, type NodeOf } from './node.ts'
import { expectType, valueWord } from './words.ts'

/** A fee that is not collected. The waiver is due whatever the fee, so an unknown fee never holds it up: the sum is then not stated. */
export type WaiverNode = NodeOf<'waiver', MoneyPer, { fee: Node | null }>

export const waiverOf = <P extends Period>(fee: Sum<P>): Sum<P> => node('waiver', fee.type, { fee }) as unknown as Sum<P>
export const waiverNotStated: Sum<'school-year'> = node('waiver', moneyPer('school-year'), { fee: null })

export const waiverMeaning: Meaning<WaiverNode> = {
  operands: n => (n.fee === null ? [] : [n.fee]),
  check: (n, s) => (n.fee === null ? [] : expectType(s, n.type, n.fee)),
  range: (n, s) => (n.fee === null ? noRange : s.range(n.fee)),
  evaluate: (n, s) => (n.fee === null ? null : s.value(n.fee)),
  explain: (n, s) => {
    const value = n.fee === null ? null : s.value(n.fee)
    return value === null ? '免收，金额以核定收费标准为准（本地未登记）' : `免收 ${valueWord(value, n.type)}`
  },
  compile: (n, s) => (n.fee === null ? unknown('bigint') : s.value(n.fee)),
  missing: noFactSettles,
}
