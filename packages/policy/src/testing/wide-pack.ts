import { day, yuan } from '@yingjin/kernel'
import {
  ageAt,
  brackets,
  byPriority,
  codeFact,
  compare,
  count,
  countFact,
  date,
  dayFact,
  dayParameter,
  daysBetween,
  drafting,
  fact,
  feeFact,
  firstDayOfTerm,
  halfEachTerm,
  highest,
  isDay,
  isKnownAtAll,
  isNot,
  isSchool,
  isWithin,
  lowest,
  marginalBrackets,
  no,
  overlapDays,
  pack,
  type PackSource,
  perMonth,
  personSetsAmount,
  proportion,
  rate,
  rateParameter,
  round,
  subtract,
  sum,
  sumParameter,
  timesRate,
} from '../author/index.ts'

const [before, after] = [
  { from: '2022-01-01', to: '2022-09-01' },
  { from: '2022-09-01', to: '2023-09-01' },
] as const
const clauses = {
  b1: { article: '第一条', text: '满六周岁、未满十五周岁的本县学生，按学费的三十七分之二补助', register: 'T-1' },
  b2: { article: '第二条', text: '在指定学校就读的，按月补助，缺勤的按比例扣减', register: 'T-2' },
  b3: { article: '第三条', text: '有多重身份的按排在前面的一种补助', register: 'T-3' },
  b4: { article: '第四条', text: '按收费分档补助', register: 'T-4' },
  b5: { article: '第五条', text: '路费500至1000元，由学校核定', register: 'T-5' },
} as const
const parameters = {
  bound: sumParameter('第一档上限', 'b4', [
    { ...before, value: yuan(1000).perSchoolYear(), printed: '1000元' },
    { ...after, value: yuan(1200).perSchoolYear(), printed: '1200元' },
  ]),
  share: rateParameter('补助比例', 100, 'b4', [
    { ...before, value: 75, printed: '75%' },
    { ...after, value: 80, printed: '80%' },
  ]),
  lastDay: dayParameter('最后入学日', 'b3', [
    { ...before, value: '2020-02-28', printed: '2020年2月28日前' },
    { ...after, value: '2020-02-29', printed: '2020年2月29日前' },
  ]),
} as const
const readings = { 'O-99': { question: '分不尽怎么办', options: { round: '四舍五入', down: '去尾' }, default: 'round' } } as const

const { parameter, line, notice } = drafting({ clauses, parameters, readings })

const year = (n: number) => sum(yuan(n).perSchoolYear())
const term = (n: number) => sum(yuan(n).perTerm())
const [born, entered, hukou] = [dayFact('birth_date'), dayFact('entered_on'), codeFact('hukou_division', 'division')]
const [days, absent] = [countFact('school_days', '天'), countFact('absent_days', '天')]
const years = ageAt(born, firstDayOfTerm, 'feb-28')
const student = { form: 'to-person-cash', payee: '学生' } as const

