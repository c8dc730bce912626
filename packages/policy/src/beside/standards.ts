import type { FactValues } from '@yingjin/facts'
import { inYuan } from '@yingjin/kernel'
import {
  and,
  anyTrue,
  bigint,
  cases,
  coalesce,
  countRows,
  eq,
  type Expr,
  gt,
  isIn,
  isKnown,
  lt,
  not,
  or,
  type Plan,
  type Relation,
  sumOf,
  text,
  unionAll,
  unknown,
} from '@yingjin/sql'
import { type CompiledPolicy, compilePolicy } from '../engines/compile.ts'
import { type HumanDecisions, outcomeOf, scopeFor } from '../engines/outcome.ts'
import { type AidItem, aidItemWord } from '../pack/aid-item.ts'
import { documentTitle } from '../pack/document.ts'
import { type LineInfo, lineInfoOf, type Policy } from '../settled/policy.ts'

/**
 * An answer that differs from the standard of a document above.
 * @property ownFen      what the county's lines of this item come to; null where none of them is due
 * @property standardFen what the standard gives: between `least` and `greatest`, which are equal where it gives one sum
 */
export type Difference = Readonly<{ item: AidItem; standard: LineInfo; ownFen: number | null; least: number; greatest: number }>

/** The standards of a policy as lines of their own, so that they are evaluated and compiled like any other. */
export const standardsPolicy = (policy: Policy): Policy => ({
  ...policy,
  bundle: policy.standards,
  lines: policy.standards.map(a => lineInfoOf(policy, a)),
  quotas: [],
})

const itemsOf = (policy: Policy): readonly AidItem[] => [...new Set(policy.standards.flatMap(a => (a.line.item === null ? [] : [a.line.item])))]
/** “Not below 3,000” is met by a standard of 3,300: only what is above the standard differs from it. */
const isFloor = (policy: Policy, item: AidItem): boolean => {
  const own = policy.bundle.filter(a => a.line.item === item)
  return own.length > 0 && own.every(a => a.line.amountMeans === 'floor')
}
const settledStates: readonly string[] = ['due', 'not-due']

/**
 * What differs for one subject between its own lines and the standards in force for the same aid. Said only where both are
 * settled; whether a county may give more is not for this program to say.
 */
export const differencesFor = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}): readonly Difference[] => {
  const standards = standardsPolicy(policy)
  const s = scopeFor(policy, facts, decisions)
  return itemsOf(policy).flatMap(item => {
    const own = policy.bundle.filter(a => a.line.item === item).map(a => outcomeOf(policy, a, s))
    if (own.some(o => !settledStates.includes(o.state))) return []
    const due = own.filter(o => o.state === 'due')
    if (due.some(o => o.amountFen === null)) return []
    const ownFen = due.length === 0 ? null : due.reduce((sum, o) => sum + (o.amountFen ?? 0), 0)
    return standards.bundle.flatMap((a, i) => {
      if (a.line.item !== item) return []
      const standard = standards.lines[i] as LineInfo
      const outcome = outcomeOf(standards, a, s)
      const bounds = boundsOf(standard, outcome.state, outcome.amountFen)
      if (bounds === null) return []
      const [least, greatest] = bounds
      const enough = ownFen !== null && (least <= ownFen || isFloor(policy, item))
      return enough && ownFen <= greatest ? [] : [{ item, standard, ownFen, least, greatest }]
    })
  })
}

/** What a standard gives whoever is due it; null where it gives no sum or is not settled. */
const boundsOf = (standard: LineInfo, state: string, amountFen: number | null): readonly [number, number] | null => {
  if (standard.toSet !== null && state === 'decide') return [standard.toSet.leastFen, standard.toSet.greatestFen]
  return state === 'due' && amountFen !== null ? [amountFen, amountFen] : null
}

