import { choiceFact, type Condition, type Criterion, fact, halfEachTerm, inSeason, isOneOf, onceInAutumn, type Sum, yes } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

const criterion =
  (name: string, failed: string, when: Condition) =>
  (clause: ClauseKey): Cited => ({ name, failed, when, clause })

export const inCounty = criterion('就读县（市）内学校（幼儿园）', '不在县（市）内学校（幼儿园）就读', fact('in_county_school'))
/** The plan's measures are for the countryside. */
export const ruralFamily = criterion('家庭在农村', '家庭不在农村', isOneOf(choiceFact('residence', 'residence'), ['rural']))

export const payableThisTerm = (clause: ClauseKey): Cited => ({
  name: '本学期计发',
  failed: '整学年标准已在秋季学期一次计发',
  when: reading('O-07', { 'half-each-term': yes, 'whole-in-autumn': inSeason('autumn') }),
  clause,
  quiet: true,
})
export const thisTerm = (yearly: Sum<'school-year'>): Sum<'term'> =>
  reading('O-07', { 'half-each-term': halfEachTerm(yearly), 'whole-in-autumn': onceInAutumn(yearly) })
