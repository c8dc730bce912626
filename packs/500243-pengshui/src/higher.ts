import { yuan } from '@yingjin/kernel'
import {
  add,
  capped,
  compare,
  countFact,
  fact,
  feeFact,
  highest,
  isNot,
  loanCeiling,
  no,
  onceInAutumn,
  subtract,
  sum,
  type Sum,
  sumIfDue,
} from '@yingjin/policy/author'
import { fullTime, hukou, liftedOut, present, yearlyInAutumn } from './conditions.ts'
import { line, notice, parameter, reading } from './draft.ts'

const stages = ['higher'] as const
const period = '每学年一次，秋季办理'
const nothing = sum(yuan(0).perSchoolYear())
const fees = add(feeFact('tuition_fee'), feeFact('accommodation_fee'))

/** The conditions of the tuition aid; the college grant is for the same students. */
const aided = (clause: 'PS-A5.2' | 'PS-A5.3') => [
  hukou(clause),
  liftedOut(clause),
  {
    name: '在2020年及以前入学',
    failed: '在2021年及以后入学',
    when: compare(countFact('entry_year', '年'), 'at-most', parameter('tuitionAidLastEntry')),
    clause,
  },
  fullTime(clause),
  { name: '就读普通本科或专科（含高职）', failed: '就读的不是普通本科或专科', when: fact('degree_or_diploma'), clause },
  present(clause),
  { name: '未享受免除学费', failed: '已享受免除学费', when: isNot(fact('tuition_exempted')), clause },
  yearlyInAutumn(clause),
]

const aid = capped(feeFact('tuition_fee'), parameter('tuitionAidCeiling'))
const tuitionAid = line({
  id: 'PS-A5.2',
  title: '脱贫户大学生学费资助（每年9月1日至30日申报）',
  item: 'tuition-aid',
  clause: 'PS-A5.2',
  stages,
  criteria: aided('PS-A5.2'),
  persons: 'everyone',
  amount: onceInAutumn(aid),
  period: '每学年一次，9月1日至30日申报',
  delivery: { form: 'to-person-cash', payee: '学生本人（市教委统筹发放）' },
})

/** What the loans may cover (O-10): the fees, or what the tuition aid leaves of them. */
const afterAid = highest(subtract(fees, sumIfDue(tuitionAid, aid, nothing)), nothing)
const toBorrow: Sum<'school-year'> = reading('O-10', { warn: fees, 'net-of-aid': afterAid })
const national = loanCeiling(toBorrow, nothing, parameter('nationalLoan'))
const supplementary = loanCeiling(toBorrow, parameter('nationalLoan'), parameter('supplementaryLoan'))

const nationalLoan = line({
  id: 'PS-A5.1a',
  title: '国家生源地助学贷款',
  item: 'student-loan',
  clause: 'PS-A5.1a',
  stages,
  criteria: [hukou('PS-A5.1a'), fullTime('PS-A5.1a'), yearlyInAutumn('PS-A5.1a')],
  persons: 'everyone',
  amount: onceInAutumn(national),
  amountMeans: 'ceiling',
  period,
  delivery: { form: 'loan', payee: '借款学生（经贷款经办机构）' },
})

const supplementaryLoan = line({
  id: 'PS-A5.1b',
  title: '重庆市补充生源地助学贷款',
  item: 'supplementary-loan',
  clause: 'PS-A5.1b',
  stages,
  criteria: [
    hukou('PS-A5.1b'),
    fullTime('PS-A5.1b'),
    liftedOut('PS-A5.1b'),
    {
      name: '学费与住宿费之和高于国家贷款上限',
      failed: '学费与住宿费之和不高于国家贷款上限',
      when: compare(toBorrow, 'more', parameter('nationalLoan')),
      clause: 'PS-A5.1b',
    },
    yearlyInAutumn('PS-A5.1b'),
  ],
  persons: 'everyone',
  amount: onceInAutumn(supplementary),
  amountMeans: 'ceiling',
  period,
  delivery: { form: 'loan', payee: '借款学生（经贷款经办机构）' },
})

const collegeGrant = line({
  id: 'PS-A5.3',
  title: '高校国家助学金',
  item: 'college-grant',
  clause: 'PS-A5.3',
  stages,
  criteria: aided('PS-A5.3'),
  persons: 'everyone',
  amount: onceInAutumn(parameter('collegeGrantFloor')),
  amountMeans: 'floor',
  period: '每学年，向就读高校申请',
  delivery: { form: 'to-person-from-college', payee: '学生本人（就读高校发放）' },
})

export const higher = [nationalLoan, supplementaryLoan, tuitionAid, collegeGrant]

/** Loans and tuition aid each by their own rule may together exceed what is really paid (O-10). */
export const helpAboveFees = notice({
  id: 'O-10',
  when: reading('O-10', {
    warn: compare(
      add(sumIfDue(nationalLoan, national, nothing), sumIfDue(supplementaryLoan, supplementary, nothing), sumIfDue(tuitionAid, aid, nothing)),
      'more',
      fees,
    ),
    'net-of-aid': no,
  }),
  text: '可贷额度与学费资助合计高于学费与住宿费之和，办理贷款时请核减，避免超额。',
  clause: 'PS-A5.2',
})
