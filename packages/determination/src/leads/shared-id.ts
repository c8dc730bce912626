import { eq, minOf, or, text, unionAll } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'

/**
 * 一证多人: one number, two names that cannot be one person, both on rosters that say “this child exists here”.
 * The finding stands under the person known first; it rests on both rows.
 */
export const sharedId = (world: World): Basis => {
  const { sharedIds, identities, doubts } = world.spine
  // An unreadable name beside the number is no other name, but nobody can say it is the same one.
  const conflicts = doubts.where(c => or(eq(c.why, text('conflict')), eq(c.reason, text('name-unreadable'))))
  const named = { kind: text('shared-id'), ground: text(''), detail: text('同一身份证号对应两个不同姓名') }
  const theirs = conflicts.select(c => ({ ...named, subject: c.person_id, row_id: c.row_id }))
  const mine = identities.having(conflicts, (l, r) => [[l.person_id, r.person_id]]).select(c => ({ ...named, subject: c.person_id, row_id: c.row_id }))
  // The same number inside one roster, where no other roster has shown the conflict already.
  const inOneRoster = sharedIds.lacking(
    sharedIds.having(conflicts, (l, r) => [[l.row_id, r.row_id]]),
    (l, r) => [[l.id18, r.id18]],
  )
  const first = inOneRoster.groupBy(
    c => ({ id18: c.id18 }),
    c => ({ subject: minOf(c.person_id) }),
  )
  const within = inOneRoster.join(
    'inner',
    first,
    (l, r) => [[l.id18, r.id18]],
    (l, r) => ({ ...named, subject: r.subject, row_id: l.row_id }),
  )
  return unionAll(theirs, mine, within).distinct(c => ({ kind: c.kind, ground: c.ground, subject: c.subject, row_id: c.row_id, detail: c.detail }))
}
