import { describe, expect, test } from 'vitest'
import { changesIn, draftedOf, hindrancesOf, idsIn, order, writtenAs } from './simulation-draft.ts'

const basis = {
  figures: [
    { key: 'boarder', label: '寄宿生生活补贴', kind: 'money', unit: '元，每学年', den: null, now: '1000.00', article: '附件第2条', text: '', lines: [] },
    { key: 'days', label: '供餐天数', kind: 'count', unit: '天', den: null, now: null, article: '附件第2条', text: '', lines: [] },
  ],
  readings: [
    {
      id: 'O-04',
      question: '哪一档',
      taken: 'a',
      options: [
        { option: 'a', text: '甲' },
        { option: 'b', text: '乙' },
      ],
      lines: [],
    },
  ],
} as const
const written = (fields: Readonly<Record<string, string>>, id = '1') => draftedOf(id, field => fields[field] ?? '', basis as never)

describe('an alternative that is being written', () => {
  test('holds what is otherwise than the paper, and nothing else', () => {
    const said = written({ '1 figure boarder': '1,000', '1 figure days': '190', '1 reading O-04': 'a' })
    expect(said).toEqual({ id: '1', name: '方案一', figures: { days: '190' }, readings: {}, faults: {} })
    expect(written({ '1 reading O-04': 'b' }).readings).toEqual({ 'O-04': 'b' })
  })

  test('a figure that cannot be read is a fault in its field and changes nothing', () => {
    const said = written({ '1 figure boarder': '一千' })
    expect({ faults: Object.keys(said.faults), changes: changesIn(said) }).toEqual({ faults: ['boarder'], changes: 0 })
    expect(hindrancesOf([said])).toEqual(['“方案一”有 1 处写法不对，见标红的地方。'])
  })

  test('what stands in the way is said with what to do', () => {
    const [one, two] = [written({ '1 figure days': '190', '1 name': '甲' }), written({ '2 figure days': '180', '2 name': '甲' }, '2')]
    expect(hindrancesOf([one])).toEqual([])
    expect(hindrancesOf([one, two])).toEqual(['有两个方案都叫“甲”，请改一个名称。'])
    expect(hindrancesOf([one, written({}, '3')])).toEqual(['“方案三”和现行一样，还没有改：改一个数或一种理解，或者删去这个方案。'])
    expect(written({ '1 name': '现行' }).faults).toHaveProperty('name')
  })

  test('of the places only those that exist are taken, and one is always there', () => {
    expect(idsIn('')).toEqual(['1'])
    expect(idsIn('2 9 x 3')).toEqual(['2', '3'])
  })

  test('of a simulation that a colleague made is the draft with which one begins', () => {
    const ordered = [
      { name: '甲', figures: { days: '190' }, readings: {} },
      { name: '乙', figures: {}, readings: { 'O-04': 'b' } },
    ]
    const draft = writtenAs(ordered)
    expect(idsIn(draft[order] ?? '').map(id => written(draft, id))).toEqual([
      { id: '1', ...ordered[0], faults: {} },
      { id: '2', ...ordered[1], faults: {} },
    ])
  })
})
