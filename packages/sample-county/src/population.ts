import { day, dayOf, epochDay } from '@yingjin/kernel'
import { emptyHouseholds, type Households } from './households.ts'
import { drawDotted, drawDottedLast, drawGiven, drawSurname, drawWithoutSurname, surnameOf } from './names.ts'
import { emptyPeople, type People, relations, Sequences } from './people.ts'
import type { Places } from './places.ts'
import { countyCodes } from './province.ts'
import { type Random, randomFor, Weighted } from './random.ts'

export type Population = Readonly<{ people: People; households: Households }>

/** Share of births per school-year cohort, 2001 … 2019: a shrinking county. */
const cohorts = new Weighted([60, 62, 64, 66, 66, 66, 65, 65, 64, 63, 62, 60, 62, 58, 60, 52, 46, 40, 22])
/** Share of births by month: autumn and winter lead. */
const months = new Weighted([95, 80, 78, 74, 75, 74, 80, 88, 94, 96, 92, 98])

const ageGapOfParents = (random: Random): number => 365 * random.between(20, 36) + random.below(365)
const area = (code: string): number => countyCodes.indexOf(code)
const [here, , oldHere, olderHere] = [area('990101'), area('990102'), area('990198'), area('990197')]
const mergedOn = [epochDay(day('2011-06-30')), epochDay(day('2003-12-31'))] as const
const elsewhere = ['990102', '990103', '990104', '990105', '990201', '990202'].map(area)

/** The county that issued the number: the abolished codes for those registered before the mergers. */
const issuingArea = (hukou: number, born: number, random: Random): number => {
  if (hukou !== here) return hukou
  const roll = random.below(100)
  if (born <= mergedOn[1] && roll < 9) return olderHere ?? here
  if (born <= mergedOn[0] && roll < 22) return oldHere ?? here
  if (roll >= 96) return random.pick(elsewhere) ?? here
  return here
}

const firstBirth = epochDay(day('2001-01-01'))
const lastBirth = epochDay(day('2019-08-31'))

const birthDay = (random: Random): number => {
  const year = 2001 + cohorts.draw(random)
  const month = 1 + months.draw(random)
  // The sample ends in August 2019: whoever is younger is not yet three on the first day of autumn 2022.
  if (year === 2019 && month > 8) return epochDay(dayOf(2018, month, random.between(1, 28)))
  const last = epochDay(month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)) - 1
  return random.between(epochDay(dayOf(year, month, 1)), last)
}

type Naming = 'han' | 'dotted' | 'without-surname'

/**
 * Households first, then their people: so siblings, twins and shared surnames exist.
 * 6 % of households are registered in another county and have children at school here.
 */
