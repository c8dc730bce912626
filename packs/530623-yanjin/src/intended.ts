import { all, choiceFact, compare, countFact, fact, isNot, isOneOf, type PackSource } from '@yingjin/policy/author'
import { preschoolPlaces } from './preschool.ts'

const stage = choiceFact('stage', 'stage')

/** “从小到大”: whoever is registered poor has something in every stage; held against the lines, so that nobody is left out unseen. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '从小到大的教育资助体系',
    subject: 'student',
    who: all(fact('lifted_out'), isOneOf(stage, ['preschool', 'primary', 'junior', 'senior', 'vocational', 'higher'])),
    lines: ['YJ-3.4a.5a', 'YJ-3.4a.4a-1', 'YJ-3.4a.2a-1', 'YJ-3.4a.3a', 'YJ-3.4a.3b', 'YJ-3.4a.1a', 'YJ-3.4a.1c'],
    apart: [
      {
        name: '在外县幼儿园、中小学就读的',
        when: all(isOneOf(stage, ['preschool', 'primary', 'junior', 'senior']), isNot(fact('in_county_school'))),
        because: '由就读地资助',
      },
      {
        name: '幼儿园名额以外的建档立卡幼儿',
        when: all(isOneOf(stage, ['preschool']), compare(countFact('preschool_grant_rank', '人'), 'more', preschoolPlaces)),
        because: '文件只按在校生总数的10%资助，没有写名额以外的建档立卡幼儿怎么办（O-15）',
      },
      {
        name: '户籍不在本县的中职学生、大学生',
        when: all(isOneOf(stage, ['vocational', 'higher']), isNot(fact('hukou_in_county'))),
        because: '由户籍地资助',
      },
    ],
    clause: 'YJ-3.4a.0',
  },
]
