import { sampleId } from '@yingjin/kernel/testing'
import { Plan, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { cascade } from './cascade.ts'
import { explainPair, evidenceWording } from '../evidence.ts'
import { identityRowSchema, personIdentitySchema } from '../identity.ts'
import { personKeys, personKeySchema, type PersonRow } from '../normalise/person-keys.ts'
import { VillageIndex } from '../normalise/place.ts'
import { damagedRosters, randomFrom } from '../testing/damaged-rosters.ts'
import type { NaivePerson, NaiveRow } from '../testing/naive-cascade.ts'
import { given, onDuckDb } from '../testing/on-duckdb.ts'

const villages = new VillageIndex([
  { code: '990101100201', township: '清溪镇', village: '白果村' },
  { code: '990102100201', township: '外镇', village: '外村' },
])
const keyed = (row: PersonRow) => {
  const values = personKeys(row, { villages })
  return Object.fromEntries(Object.keys(personKeySchema).map((column, i) => [column, values[i] ?? null])) as Record<keyof typeof personKeySchema, string | null>
}

/** Strangers born long before, so that one namesake in the county is no accident. */
const crowd: readonly NaivePerson[] = Array.from({ length: 400 }, (_, i) => ({
  person_id: 10_000 + i,
  ...keyed({ name: `赵${String.fromCodePoint(0x4e00 + i)}`, birth_date: `19${60 + (i % 40)}-01-0${1 + (i % 9)}` }),
}))

type Found = Readonly<{
  matches: readonly unknown[]
  conflicts: readonly unknown[]
  ambiguous: readonly unknown[]
  unmatched: readonly number[]
  unclaimed: readonly number[]
}>

const run = async (rows: readonly NaiveRow[], persons: readonly NaivePerson[]): Promise<Found> => {
  const plan = new Plan()
  const found = cascade(plan, 'x', table('rows', identityRowSchema), table('persons', personIdentitySchema))
  const read = await onDuckDb([given('rows', identityRowSchema, rows), given('persons', personIdentitySchema, persons)], plan, {
    matches: found.matches,
    conflicts: found.conflicts,
    ambiguous: found.ambiguous,
    unmatched: found.unmatched,
    unclaimed: found.unclaimed,
  })
  const list = (name: string) =>
    (read[name] ?? [])
      .map(r => JSON.stringify(r))
      .toSorted()
      .map(r => JSON.parse(r) as Record<string, unknown>)
  const ids = (name: string, column: string) => (read[name] ?? []).map(r => r[column] as number).toSorted((a, b) => a - b)
  return {
    matches: list('matches'),
    conflicts: list('conflicts'),
    ambiguous: list('ambiguous'),
    unmatched: ids('unmatched', 'left_id'),
    unclaimed: ids('unclaimed', 'person_id'),
  }
}

/** Rows 1, 2, … of one roster against persons 1, 2, … and the crowd. */
const compare = (rows: readonly PersonRow[], persons: readonly PersonRow[]) =>
  run(
    rows.map((row, i) => ({ left_id: i + 1, roster: '名册', ...keyed(row) })),
    [...persons.map((row, i) => ({ person_id: i + 1, ...keyed(row) })), ...crowd],
  )

const born = '2012-03-04'
const id = sampleId({ born, sequence: 311 })
const twinId = sampleId({ born, sequence: 312 })
const otherId = sampleId({ born: '2011-01-01', sequence: 21 })
const guardian = sampleId({ born: '1985-06-07', sequence: 21 })
const home = { township: '清溪镇', village: '白果村' }
const match = (evidence: string, name_relation: string, left_id = 1, person_id = 1) => ({ left_id, person_id, evidence, name_relation })

describe('one row and one person', () => {
  test.each<[string, PersonRow, PersonRow, ReturnType<typeof match>]>([
    ['same number, same name', { id_number: id, name: '张伟' }, { id_number: id, name: '张伟' }, match('D1', 'same')],
    ['same number, traditional writing', { id_number: id, name: '張偉' }, { id_number: id, name: '张伟' }, match('D1', 'variant')],
    ['same number, · missing', { id_number: id, name: '买买提吐尔逊' }, { id_number: id, name: '买买提·吐尔逊' }, match('D1', 'dot')],
    ['same number, same sound', { id_number: id, name: '张玮' }, { id_number: id, name: '张伟' }, match('D1', 'homophone')],
    ['same number, a character lost', { id_number: id, name: '张□' }, { id_number: id, name: '张伟' }, match('D1', 'unreadable')],
    ['same number, a long name cut short', { id_number: id, name: '阿卜杜拉·买' }, { id_number: id, name: '阿卜杜拉·买买提' }, match('D1', 'shortened')],
    ['same number, the father’s name left away', { id_number: id, name: '阿卜杜拉' }, { id_number: id, name: '阿卜杜拉·买买提' }, match('D1', 'shortened')],
    ['same number, former name in brackets', { id_number: id, name: '李强(曾用名张伟)' }, { id_number: id, name: '张伟' }, match('D1', 'former')],
    ['the number as student number', { student_number: `G${id}`, name: '张伟' }, { id_number: id, name: '张伟' }, match('D1', 'same')],
    ['check character missing', { id_number: id.slice(0, 17), name: '张伟' }, { id_number: id, name: '张伟' }, match('D2', 'same')],
    ['fifteen digits left by a spreadsheet', { id_number: `${id.slice(0, 15)}000`, name: '张玮' }, { id_number: id, name: '张伟' }, match('D3', 'homophone')],
    [
      'a first-generation number',
      { id_number: '990101800304311', name: '张伟' },
      { id_number: sampleId({ born: '1980-03-04', sequence: 311 }), name: '张伟' },
      match('D4', 'same'),
    ],
    [
      'name, birth, guardian',
      { name: '张伟', birth_date: born, guardian_id_number: guardian },
      { id_number: id, name: '张伟', guardian_id_number: guardian },
      match('D6', 'same'),
    ],
    ['sound, birth, village', { name: '张玮', birth_date: born, ...home }, { id_number: id, name: '张伟', ...home }, match('D7', 'homophone')],
    ['name and birth, alone in the county', { name: '张伟', birth_date: born }, { id_number: id, name: '张伟', ...home }, match('D8', 'same')],
  ])('%s', async (_, row, person, expected) => {
    const found = await compare([row], [person])
    expect(found).toMatchObject({ matches: [expected], conflicts: [], ambiguous: [], unmatched: [] })
    expect(found.unclaimed).toHaveLength(crowd.length)
  })

  test('same number, another name is a conflict and nobody’s match', async () => {
    const found = await compare(
      [{ id_number: id, name: '李强', birth_date: born, ...home }],
      [
        { id_number: id, name: '张伟' },
        { name: '李强', birth_date: born, ...home },
      ],
    )
    expect(found).toMatchObject({ matches: [], conflicts: [match('D1x', 'different')], ambiguous: [], unmatched: [] })
  })

  test.each<[string, PersonRow, PersonRow, string]>([
    ['same number, no name', { id_number: id }, { id_number: id, name: '张伟' }, 'name-unreadable'],
    ['same number, no character left', { id_number: id, name: '□□' }, { id_number: id, name: '张伟' }, 'name-unreadable'],
    [
      'same name, birth and village, another number',
      { id_number: otherId, name: '张伟', birth_date: born, ...home },
      { id_number: id, name: '张伟', ...home },
      'id-differs',
    ],
    [
      'same name, numbers that differ in the last three digits',
      { id_number: twinId, name: '张伟', birth_date: '2012-03-05' },
      { id_number: id, name: '张伟' },
      'id-differs',
    ],
    ['same sound and birth, nothing else', { name: '张玮', birth_date: born }, { id_number: id, name: '张伟' }, 'homophone-only'],
  ])('%s: left to a person', async (_, row, person, reason) => {
    expect(await compare([row], [person])).toMatchObject({ matches: [], conflicts: [], ambiguous: [{ left_id: 1, person_id: 1, reason }], unmatched: [] })
  })

  test.each<[string, PersonRow, PersonRow]>([
    ['J + 18 is no ID', { student_number: `J${id}`, name: '张伟' }, { id_number: id, name: '张伟' }],
    ['another day of birth', { name: '张伟', birth_date: '2012-03-05', ...home }, { id_number: id, name: '张伟', ...home }],
    ['a child of another county', { name: '张伟', birth_date: born, township: '外镇', village: '外村' }, { id_number: id, name: '张伟', ...home }],
    ['another number and other characters', { id_number: otherId, name: '张玮', birth_date: born }, { id_number: id, name: '张伟' }],
    ['a twin whose number differs in its last three digits only', { id_number: twinId, name: '张玮' }, { id_number: id, name: '张伟' }],
    ['the same, without a name', { id_number: twinId }, { id_number: id, name: '张伟' }],
    ['nothing known', {}, {}],
  ])('%s: nobody', async (_, row, person) => {
    expect(await compare([row], [person])).toMatchObject({ matches: [], conflicts: [], ambiguous: [], unmatched: [1] })
  })
})

describe('several persons, several rows', () => {
  test('a name seen beside another number of the same person still counts', async () => {
    const persons: readonly NaivePerson[] = [
      { person_id: 1, ...keyed({ id_number: id, name: '李强' }) },
      { person_id: 1, ...keyed({ name: '张伟', birth_date: born }) },
    ]
    const found = await run([{ left_id: 1, roster: '名册', ...keyed({ id_number: id, name: '张伟' }) }], persons)
    expect(found.matches).toEqual([match('D1', 'same')])
  })

  test('one number, two fitting persons: no choice is made', async () => {
    const found = await compare(
      [{ id_number: id, name: '张伟' }],
      [
        { id_number: id, name: '张伟' },
        { id_number: id, name: '张玮' },
      ],
    )
    expect(found.matches).toEqual([])
    expect(found.ambiguous).toMatchObject([
      { person_id: 1, reason: 'several-candidates' },
      { person_id: 2, reason: 'several-candidates' },
    ])
  })

  test('twins of one sound, guardian and birthday stand in each other’s way', async () => {
    const twins = [
      { id_number: id, name: '张伟', guardian_id_number: guardian, ...home },
      { id_number: twinId, name: '张玮', guardian_id_number: guardian, ...home },
    ]
    const found = await compare([{ name: '张伟', birth_date: born, guardian_id_number: guardian, ...home }], twins)
    expect(found.matches).toEqual([])
    expect(found.ambiguous).toMatchObject([
      { person_id: 1, evidence: 'D6' },
      { person_id: 2, evidence: 'D6' },
    ])
  })

  test('a twin of another sound is nobody', async () => {
    const found = await compare(
      [{ name: '张敏', birth_date: born, guardian_id_number: guardian, ...home }],
      [{ id_number: id, name: '张伟', guardian_id_number: guardian, ...home }],
    )
    expect(found.unmatched).toEqual([1])
  })

  test('of twins whose numbers a spreadsheet cut, the one who only sounds alike waits', async () => {
    const cut = `${id.slice(0, 15)}000`
    expect(twinId.slice(0, 15)).toBe(id.slice(0, 15))
    const found = await compare(
      [
        { id_number: cut, name: '张伟' },
        { id_number: cut, name: '张玮' },
      ],
      [{ id_number: id, name: '张伟' }],
    )
    expect(found.matches).toEqual([match('D3', 'same')])
    expect(found.ambiguous).toMatchObject([{ left_id: 2, reason: 'claimed-by-another-row' }])
  })

  test('two payments to one person by number are both that person', async () => {
    const line = { id_number: id, name: '张伟' }
    expect((await compare([line, line], [line])).matches).toEqual([match('D1', 'same', 1), match('D1', 'same', 2)])
  })

  test('two rows that claim one person by name and birth alone are both left to a person', async () => {
    const row = { name: '张伟', birth_date: born, ...home }
    const found = await compare([row, row], [{ id_number: id, ...row }])
    expect(found.matches).toEqual([])
    expect(found.ambiguous).toMatchObject([
      { left_id: 1, reason: 'claimed-by-another-row' },
      { left_id: 2, reason: 'claimed-by-another-row' },
    ])
  })

  test('who was found by number is not found again by name', async () => {
    const row = { name: '张伟', birth_date: born, ...home }
    const found = await compare([{ id_number: id, ...row }, row], [{ id_number: id, ...row }])
    expect(found.matches).toEqual([match('D1', 'same')])
    expect(found.ambiguous).toMatchObject([{ left_id: 2, reason: 'claimed-by-another-row' }])
  })

  test('a number that dozens of rows and dozens of persons carry is no key', async () => {
    const children = Array.from({ length: 30 }, (_, i) => ({
      id_number: id,
      name: `张${String.fromCodePoint(0x4e00 + i)}`,
      birth_date: `2012-03-0${1 + (i % 9)}`,
    }))
    const found = await compare(children, children)
    expect(found.conflicts).toEqual([])
    expect(found.matches.length).toBeGreaterThan(20)
    expect(found.matches.map(m => (m as { evidence: string }).evidence)).toEqual(found.matches.map(() => 'D8'))
  })

  test('a common name on a common birthday may be chance', async () => {
    const few = Array.from({ length: 60 }, (_, i) => ({
      person_id: i + 1,
      ...keyed({ name: i === 0 ? '张伟' : `李${String.fromCodePoint(0x4e00 + i)}`, birth_date: born }),
    }))
    const found = await run([{ left_id: 1, roster: '名册', ...keyed({ name: '张伟', birth_date: born }) }], few)
    expect(found.ambiguous).toMatchObject([{ evidence: 'D8', reason: 'may-be-chance' }])
  })
})

describe('whatever the rosters', () => {
  const seeds = [11, 12, 13, 14]
  const shuffled = <T>(list: readonly T[], seed: number): readonly T[] => {
    const random = randomFrom(seed)
    return list
      .map(item => [random.below(1_000_000), item] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, item]) => item)
  }

  test('the order of rows changes nothing', async () => {
    for (const seed of seeds) {
      const { rows, persons } = damagedRosters(seed, 150)
      expect(await run(shuffled(rows, seed), shuffled(persons, seed + 1))).toEqual(await run(rows, persons))
    }
  })

  test('every row ends in exactly one of matches, conflicts, ambiguous, unmatched', async () => {
    for (const seed of seeds) {
      const { rows, persons } = damagedRosters(seed, 150)
      const found = await run(rows, persons)
      const of = (pairs: readonly unknown[]) => [...new Set((pairs as { left_id: number }[]).map(p => p.left_id))]
      expect([...of(found.matches), ...of(found.conflicts), ...of(found.ambiguous), ...found.unmatched].toSorted((a, b) => a - b)).toEqual(
        rows.map(r => r.left_id),
      )
      expect(found.matches).toHaveLength(of(found.matches).length)
    }
  })

  test('matches by name and birth are one to one within a roster', async () => {
    for (const seed of seeds) {
      const { rows, persons } = damagedRosters(seed, 150)
      const matches = (await run(rows, persons)).matches as { left_id: number; person_id: number; evidence: string }[]
      const rosterOf = new Map(rows.map(r => [r.left_id as number, r.roster]))
      for (const weak of matches.filter(m => ['D6', 'D7', 'D8'].includes(m.evidence)))
        expect(matches.filter(m => m.person_id === weak.person_id && rosterOf.get(m.left_id) === rosterOf.get(weak.left_id))).toEqual([weak])
    }
  })

  test('with the sides changed, pairs without rivals stay pairs', async () => {
    for (const seed of seeds) {
      const { rows, persons } = damagedRosters(seed, 150)
      // One row per person and per number on either side: then being somebody's only candidate is mutual.
      const once = <T extends NaiveRow | NaivePerson>(list: readonly T[], idOf: (t: T) => number) => {
        const keys = [idOf, (t: T) => t.id18 ?? t.id18_old, (t: T) => t.id17, (t: T) => t.id15]
        return list.filter((item, i) => keys.every(key => key(item) === null || list.findIndex(o => key(o) === key(item)) === i))
      }
      const [left, right] = [once(rows, r => r.left_id as number), once(persons, p => p.person_id as number)].map(l => l.map(x => ({ ...x }))) as [
        NaiveRow[],
        NaivePerson[],
      ]
      const forth = await run(
        left.map(r => ({ ...r, roster: '一' })),
        right,
      )
      const back = await run(
        right.map(({ person_id, ...keys }) => ({ left_id: person_id, roster: '一', ...keys })),
        left.map(({ left_id, roster: _roster, ...keys }) => ({ person_id: left_id, ...keys })),
      )
      type Pair = { left_id: number; person_id: number; evidence: string; name_relation: string }
      const sure = (pairs: readonly unknown[]) => (pairs as Pair[]).filter(p => ['D1', 'D2', 'D3', 'D4'].includes(p.evidence))
      const swapped = sure(back.matches).map(p => ({ ...p, left_id: p.person_id, person_id: p.left_id }))
      const key = (p: Pair) => `${p.left_id} ${p.person_id} ${p.evidence} ${p.name_relation}`
      expect(swapped.map(key).toSorted()).toEqual(sure(forth.matches).map(key).toSorted())
      expect(swapped.length).toBeGreaterThan(10)
    }
  })
})

test('a pair is explained in one sentence', () => {
  expect(explainPair('D6', 'homophone', 'homophone-only')).toBe(
    '姓名、出生日期、监护人身份证号一致；姓名：同音不同字；不能自动认定：姓名只是同音，字不同，可能是双胞胎或另一个孩子',
  )
  expect(explainPair('D1', 'same', null)).toBe(`${evidenceWording.D1}；姓名：同名`)
})
