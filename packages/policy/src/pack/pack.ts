import type { FactKey, Stage, SubjectKind } from '@yingjin/facts'
import type { PlainDate } from '@yingjin/kernel'
import type { AsRead } from '../nodes/meaning.ts'
import type { Rounding } from '../nodes/rounding.ts'
import type { Condition, Count, Known, Node, Sum, ValueType } from '../tree.ts'
import type { AidItem } from './aid-item.ts'
import type { AssembledLine, AssembledQuota } from './assemble.ts'
import type { CountyMatters } from './county-matters.ts'

/** Half-open: from its first day up to but not including `to`. */
export type Interval = readonly [from: PlainDate, to: PlainDate]

/**
 * The paper the rules stand in. `number` is null where the paper bears none of its own.
 * @property replaces ids of packs that this one takes the place of from its first day
 * @property upstream papers of other bodies that it cites (register section 7.7), by their key in the county's documents
 */
export type PolicyDocument = Readonly<{
  title: string
  issuer: string
  number: string | null
  promulgated: PlainDate
  inForce: Interval
  replaces: readonly string[]
  upstream?: readonly string[]
}>

/** `示例县教育局《…》（示教发〔2022〕1号）` */
export const documentTitle = (d: PolicyDocument): string => `${d.issuer}《${d.title}》${d.number === null ? '' : `（${d.number}）`}`

/**
 * A clause: where it stands, what it says in our own words, and the register row that holds our reading of it.
 * `waived` gives the reason why no rule rests on it; without that an unused clause is an error.
 * `governs` says which lines the clause sets against each other.
 */
export type Clause = Readonly<{ article: string; text: string; register: string; waived?: string; governs?: Governs }>

/**
 * That a clause sets lines against each other, as its text says it, in its order: a stacking stage over exactly these
 * lines must rest on it (`prove`). Written apart from the stage, so that one of the two cannot be lost unseen.
 */
export type Governs = Readonly<{ how: Stacking['kind']; lines: readonly string[] }>

/**
 * A figure of the document by the dates for which it is printed. Without a value it is one that the document leaves open
 * and nobody has entered yet: whatever rests on it yields no amount.
 */
export type Parameter = Readonly<{ type: ValueType; label: string; clause: string; values: readonly PrintedValue[] }>

/**
 * @property value   whole fen, a count, the numerator of a rate, a code, a day
 * @property printed as on paper
 * @property asRead  how we read what is printed, with the reason, where the print cannot be taken as it stands
 * @property known   the day from which this value was known, where it is a later correction of one printed for the same days
 */
export type PrintedValue = Readonly<{ from: PlainDate; to: PlainDate; value: Known; printed: string; asRead?: AsRead; known?: PlainDate }>

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