/** `与国家标准不一致：……本地 500.00 元，标准 625.00 元（……，出处待核）。` */
export const differenceText = (d: Difference): string => {
  const sum = d.least === d.greatest ? `${inYuan(d.least)} 元` : `${inYuan(d.least)} 元至 ${inYuan(d.greatest)} 元`
  const own = d.ownFen === null ? '按本地文件不享受' : `本地 ${inYuan(d.ownFen)} 元`
  return `与现行标准不一致：${aidItemWord(d.item)}，${own}，标准 ${sum}（${documentTitle(d.standard.document)}${d.standard.clause.article}）。`
}

export const differenceSchema = { person_id: 'bigint', item: 'text', standard: 'text', own_fen: 'bigint', least_fen: 'bigint', greatest_fen: 'bigint' } as const

/** The same for everybody: `decisions` are the rows of `CompiledPolicy.decide` over the same facts. */
export const compileDifferences = (plan: Plan, compiled: CompiledPolicy, facts: Relation, decisions: Relation): Relation<typeof differenceSchema> | null => {
  const { policy } = compiled
  const standards = standardsPolicy(policy)
  if (standards.bundle.length === 0) return null
  const compiledStandards = compilePolicy(standards)
  const wide = plan.step('standards', 'what the standards in force would give, one row per subject', compiledStandards.wide(facts))
  const given = compiledStandards.long(wide) as unknown as Relation
  const c = (r: Relation['c'], name: string) => r[name] as Expr<'bigint'>
  const rows = itemsOf(policy).flatMap(item => {
    const own = policy.bundle.filter(a => a.line.item === item).map(a => text(a.line.id))
    const totals = decisions
      .where(r => isIn(r['line'] as Expr<'text'>, own))
      .groupBy(
        r => ({ person_id: c(r, 'person_id') }),
        r => {
          const [state, amount] = [r['state'] as Expr<'text'>, c(r, 'amount_fen')]
          const due = eq(state, text('due'))
          return {
            open: anyTrue(or(not(isIn(state, settledStates.map(text))), and(due, not(isKnown(amount))))),
            due: countRows(due),
            own_fen: sumOf(amount, due),
          }
        },
      ) as unknown as Relation
    return standards.bundle.flatMap((a, i): readonly Relation<typeof differenceSchema>[] => {
      if (a.line.item !== item) return []
      const info = standards.lines[i] as LineInfo
      const bound = (fen: number | undefined, amount: Expr<'bigint'>): Expr<'bigint'> => (fen === undefined ? amount : bigint(fen))
      const state = info.toSet === null ? 'due' : 'decide'
      return [
        given
          .where(r => and(eq(r['line'] as Expr<'text'>, text(a.line.id)), eq(r['state'] as Expr<'text'>, text(state))))
          .join(
            'left',
            totals,
            (l, r) => [[c(l, 'person_id'), c(r, 'person_id')]],
            (l, r) => ({
              person_id: c(l, 'person_id'),
              open: coalesce(r['open'] as Expr<'boolean'>, eq(bigint(1), bigint(0))),
              own_fen: cases<'bigint'>([[gt(coalesce(c(r, 'due'), bigint(0)), bigint(0)), c(r, 'own_fen')]], unknown('bigint')),
              least_fen: bound(info.toSet?.leastFen, c(l, 'amount_fen')),
              greatest_fen: bound(info.toSet?.greatestFen, c(l, 'amount_fen')),
            }),
          )
          .where(r =>
            and(
              not(r.open),
              isKnown(r.least_fen),
              or(not(isKnown(r.own_fen)), ...(isFloor(policy, item) ? [] : [lt(r.own_fen, r.least_fen)]), gt(r.own_fen, r.greatest_fen)),
            ),
          )
          .select(r => ({
            person_id: r.person_id,
            item: text(item),
            standard: text(a.line.id),
            own_fen: r.own_fen,
            least_fen: r.least_fen,
            greatest_fen: r.greatest_fen,
          })),
      ]
    })
  })
  const [first, ...rest] = rows
  return first === undefined ? null : unionAll(first, ...rest)
}
