import { choiceFact, table } from '@yingjin/policy/author'
import { inCounty, payableThisTerm, thisTerm } from './conditions.ts'
import { transition } from './document.ts'
import { line, parameter } from './draft.ts'
import { inHardship } from './groups.ts'

/** Everybody identified is aided, in every stage that has schools in the county; by which standard is to be entered (O-11). */
export const aid = line({
  id: 'ZY-T7.R1',
  title: '家庭经济困难学生资助',
  clause: 'ZY-T7.R1',
  inForce: transition,
  stages: ['preschool', 'primary', 'junior', 'senior', 'vocational'],
  criteria: [inCounty('ZY-T7.R1'), payableThisTerm('ZY-T7.R1')],
  persons: inHardship,
  amount: thisTerm(
    table(
      choiceFact('stage', 'stage'),
      {
        preschool: parameter('aidPreschool'),
        primary: parameter('aidPrimary'),
        junior: parameter('aidJunior'),
        senior: parameter('aidSenior'),
        vocational: parameter('aidVocational'),
      },
      ['higher'],
    ),
  ),
  period: '每学期（标准文件未写）',
  delivery: { form: 'to-person-cash', payee: '受助学生（监护人）' },
})
