import { factKeysOf, factOf, type FactKey } from '@yingjin/facts'
import { day, yuan } from '@yingjin/kernel'
import { add, drafting, fact, pack, type PackSource, sumParameter, sumToEnter } from '../author/index.ts'

const dates = { from: '2022-01-01', to: '2023-09-01' } as const
const clauses = { a1: { article: '第一条', text: '各类学生分别补助', register: 'T-1' } } as const
const boarding = { least: '寄宿补助', travel: '交通补助', meals: '伙食补助' } as const
const entered = (value: number) => [{ ...dates, value: yuan(value).perTerm(), printed: String(value) }]

/** Every fact that is yes or no, in the order of the dictionary. */
export const yesNoFacts: readonly FactKey[] = factKeysOf('student').filter(key => factOf(key).type.kind === 'yes-no')
const partsOf = (keys: readonly FactKey[]): readonly (readonly FactKey[])[] => [keys.slice(0, 25), keys.slice(25)]

/**
 * A paper that asks for every yes and no of a student, and for more figures that nobody has entered than the first word
 * of a mask has room for. A wealthier county has entered the last of them.
 */
export const manyKeys = (division: string, meals: number | null = null, base = 300): PackSource => {
  const open = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`open${i}`, sumToEnter(`第${i + 1}项补助`, 'a1', 'term')]))
  const parameters = {
    base: sumParameter('基本补助', 'a1', entered(base)),
    least: sumToEnter(boarding.least, 'a1', 'term'),
    travel: sumToEnter(boarding.travel, 'a1', 'term'),
    ...open,
    // The last of all: its bit is the last one of the mask.
    meals: meals === null ? sumToEnter(boarding.meals, 'a1', 'term') : sumParameter(boarding.meals, 'a1', entered(meals)),
  } as const
  const { parameter, line } = drafting({ clauses, parameters, readings: {} })
  const sumOfAll = add(parameter('least'), parameter('travel'), ...Object.keys(open).map(key => parameter(key as 'least')))
  const common = { clause: 'a1', period: '每学期', delivery: { form: 'to-person-cash', payee: '学生' }, persons: 'everyone' } as const
  const conditions = (keys: readonly FactKey[]) => keys.map(key => ({ name: key, failed: `不是 ${key}`, when: fact(key), clause: 'a1' }) as const)
  const [some, others] = partsOf(yesNoFacts) as [readonly FactKey[], readonly FactKey[]]
  return pack({
    id: `${division}-many-keys`,
    division,
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
    readings: {},
    rounding: { rule: '没有除法', cites: 'a1' },
    midPeriodChange: { rule: '按学期第一天', takes: 'first-day', cites: 'a1' },
    lines: [
      line({ ...common, id: 'T-1', title: '甲类补助', stages: ['junior'], criteria: conditions(some), amount: parameter('base') }),
      line({ ...common, id: 'T-2', title: '乙类补助', stages: ['junior'], criteria: conditions(others), amount: add(parameter('base'), parameter('meals')) }),
      line({ ...common, id: 'T-3', title: '寄宿补助', stages: ['junior', 'senior'], criteria: conditions(['boards']), amount: parameter('meals') }),
      line({
        ...common,
        id: 'T-4',
        title: '各项补助',
        stages: ['junior'],
        criteria: [],
        persons: {
          name: '孤儿或残疾',
          failed: '不是孤儿也不残疾',
          grounds: [
            { name: '孤儿', when: fact('orphan'), clause: 'a1' },
            { name: '残疾', when: fact('disabled'), clause: 'a1' },
          ],
          etcetera: [],
          decision: null,
          clause: 'a1',
        },
        amount: sumOfAll,
      }),
    ],
    stack: [],
    notices: [],
    notEncoded: [],
  } as Parameters<typeof pack>[0])
}
