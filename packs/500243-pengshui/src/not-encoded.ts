import type { PackSource } from '@yingjin/policy/author'

/** Rows of the register that give no payable line, each with its reason. */
export const notEncoded: PackSource['notEncoded'] = [
  { register: 'PS-A4.5', title: '引导困难家庭学生就读中职和“3+2”', because: '是引导要求，没有金额，不产生发放条目' },
  { register: 'PS-A5.1c', title: '就读期间政府贴息', because: '利息由政府与贷款经办机构结算，不向学生发放；毕业后的宽限期文件未写' },
  { register: 'PS-A5.1d', title: '还款期限最长20年', because: '是还款条件，从何时起算文件未写，不产生发放条目' },
  { register: 'PS-T3.R1', title: '乡镇工作补贴和生活补助', because: '对象是教师，正文没有标准' },
  { register: 'PS-T4.R1', title: '农村低收入家庭学生应助尽助', because: '是对附件各项的总要求；监测对象怎样落到各项见读法 O-03' },
  { register: 'PS-T5.R1', title: '膳食资金不得挤占挪用', because: '是资金监管要求，不产生发放条目' },
  { register: 'PS-T5.R2', title: '“5+X”“4+X”供餐标准', because: 'X 由谁负担、多少，文件未写；已写明的 5 元和 800 元在 PS-A2.6、PS-A1.2' },
  { register: 'PS-T14.R1', title: '东西部协作资金按项目办法使用', because: '项目办法未引用，不产生发放条目' },
]
