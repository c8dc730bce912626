import type { FactKey, Stage } from '@yingjin/facts'
import type { PlainDate } from '@yingjin/kernel'
import type { Condition, Sum, ValueType } from '../tree.ts'
import type { AssembledLine } from './assemble.ts'

/** Half-open: from its first day up to but not including `to`. */
export type Interval = readonly [from: PlainDate, to: PlainDate]

/** The paper the rules stand in. `number` is null where the paper bears none of its own. */
export type PolicyDocument = Readonly<{
  title: string
  issuer: string
  number: string | null
  promulgated: PlainDate
  inForce: Interval
  replaces: readonly string[]
}>

/** `示例县教育局《…》（示教发〔2022〕1号）` */
export const documentTitle = (d: PolicyDocument): string => `${d.issuer}《${d.title}》${d.number === null ? '' : `（${d.number}）`}`

/**
 * A clause: where it stands, what it says in our own words, and the register row that holds our reading of it.
 * `waived` gives the reason why no rule rests on it; without that an unused clause is an error.
 */
export type Clause = Readonly<{ article: string; text: string; register: string; waived?: string }>

/** A figure of the document by the dates for which it is printed. `value` in whole fen or a count; `printed` as on paper. */
export type Parameter = Readonly<{
  type: ValueType
  label: string
  clause: string
  values: readonly Readonly<{ from: PlainDate; to: PlainDate; value: number; printed: string }>[]
}>

/** An open point of the register (`O-…`): what is asked, how it may be read, and which reading this pack takes. */
export type Reading = Readonly<{ question: string; options: Readonly<Record<string, string>>; default: string }>

/**
 * A named condition of a line. All criteria are evaluated and all that fail are reported.
 * @property name    what must be so, as officials say it
 * @property failed  what is so when it fails
 * @property quiet   said only when it fails (a condition that nobody asks about while it holds)
 */
export type Criterion = Readonly<{ name: string; failed: string; when: Condition; clause: string; quiet?: boolean }>

/** One of the alternatives that make a person one of those named by the clause. */
export type Ground = Readonly<{ name: string; when: Condition; clause: string }>

/**
 * For whom: everybody who meets the criteria, or those in one of the named groups. `etcetera` are the groups that the
 * clause reaches only through its open “等”; `decision` is the condition under which belonging to one of them counts.
 */
export type Persons =
  | 'everyone'
  | Readonly<{ name: string; failed: string; grounds: readonly Ground[]; etcetera: readonly Ground[]; decision: Condition | null; clause: string }>

/** How it reaches the child. */
export type Form = 'to-person-cash' | 'to-school' | 'waiver' | 'in-kind' | 'loan' | 'to-person-from-college'
export const forms: Readonly<Record<Form, string>> = {
  'to-person-cash': '补助到人',
  'to-school': '补助到校',
  waiver: '免收',
  'in-kind': '发放实物',
  loan: '贷款',
  'to-person-from-college': '由就读高校发放到人',
}
export type Delivery = Readonly<{ form: Form; payee: string }>

/** What the amount says: exactly this, at most this (a loan the family may take), at least this (the college decides how much more). */
export type AmountMeaning = 'exact' | 'ceiling' | 'floor'

/**
 * One item of aid.
 * @property id        the register row
 * @property stages    the stages it is for; its first criterion, and for other stages its only answer
 * @property amount    this term's sum; a waiver or a thing in kind may be without one
 * @property delivery  fixed, or by a condition that must then be known before anything is paid
 * @property forbidden forms the clause rules out
 */
export type Line = Readonly<{
  id: string
  title: string
  clause: string
  stages: readonly Stage[]
  criteria: readonly Criterion[]
  persons: Persons
  amount: Sum<'term'>
  amountMeans: AmountMeaning
  period: string
  delivery: Delivery | Readonly<{ when: Condition; then: Delivery; otherwise: Delivery }>
  forbidden: readonly Form[]
}>

/**
 * How lines stand to each other, applied in order to the whole bundle.
 * take-higher: for the same persons only the highest standard; rivals apply by their criteria, whoever the person is.
 * exclude: while `first` is due, `then` is not. tiers: upper tier first, one tier only.
 */
export type Stacking =
  | Readonly<{ kind: 'take-higher'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'exclude'; first: string; then: string; clause: string }>
  | Readonly<{ kind: 'tiers'; of: readonly string[]; clause: string }>

/** Something a person should look at although every line is decided. Said when it is known to hold. */
export type Notice = Readonly<{ id: string; when: Condition; text: string; clause: string }>

/** How fractions are treated, and what happens when a rule changes inside a term. Both rest on a clause or a reading. */
export type Convention = Readonly<{ rule: string; cites: string }>

/** What a pack writer writes. Frozen plain data; nothing in it is a function. */
export type PackSource = Readonly<{
  id: string
  division: string
  document: PolicyDocument
  clauses: Readonly<Record<string, Clause>>
  parameters: Readonly<Record<string, Parameter>>
  readings: Readonly<Record<string, Reading>>
  rounding: Convention
  midPeriodChange: Convention
  lines: readonly Line[]
  stack: readonly Stacking[]
  notices: readonly Notice[]
  /** Rows of the register that give no payable line, each with its reason. */
  notEncoded: readonly Readonly<{ register: string; title: string; because: string }>[]
}>

/** A pack that takes all its rules from another one and only says whose they are here and by which paper. */
export type AdoptingPack = Readonly<{ id: string; division: string; base: string; document: PolicyDocument }>

export type AnyPackSource = PackSource | AdoptingPack

/** A checked pack: the source, the facts it asks for (bit order of every missing mask) and its canonical text. */
export type Pack = PackSource &
  Readonly<{
    base: string | null
    /** The lines with all that their being due depends on, stacking applied. */
    bundle: readonly AssembledLine[]
    facts: readonly FactKey[]
    /** What a digest is made of: the whole tree, keys sorted. */
    canonicalText: string
  }>
