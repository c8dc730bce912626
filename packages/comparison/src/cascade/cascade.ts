import { cases, eq, type Plan, type Relation, text, unionAll } from '@yingjin/sql'
import type { Evidence } from '../evidence.ts'
import type { IdentityRow, PersonIdentity } from '../identity.ts'
import { relationOfRank } from '../name-relation.ts'
import { type Outcome, type Judged, type Sides, outcome } from './pass.ts'
import { strongPasses, strongPass } from './strong-pass.ts'
import { weakPasses, weakPass } from './weak-pass.ts'
import { withoutFillers } from './filler.ts'

/** A row and the person it was found to be. */
export const matchSchema = { left_id: 'bigint', person_id: 'bigint', evidence: 'text', name_relation: 'text' } as const
/** A row and a person it may be, left to a human being; `reason` is a `DoubtReason`. */
export const ambiguousSchema = { ...matchSchema, reason: 'text' } as const

/** Every row of the left side stands in exactly one of matches, conflicts, ambiguous, unmatched. */
export type Cascade = Readonly<{
  matches: Relation<typeof matchSchema>
  /** D1x: the number is the same, the name is not. */
  conflicts: Relation<typeof matchSchema>
  ambiguous: Relation<typeof ambiguousSchema>
  /** Left rows that nobody answers to. */
  unmatched: Relation<{ left_id: 'bigint' }>
  /** Persons whom no row of the left side matched, contradicted or might be. */
  unclaimed: Relation<{ person_id: 'bigint' }>
}>

/** Tables, or tables one after the other: every pass may read them where they stand. */
const isStored = ({ node }: Relation): boolean => node.kind === 'table' || (node.kind === 'union-all' && node.inputs.every(input => isStored(input)))

/**
 * Finds for each row of a roster the known person it is about, from the strongest evidence to the weakest. A row that
 * found a match, a conflict or a doubt goes into no later pass: a doubtful row never ends up as somebody else.
 * One county at a time: an unknown place is taken to lie in the county of the run, a known other county never matches.
 * Step names begin with `<prefix>_cascade_`.
 */
export const cascade = (plan: Plan, prefix: string, left: Relation<IdentityRow>, right: Relation<PersonIdentity>): Cascade => {
  const names = `${prefix}_cascade`
  const persons = isStored(right) ? right : plan.step(`${names}_persons`, 'known persons, with their keys', right)
  const rows = withoutFillers(plan, names, left, persons)
  const sides: Sides = { plan, prefix: names, rows, persons }

  const judged: Judged[] = []
  let remaining = rows
  const settle = (pass: Judged): void => {
    judged.push(pass)
    remaining = plan.step(
      `${names}_after_${pass.code.toLowerCase()}`,
      `rows that ${pass.code} left open`,
      remaining.lacking(pass.outcomes, (l, r) => [[l.left_id, r.left_id]]),
    )
  }
  for (const pass of strongPasses) settle(strongPass(sides, remaining, judged, pass))
  for (const pass of weakPasses) settle(weakPass(sides, remaining, judged, pass))

  const [first, ...rest] = judged.map(({ code, outcomes }) => outcomes.with(() => ({ evidence: text(code) })))
  const pairs = plan.step(
    `${names}_pairs`,
    'every row with the persons it is or may be',
    unionAll(first as NonNullable<typeof first>, ...rest).select(({ rank, ...c }) => ({
      ...c,
      evidence: cases<'text'>([[eq(c.outcome, outcome('conflict')), text('D1x' satisfies Evidence)]], c.evidence),
      name_relation: relationOfRank(rank),
    })),
  )
  const of = (wanted: Outcome) => pairs.where(c => eq(c.outcome, outcome(wanted)))
  return {
    matches: of('match').pick('left_id', 'person_id', 'evidence', 'name_relation'),
    conflicts: of('conflict').pick('left_id', 'person_id', 'evidence', 'name_relation'),
    ambiguous: of('ambiguous').pick('left_id', 'person_id', 'evidence', 'name_relation', 'reason'),
    unmatched: remaining.pick('left_id'),
    unclaimed: persons.lacking(pairs, (l, r) => [[l.person_id, r.person_id]]).distinct(c => ({ person_id: c.person_id })),
  }
}
