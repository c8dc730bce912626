import { all, choiceFact, fact, isNot, isOneOf, type PackSource } from '@yingjin/policy/author'
import { aid } from './students.ts'

/** Whom the plan means to reach; held against its lines, so that nobody is left out unseen. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '义务教育阶段建档立卡学生',
    subject: 'student',
    who: all(isOneOf(choiceFact('stage', 'stage'), aid.stages), fact('lifted_out')),
    lines: [aid.id],
    apart: [{ name: '学籍不在本县的', when: isNot(fact('roll_in_county')), because: '以学籍地资助为主' }],
    clause: 'YY-T2.R1',
  },
]
