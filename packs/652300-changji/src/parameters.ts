import { countToEnter, sumToEnter } from '@yingjin/policy/author'

const aid = (stage: string) => sumToEnter(`${stage}农村家庭经济困难学生资助标准（每学年）`, 'CJ-T6.R1', 'school-year')

/** The plan prints no sum at all: each figure is to be entered from the policy it points to. */
export const parameters = {
  changjiAidPreschool: aid('学前'),
  changjiAidPrimary: aid('小学'),
  changjiAidJunior: aid('初中'),
  changjiAidSenior: aid('普通高中'),
  changjiAidVocational: aid('中职'),
  changjiAidHigher: aid('高等教育'),
  changjiMeal: sumToEnter('营养改善计划膳食标准（每天）', 'CJ-T7.R1', 'day'),
  changjiMealDays: countToEnter('全年供餐天数', '天', 'CJ-T7.R1'),
  changjiTeacherAllowance: sumToEnter('乡村教师生活补助标准（每月）', 'CJ-T4.R1', 'month'),
} as const
