import { type ChoiceName, type CodeName, factOf, type FactKey } from '@yingjin/facts'
import { epochDay, type Period, problem } from '@yingjin/kernel'
import type { Code, Condition, Count, Day, Sum, Typed, ValueType } from './tree.ts'
import { type Meaning, noRange } from './meaning.ts'
import { choiceFrom, codeOf, countOf, moneyPer, node, type NodeOf, onDay, yesNo } from './node.ts'
import { factLabel, isFactKey, sameType, typeWord, valueWord } from './words.ts'

/** A fact about the child, from the one dictionary: known or unknown. */
export type FactNode = NodeOf<'fact', ValueType, { key: FactKey }>

/** The value type of a fact, as the dictionary declares it. */
export const typeOfFact = (key: FactKey): ValueType => {
  const t = factOf(key).type
  switch (t.kind) {
    case 'yes-no':
      return yesNo
    case 'money':
      return moneyPer(t.per)
    case 'count':
      return countOf(t.unit)
    case 'choice':
      return choiceFrom(t.of)
    case 'date':
      return onDay
    case 'code':
      return codeOf(t.of)
  }
}

/** One builder per type of fact; asking a fact for what it is not is a mistake in the pack and throws where it is written. */
const typed = <T extends ValueType>(key: FactKey, type: T): Typed<T> => {
  if (!sameType(typeOfFact(key), type)) throw new Error(`fact ${key} is ${typeWord(typeOfFact(key))}, not ${typeWord(type)}`)
  return node('fact', type, { key }) as unknown as Typed<T>
}
export const fact = (key: FactKey): Condition => typed(key, yesNo)
export const feeFact = (key: FactKey): Sum<'school-year'> => moneyFact(key, 'school-year')
export const moneyFact = <P extends Period>(key: FactKey, per: P): Sum<P> => typed(key, moneyPer(per))
export const countFact = (key: FactKey, unit: string): Count => typed(key, countOf(unit))
export const dayFact = (key: FactKey): Day => typed(key, onDay)
export const codeFact = <C extends CodeName>(key: FactKey, of: C): Code<C> => typed(key, codeOf(of))
export const choiceFact = <C extends ChoiceName>(key: FactKey, of: C): Typed<Readonly<{ kind: 'choice'; of: C }>> =>
  typed(key, choiceFrom(of) as Readonly<{ kind: 'choice'; of: C }>)

export const factMeaning: Meaning<FactNode> = {
  operands: () => [],
  check: (n, s) => (isFactKey(n.key) && s.knowsFact(n.key) ? [] : [problem('policy/unknown-fact', { place: s.place, fact: n.key })]),
  range: n => {
    const t = factOf(n.key).type
    switch (t.kind) {
      case 'count':
        return { min: t.min, max: t.max }
      case 'money':
        return { min: t.minFen, max: t.maxFen }
      case 'date':
        return { min: epochDay(t.min), max: epochDay(t.max) }
      default:
        return noRange
    }
  },
  evaluate: (n, s) => s.fact(n.key),
  explain: (n, s) => `${factLabel(n.key)}：${valueWord(s.fact(n.key), n.type)}`,
  compile: (n, s) => s.fact(n.key),
  missing: { evaluate: n => new Set([n.key]), compile: (n, s) => s.factBit(n.key) },
}
