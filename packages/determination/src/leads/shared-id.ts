import { eq, text, unionAll } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'

/**
 * 一证多人: one number, two names that cannot be one person, both on rosters that say “this child exists here”.
 * The finding stands under the person known first; it rests on both rows.
 */
export const sharedId = (world: World): Basis => {
  const conflicts = world.spine.doubts.where(c => eq(c.why, text('conflict')))
  const named = { kind: text('shared-id'), ground: text(''), detail: text('同一身份证号对应两个不同姓名') }
  const theirs = conflicts.select(c => ({ ...named, subject: c.person_id, row_id: c.row_id }))
  const mine = world.spine.identities
    .having(conflicts, (l, r) => [[l.person_id, r.person_id]])
    .select(c => ({ ...named, subject: c.person_id, row_id: c.row_id }))
  return unionAll(theirs, mine).distinct(c => ({ kind: c.kind, ground: c.ground, subject: c.subject, row_id: c.row_id, detail: c.detail }))
}
