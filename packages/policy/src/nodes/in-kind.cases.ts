import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { inKindNotStated, inKindWorth } from './in-kind.ts'
import { sum } from './literal.ts'

export const inKindCases: readonly NodeCase[] = [
  { that: 'by its standard', node: inKindWorth(sum(yuan(800).perSchoolYear())), gives: 80000, says: '实物，标准 800.00 元' },
  { that: 'without one', node: inKindNotStated, gives: null, missing: [], says: '发放实物，文件未写明金额' },
]
