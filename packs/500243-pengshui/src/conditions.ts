import {
  all,
  any,
  compare,
  countFact,
  type Condition,
  type Count,
  type Criterion,
  fact,
  halfEachTerm,
  inSeason,
  isNot,
  onceInAutumn,
  type Sum,
  termsLeft,
  yes,
} from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { parameter, reading } from './draft.ts'

type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

const criterion =
  (name: string, failed: string, when: Condition) =>
  (clause: ClauseKey): Cited => ({ name, failed, when, clause })

/** In a school of the county, as each article names it. */
const inSchool = (where: string) => criterion(`就读${where}`, `不在${where}就读`, fact('in_county_school'))
export const inKindergarten = inSchool('县内幼儿园')
export const inCounty = inSchool('县内学校')
export const inSeniorHigh = inSchool('县内普通高中')
export const inVocationalCentre = inSchool('县职教中心')
export const onRoll = criterion('有正式学籍', '没有正式学籍', fact('on_roll'))
export const present = criterion('在校就读', '不在校', fact('present'))
export const boards = criterion('在校寄宿', '未在校寄宿', fact('boards'))
export const daily = criterion('不寄宿（走读）', '在校寄宿', isNot(fact('boards')))
export const approvedKindergarten = criterion('所在园经县级以上教育行政部门批准', '所在园未经批准设立', fact('school_approved'))
export const inNutritionPlan = criterion('所在园实施营养改善计划', '所在园未实施营养改善计划', fact('school_nutrition_plan'))
export const liftedOut = criterion('是脱贫户', '不是脱贫户', fact('lifted_out'))
export const hukou = criterion('有本县户籍', '没有本县户籍', fact('hukou_in_county'))
export const fullTime = criterion('就读全日制学历教育', '就读的不是全日制学历教育', fact('full_time_degree'))
export const yearlyInAutumn = criterion('秋季学期（每学年办理一次）', '每学年在秋季学期办理一次，春季学期不再列', inSeason('autumn'))

/** A yearly standard that the other reading of O-07 would pay whole in autumn; nobody asks about it while it holds. */
export const payableThisTerm = (clause: ClauseKey): Cited => ({
  name: '本学期计发',
  failed: '整学年标准已在秋季学期一次计发',
  when: reading('O-07', { 'half-each-term': yes, 'whole-in-autumn': inSeason('autumn') }),
  clause,
  quiet: true,
})

/** This term's part of a yearly standard (O-07). */
export const thisTerm = (yearly: Sum<'school-year'>): Sum<'term'> =>
  reading('O-07', { 'half-each-term': halfEachTerm(yearly), 'whole-in-autumn': onceInAutumn(yearly) })

/** A benefit for so many years at most (O-09). */
export const withinLimit = (clause: ClauseKey, years: string, paid: Parameters<typeof countFact>[0], limit: Count, byGrade: Condition): Cited => ({
  name: `享受未满${years}`,
  failed: `已享受满${years}`,
  when: reading('O-09', { 'paid-terms': termsLeft(countFact(paid, '学期'), limit), 'by-grade': byGrade }),
  clause,
})

export const grade = countFact('grade', '年级')
/** Two and a half years as grades go by: grades one and two, and the autumn of grade three. */
export const withinTwoAndAHalfYears = any(
  compare(grade, 'at-most', parameter('vocationalWholeGrades')),
  all(inSeason('autumn'), compare(grade, 'at-most', parameter('vocationalHalfGrade'))),
)
