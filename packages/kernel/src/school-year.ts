import { dayOf, monthOf, type PlainDate, yearOf } from './plain-date.ts'
import { type Problem, problem } from './problem.ts'
import { done, must, refused, type Result } from './result.ts'

/** 学年: from 1 September to 31 August, written `2022-2023`. Not a budget year. */
export type SchoolYear = string & { readonly __brand: 'SchoolYear' }
export type NotASchoolYear = Problem<'kernel/not-a-school-year', { text: string }>

export const parseSchoolYear = (text: string): Result<SchoolYear, NotASchoolYear> => {
  const parts = /^(\d{4})-(\d{4})$/.exec(text)
  return parts !== null && Number(parts[2]) === Number(parts[1]) + 1 ? done(text as SchoolYear) : refused(problem('kernel/not-a-school-year', { text }))
}

export const schoolYear = (text: string): SchoolYear => must(parseSchoolYear(text))
export const firstYearOf = (year: SchoolYear): number => Number(year.slice(0, 4))
export const schoolYearFrom = (firstYear: number): SchoolYear => `${firstYear}-${firstYear + 1}` as SchoolYear
export const schoolYearStart = (year: SchoolYear): PlainDate => dayOf(firstYearOf(year), 9, 1)
export const schoolYearEnd = (year: SchoolYear): PlainDate => dayOf(firstYearOf(year) + 1, 8, 31)
export const schoolYearOn = (date: PlainDate): SchoolYear => schoolYearFrom(monthOf(date) >= 9 ? yearOf(date) : yearOf(date) - 1)
