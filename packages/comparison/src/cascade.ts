import {
  and,
  anyTrue,
  bigint,
  type Bool,
  boolean,
  cases,
  coalesce,
  type Columns,
  countDistinct,
  countOver,
  countRows,
  eq,
  type Expr,
  gt,
  isKnown,
  isNull,
  isTrue,
  le,
  lt,
  minOf,
  multiply,
  ne,
  not,
  or,
  type Plan,
  type Relation,
  same,
  slice,
  type SqlType,
  text,
  unionAll,
  unknown,
} from '@yingjin/sql'
import type { DoubtReason, Evidence } from './evidence.ts'
import type { IdentityRow, PersonIdentity } from './identity.ts'
import { fullRank, quickRank, rankOf, relationOfRank } from './name-relation.ts'

/** A row and the person it was found to be. */
export const matchSchema = { left_id: 'bigint', person_id: 'bigint', evidence: 'text', name_relation: 'text' } as const
/** A row and a person it may be, left to a human being; `reason` is a `DoubtReason`. */
export const ambiguousSchema = { ...matchSchema, reason: 'text' } as const

/** Every row of the left side stands in exactly one of matches, conflicts, ambiguous, unmatched. */
export type Cascade = Readonly<{
  matches: Relation<typeof matchSchema>
  /** D1x: the number is the same, the name is not. */
  conflicts: Relation<typeof matchSchema>
  ambiguous: Relation<typeof ambiguousSchema>
  /** Left rows that nobody answers to. */
  unmatched: Relation<{ left_id: 'bigint' }>
  /** Persons whom no row of the left side matched, contradicted or might be. */
  unclaimed: Relation<{ person_id: 'bigint' }>
}>

type Row = Columns<IdentityRow>
type Person = Columns<PersonIdentity>
type Key = readonly [Expr<SqlType>, Expr<SqlType>]

/**
 * Strong passes rest on an ID number: several rows of one roster may be the same person.
 * `accepts` is the weakest name relation that still matches; a weaker one that is not plainly different is a doubt.
 */
const strongPasses = [
  { code: 'D1', key: (l: Row, r: Person): Key => [l.id18, r.id18], accepts: 'former', conflict: true },
  { code: 'D2', key: (l: Row, r: Person): Key => [l.id17, r.id17], accepts: 'former', conflict: false },
  { code: 'D3', key: (l: Row, r: Person): Key => [l.id15, r.id15], accepts: 'homophone', conflict: false },
  { code: 'D4', key: (l: Row, r: Person): Key => [coalesce(l.id18, l.id18_old), coalesce(r.id18, r.id18_old)], accepts: 'former', conflict: false },
] as const

/** Both known, and not the same. */
const differ = (a: Expr<'text'>, b: Expr<'text'>): Bool => isTrue(ne(a, b))
const county = (villageKey: Expr<'text'>): Expr<'text'> => slice(villageKey, 1, 6)
const nowhere = (): Bool => boolean(false)

/**
 * Weak passes rest on name and birth date: within one roster a person may be claimed by one row only. Candidates
 * are everybody who *sounds* the same, so that twins 张伟 and 张玮 stand in each other's way.
 */
const weakPasses = [
  { code: 'D6', keys: (l: Row, r: Person): readonly Key[] => [[l.guardian_id18, r.guardian_id18]], elsewhere: nowhere, accepts: 'dot' },
  { code: 'D7', keys: (l: Row, r: Person): readonly Key[] => [[l.village_key, r.village_key]], elsewhere: nowhere, accepts: 'homophone' },
  { code: 'D8', keys: (): readonly Key[] => [], elsewhere: (l: Row, r: Person): Bool => differ(county(l.village_key), county(r.village_key)), accepts: 'dot' },
] as const

type Outcome = 'match' | 'conflict' | 'ambiguous'
const outcomeSchema = { left_id: 'bigint', person_id: 'bigint', rank: 'bigint', outcome: 'text', reason: 'text' } as const
type Outcomes = Relation<typeof outcomeSchema>
type Pairs = Relation<{ left_id: 'bigint'; person_id: 'bigint'; rank: 'bigint'; differs: 'boolean' }>
type Judged = Readonly<{ code: Evidence; outcomes: Outcomes }>
type Sides = Readonly<{ plan: Plan; prefix: string; rows: Relation<IdentityRow>; persons: Relation<PersonIdentity> }>

