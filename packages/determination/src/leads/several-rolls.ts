import { bigint, type Expr, gt, text } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'

/** 一人多籍: one person, active on the rolls of two schools. */
export const severalRolls = (world: World): Basis => {
  const several = world.place.where(c => gt(c['enrolments'] as Expr<'bigint'>, bigint(1)))
  return world.enrolmentRows
    .where(c => c.active)
    .having(several, (l, r) => [[l.person_id, r['person_id'] as Expr]])
    .select(c => ({ kind: text('several-rolls'), ground: text(''), subject: c.person_id, row_id: c.row_id, detail: text('同一人在不止一所学校有在读学籍') }))
}
