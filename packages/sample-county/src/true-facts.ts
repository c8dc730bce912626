import type { FactKey, FactValues } from '@yingjin/facts'
import type { County } from './county.ts'
import { standingOn } from './designations.ts'
import { isOnRollHere, situationOf, stageOf } from './enrolment.ts'
import { autumnStart } from './plan.ts'
import { isResident } from './population.ts'

/**
 * What is true about a child on 1 September 2022, in the words of the fact dictionary. A key that is absent does not
 * apply (a primary pupil has no tuition). `unknowable` are the keys that are true and that no roster in this
 * county's hands can establish: hardship of children registered elsewhere, schooling of residents studying elsewhere.
 */
export type TrueFacts = Readonly<{ person: number; values: Partial<FactValues>; unknowable: readonly FactKey[] }>

const hardship = [
  'lifted_out',
  'unstable',
  'marginal',
  'sudden_hardship',
  'minimum_living',
  'extreme_hardship',
  'orphan',
  'de_facto_unsupported',
  'disabled',
  'low_income',
] as const satisfies readonly FactKey[]

type Values = { -readonly [K in FactKey]?: FactValues[K] }

/** Terms of a limited item received so far: two a year since the first grade, one more year for those who repeat. */
export const termsReceived = (county: County, child: number): number => {
  const grade = county.enrolments.grade[child] ?? 0
  const entitled = standingOn(county.designations, county.people.household[child] ?? 0, child, autumnStart)
  if (grade < 2 || !(entitled.liftedOut || entitled.minimumLiving || entitled.extremeHardship || entitled.orphan || entitled.disabled)) return 0
  // Some repeat a year and have reached the limit; some were suspended for a term.
  return (grade - 1) * 2 + (child % 29 === 0 ? 2 : child % 31 === 0 ? -1 : 0)
}

export const collegeOf = (
  child: number,
): Readonly<{ degree: string; common: boolean; fullTime: boolean; tuition: number; accommodation: number; exempted: boolean }> => {
  const roll = (child * 2654435761) % 100
  const at = Math.abs(roll)
  const degree = at < 45 ? '本科' : at < 85 ? '高职高专' : at < 95 ? '专科' : '硕士研究生'
  return {
    degree,
    common: at < 95,
    fullTime: at % 33 !== 7,
    tuition: [450_000, 520_000, 600_000, 800_000, 800_100, 1_250_000, 1_500_000, 2_200_000][child % 8] ?? 520_000,
    accommodation: [80_000, 100_000, 120_000][child % 3] ?? 100_000,
    exempted: child % 41 === 0,
  }
}

export const trueFactsOf = (county: County, child: number): TrueFacts => {
  const { enrolments: e, designations: d, people } = county
  const situation = situationOf(e, child)
  const stage = stageOf(e, child)
  const resident = isResident(county.population, child)
  const s = standingOn(d, people.household[child] ?? 0, child, autumnStart)
  const here = isOnRollHere(e, child)
  const values: Values = {
    hukou_in_county: resident,
    lifted_out: s.liftedOut,
    unstable: s.unstable,
    marginal: s.marginal,
    sudden_hardship: s.sudden,
    minimum_living: s.minimumLiving,
    extreme_hardship: s.extremeHardship,
    orphan: s.orphan,
    de_facto_unsupported: s.deFactoUnsupported,
    disabled: s.disabled,
    martyr_child: s.martyr,
    low_income: s.lowIncome,
    // 学校认定: nothing among the received rosters puts one on record, and what is not on record is no.
    other_hardship: false,
  }
  const unknowable: FactKey[] = resident ? [] : [...hardship]
  const school = county.schools.all[e.school[child] ?? -1]
  // Only the student record says anything of it, and its 是 puts other favoured families with children of martyrs.
  if (s.martyr || !here || stage === 'preschool' || stage === 'vocational') unknowable.push('martyr_child')
  if (here && stage !== null && school !== undefined) {
    values.stage = stage
    values.grade = e.grade[child] ?? 0
    values.in_county_school = true
    values.on_roll = true
    values.present = situation === 'in-class'
    values.boards = e.boards[child] === 1
    values.school_rural = school.rural
    values.school_nutrition_plan = school.nutritionPlan
    values.school_supplies_meals = school.suppliesMeals
    if (stage === 'preschool') {
      values.school_approved = school.approved
      values.school_inclusive = school.inclusive
      values.care_fee = school.careFee
    }
    if (stage === 'senior') {
      values.senior_tuition_fee = school.tuitionFee
      values.textbook_fee = school.textbookFee
      values.senior_textbook_terms_paid = termsReceived(county, child)
    }
    if (stage === 'vocational') {
      values.farming_specialty = e.farming[child] === 1
      values.vocational_tuition_fee = school.tuitionFee
      values.textbook_fee = school.textbookFee
      values.dormitory_fee = school.dormitoryFee
      values.vocational_dormitory_terms_paid = termsReceived(county, child)
      values.vocational_textbook_terms_paid = termsReceived(county, child)
    }
  } else if (stage === 'higher' && situation === 'in-class') {
    const college = collegeOf(child)
    values.stage = 'higher'
    values.grade = e.grade[child] ?? 0
    values.in_county_school = false
    values.on_roll = true
    values.present = true
    values.boards = true
    values.entry_year = 2022 - (e.grade[child] ?? 1) + 1
    values.full_time_degree = college.fullTime
    values.degree_or_diploma = college.common
    values.tuition_fee = college.tuition
    values.accommodation_fee = college.accommodation
    values.tuition_exempted = college.exempted
  }
  // A living child on the wrong list of a pair: the truth is one thing, what the county can know another.
  const both = county.plan.bothLists.get(people.household[child] ?? 0)
  if (both === 'lifted-out') unknowable.push('lifted_out')
  if (both === 'monitored') unknowable.push(d.monitored[people.household[child] ?? 0] === 2 ? 'marginal' : 'sudden_hardship')
  return { person: child, values, unknowable: [...new Set(unknowable)] }
}
