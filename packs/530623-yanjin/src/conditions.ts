import { codeFact, type Condition, type Criterion, fact, halfEachTerm, inSeason, isNot, isWithin, onceInAutumn, type Sum, yes } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

const criterion =
  (name: string, failed: string, when: Condition) =>
  (clause: ClauseKey): Cited => ({ name, failed, when, clause })

export const inKindergarten = criterion('就读县内幼儿园', '不在县内幼儿园就读', fact('in_county_school'))
export const inCounty = criterion('就读县内学校', '不在县内学校就读', fact('in_county_school'))
export const inSeniorHigh = criterion('就读县内普通高中', '不在县内普通高中就读', fact('in_county_school'))
/** Students of vocational schools and colleges are the county's wherever they study. */
export const hukou = criterion('有本县户籍', '没有本县户籍', fact('hukou_in_county'))
export const boards = criterion('在校寄宿', '未在校寄宿', fact('boards'))
export const newStudent = criterion('本学年新入学', '不是本学年新生', fact('new_student'))
export const inAutumn = criterion('秋季学期（新生入学时办理）', '新生路费在秋季学期入学时办理，春季学期不再列', inSeason('autumn'))
export const travelNotYetReceived = criterion('本学段没有领过新生路费补助', '本学段已领过新生路费补助', isNot(fact('travel_subsidy_received')))

const schoolAt = codeFact('school_division', 'division')
export const inPartnerCity = criterion(
  '就读东莞市或中山市的职业学校',
  '不在东莞市、中山市的职业学校就读',
  isWithin(schoolAt, { code: '4419', name: '东莞市' }, { code: '4420', name: '中山市' }),
)
export const inYunnan = isWithin(schoolAt, { code: '53', name: '云南省' })

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
