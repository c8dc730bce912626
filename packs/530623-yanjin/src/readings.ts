import type { Reading } from '@yingjin/policy/author'

/** Where the plan can be read in more than one way: the register's proposal first, the others to be switched to. */
export const readings = {
  'O-07': {
    question: '“每年”的标准怎样分到学期',
    options: { 'half-each-term': '按学年，秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '按学年，秋季学期一次计发' },
    default: 'half-each-term',
  },
  'O-13': {
    question: '新建学校的班数和人数是否都要达到，按哪一个算比例',
    options: {
      both: '班数、人数都要看，按较低的比例',
      classes: '只看班数',
      pupils: '只看人数',
      either: '班数、人数有一项达到即可，按较高的比例',
    },
    default: 'both',
  },
  'O-14': {
    question: '新生路费补助500至1000元按什么确定',
    options: { range: '在500元至1000元之间逐人确定，每个学段只发一次', 'by-place': '省内就读500元、省外就读1000元，每个学段只发一次' },
    default: 'range',
  },
  'O-15': {
    question: '学前教育资助10%的名额怎样取整',
    options: { down: '按园计算，只舍不入，建档立卡优先', up: '按园计算，有余数多给一个名额，建档立卡优先' },
    default: 'down',
  },
  'O-48': {
    question: '“低于……及其以下”，规模正好等于下限的是否补助',
    options: { 'not-below': '正好等于下限不算低于，按比例补助', below: '正好等于下限的也不补助' },
    default: 'not-below',
  },
  'O-49': {
    question: '“公民办”三字只写在幼儿园前面，民办的小学、初中、高中是否补助',
    options: { all: '公办、民办一样补助', 'public-above-kindergarten': '小学以上只补助公办学校' },
    default: 'all',
  },
  'O-50': {
    question: '条款没有写明对象的补助是否只给建档立卡学生',
    options: { 'registered-poor': '只给建档立卡学生', 'in-hardship': '家庭经济困难学生都给' },
    default: 'registered-poor',
  },
} as const satisfies Readonly<Record<string, Reading>>
