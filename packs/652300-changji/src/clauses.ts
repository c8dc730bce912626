import type { Clause } from '@yingjin/policy/author'

const clause = (register: string, article: string, text: string): Clause => ({ register, article, text })

/** What of the plan carries a rule or a figure, restated. Keys are the rows of the register that hold our reading (docs/register). */
export const clauses = {
  'CJ-T1.R1': clause('CJ-T1.R1', '三（一）第1条目标', '脱贫家庭义务教育阶段适龄儿童少年不失学辍学，身体原因不具备学习条件的除外'),
  'CJ-T4.R1': clause('CJ-T4.R1', '三（一）第4条', '教师工资、乡村教师生活补助按标准发放到位；标准文件未写'),
  'CJ-T6.R1': clause('CJ-T6.R1', '三（二）第6条', '学前到高等教育各学段农村家庭经济困难学生，按国家、自治区、州的政策应助尽助；标准文件未写'),
  'CJ-T7.R1': clause('CJ-T7.R1', '三（二）第7条', '自治区试点县市和内初班学生的营养改善计划，按自治区的时间安排，以食堂供餐为主；标准文件未写'),
  'CJ-T8.R1': clause('CJ-T8.R1', '三（二）第8条', '有特殊困难的留守儿童、困境儿童优先安排在校住宿；先后次序文件未写'),
  'CJ-T11.R1': clause('CJ-T11.R1', '三（三）第11条', '农村适龄幼儿学前三年免费入园，由经费保障机制负担；免哪几项费用文件未写'),
  'CJ-T14.I1': clause('CJ-T14.I1', '三（三）第14条目标', '义务教育阶段残疾儿童少年受教育零拒绝、全覆盖'),
} as const satisfies Readonly<Record<string, Clause>>
