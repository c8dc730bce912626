import { inSeniorHigh, payableThisTerm, thisTerm } from './conditions.ts'
import { line, parameter, stacking } from './draft.ts'
import { firstTier, inHardship, registeredPoorByReading } from './groups.ts'

const stages = ['senior'] as const
const person = { form: 'to-person-cash', payee: '学生本人' } as const
const period = '每学年，分两学期'

export const senior = [
  line({
    id: 'YJ-3.4a.2a-1',
    title: '普通高中国家助学金（一等）',
    item: 'senior-grant',
    clause: 'YJ-3.4a.2a',
    stages,
    criteria: [inSeniorHigh('YJ-3.4a.2a'), firstTier('YJ-3.4a.2a', 'YJ-3.4a.2a-1'), payableThisTerm('YJ-3.4a.2a')],
    persons: inHardship('YJ-3.4a.2a'),
    amount: thisTerm(parameter('seniorGrantFirst')),
    period,
    delivery: person,
  }),
  line({
    id: 'YJ-3.4a.2a-2',
    title: '普通高中国家助学金（二等）',
    item: 'senior-grant',
    clause: 'YJ-3.4a.2a',
    stages,
    criteria: [inSeniorHigh('YJ-3.4a.2a'), payableThisTerm('YJ-3.4a.2a')],
    persons: inHardship('YJ-3.4a.2a'),
    amount: thisTerm(parameter('seniorGrantSecond')),
    period,
    delivery: person,
  }),
  line({
    id: 'YJ-3.4a.2b',
    title: '普通高中生活补助',
    item: 'senior-living',
    clause: 'YJ-3.4a.2b',
    stages,
    criteria: [inSeniorHigh('YJ-3.4a.2b'), payableThisTerm('YJ-3.4a.2b')],
    persons: registeredPoorByReading('YJ-3.4a.2b'),
    amount: thisTerm(parameter('seniorLiving')),
    period,
    delivery: person,
  }),
  line({
    id: 'YJ-3.4a.2c',
    title: '普通高中免学费',
    item: 'senior-tuition',
    clause: 'YJ-3.4a.2c',
    stages,
    criteria: [inSeniorHigh('YJ-3.4a.2c'), payableThisTerm('YJ-3.4a.2c')],
    persons: registeredPoorByReading('YJ-3.4a.2c'),
    amount: thisTerm(parameter('seniorTuition')),
    period,
    delivery: { form: 'waiver', payee: '就读学校' },
  }),
]

/** Of the two tiers a student has one. */
export const seniorTiers = stacking({ kind: 'tiers', of: ['YJ-3.4a.2a-1', 'YJ-3.4a.2a-2'], clause: 'YJ-3.4a.2a' })
