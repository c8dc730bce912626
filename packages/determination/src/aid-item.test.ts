import { day, term, yuan } from '@yingjin/kernel'
import { compile, type CompiledPolicy, loadPack, wordPackRefused } from '@yingjin/policy'
import { add, drafting, halfEachTerm, inSeason, type Line, onceInAutumn, pack, sum, yes } from '@yingjin/policy/author'
import { describe, expect, test } from 'vitest'
import { aidItemOf, cashItems, linesByItem, paymentsInOrder } from './aid-item.ts'

test.each([
  ['义务教育家庭经济困难寄宿生生活补助', 'boarder-living'],
  ['非寄宿生生活补贴（初中）', 'day-living'],
  ['普通高中国家助学金', 'senior-grant'],
  ['中职国家助学金', 'vocational-grant'],
  ['学前教育家庭经济困难幼儿生活费补助', 'preschool-living'],
  ['学前教育资助', 'preschool-grant'],
  ['学前保教费', 'care-fee'],
  ['雨露计划职业教育补助', 'rain-dew'],
  ['义务教育营养膳食补助', 'nutrition'],
  ['国家励志奖学金', 'encouragement-scholarship'],
  ['高校国家助学金', 'college-grant'],
])('%s is %s', (written, item) => {
  expect(aidItemOf(written)).toBe(item)
})

test('a name no entry knows is no item, not the nearest one', () => {
  expect(aidItemOf('乡村教师生活补助')).toBeNull()
})

describe('which lines an item has in a paper', () => {
  const clauses = { a1: { article: '第一条', text: '试', register: 'T-1' } } as const
  const { line } = drafting({ clauses, parameters: {}, readings: {} })
  const yearly = sum(yuan(1000).perSchoolYear())
  const given = (id: string, more: Partial<Parameters<typeof line>[0]>): Line =>
    line({
      id,
      title: `项目${id}`,
      clause: 'a1',
      stages: ['primary'],
      criteria: [{ name: '符合', failed: '不符合', when: yes, clause: 'a1' }],
      persons: 'everyone',
      amount: halfEachTerm(yearly),
      period: '每学年，分两学期',
      delivery: { form: 'to-person-cash', payee: '学生' },
      ...more,
    })
  const settled = (lines: readonly Line[], together: readonly string[] = []): CompiledPolicy => {
    const loaded = loadPack(
      pack({
        id: '990199-items',
        division: '990199',
        document: {
          title: '试行',
          issuer: '示例县',
          number: null,
          promulgated: day('2022-01-01'),
          inForce: [day('2022-01-01'), day('2023-09-01')],
          replaces: [],
        },
        clauses,
        parameters: {},
        readings: {},
        rounding: { rule: '去尾', cites: 'a1' },
        midPeriodChange: { rule: '第一天', takes: 'first-day', cites: 'a1' },
        lines,
        stack: [],
        ...(together.length === 0 ? {} : { together: [{ lines: together, because: '分别发放', clause: 'a1' }] }),
        notices: [],
        notEncoded: [],
      }),
    )
    if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
    const compiled = compile(loaded.value, term('2022-autumn'))
    if (!compiled.ok) throw new Error(compiled.problem.code)
    return compiled.value
  }

  test('what is paid to persons in every term is looked for among payments; what goes to the school, or comes once a year, is not', () => {
    const policy = settled([
      given('B', { item: 'boarder-living' }),
      given('C', { item: 'care-fee', delivery: { form: 'to-school', payee: '幼儿园' } }),
      given('D', { item: 'tuition-aid', amount: onceInAutumn(yearly) }),
      given('E', { item: 'travel', criteria: [{ name: '秋季', failed: '春季不列', when: inSeason('autumn'), clause: 'a1' }] }),
      given('F', {}),
    ])
    expect([...cashItems(policy)]).toEqual([['boarder-living', ['B']]])
    expect([...linesByItem(policy).keys()]).toEqual(['boarder-living', 'care-fee', 'tuition-aid', 'travel'])
  })

  test('one payment of an item is in order; two where two pay it, or two lines of it are given together', () => {
    const [west, east] = [halfEachTerm(yearly), halfEachTerm(yearly)]
    const payers = {
      kind: 'payers',
      heads: [
        { head: { name: '西部', level: 'province' }, amount: west },
        { head: { name: '东部', level: 'partner' }, amount: east },
      ],
      clause: 'a1',
    } as const
    const policy = settled(
      [
        given('B', { item: 'boarder-living' }),
        given('P', { item: 'partner-city-living', amount: add(west, east), funding: payers }),
        given('S', { item: 'senior-grant' }),
        given('T', { item: 'senior-grant' }),
      ],
      ['S', 'T'],
    )
    expect(Object.fromEntries(paymentsInOrder(policy))).toEqual({ 'boarder-living': 1, 'partner-city-living': 2, 'senior-grant': 2 })
  })
})
