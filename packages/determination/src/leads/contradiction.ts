import { facts } from '@yingjin/facts'
import { eq, type Expr, isIn, isTrue, text, unionAll } from '@yingjin/sql'
import { rosterRows } from '../roster-table.ts'
import { designationKeys } from '../standing.ts'
import type { Basis, World } from './lead.ts'

/**
 * 状态矛盾: two rosters disagree about one person. A pair of lists (享受/不享受, 未消除/已消除) that both have the
 * child, and a child reported dead who is reported present.
 */
export const contradiction = (world: World): Basis => {
  const pairs = designationKeys.map(key =>
    world.evidence
      .where(c => eq(c.fact, text(key)))
      .having(
        world.standing.where(c => isTrue(c[`conflict_${key}`] as Expr<'boolean'>)),
        (l, r) => [[l.person_id, r['person_id'] as Expr]],
      )
      .select(c => ({
        kind: text('contradiction'),
        ground: text(key),
        subject: c.person_id,
        row_id: c.row_id,
        detail: text(`${facts[key].label}：一份名册说是，另一份说不是`),
      })),
  )
  const dead = world.matching.matches.having(
    rosterRows(world.situation, 'death-list').select(c => ({ row_id: c['row_id'] as Expr<'bigint'> })),
    (l, r) => [[l.row_id, r.row_id]],
  )
  const inClass = world.place.where(c => isTrue(c['present'] as Expr<'boolean'>))
  const present = world.spine.matches
    .where(c =>
      isIn(
        c.roster,
        ['pupils-present', 'kindergarten-children', 'higher-education'].map(kind => text(kind)),
      ),
    )
    .having(inClass, (l, r) => [[l.person_id, r['person_id'] as Expr]])
  const alive = dead.having(present, (l, r) => [[l.person_id, r.person_id]])
  const said = { kind: text('contradiction'), ground: text('deceased-present'), detail: text('死亡名单中有，学校却报为在校') }
  return unionAll(
    alive
      .select(c => ({ ...said, subject: c.person_id, row_id: c.row_id }))
      .select(c => ({ kind: c.kind, ground: c.ground, subject: c.subject, row_id: c.row_id, detail: c.detail })),
    present
      .having(alive, (l, r) => [[l.person_id, r.person_id]])
      .select(c => ({ ...said, subject: c.person_id, row_id: c.row_id }))
      .select(c => ({ kind: c.kind, ground: c.ground, subject: c.subject, row_id: c.row_id, detail: c.detail })),
    ...pairs,
  )
}
