import { day, yuan } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import {
  add,
  all,
  any,
  between,
  brackets,
  byPriority,
  capped,
  choiceFact,
  choose,
  compare,
  count,
  countFact,
  divide,
  fact,
  feeFact,
  halfEachTerm,
  inKindNotStated,
  inSeason,
  isNot,
  isOneOf,
  multiply,
  no,
  perDay,
  personDecides,
  personSetsAmount,
  proportion,
  rate,
  round,
  sum,
  table,
  timesRate,
  waiverOf,
  yes,
} from '../author/index.ts'
import { readingNode } from '../nodes/reading.ts'
import { yesNo } from '../nodes/node.ts'
import { describe, documentWords } from './describe.ts'
import { nodeKinds } from '../nodes/index.ts'
import { cases } from '../nodes/cases.ts'
import { everyNode } from '../pack/walk.ts'
import { nothingBeside } from '../pack/county-matters.ts'
import { smallPack } from '../testing/small-pack.ts'
import type { Node } from '../nodes/tree.ts'

const of = documentWords(smallPack)
const year = (yuans: number) => sum(yuan(yuans).perSchoolYear())

test.each<readonly [Node, string]>([
  [all(fact('boards'), any(fact('orphan'), isNot(fact('disabled')))), '寄宿，并且（孤儿，或者不是残疾）'],
  [isOneOf(choiceFact('stage', 'stage'), ['primary', 'junior']), '学段是小学或初中'],
  [inSeason('autumn'), '秋季学期'],
  [compare(countFact('grade', '年级'), 'at-most', count(2, '年级')), '年级不高于 2 年级'],
  [between(countFact('entry_year', '年'), count(2018, '年'), count(2021, '年')), '入学年在 2018 年起、不到 2021 年'],
  [
    halfEachTerm(table(choiceFact('stage', 'stage'), { primary: year(1000), junior: year(1250) }, ['preschool', 'senior', 'vocational', 'higher'])),
    '小学：1,000.00 元；初中：1,250.00 元，分两学期各一半，分不尽的一分计入春季',
  ],
  [capped(feeFact('care_fee'), year(1500)), '据实：保教费收费标准，最高 1,500.00 元'],
  [perDay(sum(yuan(5).perDay()), count(200, '天'), 'school-year'), '5.00 元 × 200 天'],
  [choose([[fact('school_rural'), year(800)]], year(0)), '如果农村学校成立，800.00 元；否则0.00 元'],
  [round(timesRate(year(1000), rate(80, 100)), 'down', 'a1'), '1,000.00 元 × 80%，去尾到分'],
  [divide(multiply(year(1000), count(3, '个月')), 10, 'half-up', 'a1'), '1,000.00 元 × 3 个月 ÷ 10，四舍五入到分'],
  [add(year(3000), year(1200)), '3,000.00 元 ＋ 1,200.00 元'],
  [waiverOf(feeFact('dormitory_fee')), '免收住宿费标准'],
  [halfEachTerm(inKindNotStated), '不写金额（实物或其他待遇）'],
  [perDay(add(sum(yuan(4).perDay()), sum(yuan(1).perDay())), count(200, '天'), 'school-year'), '（4.00 元 ＋ 1.00 元） × 200 天'],
  [
    perDay(
      table(choiceFact('stage', 'stage'), { primary: sum(yuan(5).perDay()), junior: sum(yuan(6).perDay()) }, ['preschool', 'senior', 'vocational', 'higher']),
      count(180, '天'),
      'school-year',
    ),
    '（小学：5.00 元；初中：6.00 元） × 180 天',
  ],
  [inKindNotStated, '不写金额（实物或其他待遇）'],
  [personDecides('T-1', '是否适用'), '由人判定：是否适用'],
  [personSetsAmount('T-1', '定多少', year(500), year(1000)), '由人在 500.00 元至 1,000.00 元之间确定：定多少'],
  [yes, '一律成立'],
  [no, '一律不成立'],
])('%#: %s', (node, said) => {
  expect(describe(node, of)).toBe(said)
})

test('a part kept in proportion tells its floor and on which side the edge lies', () => {
  const node = proportion(year(1000), {
    kept: countFact('months_present', '个月'),
    whole: count(5, '个月'),
    floor: count(1, '个月'),
    atFloor: 'below',
    mode: 'down',
    clause: 'a1',
  })
  expect(describe(node, of)).toBe('1,000.00 元 × 本学期在校月数 ÷ 5 个月，不超过原额，去尾到分；本学期在校月数不高于 1 个月的没有')
})

test('an open point is told as it is read, and otherwise where another reading is chosen', () => {
  const node = readingNode('O-99', yesNo, { decide: fact('orphan'), closed: fact('disabled') })
  expect(describe(node, of)).toBe('孤儿〔O-99〕')
  expect(describe(node, documentWords(smallPack, { 'O-99': 'closed' }))).toBe('残疾〔O-99〕')
})

test('bands and identities are told in their order', () => {
  const banded = brackets(
    countFact('grade', '年级'),
    { from: count(0, '年级'), to: count(3, '年级'), gives: year(1) },
    { from: count(3, '年级'), to: null, gives: year(2) },
  )
  expect(describe(banded, of)).toBe('按年级分档：0 年级起、不到 3 年级，1.00 元；3 年级及以上，2.00 元')
  const priority = byPriority([{ name: '孤儿', when: fact('orphan'), gives: year(3) }], year(1))
  expect(describe(priority, of)).toBe('依次看，先符合的为准：孤儿，3.00 元；都不是的，1.00 元')
})

test('every construct of the language has its words: the cases of all of them are told without a gap', () => {
  const told = new Set<string>()
  for (const n of everyNode(Object.values(cases).flatMap(of => of.map(c => c.node)))) {
    told.add(n.kind)
    expect(describe(n, of), n.kind).not.toMatch(/undefined|null|\[object|^$/)
  }
  expect([...told].toSorted()).toEqual([...nodeKinds].toSorted())
})

test('a category bears the name of the day its paper was issued (O-39)', () => {
  const names = [
    { name: '建档立卡贫困户', from: null, to: day('2021-01-01') },
    { name: '脱贫户', from: day('2021-01-01'), to: null },
  ]
  const county = { ...nothingBeside, designations: [{ fact: 'lifted_out' as const, names, ends: null, register: 'O-39' }] }
  const issued = (on: string) => documentWords({ ...smallPack, county, document: { ...smallPack.document, promulgated: day(on) } })
  expect(describe(isNot(fact('lifted_out')), issued('2017-12-06'))).toBe('不是建档立卡贫困户')
  expect(describe(fact('lifted_out'), issued('2022-01-01'))).toBe('脱贫户')
})
