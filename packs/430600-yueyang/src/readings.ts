import type { Reading } from '@yingjin/policy/author'

/** Where the plan can be read in more than one way: the register's proposal first, the others to be switched to. */
export const readings = {
  'O-02': {
    question: '“建档立卡等”包括哪些没有点名的困难类别',
    options: { decide: '建档立卡的和学校认定的直接享受，没有点名的逐人判定', closed: '只限建档立卡的和学校认定的', open: '没有点名的困难类别一并享受' },
    default: 'decide',
  },
  'O-07': {
    question: '按学年的标准怎样分到学期',
    options: { 'half-each-term': '秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '秋季学期一次计发' },
    default: 'half-each-term',
  },
} as const satisfies Readonly<Record<string, Reading>>
