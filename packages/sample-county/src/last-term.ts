import type { Stage } from '@yingjin/facts'
import { isInHardship, isNamedInFull, type Standing } from './designations.ts'
import { type Enrolments, stageOf } from './enrolment.ts'
import type { School, Schools } from './schools.ts'

/**
 * What was paid in spring 2022, by the written rules of that year (register PS-A1.1b, A2.3, A2.4, A3.3, A4.3 with the
 * proposed readings O-03, O-04, O-07). This is the sample's history, not the policy engine: it knows only sums paid
 * to persons, and stays this small on purpose.
 */
export const paidItems = {
  'preschool-living': '学前教育家庭经济困难幼儿生活费补助',
  'boarder-living': '义务教育家庭经济困难寄宿生生活补助',
  'day-living': '义务教育家庭经济困难非寄宿生生活补助',
  'senior-grant': '普通高中国家助学金',
  'vocational-grant': '中职国家助学金',
} as const
export type PaidItem = keyof typeof paidItems

/** `open`: the document reaches the child only through 等 or “other difficult”; a person decided. */
export type Due = Readonly<{ item: PaidItem; fen: number; ground: 'named' | 'open' }>

export type Attendance = Readonly<{ stage: Stage; grade: number; school: School; boards: boolean; farming: boolean }>

const half: Readonly<Record<'primary' | 'junior', number>> = { primary: 50_000, junior: 62_500 }

/** The one cash item a child was due for half a year, or null. */
export const dueLastTerm = (at: Attendance, s: Standing): Due | null => {
  const named = isNamedInFull(s) || s.martyr
  const ground = named ? 'named' : 'open'
  switch (at.stage) {
    case 'preschool':
      return isNamedInFull(s) && at.school.approved && !at.school.nutritionPlan ? { item: 'preschool-living', fen: 33_000, ground: 'named' } : null
    case 'primary':
    case 'junior': {
      if (!isInHardship(s)) return null
      if (at.boards) return { item: 'boarder-living', fen: half[at.stage], ground }
      return s.liftedOut ? null : { item: 'day-living', fen: half[at.stage] / 2, ground }
    }
    case 'senior':
      if (isNamedInFull(s)) return { item: 'senior-grant', fen: 150_000, ground: 'named' }
      return isInHardship(s) ? { item: 'senior-grant', fen: 50_000, ground: 'open' } : null
    case 'vocational':
      if (at.grade > 2) return null
      if (s.liftedOut) return { item: 'vocational-grant', fen: 150_000, ground: 'named' }
      if (at.farming || isNamedInFull(s)) return { item: 'vocational-grant', fen: 100_000, ground: 'named' }
      return isInHardship(s) ? { item: 'vocational-grant', fen: 100_000, ground: 'open' } : null
    case 'higher':
      return null
  }
}

const of = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

/** Where the child was in spring 2022: the same stage a grade lower, or the stage before; null when not in this county. */
export const attendanceLastTerm = (e: Enrolments, schools: Schools, child: number, township: number): Attendance | null => {
  const stage = stageOf(e, child)
  const grade = e.grade[child] ?? 0
  if (stage === null) return null
  const boards = e.boards[child] === 1
  const farming = e.farming[child] === 1
  const in_ = (before: Stage, last: number, number: number | undefined): Attendance | null => {
    const school = schools.all[number ?? -1]
    return school === undefined || !school.inCounty ? null : { stage: before, grade: last, school, boards: boards && school.boarding, farming }
  }
  if (grade >= 2) return in_(stage, grade - 1, e.lastSchool[child])
  switch (stage) {
    case 'primary':
      return in_('preschool', 3, of(schools.kindergartens[township] ?? [], child))
    case 'junior':
      return in_('primary', 6, of(schools.primary[township] ?? [], child))
    case 'senior':
    case 'vocational':
      return in_('junior', 3, schools.junior[township])
    case 'preschool':
    case 'higher':
      return null
  }
}

/** Where the child is now, in the same words. */
export const attendanceNow = (e: Enrolments, schools: Schools, child: number): Attendance | null => {
  const stage = stageOf(e, child)
  const school = schools.all[e.school[child] ?? -1]
  return stage === null || school === undefined
    ? null
    : { stage, grade: e.grade[child] ?? 0, school, boards: e.boards[child] === 1, farming: e.farming[child] === 1 }
}
