import { type Count, countFact, countShare, fact, moneyFact, round, timesRate } from '@yingjin/policy/author'
import { inKindergarten, payableThisTerm, thisTerm } from './conditions.ts'
import { line, lineAbout, parameter, reading, stacking } from './draft.ts'
import { inHardship } from './groups.ts'
import { isOfStage } from './schools.ts'

export const preschoolGrant = line({
  id: 'YJ-3.4a.5a',
  title: '学前教育资助',
  item: 'preschool-grant',
  clause: 'YJ-3.4a.5a',
  stages: ['preschool'],
  criteria: [inKindergarten('YJ-3.4a.5a'), payableThisTerm('YJ-3.4a.5a')],
  persons: inHardship('YJ-3.4a.5a', '家庭经济困难幼儿'),
  amount: thisTerm(parameter('preschoolGrant')),
  period: '每学年，分两学期，每园按在园幼儿10%',
  delivery: { form: 'to-person-cash', payee: '幼儿家庭（文件没有写明，按补助到人）' },
})

const children = countFact('kindergarten_children', '人')
const share = parameter('preschoolShare')
/** How many of a kindergarten are aided. */
export const preschoolPlaces: Count = reading('O-15', { down: countShare(children, share, 'down', 'O-15'), up: countShare(children, share, 'up', 'O-15') })
/** Ten in a hundred of each kindergarten, the registered poor first; who comes next the text does not say (O-15). */
export const preschoolQuota = stacking({
  kind: 'quota',
  of: preschoolGrant.id,
  pool: 'school_code',
  places: preschoolPlaces,
  rank: 'preschool_grant_rank',
  order: [fact('lifted_out')],
  clause: 'YJ-3.4a.5a',
})

/** Public and private kindergartens alike; the year of the income is taken to be the budget year. A part of a fen short is short of 4%. */
export const kindergartenSetAside = lineAbout('school', {
  id: 'YJ-3.4a.5b',
  title: '幼儿园从事业收入中提取的资助经费',
  clause: 'YJ-3.4a.5b',
  criteria: [{ name: '是幼儿园', failed: '不是幼儿园', when: isOfStage('preschool'), clause: 'YJ-3.4a.5b' }],
  persons: 'everyone',
  amount: round(timesRate(moneyFact('business_income', 'budget-year'), parameter('setAsideRate')), 'up', 'YJ-3.4a.5b'),
  period: '每预算年度',
  delivery: { form: 'set-aside', payee: '本园自留（用于减免保育教育费、提供特殊困难补助等）' },
  funding: {
    kind: 'shares',
    heads: [{ head: { name: '本园事业收入', level: 'school' }, share: [1, 1] }],
    remainderTo: '本园事业收入',
    clause: 'YJ-3.4a.5b',
  },
})
