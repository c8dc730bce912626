import {
  any,
  type Condition,
  type Criterion,
  dayFact,
  fact,
  firstDayOfTerm,
  halfEachTerm,
  inSeason,
  isDay,
  onceInAutumn,
  personDecides,
  type Sum,
  yes,
} from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

const criterion =
  (name: string, failed: string, when: Condition) =>
  (clause: ClauseKey): Cited => ({ name, failed, when, clause })

export const inCounty = criterion('就读县内学校（幼儿园）', '不在县内学校（幼儿园）就读', fact('in_county_school'))
export const present = criterion('在校就读', '不在校', fact('present'))
export const inCohort = criterion(
  '2020年秋季学期已在陕西省地方高校认定为建档立卡家庭学生',
  '不是2020年秋季学期在陕西省地方高校认定的建档立卡家庭学生',
  fact('registered_poor_cohort'),
)
export const atLocalUniversity = criterion('现在就读陕西省地方高校', '现在就读的不是陕西省地方高校', fact('shaanxi_local_university'))
export const yearlyInAutumn = criterion('秋季学期（每学年算一次）', '每学年在秋季学期算一次，春季学期不再列', inSeason('autumn'))

/** The normal length of the programme read in autumn 2020 is not over when the term begins. */
export const beforeNormalEnd = isDay(firstDayOfTerm, 'before', dayFact('programme_ends_on'))

/** Until the programme ends (O-12); each line has its own decision about an extension. */
export const withinProgramme = (clause: 'ZY-T7.R2' | 'ZY-T7.R3' | 'ZY-T7.R4'): Cited => ({
  name: '本学制尚未结束，或延长的理由经人认定',
  failed: '本学制已经结束',
  when: reading('O-12', {
    'normal-end': any(beforeNormalEnd, personDecides(clause, '学制延长（留级、休学、升本）的理由是否成立')),
    'no-extension': beforeNormalEnd,
    'while-present': yes,
  }),
  clause,
})

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
