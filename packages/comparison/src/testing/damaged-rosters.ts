import { addDays, day } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { personKeys, personKeySchema, type PersonRow } from '../normalise/person-keys.ts'
import { VillageIndex } from '../normalise/place.ts'
import type { NaivePerson, NaiveRow } from './naive-cascade.ts'

export type Random = Readonly<{ below: (n: number) => number; chance: (percent: number) => boolean; pick: <T>(list: readonly T[]) => T }>

/** Small repeatable generator (a Weyl sequence, mixed); equal seeds give equal people. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  const below = (n: number): number => next() % n
  return { below, chance: percent => below(1000) < percent * 10, pick: list => list[below(list.length)] as (typeof list)[number] }
}

/** One number that a clerk wrote into every line he had none for. */
const filler = sampleId({ born: '2010-09-01', sequence: 999 })

type Child = Readonly<{ id: string; name: string; born: string; sex: string; guardian: string; township: string; village: string }>

// Few names and few days, so that namesakes, homophones and shared birthdays are common.
const surnames = ['王', '张', '单', '欧阳', '李']
const givenNames = ['伟', '玮', '炜', '小伟', '晓玮', '喆', '哲', '昇', '升', '梓轩', '子萱', '國華', '国华']
const dotted = ['买买提·吐尔逊', '买买提·吐尔孙', '阿依古丽·买买提', '古丽·海']
const villages = Array.from({ length: 4 }, (_, i) => ({ code: `99010110${i}201`, township: i < 2 ? '清溪镇' : '白果乡', village: `第${i}村` }))
const elsewhere = { code: '990102100201', township: '外镇', village: '外村' }
const index = new VillageIndex([...villages, elsewhere])

const household = (random: Random, number: number): readonly Child[] => {
  const guardian = sampleId({ born: addDays(day('1980-01-01'), number % 9000), sequence: (number % 999) + 1 })
  const surname = random.pick(surnames)
  const home = random.chance(8) ? elsewhere : random.pick(villages)
  const twins = random.chance(15)
  const firstBirth = addDays(day('2010-09-01'), random.below(25))
  return Array.from({ length: twins ? 2 : 1 + random.below(2) }, (_, i) => {
    const born = twins ? firstBirth : addDays(firstBirth, i * (300 + random.below(20)))
    return {
      // Twins get neighbouring numbers, so that their first fifteen digits agree.
      id: sampleId({ born, sequence: twins ? (number % 90) * 10 + 1 + i : random.below(999) + 1 }),
      name: random.chance(10) ? random.pick(dotted) : surname + random.pick(givenNames),
      born,
      sex: random.pick(['male', 'female']),
      guardian,
      ...home,
    }
  })
}

const damagedId = (random: Random, id: string, other: string, fillers: number): PersonRow => {
  if (random.chance(fillers)) return { id_number: filler }
  const kind = random.below(100)
  if (kind < 45) return { id_number: id }
  if (kind < 65) return { id_number: null }
  if (kind < 72) return { id_number: `${id.slice(0, 15)}000` }
  if (kind < 76) return { id_number: '9.90101E+17' }
  if (kind < 81) return { id_number: id.slice(0, 17) }
  if (kind < 85) return { id_number: `${id.slice(0, 10)}${(Number(id[10]) + 1) % 2}${id.slice(11)}` }
  if (kind < 89) return { id_number: other }
  if (kind < 92) return { id_number: null, student_number: `G${id}` }
  if (kind < 94) return { id_number: null, student_number: `J${id}` }
  if (kind < 96) return { id_number: id.slice(0, 15), student_number: `G${id}` }
  if (kind < 98) return { id_number: id, id_number_was_numeric: true }
  return { id_number: `${id.slice(0, 6)}${id.slice(8, 17)}` }
}

const damagedName = (random: Random, name: string, other: string): string | null => {
  const kind = random.below(100)
  if (kind < 62) return name
  if (kind < 70) return name.replace(/[伟玮炜]/u, random.pick(['伟', '玮', '炜'])).replace(/梓轩|子萱/u, '子轩')
  if (kind < 76) return name.replace('伟', '偉').replace('喆', '哲').replace('升', '昇')
  if (kind < 80) return name.replace('·', random.pick(['', '•', '.', ' ']))
  if (kind < 82) return name.includes('·') ? name.slice(0, random.pick([2, 3, 4, 5])) : name
  if (kind < 86) return `${name.slice(0, -1)}${random.pick(['□', '?', '*'])}`
  if (kind < 89) return `${other}(曾用名${name})`
  if (kind < 92) return `${name}${random.pick(['1', 'A', '(大)', '（小）'])}`
  if (kind < 94) return null
  if (kind < 96) return '□'.repeat(name.length)
  return other
}

const writtenDown = (random: Random, child: Child, other: Child, fillers: number): PersonRow => ({
  ...damagedId(random, child.id, other.id, fillers),
  name: damagedName(random, child.name, other.name),
  birth_date: random.chance(80) ? child.born : random.chance(50) ? addDays(day(child.born), 1) : null,
  sex: child.sex,
  guardian_id_number: random.chance(50) ? child.guardian : null,
  ...(random.chance(70) ? { township: child.township, village: child.village } : {}),
})

const keyed = (row: PersonRow): Readonly<Record<keyof typeof personKeySchema, string | null>> => {
  const values = personKeys(row, { villages: index })
  return Object.fromEntries(Object.keys(personKeySchema).map((column, i) => [column, values[i] ?? null])) as Record<keyof typeof personKeySchema, string | null>
}

export type DamagedRosters = Readonly<{ rows: readonly NaiveRow[]; persons: readonly NaivePerson[] }>

/** About `size` rows of two rosters about children of whom most are known, some twice, with every damage common. */
export const damagedRosters = (seed: number, size: number): DamagedRosters => {
  const random = randomFrom(seed)
  const fillers = seed % 4 === 0 ? 15 : 0
  const children: Child[] = []
  for (let number = 0; children.length < size; number += 1) children.push(...household(random, number + random.below(3)))
  const persons = children
    .slice(0, Math.floor(size * 0.85))
    .flatMap((child, person_id) =>
      Array.from({ length: random.pick([1, 1, 2, 3]) }, () => ({ person_id, ...keyed(writtenDown(random, child, random.pick(children), fillers)) })),
    )
  const rows = Array.from({ length: size }, (_, left_id) => {
    const child = random.pick(children)
    return { left_id, roster: random.pick(['一', '二']), ...keyed(writtenDown(random, child, random.pick(children), fillers)) }
  })
  return { rows, persons }
}
