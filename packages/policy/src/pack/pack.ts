import type { FactKey, SubjectKind } from '@yingjin/facts'
import type { PlainDate } from '@yingjin/kernel'
import type { AsRead } from '../nodes/meaning.ts'
import type { Condition, Known, ValueType } from '../nodes/tree.ts'
import type { AssembledLine, AssembledQuota } from './assembled-line.ts'
import type { CountyMatters } from './county-matters.ts'
import type { Interval, PolicyDocument } from './document.ts'
import type { Line } from './line.ts'
import type { Stacking } from './stacking.ts'

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
    /** Whom its own paper means, without those of a document above. */
    ownIntended: readonly Intended[]
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