const outcome = (value: Outcome): Expr<'text'> => text(value)
const reason = (value: DoubtReason): Expr<'text'> => text(value)
const noReason = unknown('text')
const is = (rank: Expr<'bigint'>, upTo: Parameters<typeof rankOf>[0]): Bool => le(rank, bigint(rankOf(upTo)))

const rowColumns = [
  'left_id',
  'roster',
  'id18',
  'id17',
  'id15',
  'id18_old',
  'name_same',
  'name_fold',
  'name_pinyin',
  'birth',
  'guardian_id18',
  'village_key',
  'former_pinyin',
] as const

/** Who claims these persons already, in earlier passes or this one: the row, its roster and its folded name. */
const claimsOn = (
  rows: Relation<IdentityRow>,
  persons: Relation<{ person_id: 'bigint' }>,
  pairs: readonly Relation<{ left_id: 'bigint'; person_id: 'bigint' }>[],
) => {
  const [first, ...rest] = pairs.map(p => p.having(persons, (l, r) => [[l.person_id, r.person_id]]).pick('left_id', 'person_id'))
  return unionAll(first as Relation<{ left_id: 'bigint'; person_id: 'bigint' }>, ...(rest as Relation<{ left_id: 'bigint'; person_id: 'bigint' }>[])).join(
    'inner',
    rows,
    (l, r) => [[l.left_id, r.left_id]],
    (l, r) => ({ claimant: l.left_id, person_id: l.person_id, roster: r.roster, name_fold: r.name_fold }),
  )
}

/** Two numbers that are both known and cannot belong to one person. */
const idsDiffer = (l: Row, r: Person): Bool =>
  or(differ(coalesce(l.id18, l.id18_old), coalesce(r.id18, r.id18_old)), differ(l.id17, r.id17), differ(l.id15, r.id15))

/** Another number and other characters besides: another child, such as a twin, and not even a doubt. */
const isAnotherChild = (c: { rank: Expr<'bigint'>; differs: Bool }): Bool => and(c.differs, not(is(c.rank, 'dot')))

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

