import { day } from '@yingjin/kernel'
import { adoptingPack } from '@yingjin/policy/author'

/** The invented county (示例县): the rules of the Pengshui pack under its own division and its own invented paper. */
export const clearwater = adoptingPack({
  id: '990101-clearwater',
  division: '990101',
  base: '500243-pengshui',
  document: {
    title: '2022年家庭经济困难学生资助办法（虚构）',
    issuer: '示例县教育局',
    number: '示教发〔2022〕1号',
    promulgated: day('2022-06-20'),
    inForce: [day('2022-01-01'), day('2023-09-01')],
    replaces: [],
  },
})

export default clearwater
