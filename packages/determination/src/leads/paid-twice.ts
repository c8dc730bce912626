import { bigint, countDistinct, gt, text } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'

/** 重复享受: one person on two payment rows of the same item in the same term (审计 finding 1). */
export const paidTwice = (world: World): Basis => {
  const twice = world.payments
    .groupBy(
      c => ({ person_id: c.person_id, item: c.item }),
      c => ({ rows: countDistinct(c.row_id) }),
    )
    .where(c => gt(c.rows, bigint(1)))
  return world.payments.join(
    'inner',
    twice,
    (l, r) => [
      [l.person_id, r.person_id],
      [l.item, r.item],
    ],
    l => ({ kind: text('paid-twice'), ground: l.item, subject: l.person_id, row_id: l.row_id, detail: text('同一学期同一项目在发放花名册中不止一笔') }),
  )
}
