import type { Reading } from '@yingjin/policy/author'

/** Where the plan can be read in more than one way: the register's proposal first, the others to be switched to. */
export const readings = {
  'O-02': {
    question: '“其他各类家庭经济困难学生”是否包括没有点名、学校也没有另行认定的类别',
    options: { decide: '点名的和学校认定的直接享受，没有点名的逐人判定', closed: '只限点名的和学校认定的', open: '没有点名的困难类别一并享受' },
    default: 'decide',
  },
  'O-07': {
    question: '“每学年”的标准怎样分到学期',
    options: { 'half-each-term': '秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '秋季学期一次计发' },
    default: 'half-each-term',
  },
  'O-12': {
    question: '“本学制期止”止于哪一天',
    options: {
      'normal-end': '止于2020年秋季学期所读学制的正常结束日期，延长（留级、休学、升本）要有理由，由人判定',
      'no-extension': '止于学制的正常结束日期，一律不延长',
      'while-present': '只要还在校就继续',
    },
    default: 'normal-end',
  },
} as const satisfies Readonly<Record<string, Reading>>
