import {
  and,
  anyTrue,
  bigint,
  type Bool,
  boolean,
  cases,
  coalesce,
  countRows,
  eq,
  type Expr,
  gt,
  isKnown,
  minOf,
  ne,
  not,
  type Relation,
  same,
  unionAll,
  unknown,
} from '@yingjin/sql'
import type { IdentityRow } from '../identity.ts'
import { fullRank, quickRank, rankOf } from '../name-relation.ts'
import {
  type Row,
  type Person,
  type Key,
  type Pairs,
  type Judged,
  type Sides,
  outcome,
  reason,
  noReason,
  is,
  idsDiffer,
  isAnotherChild,
  claimsOn,
} from './pass.ts'

/**
 * Strong passes rest on an ID number: several rows of one roster may be the same person.
 * `accepts` is the weakest name relation that still matches; a weaker one that is not plainly different is a doubt.
 */
export const strongPasses = [
  { code: 'D1', key: (l: Row, r: Person): Key => [l.id18, r.id18], accepts: 'former', conflict: true },
  { code: 'D2', key: (l: Row, r: Person): Key => [l.id17, r.id17], accepts: 'former', conflict: false },
  { code: 'D3', key: (l: Row, r: Person): Key => [l.id15, r.id15], accepts: 'homophone', conflict: false },
  { code: 'D4', key: (l: Row, r: Person): Key => [coalesce(l.id18, l.id18_old), coalesce(r.id18, r.id18_old)], accepts: 'former', conflict: false },
] as const

/** Pairs with an equal key and the best relation between any name of the row and any name of the person. */
const strongPairs = ({ plan, prefix, persons }: Sides, remaining: Relation<IdentityRow>, pass: (typeof strongPasses)[number]): Pairs => {
  const step = `${prefix}_${pass.code.toLowerCase()}`
  const quick = plan.step(
    `${step}_pairs`,
    `${pass.code}: rows and persons with the same number`,
    remaining
      .join(
        'inner',
        persons,
        (l, r) => [pass.key(l, r)],
        (l, r) => ({ left_id: l.left_id, person_id: r.person_id, rank: quickRank(l, r) }),
      )
      .groupBy(
        c => ({ left_id: c.left_id, person_id: c.person_id }),
        c => ({ rank: minOf(c.rank) }),
      ),
  )
  const named = bigint(rankOf('same'))
  // Nearly every row leaves in D1 under the very name beside the number; nothing more is to be asked about those.
  const certain = pass.code === 'D1' ? [quick.where(c => eq(c.rank, named)).with(() => ({ differs: boolean(false) }))] : []
  const looked = plan.step(
    `${step}_names`,
    `${pass.code}: all names and numbers of the person, where more is to be asked`,
    (pass.code === 'D1' ? quick.where(c => ne(c.rank, named)) : quick)
      .join(
        'inner',
        remaining,
        (l, r) => [[l.left_id, r.left_id]],
        (l, r) => ({ ...r, person: l.person_id }),
      )
      .join(
        'inner',
        persons,
        (l, r) => [[l.person, r.person_id]],
        (l, r) => ({ left_id: l.left_id, person_id: r.person_id, rank: fullRank(l, r), differs: pass.code === 'D1' ? boolean(false) : idsDiffer(l, r) }),
      )
      .groupBy(
        c => ({ left_id: c.left_id, person_id: c.person_id }),
        c => ({ rank: minOf(c.rank), differs: anyTrue(c.differs) }),
      )
      .where(c => not(isAnotherChild(c))),
  )
  return unionAll(looked, ...certain)
}

export const strongPass = (sides: Sides, remaining: Relation<IdentityRow>, earlier: readonly Judged[], pass: (typeof strongPasses)[number]): Judged => {
  const { plan, prefix, rows } = sides
  const step = `${prefix}_${pass.code.toLowerCase()}`
  const pairs = strongPairs(sides, remaining, pass)
  const fits = (c: { rank: Expr<'bigint'>; differs: Bool }): Bool => and(is(c.rank, pass.accepts), not(c.differs))
  const isOpen = (c: { rank: Expr<'bigint'>; differs: Bool }): Bool => and(not(fits(c)), is(c.rank, 'unknown'))
  const verdicts = pairs.groupBy(
    c => ({ left_id: c.left_id }),
    c => ({ fitting: countRows(fits(c)), open: countRows(isOpen(c)) }),
  )
  const judged = pairs.join(
    'inner',
    verdicts,
    (l, r) => [[l.left_id, r.left_id]],
    (l, r) => ({ ...l, fitting: r.fitting, open: r.open }),
  )
  const settled = plan.step(
    `${step}_settled`,
    `${pass.code}: one fitting person is a match, several are a doubt`,
    judged
      .select(c => ({
        left_id: c.left_id,
        person_id: c.person_id,
        rank: c.rank,
        outcome: cases<'text'>(
          [
            [and(fits(c), eq(c.fitting, bigint(1))), outcome('match')],
            [fits(c), outcome('ambiguous')],
            [and(eq(c.fitting, bigint(0)), isOpen(c)), outcome('ambiguous')],
            [and(boolean(pass.conflict), eq(c.fitting, bigint(0)), eq(c.open, bigint(0))), outcome('conflict')],
          ],
          unknown('text'),
        ),
        reason: cases<'text'>(
          [
            [and(fits(c), gt(c.fitting, bigint(1))), reason('several-candidates')],
            [and(isOpen(c), c.differs), reason('id-differs')],
            [isOpen(c), reason('name-unreadable')],
          ],
          noReason,
        ),
      }))
      .where(c => isKnown(c.outcome)),
  )
  // A homophone is no match while another row of the roster claims the person under another name: twins 张伟, 张玮.
  const alike = settled
    .where(c => and(eq(c.outcome, outcome('match')), not(is(c.rank, 'dot'))))
    .join(
      'inner',
      rows,
      (l, r) => [[l.left_id, r.left_id]],
      (l, r) => ({ left_id: l.left_id, person_id: l.person_id, roster: r.roster, name_fold: r.name_fold }),
    )
  const contested = plan.step(
    `${step}_contested`,
    `${pass.code}: rows matched by sound alone whose person another row of the roster claims under another name`,
    alike
      .join(
        'inner',
        claimsOn(
          rows,
          alike.pick('person_id'),
          [settled, ...earlier.map(e => e.outcomes)].map(o => o.pick('left_id', 'person_id')),
        ),
        (l, r) => [
          [l.roster, r.roster],
          [l.person_id, r.person_id],
        ],
        (l, r) => ({ left_id: l.left_id, rival: and(ne(l.left_id, r.claimant), not(same(l.name_fold, r.name_fold))) }),
      )
      .where(c => c.rival)
      .distinct(c => ({ left_id: c.left_id })),
  )
  const outcomes = settled.join(
    'left',
    contested.with(() => ({ contested: boolean(true) })),
    (l, r) => [[l.left_id, r.left_id]],
    (l, r) => ({
      left_id: l.left_id,
      person_id: l.person_id,
      rank: l.rank,
      outcome: cases<'text'>([[isKnown(r.contested), outcome('ambiguous')]], l.outcome),
      reason: cases<'text'>([[isKnown(r.contested), reason('claimed-by-another-row')]], l.reason),
    }),
  )
  return { code: pass.code, outcomes: plan.step(step, `${pass.code}: outcome`, outcomes) }
}
