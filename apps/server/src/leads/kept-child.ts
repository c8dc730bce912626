import type { FactKey, FactValues } from '@yingjin/facts'
import type { RosterKindId } from '@yingjin/intake'
import type { HumanDecisions, Policy } from '@yingjin/policy'

/** How a child is named to a kept run: by the number the run gave it, else by rows of rosters that stand for it. */
export type ChildInRun = Readonly<{
  division: string
  term: string
  run: string
  no: number | null
  rows: readonly Readonly<{ roster: string; fileDigest: string; sheet: string; row: number; nth: number }>[]
}>

/**
 * What a run decided a child from, and the rules it is decided by. `sameRules`: they are the very ones of the run; else
 * the papers were changed since. `facts`: null where the child stood on no roll.
 */
export type DecidedChild = Readonly<{
  policy: Policy
  sameRules: boolean
  facts: FactValues | null
  decisions: HumanDecisions
  /** The rows on which the facts stand; `file` is null where the office itself says so. */
  evidence: readonly Readonly<{ fact: FactKey; says: boolean; roster: RosterKindId } & ({ file: string; sheet: string; row: number } | { file: null })>[]
}>

/** Asks a kept run about one child; a sentence says why it cannot be asked. */
export type AskKeptRun = (asked: ChildInRun) => Promise<DecidedChild | string>
