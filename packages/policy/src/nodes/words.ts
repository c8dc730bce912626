import { choiceWord, codeNames, facts, factOf, type FactKey } from '@yingjin/facts'
import { inYuan, onPaper, periodOnPaper, type PlainDate } from '@yingjin/kernel'
import type { Expr } from '@yingjin/sql'
import type { Node, Value, ValueType } from './tree.ts'
import type { PackProblem } from '../problems.ts'
import { problem } from '@yingjin/kernel'
import type { CheckScope } from './meaning.ts'

/** A type as a pack writer would say it. */
export const typeWord = (t: ValueType): string => {
  switch (t.kind) {
    case 'yes-no':
      return '是非'
    case 'money':
      return `金额（${periodOnPaper(t.per)}）`
    case 'count':
      return `数量（${t.unit}）`
    case 'choice':
      return `取值（${t.of}）`
    case 'rate':
      return `比例（分母 ${t.den}）`
    case 'unrounded':
      return `未舍入的金额（${periodOnPaper(t.per)}，分母 ${t.den}）`
    case 'date':
      return '日期'
    case 'code':
      return codeNames[t.of]
  }
}

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
    case 'rate':
      return ratioWord(Number(value), type.den)
    case 'unrounded':
      return unroundedWord(Number(value), type.den)
    case 'date':
      return onPaper(value as PlainDate)
    case 'code':
      return String(value)
  }
}

/** `80%` over a hundred, `1.0333` over another power of ten, otherwise `2/37` as it stands. */
const ratioWord = (numerator: number, den: number): string => {
  if (den === 100) return `${numerator}%`
  const digits = /^10+$/.test(String(den)) ? String(den).length - 1 : 0
  if (digits === 0 || numerator < 0) return `${numerator}/${den}`
  const written = String(numerator).padStart(digits + 1, '0')
  return `${written.slice(0, -digits)}.${written.slice(-digits)}`
}

/** `67.56 元又 28/37 分`: exact, whole fen first. */
const unroundedWord = (numerator: number, den: number): string => {
  const rest = ((numerator % den) + den) % den
  return `${inYuan((numerator - rest) / den)} 元${rest === 0 ? '' : `又 ${rest}/${den} 分`}`
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
export const asDay = (e: Expr): Expr<'date'> => e as Expr<'date'>
export const asText = (e: Expr): Expr<'text'> => e as Expr<'text'>
