import { factKeysOf } from '@yingjin/facts'
import { amountDecisionColumn, compileRanks, type CompiledPolicy, decisionColumn, ofOtherStage } from '@yingjin/policy'
import { bigint, boolean, coalesce, eq, type Expr, isKnown, ne, or, type Plan, type Relation, text } from '@yingjin/sql'
import type { decisionSchema } from './answers.ts'
import { agreed } from './enrolment.ts'

export const entitlementSchema = {
  person_id: 'bigint',
  line: 'text',
  state: 'text',
  amount_fen: 'bigint',
  grounds: 'bigint',
  failed: 'bigint',
  missing: 'bigint',
  form: 'text',
  decided: 'boolean',
} as const

/** What persons decided about a child and line, as it was heard; whatever differs between two rows is none. */
export const heardSchema = { person_id: 'bigint', line: 'text', agrees: 'boolean', amount_fen: 'bigint' } as const

export const heardDecisions = (plan: Plan, decisions: Relation<typeof decisionSchema>): Relation<typeof heardSchema> =>
  plan.step(
    'heard_decisions',
    'what persons decided, once per child and line; two that differ are none',
    decisions
      .groupBy(
        c => ({ person_id: c.person_id, line: c.line }),
        c => ({ agrees: agreed(c.agrees, boolean(true)), amount_fen: agreed(c.amount_fen, boolean(true)) }),
      )
      .where(c => or(isKnown(c.agrees), isKnown(c.amount_fen))),
  )

export type Entitled = Readonly<{
  /** One row per child and line; what is plainly not due, and was not decided by a person, is left out. */
  rows: Relation<typeof entitlementSchema>
  /** The facts on which it was decided, places in a quota worked out. */
  facts: Relation
  /** The same with the decisions of persons beside them, as the policy reads them. */
  asked: Relation
}>

/**
 * What each child is due this term, line by line. Where the text leaves it to a person and a person has decided, the
 * decision travels beside the facts and the policy takes it (O-02). A quota is settled over everybody first.
 */
export const entitlement = (plan: Plan, policy: CompiledPolicy, facts: Relation, heard: Relation<typeof heardSchema>): Entitled => {
  const lines = policy.lines.map(line => line.id)
  const perPerson = heard.groupBy(
    c => ({ person_id: c.person_id }),
    c =>
      Object.fromEntries(
        lines.flatMap(line => [
          [decisionColumn(line), agreed(c.agrees, eq(c.line, text(line)))],
          [amountDecisionColumn(line), agreed(c.amount_fen, eq(c.line, text(line)))],
        ]),
      ),
  ) as Relation
  const decided = plan.step(
    'facts_and_decisions',
    'facts with what persons decided',
    facts.join(
      'left',
      perPerson,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({
        ...l,
        ...Object.fromEntries(lines.flatMap(line => [decisionColumn(line), amountDecisionColumn(line)]).map(name => [name, r[name] as Expr])),
      }),
    ) as Relation,
  )
  const ranks = policy.policy.quotas.length > 0
  const asked = ranks ? plan.step('ranked', 'facts with the places in each quota', compileRanks(plan, policy.policy, decided)) : decided
  const rows = plan.step(
    'entitlement',
    'entitlement of this term; what is plainly not due, and was not decided by a person, is left out',
    policy
      .decide(plan, asked)
      .where(c => ne(c.failed, bigint(ofOtherStage)))
      .join(
        'left',
        heard.with(() => ({ by_person: boolean(true) })),
        (l, r) => [
          [l.person_id, r.person_id],
          [l.line, r.line],
        ],
        (l, r) => ({ ...l, decided: coalesce(r.by_person, boolean(false)) }),
      )
      .where(c => or(ne(c.state, text('not-due')), c.decided)),
  ) as unknown as Relation<typeof entitlementSchema>
  const known = ranks ? (asked.pick('person_id', ...factKeysOf('student').filter(key => key in asked.schema)) as Relation) : facts
  return { rows, facts: known, asked }
}
