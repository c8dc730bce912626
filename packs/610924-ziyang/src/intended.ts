import { all, any, choiceFact, date, fact, firstDayOfTerm, isDay, isNot, isOneOf, type PackSource } from '@yingjin/policy/author'
import { aid } from './aid.ts'
import { transitionEnds } from './document.ts'
import { inHardship } from './groups.ts'

/** Whom the plan means to reach; held against its lines, so that nobody is left out unseen. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '精准认定、应助尽助',
    subject: 'student',
    who: all(isOneOf(choiceFact('stage', 'stage'), aid.stages), any(...inHardship.grounds.map(g => g.when))),
    lines: [aid.id],
    apart: [
      { name: '在外县就读的', when: isNot(fact('in_county_school')), because: '由就读地资助' },
      { name: '过渡期结束以后的', when: isDay(firstDayOfTerm, 'on-or-after', date(transitionEnds)), because: '过渡期到2025年止' },
    ],
    clause: 'ZY-T7.R1',
  },
]
