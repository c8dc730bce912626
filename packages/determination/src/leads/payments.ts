import { coalesce, type Expr, type Plan, type Relation, table } from '@yingjin/sql'
import { aidItemSchema, aidItemsTable } from '../aid-item.ts'
import { columnOr, rosterRows } from '../roster-table.ts'
import type { Situation } from '../situation.ts'
import type { Matching } from '../spine.ts'
import type { paymentSchema } from './lead.ts'

/** Last term's payments by person, each with the item its written name means. */
export const payments = (plan: Plan, situation: Situation, matches: Matching['matches']): Relation<typeof paymentSchema> => {
  const rows = rosterRows(situation, 'payment-roster')
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
