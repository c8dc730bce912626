import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  atLevel,
  type DivisionCode,
  divisionCode,
  divisionLevels,
  type DivisionRecord,
  DivisionTable,
  groupIn,
  householdIn,
  isInvented,
  isWithin,
  levelOf,
  parentOf,
  parseDivisionCode,
} from './division.ts'
import { day } from './plain-date.ts'
import { must } from './result.ts'
import { hasValidCheck, readResidentId } from './resident-id.ts'

const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`))
const household = fc
  .tuple(digits(4), digits(3), digits(3), digits(3), digits(4))
  .map(([a, b, c, g, h]) => divisionCode(`99${a.replace(/0/g, '1')}${b.replace(/0/g, '1')}${c.replace(/0/g, '1')}-${g}-${h}`))

describe('a division code', () => {
  test('every level is the beginning of the next, down to the household', () => {
    fc.assert(
      fc.property(household, code => {
        const path = divisionLevels.map(level => atLevel(code, level) as DivisionCode)
        expect(path.map(levelOf)).toEqual(divisionLevels)
        expect(path.map(parentOf)).toEqual([null, ...path.slice(0, -1)])
        expect(path.every(part => isWithin(code, part))).toBe(true)
      }),
    )
  })

  test('a long path is never mistaken for an ID', () => {
    fc.assert(
      fc.property(household, code => {
        expect([hasValidCheck(code), readResidentId(code).id18, readResidentId(code).id15]).toEqual([false, null, null])
      }),
    )
  })

  test('zeros that only fill up are taken off', () => {
    expect(['990101000000', '990101001000', '990000', '990100', '990101', '99', '990101001001'].map(c => must(parseDivisionCode(c)))).toEqual([
      '990101',
      '990101001',
      '99',
      '9901',
      '990101',
      '99',
      '990101001001',
    ])
  })

  test('anything else is refused', () => {
    for (const text of ['', '9', '99010', '9901010', '99010100100', '00', '9901010010011', '990101001001-1', '99010x']) {
      expect(parseDivisionCode(text)).toEqual({ ok: false, problem: { code: 'kernel/not-a-division-code', facts: { text } } })
    }
  })

  test('goes on to group and household', () => {
    const group = groupIn(divisionCode('990101001001'), 3)
    expect([group, householdIn(group, 12), levelOf(householdIn(group, 12))]).toEqual(['990101001001-003', '990101001001-003-0012', 'household'])
    expect(atLevel(divisionCode('990101'), 'village')).toBeNull()
  })
})

const on = day('2022-09-01')
const record = (code: string, name: string, more: Partial<DivisionRecord> = {}): DivisionRecord => ({
  code: divisionCode(code),
  name,
  from: null,
  until: null,
  abolished: false,
  successors: [],
  ...more,
})
const county = divisionCode('990101')
const table = new DivisionTable([
  record('99', '示例省'),
  record('9901', '市辖区'),
  record('990101', '示例县'),
  record('990101001', '清水街道'),
  record('990101101', '平安乡', { until: day('2020-01-01') }),
  record('990101101', '平安镇', { from: day('2020-01-01') }),
  record('990101102', '和平镇'),
  record('990101202', '和平乡'),
  record('990101203', '阿依苏木'),
  record('990101001001', '河东社区居民委员会'),
  record('990101001200', '河东村村民委员会'),
  record('990101001201', '亭子村村民委员会'),
  record('990102', '旧县', { abolished: true, successors: [county] }),
])
const named = (parent: string, name: string, date = on) => table.childNamed(divisionCode(parent), name, date)

describe('the division table', () => {
  test('a code has the name it had on the day', () => {
    expect(table.find('990101101', day('2019-12-31'))?.name).toBe('平安乡')
    expect(table.find('990101101', day('2020-01-01'))?.name).toBe('平安镇')
    expect(table.history('990101101').map(r => r.name)).toEqual(['平安乡', '平安镇'])
    expect(table.find('990103', on)).toBeNull()
  })

  test('a path reads as names, without levels that only group', () => {
    expect(table.namesOnPath(divisionCode('990101001001-003-0012'), on)).toEqual(['示例省', '示例县', '清水街道', '河东社区居民委员会'])
  })

  test('a township is found as it stands, by its kind, and by its bare name', () => {
    for (const name of ['清水街道', '清水街道办事处', '清水街道办', '清水', ' 清 水 ']) expect(must(named('990101', name)).code).toBe('990101001')
    expect(must(named('990101', '阿依')).code).toBe('990101203')
    expect(must(named('990101', '和平镇人民政府')).code).toBe('990101102')
  })

  test('a township named by its former kind is still found after the change', () => expect(must(named('990101', '平安乡')).name).toBe('平安镇'))

  test('a village and a community of one name are kept apart, and the bare name is not guessed', () => {
    expect(must(named('990101001', '河东村')).code).toBe('990101001200')
    expect(must(named('990101001', '河东村委会')).code).toBe('990101001200')
    expect(must(named('990101001', '河东居委会')).code).toBe('990101001001')
    expect(named('990101001', '河东')).toEqual({
      ok: false,
      problem: {
        code: 'kernel/division-ambiguous',
        facts: { parent: '990101001', name: '河东', candidates: ['河东社区居民委员会（990101001001）', '河东村村民委员会（990101001200）'] },
      },
    })
    expect(must(named('990101001', '亭子')).code).toBe('990101001201')
  })

  test('a name nobody bears is not found', () => {
    expect(named('990101', '无名镇')).toMatchObject({ ok: false, problem: { code: 'kernel/division-not-found', facts: { parent: '990101', name: '无名镇' } } })
    expect(named('990101', '和平')).toMatchObject({ ok: false, problem: { code: 'kernel/division-ambiguous' } })
  })

  test('an abolished county is found, says so, and names its successor', () => {
    expect(table.find('990102', on)).toMatchObject({ abolished: true, successors: ['990101'] })
  })

  test('children are listed as of the day', () => {
    expect(table.childrenOf(county, on).map(r => r.name)).toEqual(['清水街道', '平安镇', '和平镇', '和平乡', '阿依苏木'])
  })

  test('two names of one code on one day are our own mistake', () => {
    expect(() => new DivisionTable([record('990101', '甲县'), record('990101', '乙县')])).toThrow('at once')
  })
})

test('a code of province 99, or a number that begins with one, is invented', () => {
  expect(['990101', '99', '990101201203040275'].map(isInvented)).toEqual([true, true, true])
  expect(['500243', '910000', ''].map(isInvented)).toEqual([false, false, false])
})
