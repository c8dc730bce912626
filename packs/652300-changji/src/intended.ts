import { all, any, choiceFact, date, firstDayOfTerm, isDay, isOneOf, type PackSource } from '@yingjin/policy/author'
import { fromIssue } from './document.ts'
import { aid } from './students.ts'

/** Whom the plan means to reach, from the first term after it was issued; held against its lines, so that nobody is left out unseen. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '各学段农村家庭经济困难学生',
    subject: 'student',
    who: all(
      isOneOf(choiceFact('stage', 'stage'), aid.stages),
      isOneOf(choiceFact('residence', 'residence'), ['rural']),
      isDay(firstDayOfTerm, 'on-or-after', date(fromIssue[0])),
      any(...(aid.persons === 'everyone' ? [] : aid.persons.grounds.map(g => g.when))),
    ),
    lines: [aid.id],
    apart: [],
    clause: 'CJ-T6.R1',
  },
]
