import { day } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { loadPack } from '../pack/load.ts'
import { smallPack } from './small-pack.ts'
import { faultsOfCases, idsCited, linesNotWorked, readingsNotWorked, workCase, type WorkedCase } from './worked-case.ts'

const leftOpen = loadPack({ ...smallPack, parameters: { ...smallPack.parameters, junior: { ...smallPack.parameters['junior'], values: [] } as never } })
if (!leftOpen.ok) throw new Error('the small pack is broken')
const pack = leftOpen.value

const boarder: WorkedCase = {
  title: '寄宿的孤儿',
  term: '2022-autumn',
  facts: { stage: 'junior', boards: true, orphan: true },
  rest: 'no',
  expect: { 'T-1': { notEntered: ['初中生活补贴'] } },
  arithmetic: '',
  clause: 'PS-A2.3',
}

describe('a case of a document that leaves a figure open', () => {
  test('says that nobody has entered it', () => {
    const { got, expected } = workCase(pack, boarder)
    expect(got).toEqual(expected)
  })
  test('may be worked with a figure as if it had been entered', () => {
    const { got, expected } = workCase(pack, { ...boarder, entered: { junior: 1300_00 }, expect: { 'T-1': { due: '650.00' } } })
    expect(got).toEqual(expected)
  })
  test('may not enter another figure over one that is printed, nor one that is not there', () => {
    expect(workCase(pack, { ...boarder, entered: { primary: 1 } }).got).toBe('primary is not left open by the document')
    expect(workCase(pack, { ...boarder, entered: { nowhere: 1 } }).got).toBe('nowhere is not left open by the document')
  })
  test('asks another question with other figures entered', () => {
    const others = [boarder, { ...boarder, title: '同一个孩子，已录入标准', entered: { junior: 1300_00 } }]
    expect(faultsOfCases(others, new Set(['PS-A2.3']))).toEqual([])
  })
})

test('a case may work a standard that only compares, as it works a line that pays', () => {
  const [first, ...rest] = smallPack.lines
  const comparing = loadPack({ ...smallPack, lines: [{ ...(first as (typeof smallPack.lines)[number]), effect: 'compares' }, ...rest] })
  if (!comparing.ok) throw new Error('the small pack is broken')
  const { got, expected } = workCase(comparing.value, { ...boarder, expect: { 'T-1': { due: '625.00' } } })
  expect(got).toEqual(expected)
})

test('a case may say that a line does not hold in its term, and a line that is not there is no such line', () => {
  const [first, ...rest] = smallPack.lines
  const shorter = { ...(first as (typeof smallPack.lines)[number]), inForce: [day('2023-01-01'), day('2023-09-01')] as const }
  const later = loadPack({ ...smallPack, lines: [shorter, ...rest] })
  if (!later.ok) throw new Error('the small pack is broken')
  const { got, expected } = workCase(later.value, { ...boarder, expect: { 'T-1': { notInForce: '2023年春季学期起' } } })
  expect(got).toEqual(expected)
  expect(workCase(later.value, { ...boarder, expect: { 'T-7': { notInForce: '' } } }).got).toEqual({ 'T-7': 'no such line' })
})

describe('a case that says how it is paid and by whom', () => {
  const [first, ...rest] = smallPack.lines
  const line = first as (typeof smallPack.lines)[number]
  const heads = [
    { head: { name: '县级', level: 'county' as const }, share: [2, 5] as const },
    { head: { name: '省级', level: 'province' as const }, share: [3, 5] as const },
  ]
  const shared = loadPack({ ...smallPack, lines: [{ ...line, funding: { kind: 'shares', heads, remainderTo: '县级', clause: line.clause } }, ...rest] })
  if (!shared.ok) throw new Error('the small pack is broken')
  const paid: WorkedCase = {
    ...boarder,
    expect: { 'T-1': { due: '625.00' } },
    delivered: { 'T-1': '补助到人' },
    funds: { 'T-1': { 县级: '250.00', 省级: '375.00' } },
    arithmetic: '1250 ÷ 2 = 625；625 × 2/5 = 250；625 × 3/5 = 375',
  }

  test('is held to both', () => {
    const { got, expected } = workCase(shared.value, paid)
    expect(got).toEqual(expected)
    expect(got).toEqual({ 'T-1': { due: '625.00' }, 'T-1 方式': '补助到人', 'T-1 由谁出': { 县级: '250.00', 省级: '375.00' } })
  })
  test('finds another way of payment and another payer', () => {
    const otherwise = loadPack({ ...smallPack, lines: [{ ...line, delivery: { form: 'to-school', payee: '学校' } }, ...rest] })
    if (!otherwise.ok) throw new Error('the small pack is broken')
    expect(workCase(otherwise.value, paid).got).toEqual({ 'T-1': { due: '625.00' }, 'T-1 方式': '补助到校', 'T-1 由谁出': '文件未写' })
  })
  test('pays nothing in any way where nothing is due', () => {
    const { got } = workCase(shared.value, { ...paid, facts: { stage: 'junior', boards: false, orphan: true }, expect: { 'T-1': { not: '' } } })
    expect(got).toEqual({ 'T-1': { not: '' }, 'T-1 方式': '不发', 'T-1 由谁出': '不发' })
  })
  test('may name no way there is not, no sum the arithmetic leaves out, and no parts that are not the whole', () => {
    const ids = new Set(['PS-A2.3'])
    expect(faultsOfCases([paid], ids)).toEqual([])
    expect(faultsOfCases([{ ...paid, delivered: { 'T-1': '现金' } }], ids)).toEqual(['寄宿的孤儿：没有“现金”这种发放方式'])
    expect(faultsOfCases([{ ...paid, funds: { 'T-1': { 县级: '250.00', 省级: '374.00' } } }], ids)).toEqual([
      '寄宿的孤儿：算式里没有 374.00',
      '寄宿的孤儿：T-1 各方合计 624.00，应发 625.00',
    ])
    expect(faultsOfCases([{ ...paid, expect: { 'T-1': { not: '' } } }], ids)).toEqual(['寄宿的孤儿：T-1 写了由谁出，没有写应发多少'])
  })
})

describe('what a table of cases leaves out is told', () => {
  const pack = loadPack(smallPack)
  if (!pack.ok) throw new Error('the small pack is broken')
  const one: WorkedCase = {
    title: '寄宿的孤儿',
    term: '2022-autumn',
    readings: { 'O-99': 'closed' },
    facts: { stage: 'junior', boards: true, orphan: true },
    rest: 'no',
    expect: { 'T-1': { due: '625.00' } },
    arithmetic: '1250 ÷ 2 = 625',
    clause: 'T-1',
  }
  test('line by line and way by way', () => {
    expect(linesNotWorked(pack.value, [one])).toEqual(['T-1 not', 'T-1 missing', 'T-2 due', 'T-2 not', 'T-2 missing'])
  })
  test('reading by reading, the pack’s own apart', () => {
    expect(readingsNotWorked(pack.value, [])).toEqual(['O-99 closed'])
    expect(readingsNotWorked(pack.value, [one])).toEqual([])
  })
  test('every ID a pack rests on is listed', () => {
    expect(new Set(idsCited(pack.value))).toEqual(new Set(['T-1', 'T-2', 'T-3', 'O-99']))
  })
})
