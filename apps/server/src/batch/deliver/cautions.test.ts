import type { ReceivedTable, Situation } from '@yingjin/determination'
import { day, term } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import type { FileReport } from '../receive/index.ts'
import { cautions, datedOut } from './cautions.ts'

const disabled: ReceivedTable = { kind: 'disability-certificate', file: '持证残疾人20220831.xlsx', asOf: day('2022-08-31'), whole: true }
const spring: Situation = { county: '500243', countyName: '彭水县', term: term('2022-spring'), received: [disabled] }
const file = (name: string, invented: number): FileReport => ({
  file: name,
  standing: 'read',
  message: '',
  format: null,
  sheets: [],
  tables: [],
  problems: [],
  rowsRead: 0,
  beside: 0,
  layout: 0,
  accepted: 0,
  refused: 0,
  blank: 0,
  invented,
  snapshot: null,
  refusedPath: null,
})

test('the page says which rosters are far newer than the term', () => {
  const [said] = cautions({ situation: spring, received: { files: [], tables: [], saidInOffice: [] } })
  expect(said).toMatchObject({ label: '名册晚于学期', value: '1 份' })
  expect(said?.note).toContain('持证残疾人名单（持证残疾人20220831.xlsx，截至2022年8月31日）')
  expect(said?.note).toContain('2022年3月1日')
  expect(datedOut(spring, [disabled])).toBe('截止日期比学期第一天晚得太多')
  expect(cautions({ situation: { ...spring, term: term('2022-autumn') }, received: { files: [], tables: [], saidInOffice: [] } })).toEqual([])
})

test('the page sums up numbers of the invented province and names the files that hold them', () => {
  const said = cautions({
    situation: { ...spring, received: [] },
    received: { files: [file('真.xlsx', 0), file('示例.xlsx', 3)], tables: [], saidInOffice: [] },
  })
  expect(said).toMatchObject([{ label: '虚构区划的证件号', value: '3 行' }])
  expect(said[0]?.note).toMatch(/^示例\.xlsx：/u)
})
