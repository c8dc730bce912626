import { previousTerm } from '@yingjin/kernel'
import { and, coalesce, eq, type Expr, isIn, not, type Plan, type Relation, table, text, values } from '@yingjin/sql'
import { aidItemSchema, aidItemsTable } from '../aid-item.ts'
import { columnOr, rosterRows } from '../roster-table.ts'
import type { Situation } from '../situation.ts'
import type { Matching } from '../match-rows.ts'
import type { paymentSchema } from './looked-at.ts'

/** 支付状态 that say no money arrived. Any other word, and none, leaves the payment standing. */
const failedWords = [
  '支付失败',
  '发放失败',
  '打款失败',
  '失败',
  '退汇',
  '已退汇',
  '退回',
  '已退回',
  '未支付',
  '未发放',
  '待支付',
  '待发放',
  '作废',
  '已作废',
  '冲销',
  '已冲销',
  '撤销',
]

/** Payments that the office has on record, from whatever roster, each with the item its written name means; sums are not compared. */
export const knownPaymentSchema = { known_person: 'bigint', item: 'text', term: 'text', payment_status: 'text' } as const
export const knownPaymentTable = 'known_payment'

const hasFailed = (status: Expr<'text'>) =>
  isIn(
    coalesce(status, text('')),
    failedWords.map(w => text(w)),
  )

/** Payment rows of last term on which money went out; a row that does not say its term is taken for last term’s. */
export const paidRows = (situation: Situation): Relation => {
  const rows = rosterRows(situation, 'payment-roster')
  const lastTerm = text(previousTerm(situation.term))
  return rows.where(() => and(eq(coalesce(columnOr(rows, 'term', 'text'), lastTerm), lastTerm), not(hasFailed(columnOr(rows, 'payment_status', 'text')))))
}

/** Last term's payments by person, each with the item its written name means. */
export const payments = (plan: Plan, situation: Situation, matches: Matching['matches']): Relation<typeof paymentSchema> => {
  const rows = paidRows(situation)
  return plan.step(
    'payment',
    'last term’s payments by person and item',
    matches
      .join(
        'inner',
        rows.select(c => ({
          row_id: c['row_id'] as Expr<'bigint'>,
          written_item: columnOr(rows, 'aid_item', 'text'),
          amount_fen: columnOr(rows, 'amount', 'bigint'),
          paid_on: columnOr(rows, 'pay_date', 'date'),
        })),
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ ...r, person_id: l.person_id }),
      )
      .join(
        'left',
        table(aidItemsTable, aidItemSchema),
        (l, r) => [[l.written_item, r.written_item]],
        (l, r) => ({
          person_id: l.person_id,
          row_id: l.row_id,
          item: coalesce(r.item, l.written_item),
          written_item: l.written_item,
          amount_fen: l.amount_fen,
          paid_on: l.paid_on,
        }),
      ),
  )
}

/** Who was paid what last term as the office has it on record, besides the rosters of this run; it alleges nothing. */
export const paidOnRecord = (
  plan: Plan,
  situation: Situation,
  owners: Relation<{ person_id: 'bigint'; known_person: 'bigint' }>,
): Relation<{ person_id: 'bigint'; item: 'text' }> => {
  if (situation.office === undefined) return values({ person_id: 'bigint', item: 'text' }, [])
  const lastTerm = text(previousTerm(situation.term))
  return plan.step(
    'paid_on_record',
    'last term’s payments that the office has on record',
    owners
      .join(
        'inner',
        table(knownPaymentTable, knownPaymentSchema).where(c => and(eq(c.term, lastTerm), not(hasFailed(c.payment_status)))),
        (l, r) => [[l.known_person, r.known_person]],
        (l, r) => ({ person_id: l.person_id, item: r.item }),
      )
      .distinct(c => ({ person_id: c.person_id, item: c.item })),
  )
}
