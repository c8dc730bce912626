import type { Clause } from '@yingjin/policy/author'

const clause = (register: string, article: string, text: string): Clause => ({ register, article, text })

/** What of the plan carries a rule or a figure, restated. Keys are the rows of the register that hold our reading (docs/register). */
export const clauses = {
  'ZY-T2.I1': clause('ZY-T2.I1', '四（一）第2条', '过渡期内义务教育有保障稳定达标，辍学不新增、不反弹'),
  'ZY-T4.R1': clause('ZY-T4.R1', '四（一）第4条', '乡村教师生活补助按时足额发放；标准文件未写'),
  'ZY-T4.R2': clause('ZY-T4.R2', '四（一）第4条', '乡村义务教育教师平均工资收入不低于当地公务员平均工资收入'),
  'ZY-T4.I2': clause('ZY-T4.I2', '四（一）第4条', '县、校培训覆盖全体教师和校长'),
  'ZY-T6.R1': clause('ZY-T6.R1', '四（一）第6条', '农村学校稳妥推行“4+X”供餐；“4”和“X”各指什么文件未写'),
  'ZY-T7.R1': clause(
    'ZY-T7.R1',
    '四（一）第7条',
    '脱贫不稳定户、边缘易致贫户、城乡低保、孤儿、残疾、突发严重困难户学生，以及其他各类家庭经济困难学生，精准认定、应助尽助；标准按现行政策，文件未写',
  ),
  'ZY-T7.R2': clause(
    'ZY-T7.R2',
    '四（一）第7条',
    '2020年秋季学期认定、在陕西省地方高校就读的原建档立卡家庭学生，在校期间每学年6000元助学金生活补助，到本学制结束为止（所据文件文号存疑，见 ZY.F-N1）',
  ),
  'ZY-T7.R3': clause('ZY-T7.R3', '四（一）第7条', '上述学生的学费、住宿费高出国家助学贷款限额的部分，由所在高校从资助专项基金全额补助；限额文件未写'),
  'ZY-T7.R4': clause(
    'ZY-T7.R4',
    '四（一）第7条',
    '上述学生的助学金生活补助高出国家助学金标准的部分，由所在高校从资助专项基金全额补足（含在6000元内）；标准文件未写',
  ),
  'ZY-T9.I1': clause('ZY-T9.I1', '四（一）第9条', '指导初中毕业生合理选报，提高升学率'),
  'ZY-T13.R1': clause('ZY-T13.R1', '四（二）第13条', '高中阶段招生，职业与普通按4∶6'),
  'ZY-T14.I1': clause('ZY-T14.I1', '四（二）第14条', '身体符合入学条件的适龄残疾儿童少年都入学，随班就读为主、特教学校为骨干、送教上门为补充'),
} as const satisfies Readonly<Record<string, Clause>>
