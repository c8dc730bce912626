/** Rows as the result Parquet holds them; one type per output of `packages/determination/src/results.ts`. */
export type ChildRow = Readonly<{
  file: string
  sheet: string
  row: number
  member: number
  name: string
  school_name: string | null
  stage: string | null
  grade: number | null
  class_name: string | null
  township: string | null
}>

export type EntitlementRow = ChildRow &
  Readonly<{ line: string; title: string; amount_fen: number | null; form: string; payee: string; clause: string; reason: string; decided: boolean }>
/** With who bears the sum (`资金名=分`, joined by `；`) and what a person should look at, where the pack knows of them. */
export type EntitlementDetailRow = EntitlementRow & Readonly<{ funds?: string | null; notices?: string | null }>
export type ToDecideRow = EntitlementRow & Readonly<{ id_number: string | null }>
export type MissingRow = ChildRow & Readonly<{ id_number: string | null; question: string; cause: string; lines: string; facts: string }>
export type NotEnteredRow = Readonly<{ parameter: string; figure: string; lines: string; children: number }>
export type RosterGapRow = Readonly<{ fact: string; children: number }>
export type SilentSchoolRow = Readonly<{ school_name: string; stage: string; township: string | null }>
export type LeadRow = ChildRow &
  Readonly<{ kind: string; ground: string; detail: string; rests_on: string; owner_kind: string; owner: string; first_row: number }>
export type ComparisonRow = Readonly<{
  roster: string
  file: string
  sheet: string
  row: number
  member: number
  name: string | null
  status: 'matched' | 'conflict' | 'ambiguous' | 'nobody'
  evidence: string
  name_relation: string
  reason: string
  person_file: string | null
  person_sheet: string | null
  person_row: number | null
  school_name: string | null
}>
