import { all, any, choiceFact, compare, count, countFact, fact, type Figure, isOneOf } from '@yingjin/policy/author'
import { borneByUniversities } from './college.ts'
import { payRatio, training } from './teachers.ts'

const stage = choiceFact('stage', 'stage')
const whole = { is: 'at-least', numerator: 1, denominator: 1 } as const
const educated = any(all(fact('on_roll'), fact('present')), fact('taught_at_home'))
const ofAge = all(fact('compulsory_age'), fact('hukou_in_county'))

const guaranteed: Figure = {
  id: 'ZY-T2.I1',
  title: '义务教育有保障',
  subject: 'student',
  among: ofAge,
  meets: all(fact('compulsory_age'), educated),
  apart: [{ name: '身体原因不具备学习条件（有证明）', when: fact('unable_to_attend'), clause: 'ZY-T2.I1' }],
  sums: null,
  target: whole,
  clause: 'ZY-T2.I1',
}

/** Those whose body allows it; who it does not allow stands apart, and so does the proof (O-19). */
const disabledEnrolled: Figure = {
  id: 'ZY-T14.I1',
  title: '符合条件的适龄残疾儿童少年入学',
  subject: 'student',
  among: all(fact('disabled'), ofAge),
  meets: all(fact('disabled'), fact('compulsory_age'), any(fact('on_roll'), fact('taught_at_home'))),
  apart: [{ name: '身体不符合入学条件（有证明）', when: fact('unable_to_attend'), clause: 'ZY-T14.I1' }],
  sums: null,
  target: whole,
  clause: 'ZY-T14.I1',
}

const wentOn: Figure = {
  id: 'ZY-T9.I1',
  title: '初中毕业生升学率',
  subject: 'student',
  among: all(fact('junior_graduate'), fact('hukou_in_county')),
  meets: all(fact('junior_graduate'), fact('went_on')),
  apart: [],
  sums: null,
  target: null,
  clause: 'ZY-T9.I1',
}

/** 职普比, vocational first: four in ten of those who enter. */
const intake: Figure = {
  id: 'ZY-T13.R1',
  title: '高中阶段招生职普比',
  subject: 'student',
  among: all(
    fact('in_county_school'),
    fact('on_roll'),
    isOneOf(stage, ['senior', 'vocational']),
    compare(countFact('grade', '年级'), 'equal', count(1, '年级')),
  ),
  meets: all(fact('in_county_school'), fact('on_roll'), isOneOf(stage, ['vocational']), compare(countFact('grade', '年级'), 'equal', count(1, '年级'))),
  apart: [],
  sums: null,
  target: { is: 'equal', numerator: 4, denominator: 10 },
  clause: 'ZY-T13.R1',
}

export const figures = [guaranteed, payRatio, training, borneByUniversities, wentOn, intake, disabledEnrolled]
