import { yuan } from '@yingjin/kernel'
import { countToEnter, sumParameter, sumToEnter } from '@yingjin/policy/author'
import { printedFor, printedForTransition } from './document.ts'

const aid = (stage: string) => sumToEnter(`${stage}家庭经济困难学生资助标准（每学年）`, 'ZY-T7.R1', 'school-year')

/** The one sum that the plan states, and all those it obliges and leaves to be entered (O-11, O-16, O-31). */
export const parameters = {
  aidPreschool: aid('学前'),
  aidPrimary: aid('小学'),
  aidJunior: aid('初中'),
  aidSenior: aid('普通高中'),
  aidVocational: aid('中职'),
  collegeLiving: sumParameter('助学金生活补助', 'ZY-T7.R2', [{ ...printedFor, value: yuan(6000).perSchoolYear(), printed: '每生每学年发放6000元' }]),
  loanLimit: sumToEnter('国家助学贷款限额（每学年）', 'ZY-T7.R3', 'school-year'),
  grantStandard: sumToEnter('国家助学金标准（每学年）', 'ZY-T7.R4', 'school-year'),
  ruralTeacherAllowance: sumToEnter('乡村教师生活补助标准（每月）', 'ZY-T4.R1', 'month'),
  civilServantMeanPay: sumToEnter('当地公务员平均工资收入（每预算年度）', 'ZY-T4.R2', 'budget-year'),
  mealBase: sumParameter('供餐标准中的4（每天）', 'ZY-T6.R1', [
    {
      ...printedForTransition,
      value: yuan(4).perDay(),
      printed: '4+X',
      asRead: { text: '每天4元，另加X', because: '文件只写“4+X”，没有写“4”是什么；按每生每天的膳食补助理解' },
    },
  ]),
  mealX: sumToEnter('供餐标准中的X（每天）', 'ZY-T6.R1', 'day'),
  mealDays: countToEnter('全年供餐天数', '天', 'ZY-T6.R1'),
} as const
