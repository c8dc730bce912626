import { type CompiledPolicy, decisionColumn, ofOtherStage } from '@yingjin/policy'
import { and, bigint, boolean, coalesce, eq, type Expr, isKnown, ne, or, type Plan, type Relation, text } from '@yingjin/sql'
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

/**
 * What each child is due this term, line by line. Where the text leaves it to a person and a person has decided, the
 * decision travels beside the facts and the policy takes it (O-02); two differing decisions are none.
 */
export const entitlement = (
  plan: Plan,
  policy: CompiledPolicy,
  facts: Relation,
  decisions: Relation<typeof decisionSchema>,
): Relation<typeof entitlementSchema> => {
  const perPerson = decisions.groupBy(
    c => ({ person_id: c.person_id }),
    c => Object.fromEntries(policy.lines.map(line => [decisionColumn(line.id), agreed(c.agrees, eq(c.line, text(line.id)))])),
  ) as Relation
  const asked = plan.step(
    'facts_and_decisions',
    'facts with what persons decided',
    facts.join(
      'left',
      perPerson,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({ ...l, ...Object.fromEntries(policy.lines.map(line => [decisionColumn(line.id), r[decisionColumn(line.id)] as Expr])) }),
    ) as Relation,
  )
  const decided = decisions.distinct(c => ({ person_id: c.person_id, line: c.line })).with(() => ({ by_person: boolean(true) }))
  return plan.step(
    'entitlement',
    'entitlement of this term; what is plainly not due, and was not decided by a person, is left out',
    policy
      .decide(plan, asked)
      .where(c => ne(c.failed, bigint(ofOtherStage)))
      .join(
        'left',
        decided,
        (l, r) => [
          [l.person_id, r.person_id],
          [l.line, r.line],
        ],
        (l, r) => ({ ...l, decided: and(coalesce(r.by_person, boolean(false)), isKnown(l.state)) }),
      )
      .where(c => or(ne(c.state, text('not-due')), c.decided)),
  ) as unknown as Relation<typeof entitlementSchema>
}
