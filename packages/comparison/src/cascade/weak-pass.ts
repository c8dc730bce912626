import { anyTrue, bigint, type Bool, boolean, cases, countOver, type Expr, gt, isKnown, isNull, minOf, not, or, type Relation, slice } from '@yingjin/sql'
import type { IdentityRow } from '../identity.ts'
import { quickRank } from '../name-relation.ts'
import { type Row, type Person, type Key, type Judged, type Sides, outcome, reason, noReason, is, differ, idsDiffer, isAnotherChild, claimsOn } from './pass.ts'
import { byChance } from './chance.ts'

const county = (villageKey: Expr<'text'>): Expr<'text'> => slice(villageKey, 1, 6)
const nowhere = (): Bool => boolean(false)

/**
 * Weak passes rest on name and birth date: within one roster a person may be claimed by one row only. Candidates
 * are everybody who *sounds* the same, so that twins 张伟 and 张玮 stand in each other's way.
 */
export const weakPasses = [
  { code: 'D6', keys: (l: Row, r: Person): readonly Key[] => [[l.guardian_id18, r.guardian_id18]], elsewhere: nowhere, accepts: 'dot' },
  { code: 'D7', keys: (l: Row, r: Person): readonly Key[] => [[l.village_key, r.village_key]], elsewhere: nowhere, accepts: 'homophone' },
  { code: 'D8', keys: (): readonly Key[] => [], elsewhere: (l: Row, r: Person): Bool => differ(county(l.village_key), county(r.village_key)), accepts: 'dot' },
] as const

/** Everybody who sounds the same and was born the same day, with the further key of the pass. */
const weakPairs = ({ plan, prefix, persons }: Sides, remaining: Relation<IdentityRow>, pass: (typeof weakPasses)[number]) => {
  const step = `${prefix}_${pass.code.toLowerCase()}`
  const alike = plan.step(
    `${step}_pairs`,
    `${pass.code}: rows and persons of the same sound, birth date and further key`,
    remaining
      .join(
        'inner',
        persons,
        (l, r) => [[l.name_pinyin, r.name_pinyin], [l.birth, r.birth], ...pass.keys(l, r)],
        (l, r) => ({ left_id: l.left_id, person_id: r.person_id, rank: quickRank(l, r), elsewhere: pass.elsewhere(l, r) }),
      )
      .where(c => not(c.elsewhere))
      .groupBy(
        c => ({ left_id: c.left_id, person_id: c.person_id }),
        c => ({ rank: minOf(c.rank) }),
      ),
  )
  return plan.step(
    `${step}_candidates`,
    `${pass.code}: and whether any number of the person contradicts`,
    alike
      .join(
        'inner',
        remaining,
        (l, r) => [[l.left_id, r.left_id]],
        (l, r) => ({ ...r, person: l.person_id, rank: l.rank }),
      )
      .join(
        'inner',
        persons,
        (l, r) => [[l.person, r.person_id]],
        (l, r) => ({
          left_id: l.left_id,
          roster: l.roster,
          person_id: l.person,
          name_fold: l.name_fold,
          birth: l.birth,
          rank: l.rank,
          differs: idsDiffer(l, r),
        }),
      )
      .groupBy(
        c => ({ left_id: c.left_id, roster: c.roster, person_id: c.person_id, name_fold: c.name_fold, birth: c.birth, rank: c.rank }),
        c => ({ differs: anyTrue(c.differs) }),
      )
      .where(c => not(isAnotherChild(c))),
  )
}

export const weakPass = (sides: Sides, remaining: Relation<IdentityRow>, earlier: readonly Judged[], pass: (typeof weakPasses)[number]): Judged => {
  const { plan, prefix, rows } = sides
  const step = `${prefix}_${pass.code.toLowerCase()}`
  const candidates = weakPairs(sides, remaining, pass)
  const flagged = candidates.with(c => ({ candidates: countOver([c.left_id]), claimants: countOver([c.roster, c.person_id]) }))
  const taken = plan.step(
    `${step}_taken`,
    `${pass.code}: candidates whom another row of the roster has claimed before`,
    claimsOn(
      rows,
      candidates.pick('person_id'),
      earlier.map(e => e.outcomes.pick('left_id', 'person_id')),
    ).distinct(c => ({ roster: c.roster, person_id: c.person_id, taken: boolean(true) })),
  )
  const chance = pass.code === 'D8' ? byChance(sides, candidates).with(() => ({ chance: boolean(true) })) : null
  const seen = flagged.join(
    'left',
    taken,
    (l, r) => [
      [l.roster, r.roster],
      [l.person_id, r.person_id],
    ],
    (l, r) => ({ ...l, taken: isKnown(r.taken) }),
  )
  const weighed =
    chance === null
      ? seen.with(() => ({ chance: boolean(false) }))
      : seen.join(
          'left',
          chance,
          (l, r) => [
            [l.left_id, r.left_id],
            [l.person_id, r.person_id],
          ],
          (l, r) => ({ ...l, chance: isKnown(r.chance) }),
        )
  const outcomes = weighed
    .select(c => ({
      left_id: c.left_id,
      person_id: c.person_id,
      rank: c.rank,
      reason: cases<'text'>(
        [
          [gt(c.candidates, bigint(1)), reason('several-candidates')],
          [c.differs, reason('id-differs')],
          [not(is(c.rank, pass.accepts)), reason('homophone-only')],
          [or(gt(c.claimants, bigint(1)), c.taken), reason('claimed-by-another-row')],
          [c.chance, reason('may-be-chance')],
        ],
        noReason,
      ),
    }))
    .select(c => ({
      left_id: c.left_id,
      person_id: c.person_id,
      rank: c.rank,
      outcome: cases<'text'>([[isNull(c.reason), outcome('match')]], outcome('ambiguous')),
      reason: c.reason,
    }))
  return { code: pass.code, outcomes: plan.step(step, `${pass.code}: outcome`, outcomes) }
}