export const makePopulation = (seed: number, children: number, places: Places): Population => {
  const people = emptyPeople(children)
  const households = emptyHouseholds(children + 16)
  const sequences = new Sequences()
  const relation = (word: (typeof relations)[number]): number => relations.indexOf(word)

  const enter = (person: number, household: number, male: boolean, born: number, hukou: number, name: string, as: number, random: Random): void => {
    const issued = issuingArea(hukou, born, random)
    people.male[person] = male ? 1 : 0
    people.born[person] = born
    people.area[person] = issued
    people.sequence[person] = sequences.next(issued, born, male)
    people.name[person] = name
    people.household[person] = household
    people.relation[person] = as
  }

  let child = 0
  while (child < children) {
    const household = households.count
    const random = randomFor(seed, 'household', household)
    const village = places.drawVillage(random)
    const township = places.villages[village]?.township ?? 0
    const hukou = random.chance(6_000) ? (random.pick(elsewhere) ?? here) : here
    // Two townships are mostly of peoples whose names carry a dot or no surname.
    const minority = township % 7 === 5 ? random.chance(60_000) : random.chance(3_000)
    const naming: Naming = !minority ? 'han' : random.chance(65_000) ? 'dotted' : 'without-surname'

    const size = Math.min(children - child, 1 + (random.chance(42_000) ? 1 : 0) + (random.chance(12_000) ? 1 : 0) + (random.chance(2_000) ? 1 : 0))
    const fatherSurname = drawSurname(random)
    const lastPart = drawDottedLast(random)
    const personName = (male: boolean, surname: string, last: string): string => {
      const sex = male ? 'male' : 'female'
      if (naming === 'dotted') return drawDotted(sex, last, random)
      if (naming === 'without-surname') return drawWithoutSurname(sex, random)
      return surname + drawGiven(sex, random)
    }

    const firstBorn = birthDay(random)
    const births: number[] = [firstBorn]
    for (let i = 1; i < size; i += 1) {
      const before = births[i - 1] ?? firstBorn
      const twin = random.chance(2_500)
      const next = before + 300 + random.below(1500)
      births.push(twin ? before : next > lastBirth ? firstBorn - 400 - random.below(1200) * i : next)
    }

    households.firstChild[household] = child
    households.children[household] = size
    households.village[household] = village
    households.group[household] = 1 + random.below(places.villages[village]?.groups ?? 1)
    households.hukou[household] = hukou
    households.firstAdult[household] = people.count

    // Grandparents head a quarter of the households, where the parents work away.
    const grandparents = random.chance(25_000)
    const fatherBorn = Math.min(...births) - ageGapOfParents(random)
    const addAdult = (male: boolean, born: number, surname: string, as: number): number => {
      const person = people.count
      people.name.push('')
      enter(person, household, male, born, hukou, personName(male, surname, drawDottedLast(random)), as, random)
      people.count = person + 1
      return person
    }
    if (grandparents) addAdult(random.chance(60_000), fatherBorn - ageGapOfParents(random), fatherSurname, relation('户主'))
    const single = random.chance(7_000)
    const father = single && random.chance(50_000) ? null : addAdult(true, fatherBorn, fatherSurname, relation(grandparents ? '儿子' : '户主'))
    if (!single || father === null)
      addAdult(false, fatherBorn + random.between(-1200, 1600), drawSurname(random), relation(grandparents ? '儿媳' : father === null ? '户主' : '配偶'))
    households.adults[household] = people.count - (households.firstAdult[household] ?? 0)

    // 4 % of children carry the mother's surname.
    const mother = people.name[people.count - 1] ?? ''
    const childSurname = naming === 'han' && random.chance(4_000) ? surnameOf(mother) : fatherSurname
    const shared = drawGiven('male', random).slice(0, 1)
    const generation = random.chance(20_000)
    const taken = new Set<string>()
    for (const born of births) {
      const male = random.chance(52_500)
      let name = ''
      for (let tries = 0; tries < 20 && (name === '' || taken.has(name)); tries += 1) {
        name = personName(male, childSurname, lastPart)
        // Siblings of one generation often share the first character of the given name.
        if (generation && naming === 'han') name = childSurname + shared + drawGiven(male ? 'male' : 'female', random).slice(-1)
      }
      taken.add(name)
      const as = grandparents ? (male ? '孙子' : '孙女') : male ? '子' : '女'
      enter(child, household, male, Math.max(born, firstBirth), hukou, name, relation(as), random)
      child += 1
    }
    households.count = household + 1
  }
  return { people, households }
}

export const isResident = ({ people, households }: Population, person: number): boolean => households.hukou[people.household[person] ?? 0] === here
export const hukouCodeOf = ({ people, households }: Population, person: number): string =>
  countyCodes[households.hukou[people.household[person] ?? 0] ?? 0] ?? '990101'
export const villageOf = ({ people, households }: Population, person: number): number => households.village[people.household[person] ?? 0] ?? 0
/** The guardian: the head when the parents work away, else the first parent; always the household's first adult. */
export const guardianOf = ({ people, households }: Population, person: number): number => households.firstAdult[people.household[person] ?? 0] ?? 0
export const siblingsOf = ({ people, households }: Population, child: number): readonly number[] => {
  const household = people.household[child] ?? 0
  const first = households.firstChild[household] ?? 0
  return Array.from({ length: households.children[household] ?? 0 }, (_, i) => first + i).filter(c => c !== child)
}