const strongPass = (sides: Sides, remaining: Relation<IdentityRow>, earlier: readonly Judged[], pass: (typeof strongPasses)[number]): Judged => {
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

type Candidates = ReturnType<typeof weakPairs>

/**
 * D8 alone rests on nothing but name and day. It counts only when fewer than one in a hundred such pairs would arise
 * by chance: bearers of the name × births of that day / population, in whole numbers.
 */
const byChance = ({ plan, prefix, persons }: Sides, candidates: Candidates): Relation<{ left_id: 'bigint'; person_id: 'bigint' }> => {
  const count = <K extends 'name_fold' | 'birth'>(key: K) =>
    persons
      .having(candidates, (l, r) => [[l[key], r[key]]])
      .distinct(c => ({ key: c[key], person_id: c.person_id }))
      .groupBy(
        c => ({ key: c.key }),
        () => ({ persons: countRows() }),
      )
  const population = persons.groupBy(
    () => ({}),
    c => ({ persons: countDistinct(c.person_id) }),
  )
  return plan.step(
    `${prefix}_d8_chance`,
    'D8: pairs that may well be chance, by the frequency of the name and of the birth date',
    candidates
      .join(
        'inner',
        count('name_fold'),
        (l, r) => [[l.name_fold, r.key]],
        (l, r) => ({ left_id: l.left_id, person_id: l.person_id, birth: l.birth, bearers: r.persons }),
      )
      .join(
        'inner',
        count('birth'),
        (l, r) => [[l.birth, r.key]],
        (l, r) => ({ left_id: l.left_id, person_id: l.person_id, expected: multiply(l.bearers, r.persons) }),
      )
      .join(
        'inner',
        population,
        () => [],
        (l, r) => ({ left_id: l.left_id, person_id: l.person_id, expected: l.expected, population: r.persons }),
      )
      .where(c => not(lt(multiply(c.expected, bigint(100)), c.population)))
      .pick('left_id', 'person_id'),
  )
}

const weakPass = (sides: Sides, remaining: Relation<IdentityRow>, earlier: readonly Judged[], pass: (typeof weakPasses)[number]): Judged => {
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

/**
 * A number that stands in very many rows and beside very many persons is a filler and no key: comparing every row
 * with every person under it would never end and say nothing. Such rows go on without it; the number itself is the
 * finding of `dedupe` (一证多人).
 */
export const mostBearers = 20

const withoutFillers = (plan: Plan, names: string, left: Relation<IdentityRow>, persons: Relation<PersonIdentity>): Relation<IdentityRow> => {
  const often = left
    .where(c => isKnown(c.id18))
    .groupBy(
      c => ({ id18: c.id18 }),
      () => ({ rows: countRows() }),
    )
    .where(c => gt(c.rows, bigint(mostBearers)))
  const fillers = plan.step(
    `${names}_fillers`,
    'numbers that very many rows and very many persons carry',
    persons
      .having(often, (l, r) => [[l.id18, r.id18]])
      .groupBy(
        c => ({ id18: c.id18 }),
        c => ({ persons: countDistinct(c.person_id) }),
      )
      .where(c => gt(c.persons, bigint(mostBearers)))
      .pick('id18'),
  )
  return plan.step(
    `${names}_rows`,
    'rows to be found, with their keys',
    left.pick(...rowColumns).join(
      'left',
      fillers,
      (l, r) => [[l.id18, r.id18]],
      (l, r) => {
        const unlessFiller = (key: Expr<'text'>): Expr<'text'> => cases<'text'>([[isNull(r.id18), key]], unknown('text'))
        return { ...l, id18: unlessFiller(l.id18), id17: unlessFiller(l.id17), id15: unlessFiller(l.id15) }
      },
    ),
  ) as unknown as Relation<IdentityRow>
}

/**
 * Finds for each row of a roster the known person it is about, from the strongest evidence to the weakest. A row that
 * found a match, a conflict or a doubt goes into no later pass: a doubtful row never ends up as somebody else.
 * One county at a time: an unknown place is taken to lie in the county of the run, a known other county never matches.
 * Step names begin with `<prefix>_cascade_`.
 */
export const cascade = (plan: Plan, prefix: string, left: Relation<IdentityRow>, right: Relation<PersonIdentity>): Cascade => {
  const names = `${prefix}_cascade`
  const persons = right.node.kind === 'table' ? right : plan.step(`${names}_persons`, 'known persons, with their keys', right)
  const rows = withoutFillers(plan, names, left, persons)
  const sides: Sides = { plan, prefix: names, rows, persons }

  const judged: Judged[] = []
  let remaining = rows
  const settle = (pass: Judged): void => {
    judged.push(pass)
    remaining = plan.step(
      `${names}_after_${pass.code.toLowerCase()}`,
      `rows that ${pass.code} left open`,
      remaining.lacking(pass.outcomes, (l, r) => [[l.left_id, r.left_id]]),
    )
  }
  for (const pass of strongPasses) settle(strongPass(sides, remaining, judged, pass))
  for (const pass of weakPasses) settle(weakPass(sides, remaining, judged, pass))

  const [first, ...rest] = judged.map(({ code, outcomes }) => outcomes.with(() => ({ evidence: text(code) })))
  const pairs = plan.step(
    `${names}_pairs`,
    'every row with the persons it is or may be',
    unionAll(first as NonNullable<typeof first>, ...rest).select(({ rank, ...c }) => ({
      ...c,
      evidence: cases<'text'>([[eq(c.outcome, outcome('conflict')), text('D1x' satisfies Evidence)]], c.evidence),
      name_relation: relationOfRank(rank),
    })),
  )
  const of = (wanted: Outcome) => pairs.where(c => eq(c.outcome, outcome(wanted)))
  return {
    matches: of('match').pick('left_id', 'person_id', 'evidence', 'name_relation'),
    conflicts: of('conflict').pick('left_id', 'person_id', 'evidence', 'name_relation'),
    ambiguous: of('ambiguous').pick('left_id', 'person_id', 'evidence', 'name_relation', 'reason'),
    unmatched: remaining.pick('left_id'),
    unclaimed: persons.lacking(pairs, (l, r) => [[l.person_id, r.person_id]]).distinct(c => ({ person_id: c.person_id })),
  }
}
