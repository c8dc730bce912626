import { all, any, fact, type Figure } from '@yingjin/policy/author'

const whole = { is: 'at-least', numerator: 1, denominator: 1 } as const

/** Whom a committee or a hospital certifies as unable to attend stands apart and is counted apart (O-19). */
const inSchool: Figure = {
  id: 'CJ-T1.R1',
  title: '脱贫家庭义务教育适龄儿童少年不失学辍学',
  subject: 'student',
  among: all(fact('lifted_out'), fact('compulsory_age')),
  meets: all(fact('lifted_out'), fact('compulsory_age'), any(all(fact('on_roll'), fact('present')), fact('taught_at_home'))),
  apart: [{ name: '身体原因不具备学习条件（有专家委员会或医院证明）', when: fact('unable_to_attend'), clause: 'CJ-T1.R1' }],
  sums: null,
  target: whole,
  clause: 'CJ-T1.R1',
}

/** Nobody is refused, so nobody stands apart: who cannot come is taught at home. */
const disabledEducated: Figure = {
  id: 'CJ-T14.I1',
  title: '义务教育阶段残疾儿童少年受教育全覆盖',
  subject: 'student',
  among: all(fact('disabled'), fact('compulsory_age')),
  meets: all(fact('disabled'), fact('compulsory_age'), any(fact('on_roll'), fact('taught_at_home'))),
  apart: [],
  sums: null,
  target: whole,
  clause: 'CJ-T14.I1',
}

export const figures = [inSchool, disabledEducated]
