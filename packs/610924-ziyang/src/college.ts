import { yuan } from '@yingjin/kernel'
import {
  add,
  all,
  choiceFact,
  compare,
  fact,
  feeFact,
  type Figure,
  halfEachTerm,
  highest,
  isOneOf,
  onceInAutumn,
  subtract,
  sum,
  withoutAmount,
} from '@yingjin/policy/author'
import { atLocalUniversity, beforeNormalEnd, inCohort, payableThisTerm, present, thisTerm, withinProgramme, yearlyInAutumn } from './conditions.ts'
import { line, parameter } from './draft.ts'

const stages = ['higher'] as const
const fees = add(feeFact('tuition_fee'), feeFact('accommodation_fee'))
const nothing = sum(yuan(0).perSchoolYear())

/** The students of the county whom the old rule goes on protecting: a closed cohort, each until its programme ends. */
const protectedBy = (clause: 'ZY-T7.R2' | 'ZY-T7.R3' | 'ZY-T7.R4') => [inCohort(clause), atLocalUniversity(clause), present(clause), withinProgramme(clause)]

const living = line({
  id: 'ZY-T7.R2',
  title: '助学金生活补助（原建档立卡大学生）',
  clause: 'ZY-T7.R2',
  item: 'college-living',
  stages,
  criteria: [...protectedBy('ZY-T7.R2'), payableThisTerm('ZY-T7.R2')],
  persons: 'everyone',
  amount: thisTerm(parameter('collegeLiving')),
  period: '每学年，分两学期，到本学制结束为止',
  delivery: { form: 'to-person-from-college', payee: '学生本人（就读高校发放）' },
})

const excessFees = line({
  id: 'ZY-T7.R3',
  title: '学费住宿费超出国家助学贷款限额部分的补助',
  clause: 'ZY-T7.R3',
  item: 'excess-fees',
  stages,
  criteria: [
    ...protectedBy('ZY-T7.R3'),
    {
      name: '学费与住宿费之和高于国家助学贷款限额',
      failed: '学费与住宿费之和不高于国家助学贷款限额',
      when: compare(fees, 'more', parameter('loanLimit')),
      clause: 'ZY-T7.R3',
    },
    yearlyInAutumn('ZY-T7.R3'),
  ],
  persons: 'everyone',
  amount: onceInAutumn(highest(subtract(fees, parameter('loanLimit')), nothing)),
  period: '每学年一次，到本学制结束为止',
  delivery: { form: 'to-person-from-college', payee: '学生本人（就读高校从资助专项基金补助）' },
  funding: {
    kind: 'shares',
    heads: [{ head: { name: '高校资助专项基金', level: 'school' }, share: [1, 1] }],
    remainderTo: '高校资助专项基金',
    clause: 'ZY-T7.R3',
  },
})

/** A claim, and no second sum: what it makes up is inside the 6000 of ZY-T7.R2. How much that is, the figure says. */
const madeUp = line({
  id: 'ZY-T7.R4',
  title: '助学金生活补助由高校补足到6000元（含在6000元内，不另发）',
  clause: 'ZY-T7.R4',
  stages,
  criteria: protectedBy('ZY-T7.R4'),
  persons: 'everyone',
  amount: halfEachTerm(withoutAmount),
  period: '每学年，到本学制结束为止',
  delivery: { form: 'without-amount', payee: '学生本人' },
})

const cohort = all(
  isOneOf(choiceFact('stage', 'stage'), stages),
  fact('registered_poor_cohort'),
  fact('shaanxi_local_university'),
  fact('present'),
  beforeNormalEnd,
)

/** What the universities' funds bear of the 6000: 6000 less the national grant standard, never below nothing. */
export const borneByUniversities: Figure = {
  id: 'ZY-T7.R4',
  title: '助学金生活补助中由高校资助专项基金负担的部分',
  subject: 'student',
  among: cohort,
  meets: cohort,
  apart: [],
  sums: { numerator: highest(subtract(parameter('collegeLiving'), parameter('grantStandard')), nothing), denominator: parameter('collegeLiving') },
  target: null,
  clause: 'ZY-T7.R4',
}

export const college = [living, excessFees, madeUp]
