import { type RelationName, relationNames } from '@yingjin/facts'
import { bigint, cases, countRows, eq, type Expr, isNull, isTrue, type Plan, type Relation, unknown } from '@yingjin/sql'
import { compileNodes, relatedColumn } from '../engines/compile.ts'
import { everyNode, factsIn } from '../pack/walk.ts'
import type { Policy } from '../settled/policy.ts'
import { asConstruct, type Node } from '../nodes/tree.ts'

/** Lists of others: one row each, with `owner_id` (whose list it is), `person_id` and the facts of those on it. */
export type RelatedTables = Readonly<Partial<Record<RelationName, Relation>>>

/**
 * The facts with every count over related subjects beside them, as the columns that compiled rules read. A list that is
 * given is whole: whoever owns no row of it has nobody on it. Without a list its counts are unknown.
 */
export const compileRelated = (plan: Plan, policy: Policy, facts: Relation, trees: readonly Node[], tables: RelatedTables): Relation => {
  const counts = everyNode(trees).flatMap(n => (n.kind === 'related-count' ? [n] : []))
  return counts.reduce((counted, n, i) => {
    const others = tables[n.relation]
    if (others === undefined) return counted
    const asked = { ...policy, facts: [...factsIn([n.where])], unentered: [], related: relationNames }
    const settled = others.join(
      'inner',
      compileNodes(asked, others, { where: n.where }),
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({ owner_id: l['owner_id'] as Expr<'bigint'>, holds: r['= where'] as Expr<'boolean'> }),
    )
    const perOwner = plan.step(
      `related_${i + 1}`,
      `how many of ${n.relation} meet the condition, and of how many it is not known`,
      settled.groupBy(
        c => ({ owner_id: c.owner_id }),
        c => ({ met: countRows(isTrue(c.holds)), open: countRows(isNull(c.holds)) }),
      ) as unknown as Relation,
    )
    return counted.join(
      'left',
      perOwner,
      (l, r) => [[l['person_id'] as Expr, r['owner_id'] as Expr]],
      (l, r) => ({
        ...l,
        [relatedColumn(asConstruct(n))]: cases<'bigint'>(
          [
            [isNull(r['open'] as Expr), bigint(0)],
            [eq(r['open'] as Expr<'bigint'>, bigint(0)), r['met'] as Expr<'bigint'>],
          ],
          unknown('bigint'),
        ),
      }),
    ) as Relation
  }, facts)
}