/** A pack that uses what the small one does not: days, ages, places, named schools, ratios, bands, several identities. */
export const widePack: PackSource = pack({
  id: '990198-wide',
  division: '990198',
  document: {
    title: '试行办法（续）',
    issuer: '示例县教育局',
    number: null,
    promulgated: day('2022-01-01'),
    inForce: [day('2022-01-01'), day('2023-09-01')],
    replaces: [],
  },
  clauses,
  parameters,
  readings,
  rounding: { rule: '四舍五入到分', cites: 'O-99' },
  midPeriodChange: { rule: '按学期第一天有效的文件', takes: 'first-day', cites: 'O-99' },
  lines: [
    line({
      id: 'T-1',
      title: '学费补助',
      clause: 'b1',
      stages: ['primary', 'junior'],
      criteria: [
        { name: '已满六周岁', failed: '未满六周岁', when: compare(years, 'at-least', count(6, '岁')), clause: 'b1' },
        { name: '未满十五周岁', failed: '已满十五周岁', when: compare(years, 'less', count(15, '岁')), clause: 'b1' },
        {
          name: '户籍在本县或平安镇',
          failed: '户籍不在本县或平安镇',
          when: isWithin(hukou, { code: '990198', name: '本县' }, { code: '990101101', name: '平安镇' }),
          clause: 'b1',
        },
      ],
      persons: 'everyone',
      amount: halfEachTerm(round(timesRate(feeFact('tuition_fee'), rate(2, 37)), 'half-up', 'O-99')),
      period: '每学年，分两学期',
      delivery: student,
    }),
    line({
      id: 'T-2',
      title: '在校补助',
      clause: 'b2',
      stages: ['vocational'],
      criteria: [
        {
          name: '在指定学校',
          failed: '不在指定学校',
          when: isSchool(codeFact('school_code', 'school'), { code: '9901980011', name: '示例职业学校' }),
          clause: 'b2',
        },
        { name: '入学不满三年', failed: '入学已满三年', when: compare(daysBetween(entered, firstDayOfTerm), 'less', count(1096, '天')), clause: 'b2' },
        {
          name: '暑期在校',
          failed: '暑期不在校',
          when: compare(
            overlapDays({ from: entered, to: firstDayOfTerm }, { from: date(day('2020-02-28')), to: date(day('2020-03-02')) }),
            'at-most',
            count(2, '天'),
          ),
          clause: 'b2',
        },
      ],
      persons: 'everyone',
      amount: proportion(perMonth(sum(yuan(300).perMonth()), lowest(countFact('months_present', '个月'), count(5, '个月')), 'term'), {
        kept: highest(subtract(days, absent), count(0, '天')),
        whole: days,
        floor: count(20, '天'),
        atFloor: 'not-below',
        mode: 'half-even',
        to: 10,
        clause: 'O-99',
      }),
      period: '每学期',
      delivery: student,
    }),
    line({
      id: 'T-3',
      title: '困难补助',
      clause: 'b3',
      stages: ['primary', 'junior', 'senior'],
      criteria: [{ name: '在规定日期前入学', failed: '不在规定日期前入学', when: isDay(entered, 'before', parameter('lastDay')), clause: 'b3' }],
      persons: 'everyone',
      amount: byPriority(
        [
          { name: '孤儿', when: fact('orphan'), gives: term(2000) },
          { name: '残疾', when: fact('disabled'), gives: term(1500) },
          { name: '城乡低保', when: fact('minimum_living'), gives: term(1500) },
        ],
        term(0),
      ),
      period: '每学期',
      delivery: student,
    }),
    line({
      id: 'T-4',
      title: '收费补助',
      clause: 'b4',
      stages: ['senior'],
      criteria: [
        {
          name: '收费超过第一档',
          failed: '收费在第一档以内',
          when: brackets(
            feeFact('dormitory_fee'),
            { from: year(0), to: parameter('bound'), gives: no },
            { from: parameter('bound'), to: null, gives: fact('boards') },
          ),
          clause: 'b4',
        },
      ],
      persons: 'everyone',
      amount: halfEachTerm(
        round(
          marginalBrackets(
            feeFact('dormitory_fee'),
            { from: year(0), to: parameter('bound'), rate: parameter('share') },
            { from: parameter('bound'), to: null, rate: rate(33, 100) },
          ),
          'up',
          'O-99',
          100,
        ),
      ),
      period: '每学年，分两学期',
      delivery: student,
    }),
    line({
      id: 'T-5',
      title: '路费补助',
      clause: 'b5',
      stages: ['higher'],
      criteria: [],
      persons: 'everyone',
      amount: personSetsAmount('T-5', '补助多少路费', term(500), term(1000)),
      period: '每学期',
      delivery: student,
    }),
  ],
  stack: [],
  notices: [notice({ id: 'birth-unknown', when: isNot(isKnownAtAll(born)), text: '没有登记出生日期', clause: 'b1' })],
  notEncoded: [],
})
