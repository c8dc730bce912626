import { day, type Money, type Period } from '@yingjin/kernel'
import type { AdoptingPack, Clause, Line, Notice, PackSource, Parameter, Persons, Reading, Stacking } from '../pack/pack.ts'
import { countOf, moneyPer } from '../nodes/node.ts'
import { parameterNode } from '../nodes/parameter.ts'
import { readingNode } from '../nodes/reading.ts'
import type { CountOf, MoneyPer, Typed, ValueType } from '../tree.ts'

export * from './constructs.ts'
export { isDue, sumIfDue } from '../pack/entitlement.ts'
export type { AdoptingPack, Clause, Criterion, Delivery, Form, Ground, Line, Notice, PackSource, Parameter, Persons, Reading, Stacking } from '../pack/pack.ts'
export type { Condition, Count, Sum } from '../tree.ts'

type Dated<T> = readonly Readonly<{ from: string; to: string; value: T; printed: string }>[]
type Typing<T extends ValueType> = Parameter & Readonly<{ type: T }>

const dated = <T>(values: Dated<T>, number: (value: T) => number): Parameter['values'] =>
  values.map(v => ({ from: day(v.from), to: day(v.to), value: number(v.value), printed: v.printed }))

/** A dated sum of the document. */
export const sumParameter = <P extends Period>(label: string, clause: string, values: Dated<Money<P>>): Typing<MoneyPer<P>> => {
  const first = values[0]
  if (first === undefined) throw new Error(`${label}: a parameter without values`)
  return { type: moneyPer(first.value.per), label, clause, values: dated(values, v => v.fen) }
}

/** A dated count of the document, with its unit as the fact dictionary writes it. */
export const countParameter = (label: string, unit: string, clause: string, values: Dated<number>): Typing<CountOf> => ({
  type: countOf(unit),
  label,
  clause,
  values: dated(values, v => v),
})

/**
 * The drafting table of one document: its clauses, figures and open points. What it gives back knows their keys, so that
 * a wrong citation, an undefined figure or a reading without one of its options does not compile.
 */
export const drafting = <
  const C extends Readonly<Record<string, Clause>>,
  const P extends Readonly<Record<string, Parameter>>,
  const R extends Readonly<Record<string, Reading>>,
>(
  document: Readonly<{ clauses: C; parameters: P; readings: R }>,
) => {
  type ClauseKey = keyof C & string
  type Cited<T> = T extends { clause: string } ? Omit<T, 'clause'> & Readonly<{ clause: ClauseKey }> : T
  type CitedPersons = 'everyone' | Cited<Exclude<Persons, 'everyone'>>

  return {
    document,
    parameter: <K extends keyof P & string>(key: K): Typed<P[K]['type']> => {
      const p = document.parameters[key]
      if (p === undefined) throw new Error(`no parameter ${key}`)
      return parameterNode(key, p.type) as unknown as Typed<P[K]['type']>
    },
    reading: <K extends keyof R & string, T extends ValueType>(of: K, options: Readonly<Record<keyof R[K]['options'] & string, Typed<T>>>): Typed<T> => {
      const first = Object.values<Typed<T>>(options)[0]
      if (first === undefined) throw new Error(`${of}: a reading without options`)
      return readingNode(of, first.type, options) as unknown as Typed<T>
    },
    line: (
      l: Omit<Line, 'clause' | 'criteria' | 'persons' | 'forbidden' | 'amountMeans'> &
        Readonly<{ clause: ClauseKey; criteria: readonly Cited<Line['criteria'][number]>[]; persons: CitedPersons }> &
        Partial<Pick<Line, 'forbidden' | 'amountMeans'>>,
    ): Line => ({ forbidden: [], amountMeans: 'exact', ...l }),
    stacking: (s: Stacking & Readonly<{ clause: ClauseKey }>): Stacking => s,
    notice: (n: Notice & Readonly<{ clause: ClauseKey }>): Notice => n,
  }
}

export const pack = (source: PackSource): PackSource => freezeDeep(source)
export const adoptingPack = (source: AdoptingPack): AdoptingPack => freezeDeep(source)

const freezeDeep = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) freezeDeep(part)
    Object.freeze(value)
  }
  return value
}
