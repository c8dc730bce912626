import { halfEachTerm, personDecides, withoutAmount } from '@yingjin/policy/author'
import { hukou, payableThisTerm, thisTerm } from './conditions.ts'
import { line, parameter } from './draft.ts'
import { inHardship, registeredPoor } from './groups.ts'
import { travelOf } from './travel.ts'

const stages = ['higher'] as const

export const higher = [
  line({
    id: 'YJ-3.4a.1a',
    title: '大专及以上优秀贫困学子助学金',
    item: 'excellent-student-grant',
    clause: 'YJ-3.4a.1a',
    stages,
    criteria: [
      hukou('YJ-3.4a.1a'),
      {
        name: '评为优秀贫困学子',
        failed: '没有评为优秀贫困学子',
        when: personDecides('YJ-3.4a.1a', '是否评为优秀贫困学子（文件没有写标准和名额）'),
        clause: 'YJ-3.4a.1a',
      },
      payableThisTerm('YJ-3.4a.1a'),
    ],
    persons: inHardship('YJ-3.4a.1a', '贫困学子'),
    amount: thisTerm(parameter('excellentStudentGrant')),
    period: '每学年，分两学期',
    delivery: { form: 'to-person-cash', payee: '学生本人' },
  }),
  travelOf('YJ-3.4a.1b', 'higher', parameter('travelLeastHigher'), parameter('travelMostHigher')),
  // An order of who comes first, not a loan: neither a sum nor a right to borrow stands in the text.
  line({
    id: 'YJ-3.4a.1c',
    title: '助学贷款优先满足',
    item: 'student-loan',
    clause: 'YJ-3.4a.1c',
    stages,
    criteria: [hukou('YJ-3.4a.1c')],
    persons: registeredPoor('YJ-3.4a.1c'),
    amount: halfEachTerm(withoutAmount),
    period: '文件未写',
    delivery: { form: 'without-amount', payee: '学生本人（办理助学贷款时优先）' },
  }),
]
