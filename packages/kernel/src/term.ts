import { addDays, dayOf, type PlainDate } from './plain-date.ts'
import { type Problem, problem } from './problem.ts'
import { done, must, refused, type Result } from './result.ts'
import { firstYearOf, type SchoolYear, schoolYearFrom } from './school-year.ts'

/**
 * 学期, written `2022-autumn` or `2022-spring` after the calendar year in which it is taught.
 * Autumn 2022 and spring 2023 belong to the school year 2022-2023.
 */
export type Term = string & { readonly __brand: 'Term' }
export type Season = 'autumn' | 'spring'
export type NotATerm = Problem<'kernel/not-a-term', { text: string }>

const written: readonly (readonly [RegExp, (m: RegExpExecArray) => Term])[] = [
  [/^(\d{4})-(autumn|spring)$/, m => `${m[1]}-${m[2]}` as Term],
  [/^(\d{4})年?(秋|春)(?:季)?(?:学期)?$/, m => `${m[1]}-${m[2] === '秋' ? 'autumn' : 'spring'}` as Term],
  [/^(\d{4})-(\d{4})-1$/, m => `${m[1]}-autumn` as Term],
  [/^(\d{4})-(\d{4})-2$/, m => `${m[2]}-spring` as Term],
]

/** Accepts `2022-autumn`, `2022秋`, `2022年秋季学期` and the 学籍 system's `2022-2023-1`. */
export const parseTerm = (text: string): Result<Term, NotATerm> => {
  for (const [shape, read] of written) {
    const match = shape.exec(text.trim())
    if (match === null) continue
    if (match[0].split('-').length === 3 && Number(match[2]) !== Number(match[1]) + 1) break
    return done(read(match))
  }
  return refused(problem('kernel/not-a-term', { text }))
}

export const term = (text: string): Term => must(parseTerm(text))
export const seasonOf = (t: Term): Season => (t.endsWith('autumn') ? 'autumn' : 'spring')
const calendarYear = (t: Term): number => Number(t.slice(0, 4))

export const schoolYearOf = (t: Term): SchoolYear => schoolYearFrom(seasonOf(t) === 'autumn' ? calendarYear(t) : calendarYear(t) - 1)
export const autumnOf = (year: SchoolYear): Term => `${firstYearOf(year)}-autumn` as Term
export const springOf = (year: SchoolYear): Term => `${firstYearOf(year) + 1}-spring` as Term

/** The first day of a term is nominal: 1 September and 1 March. It decides which document is in force. */
export const firstDayOf = (t: Term): PlainDate => (seasonOf(t) === 'autumn' ? dayOf(calendarYear(t), 9, 1) : dayOf(calendarYear(t), 3, 1))
export const termOn = (date: PlainDate): Term => {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  return (month >= 9 ? `${year}-autumn` : month >= 3 ? `${year}-spring` : `${year - 1}-autumn`) as Term
}
export const nextTerm = (t: Term): Term => (seasonOf(t) === 'autumn' ? `${calendarYear(t) + 1}-spring` : `${calendarYear(t)}-autumn`) as Term
/** The day before the next term begins. */
export const lastDayOf = (t: Term): PlainDate => addDays(firstDayOf(nextTerm(t)), -1)
export const previousTerm = (t: Term): Term => (seasonOf(t) === 'autumn' ? `${calendarYear(t)}-spring` : `${calendarYear(t) - 1}-autumn`) as Term
export const termOnPaper = (t: Term): string => `${calendarYear(t)}年${seasonOf(t) === 'autumn' ? '秋' : '春'}季学期`
