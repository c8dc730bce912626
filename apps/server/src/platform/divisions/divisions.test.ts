import { readFileSync } from 'node:fs'
import { day, divisionCode, must } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { knownAreaCodes, listDivisions, loadDivisions } from './index.ts'
import { reducedFiles } from './reduce.ts'

const on = day('2022-09-01')
const table = loadDivisions()
const pengshui = divisionCode('500243')

describe('the committed division data', () => {
  const files = reducedFiles()
  test.each(Object.keys(files))('%s is what the reduction prints', name => {
    expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(files[name])
  })

  test('stays small enough to ship in every installation', () => {
    const bytes = ['present.json', 'abolished-counties.json', 'former-chongqing.json'].map(f => readFileSync(new URL(f, import.meta.url)).length)
    expect(bytes.reduce((a, b) => a + b)).toBeLessThan(300_000)
  })

  test('carries every province, prefecture and county, and the villages of the pilot county', () => {
    const present = listDivisions().filter(r => !r.abolished)
    const count = (length: number): number => present.filter(r => r.code.length === length).length
    expect([count(2), count(4), count(6), count(9), count(12)]).toEqual([31, 342, 2978, 39, 296])
  })

  test('names every successor it points to', () => {
    const pointed = listDivisions().flatMap(r => r.successors)
    expect(pointed.length).toBeGreaterThan(20)
    expect(pointed.filter(code => table.find(code, on) === null)).toEqual([])
  })
})

describe('looking up', () => {
  test('a village has a path of names', () => {
    expect(table.namesOnPath(divisionCode('500243001200'), on)).toEqual(['重庆市', '彭水苗族土家族自治县', '汉葭街道', '亭子村村民委员会'])
  })

  test('a township and a village are found as rosters write them', () => {
    const township = must(table.childNamed(pengshui, '汉葭街道办事处', on))
    expect(township.code).toBe('500243001')
    expect(must(table.childNamed(township.code, '亭子村', on)).code).toBe('500243001200')
    expect(must(table.childNamed(township.code, '鼓楼居委会', on)).code).toBe('500243001001')
  })

  test('the two earlier codes of the pilot county lead to the present one', () => {
    expect(table.find('513525', on)).toMatchObject({ name: '彭水苗族土家族自治县', abolished: true, successors: ['500243'] })
    expect(table.find('512327', on)).toMatchObject({ abolished: true, successors: ['500243'] })
  })
})

describe('area codes an ID may begin with', () => {
  const areas = knownAreaCodes()
  test('hold present counties, abolished ones, and cities without counties', () => {
    expect(['500243', '110103', '513525', '510225', '441900'].filter(code => !areas.has(code))).toEqual([])
  })
  test('hold no statistical zone, nothing above the county, and nothing invented', () => {
    expect(['130171', '500000', '5002', '990101', '000000'].filter(code => areas.has(code))).toEqual([])
    expect(knownAreaCodes(['990101']).has('990101')).toBe(true)
    expect([...areas].every(code => /^\d{6}$/.test(code))).toBe(true)
  })
})
