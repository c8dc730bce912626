import type { Reading } from '@yingjin/policy/author'

/** Where the appendix can be read in more than one way: the register's proposal first, the others to be switched to. */
export const readings = {
  'O-02': {
    question: '列举之后的“等”字是否包括没有点名的困难类别',
    options: { decide: '点名的直接享受，没有点名的逐人判定', closed: '只限点名的类别', open: '没有点名的困难类别一并享受' },
    default: 'decide',
  },
  'O-03': {
    question: '脱贫不稳定户、边缘易致贫户、突发严重困难户在各项中没有点名，是否算家庭经济困难学生',
    options: { 'as-other': '按其他家庭经济困难学生对待', decide: '没有点名，逐人判定' },
    default: 'as-other',
  },
  'O-04': {
    question: '中职国家助学金3000元、2000元两档各给哪些学生',
    options: {
      'tp-3000': '脱贫户3000元，涉农专业和其他困难学生2000元',
      'tp-and-farming-3000': '涉农专业和脱贫户3000元，其他困难学生2000元',
      'farming-3000': '涉农专业3000元，非涉农专业的脱贫户和其他困难学生2000元',
    },
    default: 'tp-3000',
  },
  'O-05': {
    question: '脱贫户走读生免费午餐的标准是否包括营养改善计划的5元',
    options: { inclusive: '包括在内，只补差额', additive: '另加在营养改善计划之外' },
    default: 'inclusive',
  },
  'O-06': {
    question: '脱贫户走读生同时有别的困难类别，可否领非寄宿生生活补贴',
    options: { excludes: '是脱贫户就不领，享受免费午餐', 'second-counts': '有别的类别就可以领' },
    default: 'excludes',
  },
  'O-07': {
    question: '“每年”的标准怎样分到学期',
    options: { 'half-each-term': '按学年，秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '按学年，秋季学期一次计发' },
    default: 'half-each-term',
  },
  'O-08': {
    question: '保教费高于1500元的部分由谁负担',
    options: { capped: '按实际收费与1500元取低补助，超出部分由家庭负担', 'whole-fee': '标题写“免收”，全部免收' },
    default: 'capped',
  },
  'O-09': {
    question: '“3年”“2.5年”怎样计算',
    options: { 'paid-terms': '按已享受的学期数累计，转学也连续计算，3年满6个学期、2.5年满5个学期为止', 'by-grade': '按所在年级推算，不看已享受几个学期' },
    default: 'paid-terms',
  },
  'O-10': {
    question: '贷款与学费资助之和可否超过学费与住宿费',
    options: { warn: '各按各的标准，超过时提示', 'net-of-aid': '贷款额度先减去学费资助' },
    default: 'warn',
  },
} as const satisfies Readonly<Record<string, Reading>>
