import { choiceWord, facts, factOf, type FactKey } from '@yingjin/facts'
import { inYuan, periodOnPaper } from '@yingjin/kernel'
import type { Expr } from '@yingjin/sql'
import type { Node, Value, ValueType } from '../tree.ts'
import type { PackProblem } from '../pack/problems.ts'
import { problem } from '@yingjin/kernel'
import type { CheckScope } from './meaning.ts'

/** A type as a pack writer would say it. */
export const typeWord = (t: ValueType): string =>
  t.kind === 'yes-no' ? '是非' : t.kind === 'money' ? `金额（${periodOnPaper(t.per)}）` : t.kind === 'count' ? `数量（${t.unit}）` : `取值（${t.of}）`

export const sameType = (a: ValueType, b: ValueType): boolean => typeWord(a) === typeWord(b)

/** A value in the words of its type: `1,250.00 元`, `5 学期`, `初中`, `是`. */
export const valueWord = (value: Value, type: ValueType): string => {
  if (value === null) return '未知'
  switch (type.kind) {
    case 'yes-no':
      return value === true ? '是' : '否'
    case 'money':
      return `${inYuan(Number(value))} 元`
    case 'count':
      return `${value} ${type.unit}`
    case 'choice':
      return choiceWord(type.of, String(value))
  }
}

export const isFactKey = (key: string): key is FactKey => Object.hasOwn(facts, key)
export const factLabel = (key: FactKey): string => factOf(key).label

/** Every operand must be of this type. */
export const expectType = (scope: CheckScope, expected: ValueType, ...found: readonly Node[]): readonly PackProblem[] =>
  found
    .filter(n => !sameType(n.type, expected))
    .map(n => problem('policy/unit-mismatch', { place: scope.place, expected: typeWord(expected), found: typeWord(n.type) }))

export const expectNumber = (scope: CheckScope, ...found: readonly Node[]): readonly PackProblem[] =>
  found
    .filter(n => n.type.kind !== 'money' && n.type.kind !== 'count')
    .map(n => problem('policy/unit-mismatch', { place: scope.place, expected: '金额或数量', found: typeWord(n.type) }))

export const expectNotNegative = (scope: CheckScope, n: Node): readonly PackProblem[] => {
  const { min } = scope.range(n)
  return min < 0 ? [problem('policy/may-be-negative', { place: scope.place, least: min })] : []
}

/** What the checker has proved about a node's type, said to the SQL builder. */
export const asNumber = (e: Expr): Expr<'bigint'> => e as Expr<'bigint'>
export const asCondition = (e: Expr): Expr<'boolean'> => e as Expr<'boolean'>
export const asText = (e: Expr): Expr<'text'> => e as Expr<'text'>
