import type { Reading } from '@yingjin/policy/author'

export const readings = {
  'O-07': {
    question: '按学年的标准怎样分到学期',
    options: { 'half-each-term': '秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '秋季学期一次计发' },
    default: 'half-each-term',
  },
} as const satisfies Readonly<Record<string, Reading>>
