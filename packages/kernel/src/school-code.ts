import { type Problem, problem } from './problem.ts'
import { done, refused, type Result } from './result.ts'

/** 学校标识码: ten digits given by the Ministry of Education. Text, because some begin with 0. */
export type SchoolCode = string & { readonly __brand: 'SchoolCode' }
export type NotASchoolCode = Problem<'kernel/not-a-school-code', { text: string }>

/** Accepts ten digits, also full-width or with blanks; refuses one digit written ten times. */
export const parseSchoolCode = (written: string): Result<SchoolCode, NotASchoolCode> => {
  const text = written.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff']/g, '')
  return /^\d{10}$/.test(text) && !/^(\d)\1{9}$/.test(text) ? done(text as SchoolCode) : refused(problem('kernel/not-a-school-code', { text: written }))
}
