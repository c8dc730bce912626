import type { PackSource } from '@yingjin/policy/author'

/** Rows of the register that give no line, each with its reason. */
export const notEncoded: PackSource['notEncoded'] = [
  { register: 'N-03', title: '学前教育资助', because: '由地方定标准，国家没有统一数额' },
  { register: 'N-20', title: '研究生国家奖学金', because: '只查到名额，没有查到金额' },
  { register: 'N-23', title: '国家助学贷款利率', because: '是利率，由经办机构结算，不向学生发放' },
  { register: 'N-24', title: '家庭经济困难学生认定', because: '是认定办法，不是资助标准；公示天数和认定次数在设置里' },
  { register: 'N-25', title: '生均公用经费', because: '是学校经费，不是对学生的资助' },
  { register: 'N-26', title: '学年标准分学期', because: '是计发的通例，各条的计算依据它' },
  { register: 'N-27', title: '过渡期截止', because: '是期限，写在雨露计划的有效期和身份词的终止日期里' },
]
