import type { FactKey, FactValues } from '@yingjin/facts'
import {
  and,
  asc,
  bigint,
  cases,
  column,
  desc,
  eq,
  type Expr,
  isFalse,
  isNull,
  isTrue,
  le,
  not,
  or,
  over,
  type Plan,
  type Relation,
  rowNumber,
  unknown,
} from '@yingjin/sql'
import { compileNodes } from '../engines/compile.ts'
import { asCondition, asNumber } from '../nodes/words.ts'
import { scopeFor } from '../engines/outcome.ts'
import type { AssembledQuota } from '../pack/assembled-line.ts'
import type { Policy } from '../settled/policy.ts'
import type { Node, Value } from '../nodes/tree.ts'

/** A quota is settled over everybody at once: who stands where in the pool, by what the clause puts first and last by the key. */
const nodesOf = ({ quota, eligible }: AssembledQuota): Readonly<Record<string, Node>> => ({
  eligible,
  places: quota.places,
  ...Object.fromEntries(quota.order.map((n, i) => [`order ${i}`, n])),
})

type Standing = Readonly<{ index: number; pool: Value; eligible: Value; places: Value; order: readonly Value[] }>

/** Greater first, yes before no; equals by their place in the list, which is the order of their keys. */
const before = (a: Standing, b: Standing): number => {
  for (const [i, mine] of a.order.entries()) {
    const [x, y] = [Number(mine), Number(b.order[i])]
    if (x !== y) return y - x
  }
  return a.index - b.index
}

/**
 * Gives every subject its place in the pool, as a fact. Whoever is not eligible has none. While it is not known of all in
 * the pool whether they are eligible and in which order, a place is only known where everybody would fit in anyhow.
 */
export const rankAll = (policy: Policy, subjects: readonly FactValues[]): readonly FactValues[] =>
  policy.quotas.reduce<readonly FactValues[]>((ranked, assembled) => rankFor(policy, assembled, ranked), subjects)

const rankFor = (policy: Policy, { quota, eligible }: AssembledQuota, subjects: readonly FactValues[]): readonly FactValues[] => {
  const standings = subjects.map((facts, index): Standing => {
    const s = scopeFor(policy, facts)
    return { index, pool: facts[quota.pool], eligible: s.value(eligible), places: s.value(quota.places), order: quota.order.map(s.value) }
  })
  const ranks = new Map<number, number>()
  for (const pool of new Set(standings.map(s => s.pool))) {
    if (pool === null) continue
    const possible = standings.filter(s => s.pool === pool && s.eligible !== false)
    const open = possible.some(s => s.eligible === null || s.order.includes(null))
    const certain = possible.filter(s => s.eligible === true)
    if (!open) for (const [i, s] of certain.toSorted(before).entries()) ranks.set(s.index, i + 1)
    else for (const s of certain) if (s.places !== null && possible.length <= Number(s.places)) ranks.set(s.index, possible.length)
  }
  return subjects.map((facts, i) => ({ ...facts, [quota.rank]: ranks.get(i) ?? null }))
}

/** The same for a table of facts: the rank columns filled in. `key` orders those whom the clause leaves equal. */
export const compileRanks = (plan: Plan, policy: Policy, facts: Relation): Relation =>
  policy.quotas.reduce((ranked, assembled, i) => ranksFor(plan, policy, assembled, ranked, i), facts)

const ranksFor = (plan: Plan, policy: Policy, assembled: AssembledQuota, facts: Relation, i: number): Relation => {
  const { quota } = assembled
  const pool = quota.pool
  const named = plan.step(
    `quota_${i + 1}_standing`,
    `who is eligible for ${quota.of}, and by what the clause puts them in order`,
    facts.join(
      'inner',
      compileNodes(policy, facts, nodesOf(assembled)),
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({
        person_id: l['person_id'] as Expr,
        pool: l[pool] as Expr,
        eligible: r['= eligible'] as Expr,
        places: r['= places'] as Expr,
        ...Object.fromEntries(quota.order.map((_, n) => [`order_${n}`, r[`= order ${n}`] as Expr])),
      }),
    ) as Relation,
  )
  const eligible = asCondition(column('eligible', 'boolean'))
  const orders = quota.order.map((_, n) => column(`order_${n}`, named.schema[`order_${n}`] ?? 'bigint'))
  const here = [column('pool', named.schema['pool'] ?? 'text')]
  const one = (when: Expr<'boolean'>): Expr<'bigint'> => cases([[when, bigint(1)]], bigint(0))
  const unsettled = and(not(isFalse(eligible)), or(isNull(eligible), ...orders.map(isNull)))
  const places = plan.step(
    `quota_${i + 1}_places`,
    `where each stands for ${quota.of}; unknown while the pool is not settled, unless all would fit in`,
    named
      .select(c => ({
        person_id: c['person_id'] as Expr,
        pool: c['pool'] as Expr,
        eligible,
        places: c['places'] as Expr,
        open: over('bigint', 'sum', one(unsettled), here),
        possible: over('bigint', 'sum', one(not(isFalse(eligible))), here),
        place: rowNumber([...here, isTrue(eligible)], [...orders.map(desc), asc(c['person_id'] as Expr)]),
      }))
      .select(c => ({
        person_id: c.person_id,
        rank: cases<'bigint'>(
          [
            [or(not(isTrue(eligible)), isNull(c.pool)), bigint(0)],
            [eq(c.open, bigint(0)), c.place],
            [le(c.possible, asNumber(c.places)), c.possible],
          ],
          bigint(0),
        ),
      })) as unknown as Relation,
  )
  const rank: FactKey = quota.rank
  return facts.join(
    'left',
    places,
    (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
    (l, r) => ({ ...l, [rank]: cases<'bigint'>([[eq(r['rank'] as Expr<'bigint'>, bigint(0)), unknown('bigint')]], r['rank'] as Expr<'bigint'>) }),
  ) as Relation
}
