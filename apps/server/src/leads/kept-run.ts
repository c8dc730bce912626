import type { RosterRow } from '@yingjin/domain/registry'
import type { ResultState } from '@yingjin/domain/leads'

/** A roster file that a run rests on, as one kind was read from it. `of`: which of several, where more than one came. */
export type KeptRoster = Readonly<{
  roster: string
  of: string | null
  fileDigest: string
  /** The sealed snapshot it was read into. */
  snapshot?: string
  asOf: string | null
  coverage: 'complete' | 'partial' | 'supplementary'
  rowsRead: number
  rowsRefused: number
  rows: () => Promise<readonly RosterRow[]>
}>

/** A school of the directory that the run was given. */
export type KeptSchool = Readonly<{ code: string | null; name: string; stages: readonly string[]; township: string | null; village: string | null }>
export type KeptPlace = Readonly<{ no: number; roster: string; fileDigest: string; sheet: string; row: number; nth: number }>
/** `stage`: of the child as it was decided; null where nobody knows it. */
export type KeptResult = Readonly<{
  no: number
  line: string
  state: ResultState
  amountFen: number | null
  form: string
  decided: boolean
  stage: string | null
  reason: number
}>
/** What a run asks of a person besides what it leaves open in a result; see `write-questions.ts`. `whose`: what a row in doubt says of itself. */
export type KeptAsk = Readonly<{
  no: number
  matter: 'missing-fact' | 'same-person'
  other: number | null
  key: string
  whose: string
  says: Readonly<Record<string, string>>
  detail: string
  restsOn: readonly string[]
}>
export type KeptLead = Readonly<{ no: number; kind: string; ground: string; detail: string; restsOn: string }>

/**
 * A kept run as it is handed over to be published: persons by the numbers the run gave them (`no`), each with the roster
 * rows that stand for it; results and leads in a total order, read as often as they are asked for.
 */
export type KeptRun = Readonly<{
  run: string
  county: string
  digest: string
  programVersion: string
  pack: string
  packDigest: string
  term: string
  referenceDate: string
  /** The act up to which it knew the office; null where it was told nothing of it. */
  officeAct: string | null
  tables: Readonly<Record<string, string>>
  rosters: readonly KeptRoster[]
  schools: readonly KeptSchool[]
  /** Villages that its rosters name. */
  villages: readonly Readonly<{ township: string; village: string }>[]
  lines: readonly Readonly<{ line: string; form: string; title: string; clause: string; payee: string }>[]
  reasons: readonly Readonly<{ no: number; line: string; state: ResultState; says: string; missing: readonly string[] }>[]
  persons: () => AsyncIterable<Readonly<{ no: number; place: string }>>
  places: () => AsyncIterable<KeptPlace>
  results: () => AsyncIterable<KeptResult>
  leads: () => AsyncIterable<KeptLead>
  asks: () => AsyncIterable<KeptAsk>
  /** Facts that nobody is asked for since no roster that came says them, with the children who wait. */
  gaps: readonly Readonly<{ fact: string; children: number }>[]
  /** Between which sums a line leaves it to a person, by line. */
  bounds: Readonly<Record<string, Readonly<{ leastFen: number; greatestFen: number }>>>
}>
