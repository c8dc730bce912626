import { dayOf, epochDay } from '@yingjin/kernel'
import type { Stage } from '@yingjin/facts'
import type { Places } from './places.ts'
import { isResident, type Population, villageOf } from './population.ts'
import { randomFor } from './random.ts'
import type { Schools } from './schools.ts'

export const stages = ['preschool', 'primary', 'junior', 'senior', 'vocational', 'higher'] as const satisfies readonly Stage[]
const none = 255
const spring = epochDay(dayOf(2022, 3, 1))

/**
 * Where a child is in autumn 2022.
 * `in-class` and `leave` are on a roll here; `absent` is on a roll here and not in the classroom; `left` has a roll row
 * that says so; `elsewhere-known` / `elsewhere-unknown` study in another county, with or without a proof in hand;
 * `nowhere` should be in school and is not, `deferred` is not by approval (延缓入学); `young`, `working` owe nobody schooling.
 */
export const situations = [
  'in-class',
  'leave',
  'absent',
  'left',
  'elsewhere-known',
  'elsewhere-unknown',
  'nowhere',
  'young',
  'working',
  'dead',
  'deferred',
] as const
export type Situation = (typeof situations)[number]

export type Enrolments = {
  readonly situation: Uint8Array
  readonly stage: Uint8Array
  /** Grade within its stage, 1 …; 0 where there is none. */
  readonly grade: Uint8Array
  readonly school: Int32Array
  readonly classNumber: Uint8Array
  readonly boards: Uint8Array
  readonly farming: Uint8Array
  /** The month of entry into the present school as year × 12 + month − 1. */
  readonly entry: Int32Array
  /** The school of spring 2022, −1 when not enrolled in this county then. */
  readonly lastSchool: Int32Array
  /** The day a pupil left, a child died; 0 when neither. */
  readonly endedOn: Int32Array
}

export const situationOf = (e: Enrolments, child: number): Situation => situations[e.situation[child] ?? 0] ?? 'in-class'
export const stageOf = (e: Enrolments, child: number): Stage | null => stages[e.stage[child] ?? none] ?? null
export const isOnRollHere = (e: Enrolments, child: number): boolean => (e.situation[child] ?? 9) <= 2 && stageOf(e, child) !== 'higher'
export const isInHigherEducation = (e: Enrolments, child: number): boolean => stageOf(e, child) === 'higher' && (e.situation[child] ?? 9) <= 2

/** The school year in which a child turns six by 31 August and is due to enter primary school: 2022 is this autumn. */
const entryYearOf = (born: number): number => {
  let year = 2000
  while (born > epochDay(dayOf(year - 6, 8, 31))) year += 1
  return year
}

/** Same stage in spring 2022 as now: the one case in which last term's aid tells something about this child's line. */
export const sameStageLastTerm = (e: Enrolments, child: number): boolean => {
  const stage = stageOf(e, child)
  const grade = e.grade[child] ?? 0
  return isOnRollHere(e, child) && grade >= 2 && (e.entry[child] ?? 0) <= 2022 * 12 + 1 && stage !== null && (e.lastSchool[child] ?? -1) >= 0
}