/** How it reaches those it is for. */
export type Form = 'to-person-cash' | 'to-school' | 'waiver' | 'in-kind' | 'loan' | 'interest' | 'to-person-from-college' | 'without-amount'
export const forms: Readonly<Record<Form, string>> = {
  'to-person-cash': '补助到人',
  'to-school': '补助到校',
  waiver: '免收',
  'in-kind': '发放实物',
  loan: '贷款',
  interest: '贴息',
  'to-person-from-college': '由就读高校发放到人',
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

/**
 * How lines stand to each other, applied in order to the whole bundle: each stage sees what the stages before it left.
 * take-higher: for the same persons only the highest standard; rivals apply by their criteria, whoever the person is.
 * exclude: while `first` is due, `then` is not. exclude-lower: of those that are due, only the one with the highest sum.
 * tiers: upper tier first, one tier only.
 * reduce: while `when` holds, only `kept` of `whole` of each sum.
 * cumulative: all sums together, in this order and with
 * what was paid before, reach the limit at most.
 * quota: of those to whom the line is due, in `order`, only as many as there are places.
 */
export type Stacking =
  | Readonly<{ kind: 'take-higher'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'exclude'; first: string; then: string; clause: string }>
  | Readonly<{ kind: 'exclude-lower'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'tiers'; of: readonly string[]; clause: string }>
  | Readonly<{ kind: 'reduce'; of: readonly string[]; when: Condition; kept: Count; whole: Count; mode: Rounding; clause: string }>
  | Readonly<{ kind: 'cumulative'; of: readonly string[]; limit: Sum; paid: Sum; clause: string }>
  | Quota
/**
 * @property pool   the fact that says in whose pool a child is (its school)
 * @property places how many there are
 * @property rank   the fact that says where the child stands in the pool; the batch plane works it out from `order`
 * @property order  who goes first; a condition that holds before one that does not, a greater sum before a smaller one
 */
export type Quota = Readonly<{ kind: 'quota'; of: string; pool: FactKey; places: Count; rank: FactKey; order: readonly Node[]; clause: string }>

/** Something a person should look at although every line is decided. Said when it is known to hold. */
export type Notice = Readonly<{ id: string; when: Condition; text: string; clause: string }>

/** How fractions are treated. It rests on a clause or a reading. */
export type Convention = Readonly<{ rule: string; cites: string }>
/** What happens when a figure changes inside a term: the term takes the one of its first or of its last day. */
export type MidPeriodChange = Convention & Readonly<{ takes: 'first-day' | 'last-day' }>

/** What a lower document says of a line of an upper one. `replaced`: by a line of its own, which may differ from the standard. */
export type TowardsUpper = Readonly<{ how: 'replaced'; by: readonly string[] } | { how: 'added' } | { how: 'left' }>

/**
 * For whom the document means to do something: of everybody in `who`, at least one of these lines is due. Whoever is in
 * none of them is a gap, unless it is one of those `apart`, whom the text itself leaves out; each with its reason. What a
 * person may grant counts as granted.
 */
export type Intended = Readonly<{
  id: string
  subject: SubjectKind
  who: Condition
  lines: readonly string[]
  apart: readonly Readonly<{ name: string; when: Condition; because: string }>[]
  clause: string
}>

/** Lines of one aid that may be due together although nothing sets them against each other. */
export type Together = Readonly<{ lines: readonly string[]; because: string; clause: string }>

/** What a pack writer writes. Frozen plain data; nothing in it is a function. */
export type PackSource = Readonly<{
  id: string
  division: string
  document: PolicyDocument
  clauses: Readonly<Record<string, Clause>>
  parameters: Readonly<Record<string, Parameter>>
  readings: Readonly<Record<string, Reading>>
  rounding: Convention
  midPeriodChange: MidPeriodChange
  /** What this document says of lines of the documents above it; a line of the same item without a word here is an error. */
  upper?: Readonly<Record<string, TowardsUpper>>
  county?: CountyMatters
  lines: readonly Line[]
  stack: readonly Stacking[]
  /** What `prove` holds the lines against. */
  intended?: readonly Intended[]
  together?: readonly Together[]
  notices: readonly Notice[]
  /** Rows of the register that give no payable line, each with its reason. */
  notEncoded: readonly Readonly<{ register: string; title: string; because: string }>[]
}>

/** A pack that takes all its rules from another one and only says whose they are here and by which paper. */
export type AdoptingPack = Readonly<{ id: string; division: string; base: string; document: PolicyDocument }>

export type AnyPackSource = PackSource | AdoptingPack

/** A paper on the way from the nation down to a county that has ended, with none that takes its place: it says nothing any more. */
export type LapsedPaper = Readonly<{ pack: string; title: string; division: string; inForce: Interval }>

/** A checked pack: the source, the facts it asks for (bit order of every missing mask) and its canonical text. */
export type Pack = PackSource &
  Readonly<{
    base: string | null
    /** The paper each line stands in: its own, or that of a document above. */
    documentOf: Readonly<Record<string, PolicyDocument>>
    /** The lines that pay, with all that their being due depends on, stacking applied. */
    bundle: readonly AssembledLine[]
    /** Lines of upper documents, and lines whose source is to be verified: held against the bundle, never paid. */
    standards: readonly AssembledLine[]
    quotas: readonly AssembledQuota[]
    facts: readonly FactKey[]
    /** Papers beside or above this one that ended before it was asked for: no result follows from them, and each must say so. */
    lapsed: readonly LapsedPaper[]
    /** What a digest is made of: the whole tree, keys sorted. */
    canonicalText: string
  }>
