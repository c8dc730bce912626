import type { PackSource } from '@yingjin/policy/author'

/** Rows of the register that give no line of their own, each with its reason. */
export const notEncoded: PackSource['notEncoded'] = [
  { register: 'YJ-3.4a.6', title: '社会捐赠优先资助建档立卡家庭学生', because: '是分配捐赠的先后次序（先看捐赠人意愿），没有标准，不产生发放条目' },
  { register: 'YJ-3.5.R5', title: '新建学校奖补的扣减和下限', because: '是 YJ-3.5.R1 至 YJ-3.5.R4 的扣减规则，已写进这四条的下限条件和比例' },
]
