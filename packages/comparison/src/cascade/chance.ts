import { bigint, countDistinct, countRows, lt, multiply, not, type Relation } from '@yingjin/sql'
import type { Sides } from './pass.ts'

const candidateSchema = { left_id: 'bigint', person_id: 'bigint', name_fold: 'text', birth: 'date' } as const

/**
 * D8 alone rests on nothing but name and day. It counts only when fewer than one in a hundred such pairs would arise
 * by chance: bearers of the name × births of that day / population, in whole numbers.
 */
export const byChance = (
  { plan, prefix, persons }: Sides,
  candidates: Relation<typeof candidateSchema>,
): Relation<{ left_id: 'bigint'; person_id: 'bigint' }> => {
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
