import type { Clause } from '@yingjin/policy/author'

const clause = (register: string, article: string, text: string): Clause => ({ register, article, text })

/** What of the plan carries a rule, restated. Keys are the rows of the register that hold our reading (docs/register). */
export const clauses = {
  'YY-T2.R1': clause('YY-T2.R1', '三、第2条', '义务教育阶段建档立卡等家庭经济困难学生，以学籍地资助为主；标准按政策，文件未写'),
  'YY-T4.R1': clause('YY-T4.R1', '三、第4条', '未升学的初、高中毕业生，免费接受农业技能培训'),
  'YY-T5.R1': clause('YY-T5.R1', '三、第5条', '“校校结对帮扶”，2020年市本级预算安排专项资金100万元；怎样分配文件未写'),
  'YY-T6.R1': clause('YY-T6.R1', '三、第6条', '符合条件的乡村教师按规定发放乡镇工作补贴；条件和标准文件未写'),
  'YY-T6.R2': clause('YY-T6.R2', '三、第6条', '作出突出贡献的在职乡村教师和教育工作者给予奖励；标准文件未写'),
  'YY-T6.R3': clause('YY-T6.R3', '三、第6条', '村小学和教学点：职称评审标准切合实际，中高级岗位比例提高，荣誉奖励和绩效工资向专任教师倾斜'),
} as const satisfies Readonly<Record<string, Clause>>
