import type { FactKey } from '@yingjin/facts'
import type { PlainDate } from '@yingjin/kernel'
import type { Figure } from './figure.ts'

/** A name by the dates for which it was borne (O-39): half-open, `null` where the text gives no day. */
export type DatedName = Readonly<{ name: string; from: PlainDate | null; to: PlainDate | null }>

/** An office, school or body that the documents name. `partOf` is another organisation of the pack. */
export type Organisation = Readonly<{ id: string; names: readonly DatedName[]; kind: OrganisationKind; partOf: string | null; register: string }>
export type OrganisationKind = 'government' | 'education-bureau' | 'section' | 'centre' | 'school' | 'partner' | 'group'

/** A post that carries a duty (七长, 四包, 三帮一 …). `chain` is the chain of responsibility it belongs to, as the text calls it. */
export type Post = Readonly<{ id: string; name: string; organisation: string | null; chain: string | null; register: string }>

/**
 * A category of people or households by the words used for it over time (建档立卡 → 已脱贫), and the day on which the
 * status itself ends, where the pack sets one (the transition ends on a date that each pack may set).
 */
export type DesignationWords = Readonly<{ fact: FactKey; names: readonly DatedName[]; ends: PlainDate | null; register: string }>

/** A figure that the county sets for its own work: days, thresholds, deadlines. Empty `values`: not yet set. */
export type Setting = Readonly<{
  id: string
  label: string
  unit: string
  values: readonly Readonly<{ from: PlainDate; to: PlainDate | null; value: number }>[]
  register: string
}>

/**
 * A paper of another body that the documents cite (register section 7.7), and what the new paper makes of it.
 * @property successor the paper that took its place, by id
 */
export type CitedDocument = Readonly<{
  id: string
  title: string
  number: string | null
  issuer: string | null
  mark: DocumentMark | null
  successor: string | null
  usedFor: string
  register: string
}>
export type DocumentMark = '延续' | '优化' | '调整'

/** What the county must do, who answers for it and by when, as the text says it. */
export type TaskDefinition = Readonly<{ id: string; title: string; answers: readonly string[]; period: string; register: string }>

/** Kinds of things later rooms define in full; a pack names those its documents oblige, each with its place in the register. */
export type NamedMatter = Readonly<{ id: string; title: string; register: string }>

/**
 * The whole county beside its rules: loaded, checked and digested with them.
 * `figures` are indicators that are counted; the other rooms hold what the documents oblige by name.
 */
export type CountyMatters = Readonly<{
  organisations: readonly Organisation[]
  posts: readonly Post[]
  designations: readonly DesignationWords[]
  settings: readonly Setting[]
  documents: readonly CitedDocument[]
  tasks: readonly TaskDefinition[]
  figures: readonly Figure[]
  ledgers: readonly NamedMatter[]
  rosters: readonly NamedMatter[]
  papers: readonly NamedMatter[]
  checks: readonly NamedMatter[]
}>

export const nothingBeside: CountyMatters = Object.freeze({
  organisations: [],
  posts: [],
  designations: [],
  settings: [],
  documents: [],
  tasks: [],
  figures: [],
  ledgers: [],
  rosters: [],
  papers: [],
  checks: [],
})

/** The name borne on a day; `null` when none was. */
export const nameOn = (names: readonly DatedName[], day: PlainDate): string | null =>
  names.find(n => (n.from === null || n.from <= day) && (n.to === null || day < n.to))?.name ?? null
