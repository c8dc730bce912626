import { day, yuan } from '@yingjin/kernel'
import { capped, choiceFact, drafting, fact, feeFact, halfEachTerm, pack, type PackSource, personDecides, sumParameter, table } from '../author/index.ts'

const dates = { from: '2022-01-01', to: '2023-09-01' } as const
const clauses = {
  a1: { article: '第一条', text: '寄宿的孤儿等困难学生发生活补贴', register: 'T-1' },
  a2: { article: '第二条', text: '保教费最高补助1500元', register: 'T-2' },
  a3: { article: '第三条', text: '鼓励就学', register: 'T-3', waived: '不是发放项目' },
} as const
const parameters = {
  primary: sumParameter('小学生活补贴', 'a1', [{ ...dates, value: yuan(1000).perSchoolYear(), printed: '1000元' }]),
  junior: sumParameter('初中生活补贴', 'a1', [{ ...dates, value: yuan(1250).perSchoolYear(), printed: '1250元' }]),
  ceiling: sumParameter('保教费补助上限', 'a2', [{ ...dates, value: yuan(1500).perSchoolYear(), printed: '最高1500元' }]),
} as const
const readings = {
  'O-99': { question: '“等”怎样理解', options: { decide: '逐人判定', closed: '只限点名的' }, default: 'decide' },
} as const

const { parameter, line } = drafting({ clauses, parameters, readings })

/** A pack of two lines, small enough to break in every way (`load.test.ts`). */
export const smallPack: PackSource = pack({
  id: '990199-small',
  division: '990199',
  document: {
    title: '试行办法',
    issuer: '示例县教育局',
    number: null,
    promulgated: day('2022-01-01'),
    inForce: [day('2022-01-01'), day('2023-09-01')],
    replaces: [],
  },
  clauses,
  parameters,
  readings,
  rounding: { rule: '分不尽的一分计入春季学期', cites: 'O-99' },
  midPeriodChange: { rule: '按学期第一天有效的文件', takes: 'first-day', cites: 'O-99' },
  lines: [
    line({
      id: 'T-1',
      title: '生活补贴',
      clause: 'a1',
      stages: ['primary', 'junior'],
      criteria: [{ name: '在校寄宿', failed: '未在校寄宿', when: fact('boards'), clause: 'a1' }],
      persons: {
        name: '属于列举的对象',
        failed: '不属于列举的对象',
        grounds: [
          { name: '孤儿', when: fact('orphan'), clause: 'a1' },
          { name: '残疾', when: fact('disabled'), clause: 'a1' },
        ],
        etcetera: [{ name: '边缘易致贫户', when: fact('marginal'), clause: 'a1' }],
        decision: personDecides('T-1', '是否按“等”字享受'),
        clause: 'a1',
      },
      amount: halfEachTerm(
        table(choiceFact('stage', 'stage'), { primary: parameter('primary'), junior: parameter('junior') }, ['preschool', 'senior', 'vocational', 'higher']),
      ),
      period: '每学年，分两学期',
      delivery: { form: 'to-person-cash', payee: '学生' },
    }),
    line({
      id: 'T-2',
      title: '保教费补助',
      clause: 'a2',
      stages: ['preschool'],
      criteria: [],
      persons: 'everyone',
      amount: halfEachTerm(capped(feeFact('care_fee'), parameter('ceiling'))),
      period: '每学年，分两学期',
      delivery: { when: fact('school_supplies_meals'), then: { form: 'to-school', payee: '幼儿园' }, otherwise: { form: 'to-person-cash', payee: '家庭' } },
    }),
  ],
  stack: [],
  notices: [],
  notEncoded: [{ register: 'T-3', title: '鼓励就学', because: '不是发放项目' }],
})
