import { day, type Money, type Period } from '@yingjin/kernel'
import type { AdoptingPack, Clause, Notice, PackSource, Parameter, Reading } from '../pack/pack.ts'
import type { Line, Persons } from '../pack/line.ts'
import type { Stacking } from '../pack/stacking.ts'
import { countOf, moneyPer, onDay, rateOver } from '../nodes/node.ts'
import { parameterNode } from '../nodes/parameter.ts'
import { readingNode } from '../nodes/reading.ts'
import type { AsRead } from '../nodes/meaning.ts'
import type { CountOf, Known, MoneyPer, OnDay, RateOver, Sum, Typed, ValueType } from '../nodes/tree.ts'

export * from './constructs.ts'
export { isDue, sumIfDue } from '../pack/entitlement.ts'
export { aidItems, type AidItem } from '../pack/aid-item.ts'
export { type CountyMatters, type NamedMatter, nothingBeside } from '../pack/county-matters.ts'
export type { Figure } from '../pack/figure.ts'
export type { AdoptingPack, Clause, Notice, PackSource, Parameter, Reading, TowardsUpper } from '../pack/pack.ts'
export type { Criterion, Delivery, Form, FundHead, Funding, Ground, Line, Persons } from '../pack/line.ts'
export type { Stacking } from '../pack/stacking.ts'
export type { Code, Condition, Count, Day, Rate, Sum, Unrounded } from '../nodes/tree.ts'

/** `known`: the day from which a later correction was known. */
type Dated<T> = readonly Readonly<{ from: string; to: string; value: T; printed: string; asRead?: AsRead; known?: string }>[]
type Typing<T extends ValueType> = Parameter & Readonly<{ type: T }>

const dated = <T>(values: Dated<T>, plain: (value: T) => Known): Parameter['values'] =>
  values.map(({ from, to, value, known, ...rest }) => ({
    ...rest,
    from: day(from),
    to: day(to),
    value: plain(value),
    ...(known === undefined ? {} : { known: day(known) }),
  }))

/** A dated sum of the document. */
export const sumParameter = <P extends Period>(label: string, clause: string, values: Dated<Money<P>>): Typing<MoneyPer<P>> => {
  const first = values[0]
  if (first === undefined) throw new Error(`${label}: a parameter without values`)
  return { type: moneyPer(first.value.per), label, clause, values: dated(values, v => v.fen) }
}

/** A sum that the document obliges and leaves open: reported as not entered until somebody enters it. */
export const sumToEnter = <P extends Period>(label: string, clause: string, per: P): Typing<MoneyPer<P>> => ({ type: moneyPer(per), label, clause, values: [] })
/** A count that the document leaves open. */
export const countToEnter = (label: string, unit: string, clause: string): Typing<CountOf> => ({ type: countOf(unit), label, clause, values: [] })

/** A dated ratio of the document over one denominator: `rateParameter('分担比例', 100, …, [{ …, value: 80, printed: '80%' }])`. */
export const rateParameter = (label: string, den: number, clause: string, values: Dated<number>): Typing<RateOver> => ({
  type: rateOver(den),
  label,
  clause,
  values: dated(values, v => v),
})

/** A dated day of the document: the last day for an application, the day of a status. */
export const dayParameter = (label: string, clause: string, values: Dated<string>): Typing<OnDay> => ({
  type: onDay,
  label,
  clause,
  values: dated(values, v => day(v)),
})

/** A dated count of the document, with its unit as the fact dictionary writes it. */
export const countParameter = (label: string, unit: string, clause: string, values: Dated<number>): Typing<CountOf> => ({
  type: countOf(unit),
  label,
  clause,
  values: dated(values, v => v),
})

/** What a line is unless its writer says otherwise. */
const unlessSaid = { forbidden: [], amountMeans: 'exact', item: null, effect: 'pays', funding: null } as const
type Optional = keyof typeof unlessSaid
type Written<Whom, Condition, ClauseKey> = Omit<Line, 'subject' | 'stages' | 'amount' | 'clause' | 'criteria' | 'persons' | Optional> &
  Partial<Pick<Line, Optional>> &
  Readonly<{ clause: ClauseKey; criteria: readonly Condition[]; persons: Whom }>

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
    /** A line for students: what is due this term, or once. */
    line: (
      l: Written<CitedPersons, Cited<Line['criteria'][number]>, ClauseKey> & Readonly<{ stages: Line['stages']; amount: Sum<'term' | 'once'> }>,
    ): Line => ({
      ...unlessSaid,
      ...l,
      subject: 'student',
    }),
    /** A line about anything else: a household, school, class, teacher, post or project. */
    lineAbout: (
      subject: Exclude<Line['subject'], 'student'>,
      l: Written<CitedPersons, Cited<Line['criteria'][number]>, ClauseKey> & Readonly<{ amount: Sum }>,
    ): Line => ({ ...unlessSaid, ...l, subject, stages: [] }),
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
