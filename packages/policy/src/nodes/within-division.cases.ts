import type { NodeCase } from './node-case.ts'
import { isNot } from './not.ts'
import { codeFact } from './fact.ts'
import { isWithin } from './within-division.ts'

const hukou = codeFact('hukou_division', 'division')
const inCounty = isWithin(hukou, { code: '990101', name: '示例县' })
const inEither = isWithin(hukou, { code: '9902', name: '示例市' }, { code: '990101101', name: '平安镇' })

export const withinDivisionCases: readonly NodeCase[] = [
  {
    that: 'a village of the county',
    node: inCounty,
    facts: { hukou_division: '990101001001' },
    gives: true,
    says: '户籍所在行政区划：990101001001，要求在示例县',
  },
  { that: 'the county itself', node: inCounty, facts: { hukou_division: '990101' }, gives: true },
  { that: 'the county beside it', node: inCounty, facts: { hukou_division: '990102001' }, gives: false },
  { that: 'another province', node: inCounty, facts: { hukou_division: '98' }, gives: false },
  {
    that: 'only the province is known: nobody can say, and no fact would tell',
    node: inCounty,
    facts: { hukou_division: '99' },
    gives: null,
    missing: [],
    says: '户籍所在行政区划：99，要求在示例县（只登记到上一级，须由人认定）',
  },
  { that: 'only another prefecture is known, and that is enough', node: inCounty, facts: { hukou_division: '9902' }, gives: false },
  { that: 'a prefecture of several', node: inEither, facts: { hukou_division: '990203' }, gives: true },
  { that: 'a township of several', node: inEither, facts: { hukou_division: '990101101' }, gives: true },
  { that: 'another township of that county', node: inEither, facts: { hukou_division: '990101102' }, gives: false },
  { that: 'its county alone does not tell', node: inEither, facts: { hukou_division: '990101' }, gives: null, missing: [] },
  { that: 'unknown is not outside', node: isNot(inCounty), gives: null, missing: ['hukou_division'] },
]
