import { bigint, cases, countDistinct, eq, gt, text } from '@yingjin/sql'
import { paymentsInOrder } from '../aid-item.ts'
import type { Basis, World } from './lead.ts'

/** 重复享受: one person on more payment rows of the same item in the same term than the paper gives (审计 finding 1). */
export const paidTwice = (world: World): Basis => {
  const several = [...paymentsInOrder(world.policy)].filter(([, times]) => times > 1)
  const twice = world.payments
    .groupBy(
      c => ({ person_id: c.person_id, item: c.item }),
      c => ({ rows: countDistinct(c.row_id) }),
    )
    .where(c =>
      gt(
        c.rows,
        cases(
          several.map(([item, times]) => [eq(c.item, text(item)), bigint(times)] as const),
          bigint(1),
        ),
      ),
    )
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
