import { type Designations, makeDesignations } from './designations.ts'
import { type Enrolments, isOnRollHere, makeEnrolments, situationOf } from './enrolment.ts'
import type { Households } from './households.ts'
import type { People } from './people.ts'
import { makePlaces, type Places } from './places.ts'
import { makePlan, mustKeepId, type Plan } from './plan.ts'
import { isResident, makePopulation, type Population } from './population.ts'
import { makeSchools, type Schools } from './schools.ts'

/** Everything true in the sample, before anybody writes a roster. */
export type County = Readonly<{
  seed: number
  population: Population
  people: People
  households: Households
  places: Places
  schools: Schools
  enrolments: Enrolments
  designations: Designations
  plan: Plan
  soundIds: ReadonlySet<number>
  /** Resident households by township, village after village. */
  homes: readonly (readonly number[])[]
  /** Children on the roll of each school, and those whose roll row says they left, grade by grade. */
  pupils: readonly (readonly number[])[]
}>

export const makeCounty = (seed: number, children: number): County => {
  const places = makePlaces(children)
  const population = makePopulation(seed, children, places)
  const schools = makeSchools(seed, children, places)
  const enrolments = makeEnrolments(seed, population, places, schools)
  const designations = makeDesignations(seed, population, places)
  const plan = makePlan(seed, population, places, schools, enrolments, designations)
  const { people, households } = population

  const homes: number[][] = places.townships.map(() => [])
  for (let h = 0; h < households.count; h += 1) {
    if (isResident(population, households.firstChild[h] ?? 0)) homes[places.villages[households.village[h] ?? 0]?.township ?? 0]?.push(h)
  }
  for (const own of homes) own.sort((a, b) => (households.village[a] ?? 0) - (households.village[b] ?? 0) || a - b)

  const pupils: number[][] = schools.all.map(() => [])
  for (let child = 0; child < people.children; child += 1) {
    const situation = situationOf(enrolments, child)
    if (!isOnRollHere(enrolments, child) && situation !== 'left' && situation !== 'elsewhere-known') continue
    const school = enrolments.school[child] ?? -1
    if (school < 0) continue
    pupils[school]?.push(child)
    const second = plan.secondSchool.get(child)
    if (second !== undefined) pupils[second]?.push(child)
  }
  for (const own of pupils)
    own.sort(
      (a, b) =>
        (enrolments.stage[a] ?? 0) - (enrolments.stage[b] ?? 0) ||
        (enrolments.grade[a] ?? 0) - (enrolments.grade[b] ?? 0) ||
        (enrolments.classNumber[a] ?? 0) - (enrolments.classNumber[b] ?? 0) ||
        a - b,
    )
  return { seed, population, people, households, places, schools, enrolments, designations, plan, soundIds: mustKeepId(plan), homes, pupils }
}
