import { problem } from '@yingjin/kernel'
import type { ValueType } from './tree.ts'
import { type Meaning, type ParameterInForce, unenteredKey } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { expectType, valueWord } from './words.ts'

/** A figure of the document, looked up for the term or refused; never last year's, never a default. */
export type ParameterNode = NodeOf<'parameter', ValueType, { key: string }>

/** Pack writers use `drafting(...).parameter`, which knows the keys. */
export const parameterNode = <T extends ValueType>(key: string, type: T): NodeOf<'parameter', T, { key: string }> => node('parameter', type, { key })

/** `上限 1,500.00 元`; where the print cannot be taken as it stands, how it is printed, how read, and why. */
const told = (p: ParameterInForce, n: ParameterNode): string => {
  if (p.value === null) return `${p.label}（文件没有写明数额，尚未录入）`
  const read = p.asRead === undefined ? '' : `（文件印作“${p.printed}”，按“${p.asRead.text}”理解：${p.asRead.because}）`
  return `${p.label} ${valueWord(p.value, n.type)}${read}`
}

export const parameterMeaning: Meaning<ParameterNode> = {
  operands: () => [],
  check: (n, s) => {
    const type = s.parameterType(n.key)
    return type === null ? [problem('policy/unknown-parameter', { place: s.place, parameter: n.key })] : expectType(s, type, n)
  },
  range: (n, s) => s.parameter(n.key),
  evaluate: (n, s) => s.parameter(n.key).value,
  explain: (n, s) => told(s.parameter(n.key), n),
  compile: (n, s) => s.figure(n.key, n.type),
  missing: { evaluate: n => new Set([unenteredKey(n.key)]), compile: (n, s) => s.figureBit(n.key) },
}
