import { all, any, choiceFact, date, firstDayOfTerm, isDay, isOneOf, type PackSource } from '@yingjin/policy/author'
import { fromIssue } from './document.ts'
import { aid } from './students.ts'

/** Whom the plan means to reach; held against its lines, so that nobody is left out unseen. */
export const intended: NonNullable<PackSource['intended']> = [
  {
    id: '各学段农村家庭经济困难学生',
    subject: 'student',
    who: all(
      isOneOf(choiceFact('stage', 'stage'), aid.stages),
      isOneOf(choiceFact('residence', 'residence'), ['rural']),
      any(...(aid.persons === 'everyone' ? [] : aid.persons.grounds.map(g => g.when))),
    ),
    lines: [aid.id],
    apart: [{ name: '印发以前开始的学期', when: isDay(firstDayOfTerm, 'before', date(fromIssue[0])), because: '计划自印发之日起执行' }],
    clause: 'CJ-T6.R1',
  },
]
