import { any, fact, personDecides, withoutAmount } from '@yingjin/policy/author'
import { lineAbout, parameter } from './draft.ts'

const inService = { name: '在职在岗', failed: '不在职在岗', when: fact('in_service') }
const inRuralSchool = { name: '在乡村学校任教', failed: '不在乡村学校任教', when: fact('teaches_in_rural_school') }
const person = { form: 'to-person-cash', payee: '教师本人' } as const

export const teachers = [
  lineAbout('teacher', {
    id: 'YY-T6.R1',
    title: '乡镇工作补贴',
    clause: 'YY-T6.R1',
    item: 'township-work-allowance',
    criteria: [
      { ...inRuralSchool, clause: 'YY-T6.R1' },
      { name: '符合乡镇工作补贴规定的条件', failed: '不符合乡镇工作补贴规定的条件', when: fact('township_allowance_qualified'), clause: 'YY-T6.R1' },
    ],
    persons: 'everyone',
    amount: parameter('townshipAllowance'),
    period: '每月',
    delivery: person,
  }),
  lineAbout('teacher', {
    id: 'YY-T6.R2',
    title: '农村教育突出贡献奖励',
    clause: 'YY-T6.R2',
    criteria: [
      {
        name: '是乡村教师或教育工作者',
        failed: '不是乡村教师，也不是教育工作者',
        when: any(fact('teaches_in_rural_school'), fact('education_worker')),
        clause: 'YY-T6.R2',
      },
      { ...inService, clause: 'YY-T6.R2' },
      {
        name: '经人认定作出突出贡献',
        failed: '经人认定没有达到突出贡献',
        when: personDecides('YY-T6.R2', '是否为农村教育事业作出突出贡献'),
        clause: 'YY-T6.R2',
      },
    ],
    persons: 'everyone',
    amount: parameter('outstandingAward'),
    period: '一次',
    delivery: person,
  }),
  /** A preference and no sum: title standard, share of posts, honours and performance pay. */
  lineAbout('teacher', {
    id: 'YY-T6.R3',
    title: '村小学和教学点专任教师在职称、荣誉和绩效工资上的倾斜',
    clause: 'YY-T6.R3',
    criteria: [
      { name: '在村小学或教学点任教', failed: '不在村小学或教学点任教', when: fact('teaches_in_village_school'), clause: 'YY-T6.R3' },
      { name: '是专任教师', failed: '不是专任教师', when: fact('full_time_teacher'), clause: 'YY-T6.R3' },
    ],
    persons: 'everyone',
    amount: withoutAmount,
    period: '职称评审、评优和绩效分配时',
    delivery: { form: 'without-amount', payee: '教师本人' },
  }),
]
