import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { bigint, bitOrOf, cases, countRows, eq, type Plan, type Relation, text } from '@yingjin/sql'
import type { Matching } from './match-rows.ts'

/** Bit of each roster kind in a membership mask. */
export const rosterBits = (Object.keys(rosterKinds) as RosterKindId[]).filter(
  kind => rosterKinds[kind].subject === 'person' || rosterKinds[kind].subject === 'money-line',
)

export const membershipSchema = { person_id: 'bigint', mask: 'bigint' } as const

/**
 * Who stands on which rosters: the two residuals of any pair are counted from the masks and opened by filtering them.
 */
export const membership = (
  plan: Plan,
  matches: Matching['matches'],
): { persons: Relation<typeof membershipSchema>; counts: Relation<{ mask: 'bigint'; persons: 'bigint' }> } => {
  const bit = cases<'bigint'>(
    rosterBits.map((kind, i) => [eq(matches.c.roster, text(kind)), bigint(2 ** i)] as const),
    bigint(0),
  )
  const persons = plan.step(
    'membership',
    'who stands on which rosters',
    matches
      .with(() => ({ bit }))
      .groupBy(
        c => ({ person_id: c.person_id }),
        c => ({ mask: bitOrOf(c.bit) }),
      ),
  )
  const counts = plan.step(
    'membership_counts',
    'persons per combination of rosters',
    persons.groupBy(
      c => ({ mask: c.mask }),
      () => ({ persons: countRows() }),
    ),
  )
  return { persons, counts }
}

/** Both residuals of a pair, from the counts per mask. */
export const residuals = (
  counts: readonly Readonly<{ mask: number; persons: number }>[],
  left: RosterKindId,
  right: RosterKindId,
): Readonly<{ both: number; onlyLeft: number; onlyRight: number }> => {
  const has = (mask: number, kind: RosterKindId): boolean => Math.floor(mask / 2 ** rosterBits.indexOf(kind)) % 2 === 1
  let [both, onlyLeft, onlyRight] = [0, 0, 0]
  for (const { mask, persons } of counts) {
    const [l, r] = [has(mask, left), has(mask, right)]
    if (l && r) both += persons
    else if (l) onlyLeft += persons
    else if (r) onlyRight += persons
  }
  return { both, onlyLeft, onlyRight }
}
