import { problem } from '@yingjin/kernel'
import { bigint } from '@yingjin/sql'
import type { ValueType } from '../tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { expectType, valueWord } from './words.ts'

/** A figure of the document, looked up for the term or refused; never last year's, never a default. */
export type ParameterNode = NodeOf<'parameter', ValueType, { key: string }>

/** Pack writers use `drafting(...).parameter`, which knows the keys. */
export const parameterNode = <T extends ValueType>(key: string, type: T): NodeOf<'parameter', T, { key: string }> => node('parameter', type, { key })

export const parameterMeaning: Meaning<ParameterNode> = {
  ...throughOperands<ParameterNode>(() => []),
  check: (n, s) => {
    const type = s.parameterType(n.key)
    return type === null ? [problem('policy/unknown-parameter', { place: s.place, parameter: n.key })] : expectType(s, type, n)
  },
  range: (n, s) => s.parameter(n.key),
  evaluate: (n, s) => s.parameter(n.key).value,
  explain: (n, s) => `${s.parameter(n.key).label} ${valueWord(s.parameter(n.key).value, n.type)}`,
  compile: (n, s) => bigint(s.parameter(n.key).value),
}
