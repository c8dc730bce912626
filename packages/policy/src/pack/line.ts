import type { Stage, SubjectKind } from '@yingjin/facts'
import type { Condition, Sum } from '../nodes/tree.ts'
import type { AidItem } from './aid-item.ts'
import type { Interval } from './document.ts'

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
 * @property described the clause's own words, where it reaches them by a description and not by 等
 */
export type Persons =
  | 'everyone'
  | Readonly<{
      name: string
      failed: string
      grounds: readonly Ground[]
      etcetera: readonly Ground[]
      described?: string
      decision: Condition | null
      clause: string
    }>

/** How it reaches those it is for. */
export type Form = 'to-person-cash' | 'to-school' | 'waiver' | 'in-kind' | 'loan' | 'interest' | 'to-person-from-college' | 'set-aside' | 'without-amount'
export const forms: Readonly<Record<Form, string>> = {
  'to-person-cash': '补助到人',
  'to-school': '补助到校',
  waiver: '免收',
  'in-kind': '发放实物',
  loan: '贷款',
  interest: '贴息',
  'to-person-from-college': '由就读高校发放到人',
  'set-aside': '自行提取',
  'without-amount': '不涉及金额',
}
export type Delivery = Readonly<{ form: Form; payee: string }>

/** What the amount says: exactly this, at most this (a loan the family may take), at least this (the college decides how much more). */
export type AmountMeaning = 'exact' | 'ceiling' | 'floor'

/** Who bears it, from the nation down; beside them whoever else gives. `upper`: above the county, the text not saying which. */
export type FundLevel = 'upper' | 'central' | 'province' | 'prefecture' | 'county' | 'school' | 'partner' | 'lender'
export const fundLevels: Readonly<Record<FundLevel, string>> = {
  upper: '上级',
  central: '中央',
  province: '省级',
  prefecture: '市级',
  county: '县级',
  school: '学校',
  partner: '协作方',
  lender: '贷款经办机构',
}
export type FundHead = Readonly<{ name: string; level: FundLevel }>

/**
 * Which funds bear a sum; the parts add up to it exactly.
 * shares: by proportion (which sum to one), each rounded down, the rest with `remainderTo`.
 * payers: each payer's own sum; the line's amount is their total.
 */
export type Funding =
  | Readonly<{
      kind: 'shares'
      heads: readonly Readonly<{ head: FundHead; share: readonly [numerator: number, denominator: number] }>[]
      remainderTo: string
      clause: string
    }>
  | Readonly<{ kind: 'payers'; heads: readonly Readonly<{ head: FundHead; amount: Sum }>[]; clause: string }>

/**
 * pays: whoever it names is paid by it. compares: a standard whose source is still to be verified (出处待核); it is held
 * against what a lower document gives and never pays.
 */
export type Effect = 'pays' | 'compares'

/**
 * One item of aid.
 * @property id        the register row
 * @property subject   what the rule is about; a student unless it says otherwise
 * @property item      which aid it is, across documents (`aidItems`): what a lower document and a payment roster mean by the same thing
 * @property stages    the stages it is for; its first criterion, and for other stages its only answer. Students only
 * @property amount    the sum of its own period (a student's: this term's, or once); a waiver or a thing in kind may be without one
 * @property funding   which funds bear it; null where the text is silent
 * @property delivery  fixed, or by a condition that must then be known before anything is paid
 * @property forbidden forms the clause rules out
 */
export type Line = Readonly<{
  id: string
  /** Narrower than its document's, where the document gives it a first or last term of its own. */
  inForce?: Interval
  subject: SubjectKind
  item: AidItem | null
  effect: Effect
  title: string
  clause: string
  stages: readonly Stage[]
  criteria: readonly Criterion[]
  persons: Persons
  amount: Sum
  amountMeans: AmountMeaning
  period: string
  delivery: Delivery | Readonly<{ when: Condition; then: Delivery; otherwise: Delivery }>
  forbidden: readonly Form[]
  funding: Funding | null
}>
