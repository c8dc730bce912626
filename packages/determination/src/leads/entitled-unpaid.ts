import { firstDayOf, type PlainDate, previousTerm } from '@yingjin/kernel'
import type { RosterKindId } from '@yingjin/intake'
import { and, bigint, concat, date, eq, type Expr, gt, isIn, type Relation, text, unionAll } from '@yingjin/sql'
import { aidItemWord } from '@yingjin/policy'
import { cashItems } from '../aid-item.ts'
import { columnOr, rosterRows } from '../roster-table.ts'
import { absenceCounts, isReceived } from '../situation.ts'
import { type Basis, none, type World } from './lead.ts'

/**
 * 应享未享: due this term, was already in the same stage and under the same designation on the first day of last
 * term, and stands on no payment row of that item although last term's payment roster is complete (审计 finding 3:
 * roster ∖ paid, per term). An item nobody was paid is a roster that did not come, and alleges nothing. A child whose payment row may be in doubt is left out: nothing is alleged on a doubt.
 */
export const entitledUnpaid = (world: World): Basis => {
  if (!absenceCounts(world.situation, 'payment-roster')) return none()
  const lastTerm = firstDayOf(previousTerm(world.situation.term))
  const found = [...cashItems(world.policy)].map(([item, lines]) => {
    const due = world.entitlement
      .where(c =>
        and(
          isIn(
            c['line'] as Expr<'text'>,
            lines.map(l => text(l)),
          ),
          eq(c['state'] as Expr<'text'>, text('due')),
        ),
      )
      .distinct(c => ({ person_id: c['person_id'] as Expr<'bigint'> }))
    const listed = world.payments.where(c => eq(c.item, text(item))).pick('person_id', 'item')
    const paid =
      world.situation.office === undefined
        ? listed
        : unionAll(
            listed,
            world.paidOnRecord.where(c => eq(c.item, text(item))),
          )
    return due
      .having(paid, () => [])
      .lacking(paid, (l, r) => [[l.person_id, r.person_id]])
      .lacking(
        world.doubtPerKind.where(c => eq(c.roster, text('payment-roster'))),
        (l, r) => [[l.person_id, r.person_id]],
      )
      .with(() => ({ item: text(item), word: text(aidItemWord(item)) }))
  })
  const [first, ...rest] = found
  if (first === undefined) return none()
  const sameStage = world.facts.where(c => gt(c['grade'] as Expr<'bigint'>, bigint(1))).select(c => ({ person_id: c['person_id'] as Expr<'bigint'> }))
  const candidates = unionAll(first, ...rest).having(sameStage, (l, r) => [[l.person_id, r.person_id]])
  const since = designatedBefore(world, lastTerm)
  // A pupil who came from elsewhere this summer was nobody this county could pay last term.
  const newcomers = world.enrolmentRows.where(c => gt(c.entry_month, date(lastTerm)))
  return candidates
    .lacking(newcomers, (l, r) => [[l.person_id, r.person_id]])
    .join(
      'inner',
      since,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({
        kind: text('entitled-unpaid'),
        ground: l.item,
        subject: l.person_id,
        row_id: r.row_id,
        detail: concat(text('上学期已在困难名册内，发放花名册中没有已付的'), l.word),
      }),
    )
}

/** When a roster says since when somebody has stood on it, under one of these columns. */
const sinceColumns = ['designated_on'] as const

/** Rows that made a child eligible, dropping those that say they began only after the day. No date: it counts. */
const designatedBefore = (world: World, day: PlainDate): Relation<{ person_id: 'bigint'; row_id: 'bigint' }> => {
  const says = world.evidence.where(c => c.says)
  const late = (
    [
      'disability-certificate',
      'rural-minimum-living',
      'urban-minimum-living',
      'extreme-hardship',
      'monitored-at-risk',
      'monitoring-export',
      'orphan-allowance',
      'low-income',
      'lifted-out-continuing',
    ] as const satisfies readonly RosterKindId[]
  )
    .filter(kind => isReceived(world.situation, kind))
    .flatMap(kind => {
      const rows = rosterRows(world.situation, kind)
      return sinceColumns
        .filter(column => column in rows.schema)
        .map(column => rows.where(() => gt(columnOr(rows, column, 'date'), date(day))).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })))
    })
  const [first, ...rest] = late
  const early = first === undefined ? says : says.lacking(unionAll(first, ...rest), (l, r) => [[l.row_id, r.row_id]])
  return early.distinct(c => ({ person_id: c.person_id, row_id: c.row_id }))
}
