import { any, choiceFact, compare, countFact, fact, halfEachTerm, isNot, isOneOf } from '@yingjin/policy/author'
import { holds } from './document.ts'
import { line, parameter } from './draft.ts'
import { farmingSpecialty, inHardship, ofTheTransition, ruralInPoorRegion } from './groups.ts'
import { comparing, halves, student, waived } from './standards.ts'

export const vocational = [
  line({
    ...comparing('N-11', holds('onFile')),
    title: '中职国家助学金（国家标准）',
    item: 'vocational-grant',
    stages: ['vocational'],
    criteria: [
      {
        name: '在享受的年级',
        failed: '不在享受的年级',
        when: compare(countFact('grade', '年级'), 'at-most', parameter('nationVocationalGrades')),
        clause: 'N-11',
      },
    ],
    persons: inHardship('N-11', farmingSpecialty('N-11'), ruralInPoorRegion('N-11')),
    amount: halfEachTerm(parameter('nationVocationalGrant')),
    period: halves,
    delivery: student,
  }),
  line({
    ...comparing('N-12', holds('onFile')),
    title: '中职免学费（国家标准）',
    item: 'vocational-tuition',
    stages: ['vocational'],
    criteria: [],
    persons: 'everyone',
    amount: halfEachTerm(parameter('nationVocationalTuition')),
    period: halves,
    delivery: waived,
  }),
  line({
    ...comparing('N-13', holds('onFile', 'transitionOver')),
    title: '雨露计划职业教育补助（国家标准）',
    item: 'rain-dew',
    stages: ['vocational', 'higher'],
    criteria: [
      { name: '就读全日制学历教育', failed: '就读的不是全日制学历教育', when: fact('full_time_degree'), clause: 'N-13' },
      {
        name: '就读中职或高职',
        failed: '就读的是本科及以上',
        when: any(isOneOf(choiceFact('stage', 'stage'), ['vocational']), isOneOf(choiceFact('degree_level', 'degree'), ['diploma'])),
        clause: 'N-13',
      },
      { name: '有正式学籍', failed: '没有正式学籍', when: fact('on_roll'), clause: 'N-13' },
      { name: '没有休学', failed: '休学期间暂停', when: isNot(fact('suspended')), clause: 'N-13' },
    ],
    persons: ofTheTransition('N-13'),
    amount: halfEachTerm(parameter('nationRainDew')),
    period: halves,
    delivery: student,
  }),
]
