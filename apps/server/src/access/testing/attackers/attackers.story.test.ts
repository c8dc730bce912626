import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attack, type Defect, nothingYet } from './attack.ts'
import { worldArb } from './world.ts'

/** The verb asks for more lands, by a seed of the day besides. */
const lands = Number(process.env['ATTACKED_LANDS'] ?? 1)
const seeds = [
  20_220_901,
  ...(process.env['ATTACKERS_SEED'] ?? '')
    .split(',')
    .filter(text => text !== '')
    .map(Number),
]

test.each(seeds)('whoever asks, by whatever session, sees, counts and writes what the table of roles says and nothing else (seed %i)', async seed => {
  const sum = nothingYet()
  await fc.assert(
    fc.asyncProperty(worldArb, async world => {
      const attacked = nothingYet()
      await attack(world, attacked)
      for (const key of ['triples', 'writes', 'counts', 'seen'] as const) sum[key] += attacked[key]
      expect(attacked.differences.slice(0, 5)).toEqual([])
    }),
    { seed, numRuns: lands, endOnFailure: true },
  )
  process.stdout.write(
    `seed ${seed}: ${lands} lands, ${sum.triples} triples of asker, table and record, ${sum.seen} seen, ${sum.counts} counts, ${sum.writes} writes\n`,
  )
  // Who sees nothing at all proves nothing.
  expect(sum.seen).toBeGreaterThan(sum.triples / 100)
  expect(sum.triples).toBeGreaterThan(2_000 * lands)
})

const defects: readonly Defect[] = [
  { in: 'held', instead: 'g.revoked_act is null', says: 'true' },
  { in: 'held', instead: 'in_field = any (g.fields)', says: 'true' },
  { in: 'held', instead: `g.ground = 'opened'`, says: 'true' },
  { in: 'held', instead: 'access.today() >= g.valid_from', says: 'true' },
  { in: 'held', instead: 'access.today() <= g.valid_to', says: 'true' },
  { in: 'held', instead: 'r.reach = how', says: 'true' },
  { in: 'account_of_login', instead: 's.expires_at > now()', says: 'true' },
  { in: 'account_of_login', instead: 'c.closed_at is null', says: 'true' },
  { in: 'actor', instead: 'd.revoked_act is null', says: 'true' },
  { in: 'actor', instead: 'access.today() between d.valid_from and d.valid_to', says: 'true' },
  { in: 'divisions', instead: 'd.prefecture = any (whole)', says: 'true' },
  { in: 'count_whole', instead: `not in_division = any (access.divisions(in_field, 'rows'))`, says: 'false' },
  { in: 'whole_fields', instead: `in_division = any (access.divisions(one, 'rows'))`, says: 'true' },
  { in: 'children_of_leads', instead: `in_division = any (access.divisions('leads', 'rows'))`, says: 'true' },
  { in: 'home', instead: '(access.actor()).division', says: `'990101'` },
  // The name of a sender is no number, and would fail outright.
  { in: 'reach', instead: 'h.kind = of_kind', says: `h.kind <> 'sender'` },
  { in: 'holds_schools_of_township', instead: 'l.role = of_role', says: 'false' },
  { in: 'schools_of_townships', instead: 'left(o.area, 9) = any (townships)', says: 'true' },
  { in: 'imports_of_senders', instead: 'i.sender = any (senders)', says: 'true' },
  { in: 'relation_keys', instead: 'r.ended_act is null', says: 'true' },
  { in: 'relation_keys', instead: 'access.today() >= r.valid_from', says: 'true' },
  { in: 'relation_keys', instead: 'access.today() <= r.valid_to', says: 'true' },
  { in: 'relation_keys', instead: 'r.deputy_person_id = of_person', says: 'false' },
  { in: 'relation_keys', instead: 's.village_group = r.village_group', says: 'true' },
  { in: 'relation_keys', instead: 's.ended_act is null', says: 'true' },
  { in: 'relation_keys', instead: 'g.ended_act is null', says: 'true' },
  { in: 'relation_keys', instead: `g.ground in ('law', 'de-facto')`, says: 'true' },
]

/** One carelessly written right in the ordinary run, which the first land finds; all by the verb. */
const planted = lands === 1 ? defects.filter(({ in: where }) => where === 'reach') : defects

test.each(planted)(
  'a right that is looked up carelessly is found: $in without $instead',
  async defect => {
    const found: string[] = []
    for (const world of fc.sample(worldArb, { seed: 1, numRuns: 24 })) {
      const attacked = nothingYet()
      // A carelessly written right may also fail outright, and then nobody gets anything by it.
      await attack(world, attacked, defect)
      found.push(...attacked.differences)
      if (found.length > 0) break
    }
    expect(found.length).toBeGreaterThan(0)
    // Up to twenty-four lands, for a right that few accounts hold.
  },
  1_200_000,
)
