import type { CompiledPolicy } from '@yingjin/policy'
import { and, boolean, cases, coalesce, eq, type Expr, isKnown, isTrue, not, type Plan, type Relation, text, unknown } from '@yingjin/sql'
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
  decided: 'boolean',
} as const

/**
 * What each child is due this term, line by line; lines of other stages are left out. Where the text leaves it to a
 * person and a person has decided, the decision stands (O-02).
 */
export const entitlement = (
  plan: Plan,
  policy: CompiledPolicy,
  facts: Relation,
  decisions: Relation<typeof decisionSchema>,
): Relation<typeof entitlementSchema> => {
  const asked = plan.step('policy', `what ${policy.title} says of each child`, policy.decide(plan, facts))
  const decided = decisions.groupBy(
    c => ({ person_id: c.person_id, line: c.line }),
    c => ({ agrees: agreed(c.agrees, boolean(true)) }),
  )
  return plan.step(
    'entitlement',
    'entitlement of this term, with the decisions persons made',
    asked.join(
      'left',
      decided,
      (l, r) => [
        [l['person_id'] as Expr, r.person_id],
        [l['line'] as Expr, r.line],
      ],
      (l, r) => {
        const settled = and(eq(l['state'] as Expr<'text'>, text('decide')), isKnown(r.agrees))
        return {
          person_id: l['person_id'] as Expr<'bigint'>,
          line: l['line'] as Expr<'text'>,
          state: cases<'text'>(
            [
              [and(settled, isTrue(r.agrees)), text('due')],
              [settled, text('not-due')],
            ],
            l['state'] as Expr<'text'>,
          ),
          amount_fen: cases<'bigint'>([[and(settled, not(isTrue(r.agrees))), unknown('bigint')]], l['amount_fen'] as Expr<'bigint'>),
          grounds: l['grounds'] as Expr<'bigint'>,
          failed: l['failed'] as Expr<'bigint'>,
          missing: l['missing'] as Expr<'bigint'>,
          decided: coalesce(settled, boolean(false)),
        }
      },
    ),
  )
}
