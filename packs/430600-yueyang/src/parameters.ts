import { yuan } from '@yingjin/kernel'
import { sumParameter, sumToEnter } from '@yingjin/policy/author'
import { printedFor } from './document.ts'

/** One sum is printed; the others are to be entered from the rules the plan points to. */
export const parameters = {
  yueyangAidPrimary: sumToEnter('小学家庭经济困难学生资助标准（每学年）', 'YY-T2.R1', 'school-year'),
  yueyangAidJunior: sumToEnter('初中家庭经济困难学生资助标准（每学年）', 'YY-T2.R1', 'school-year'),
  pairingFund: sumParameter('校校结对帮扶专项资金', 'YY-T5.R1', [{ ...printedFor, value: yuan(1000000).perBudgetYear(), printed: '专项资金100万元' }]),
  townshipAllowance: sumToEnter('乡镇工作补贴标准（每月）', 'YY-T6.R1', 'month'),
  outstandingAward: sumToEnter('突出贡献奖励标准（一次）', 'YY-T6.R2', 'once'),
} as const