export const makeEnrolments = (seed: number, population: Population, places: Places, schools: Schools): Enrolments => {
  const { people } = population
  const n = people.children
  const e: Enrolments = {
    situation: new Uint8Array(n),
    stage: new Uint8Array(n).fill(none),
    grade: new Uint8Array(n),
    school: new Int32Array(n).fill(-1),
    classNumber: new Uint8Array(n),
    boards: new Uint8Array(n),
    farming: new Uint8Array(n),
    entry: new Int32Array(n),
    lastSchool: new Int32Array(n).fill(-1),
    endedOn: new Int32Array(n),
  }
  for (let child = 0; child < n; child += 1) {
    const random = randomFor(seed, 'enrolment', child)
    const resident = isResident(population, child)
    const township = places.villages[villageOf(population, child)]?.township ?? 0
    const year = 2022 - entryYearOf(people.born[child] ?? 0) + 1 // 1 = first grade now
    const be = (situation: Situation): void => {
      e.situation[child] = situations.indexOf(situation)
    }
    const attend = (stage: Stage, grade: number, school: number, boards: boolean, yearsHere: number): void => {
      e.stage[child] = stages.indexOf(stage)
      e.grade[child] = grade
      e.school[child] = school
      e.classNumber[child] = 1 + random.below(4)
      e.boards[child] = boards ? 1 : 0
      const movedIn = yearsHere > 1 && random.chance(800)
      e.entry[child] = movedIn ? 2022 * 12 + 8 : (2022 - yearsHere + 1) * 12 + 8
      e.lastSchool[child] = yearsHere > 1 ? (movedIn ? -1 : school) : -1
    }
    const boardsAt = (school: number, rate: number): boolean => schools.all[school]?.boarding === true && random.chance(rate)
    // 1.5 % of pupils beyond the first years repeat or began late: one grade below their age.
    const late = year >= 4 && year <= 9 && random.chance(1_500) ? 1 : 0
    const grade = year - late

    // Deaths, 0.25 %: within the last two years, before and after the spring term began.
    if (random.chance(250)) {
      be('dead')
      e.endedOn[child] = random.chance(60_000) ? spring - 40 - random.below(380) : spring + 40 + random.below(130)
    }
    const dead = situationOf(e, child) === 'dead'

    if (year <= -3) {
      if (!dead) be('young')
      if (!dead && !resident) {
        attend('preschool', 1, random.pick(schools.kindergartens[township] ?? []), false, 1)
        be('in-class')
      }
      continue
    }
    const away = resident ? random.below(1000) : 1000
    if (year <= 0) {
      if (dead) continue
      // Kindergarten is nobody's duty: 88 % attend.
      if (resident && away < 40) be('elsewhere-unknown')
      else if (resident && random.chance(8_000)) be('young')
      else attend('preschool', year + 3, random.pick(schools.kindergartens[township] ?? []), false, year + 3)
      continue
    }
    if (year <= 9) {
      const stage: Stage = grade <= 6 ? 'primary' : 'junior'
      const inStage = grade <= 6 ? grade : grade - 6
      // One pupil in ten goes to a school of the county town.
      const at = random.chance(10_000) ? 0 : township
      const school = stage === 'primary' ? random.pick(schools.primary[at] ?? []) : (schools.junior[at] ?? 0)
      attend(stage, inStage, school, boardsAt(school, stage === 'primary' ? 18_000 : 55_000), inStage)
      if (dead) continue
      if (away < 40) {
        // Transferred out: the roll row stays, with its day.
        be('elsewhere-known')
        e.endedOn[child] = random.chance(40_000) ? spring - 40 - random.below(500) : spring + 60 + random.below(100)
      } else if (away < 46) be('elsewhere-unknown')
      else if (away < 50) be('nowhere')
      else if (year === 1 && away < 60) be('deferred')
      else if (random.chance(400)) be('leave')
      continue
    }
    if (year <= 12) {
      const seniorGrade = year - 9
      const roll = random.below(1000)
      if (roll < 520 || (!resident && roll < 700)) {
        const school = random.pick(schools.senior)
        // Half a percent sit a fourth year; the textbook waiver has a limit of three.
        attend('senior', seniorGrade, school, boardsAt(school, 80_000), seniorGrade)
      } else if (roll < 820 || !resident || year === 10) {
        attend('vocational', seniorGrade, schools.vocational, random.chance(85_000), seniorGrade)
        e.farming[child] = random.chance(30_000) ? 1 : 0
      } else {
        if (!dead) be(roll < 900 ? 'elsewhere-known' : 'working')
        continue
      }
      if (dead) continue
      // Beyond compulsory age some leave: the roll row stays and says so.
      if (random.chance(1_200) && seniorGrade >= 2) {
        be('left')
        e.endedOn[child] = random.chance(60_000) ? spring - 40 - random.below(60) : spring + 60 + random.below(60)
      }
      continue
    }
    if (resident && random.chance(48_000) && year <= 17) {
      const years = year - 12 - (random.chance(10_000) ? 1 : 0)
      attend('higher', Math.min(5, Math.max(1, years)), random.pick(schools.colleges), true, Math.min(5, Math.max(1, years)))
      e.lastSchool[child] = -1
    } else if (!dead) be('working')
  }
  return e
}
