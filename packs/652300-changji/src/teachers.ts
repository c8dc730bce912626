import { fact } from '@yingjin/policy/author'
import { lineAbout, parameter } from './draft.ts'

export const ruralAllowance = lineAbout('teacher', {
  id: 'CJ-T4.R1',
  title: '乡村教师生活补助',
  clause: 'CJ-T4.R1',
  item: 'rural-teacher-allowance',
  criteria: [
    { name: '在乡村学校任教', failed: '不在乡村学校任教', when: fact('teaches_in_rural_school'), clause: 'CJ-T4.R1' },
    { name: '在职在岗', failed: '不在职在岗', when: fact('in_service'), clause: 'CJ-T4.R1' },
  ],
  persons: 'everyone',
  amount: parameter('changjiTeacherAllowance'),
  period: '每月',
  delivery: { form: 'to-person-cash', payee: '教师本人' },
})
