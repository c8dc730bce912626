import { cascade } from '@yingjin/comparison'
import { eq, type Expr, type Plan, type Relation, text } from '@yingjin/sql'
import type { identitySchema } from '../roster-table.ts'
import type { Situation } from '../situation.ts'
import type { Matching } from '../match-rows.ts'
import type { paidDeadSchema } from './looked-at.ts'
import { paidRows } from './payments.ts'

/**
 * Payments and deaths of persons whom no register and no roll knows any more: the dead leave the household register,
 * so 亡故仍发 compares the two lists with each other.
 */
export const paidDead = (plan: Plan, situation: Situation, matching: Matching, rows: Relation<typeof identitySchema>): Relation<typeof paidDeadSchema> => {
  const nobodys = (roster: string): Relation<typeof identitySchema> =>
    rows.where(c => eq(c.roster, text(roster))).lacking(matching.matches, (l, r) => [[l.row_id, r.row_id]])
  const paid = paidRows(situation).select(c => ({ row_id: c['row_id'] as Expr<'bigint'> }))
  const payments = plan.step(
    'stranger_payments',
    'payments to persons nobody knows',
    nobodys('payment-roster').having(paid, (l, r) => [[l.row_id, r.row_id]]),
  )
  const deaths = plan.step('stranger_deaths', 'deaths of persons nobody knows', nobodys('death-list'))
  const found = cascade(
    plan,
    'stranger',
    payments.select(c => ({ left_id: c.row_id, ...c })),
    deaths.select(c => ({ person_id: c.row_id, ...c })),
  )
  return plan.step(
    'paid_dead',
    'payments to the dead',
    found.matches.select(c => ({ payment_row: c.left_id, death_row: c.person_id })),
  )
}
