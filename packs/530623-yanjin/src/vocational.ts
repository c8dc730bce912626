import { add, type Funding } from '@yingjin/policy/author'
import { hukou, inPartnerCity, payableThisTerm, thisTerm } from './conditions.ts'
import { line, parameter } from './draft.ts'
import { registeredPoor, registeredPoorByReading } from './groups.ts'
import { travelOf } from './travel.ts'

const stages = ['vocational'] as const
const person = { form: 'to-person-cash', payee: '学生本人' } as const
const school = { form: 'waiver', payee: '就读学校' } as const
const period = '每学年，分两学期'

const [west, east] = [thisTerm(parameter('partnerWest')), thisTerm(parameter('partnerEast'))]
/** Two payers, and so two payments: 4200 is 3000 and 1200. */
const twoPayers: Funding & { clause: 'YJ-3.4a.3d' } = {
  kind: 'payers',
  heads: [
    { head: { name: '西部省市财政扶贫资金', level: 'province' }, amount: west },
    { head: { name: '东部省市财政配套资金', level: 'partner' }, amount: east },
  ],
  clause: 'YJ-3.4a.3d',
}

export const vocational = [
  line({
    id: 'YJ-3.4a.3a',
    title: '中职免学费',
    item: 'vocational-tuition',
    clause: 'YJ-3.4a.3a',
    stages,
    criteria: [hukou('YJ-3.4a.3a'), payableThisTerm('YJ-3.4a.3a')],
    persons: registeredPoor('YJ-3.4a.3a'),
    amount: thisTerm(parameter('vocationalTuition')),
    period,
    delivery: school,
  }),
  line({
    id: 'YJ-3.4a.3b',
    title: '中职生活补助（助学金）',
    item: 'vocational-grant',
    clause: 'YJ-3.4a.3b',
    stages,
    criteria: [hukou('YJ-3.4a.3b'), payableThisTerm('YJ-3.4a.3b')],
    persons: registeredPoorByReading('YJ-3.4a.3b'),
    amount: thisTerm(parameter('vocationalLiving')),
    period,
    delivery: person,
  }),
  travelOf('YJ-3.4a.3c', 'vocational', parameter('travelLeastVocational'), parameter('travelMostVocational')),
  line({
    id: 'YJ-3.4a.3d',
    title: '东莞、中山就读生活补助',
    item: 'partner-city-living',
    clause: 'YJ-3.4a.3d',
    stages,
    criteria: [hukou('YJ-3.4a.3d'), inPartnerCity('YJ-3.4a.3d'), payableThisTerm('YJ-3.4a.3d')],
    persons: registeredPoorByReading('YJ-3.4a.3d'),
    amount: add(west, east),
    period,
    delivery: person,
    funding: twoPayers,
  }),
  line({
    id: 'YJ-3.4a.3e',
    title: '东莞、中山就读免住宿费和书本费',
    item: 'partner-city-fees',
    clause: 'YJ-3.4a.3e',
    stages,
    criteria: [hukou('YJ-3.4a.3e'), inPartnerCity('YJ-3.4a.3e'), payableThisTerm('YJ-3.4a.3e')],
    persons: registeredPoorByReading('YJ-3.4a.3e'),
    amount: thisTerm(add(parameter('partnerDormitory'), parameter('partnerBooks'))),
    period,
    delivery: school,
  }),
]
