import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import { notCollected } from './not-collected.ts'
import { rosterKinds } from './rosters/index.ts'
import { columnOf } from './columns.ts'
import { aMerge, aNumber, aPerson, readSheet } from './testing/index.ts'
import { fileCountProblem } from './totals.ts'

const kinds = Object.values(rosterKinds)
const blankish = fc.constantFrom<Cell>(null, '', '  ', '/')
const anyCell = fc.oneof(
  blankish,
  fc.constantFrom<Cell>(
    '张三',
    '石桥镇',
    '是',
    '否',
    '合计',
    '小计',
    '填表人：甲',
    '备注',
    '姓名',
    '身份证号',
    '序号',
    '七年级',
    '三年级',
    '20220903',
    '312.50',
    '脱贫不稳定户',
    '二、城镇低保',
    '#REF!',
  ),
  fc.nat(900).map(n => aPerson(n)),
  fc.nat(900).map(n => `'${aPerson(n)}43`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(v => aNumber(v)),
  fc.boolean().map((value): Cell => ({ kind: 'boolean', value })),
  fc.constant<Cell>({ kind: 'error', text: '#N/A' }),
  fc.string({ maxLength: 12 }),
)
const aHeader = fc.constantFrom(...kinds).chain(kind =>
  fc.subarray(
    kind.columns.map(c => columnOf(c.key).label),
    { minLength: 1 },
  ),
)
const aSheet = fc
  .record({
    titles: fc.array(fc.constantFrom('农村低保备案表', '附件1', '2022年春季学期发放花名册（共3人）', '截至2022年8月31日', ''), { maxLength: 3 }),
    header: fc.oneof(aHeader, fc.array(fc.string({ maxLength: 6 }), { maxLength: 6 })),
    again: fc.boolean(),
    rows: fc.array(fc.array(anyCell, { maxLength: 14 }), { maxLength: 60 }),
    sheet: fc.constantFrom('Sheet1', '农村低保', '脱贫户', '孤儿', '在校生'),
  })
  .map(({ titles, header, again, rows, sheet }) => ({
    sheet,
    lines: [
      ...titles.map((t): Cell[] => [t]),
      header as Cell[],
      ...rows,
      ...(again ? [[], ['死亡名单'], ['姓名', '身份证号', '死亡日期'], ['张三', aPerson(1), '20220305']] : []),
    ] as Cell[][],
  }))

test('rows + beside = layout + accepted + refused + blank, whatever a sheet holds', () => {
  fc.assert(
    fc.property(aSheet, fc.boolean(), ({ lines, sheet }, merged) => {
      const read = readSheet(lines, { sheet, merges: merged ? [aMerge(2, 0, 3, 1), aMerge(5, 2, 9, 2)] : [] })
      const t = read.ended.totals
      expect(t.rows).toBe(lines.length)
      expect(t.rows + t.beside).toBe(t.layout + t.accepted + t.refused + t.blank)
      // What is emitted one by one adds up to what is counted.
      expect(read.accepted.length).toBe(t.accepted)
      expect(read.layout.length).toBe(t.layout)
      expect(read.refused.length + read.refusedTables.reduce((n, r) => n + r.rows.count, 0)).toBe(t.refused)
      expect(read.accepted.reduce((n, r) => n + r.records.length, 0)).toBe(t.records)
      expect(read.tables.map(x => x.table)).toEqual(read.ended.tables.map(x => x.table).toSorted((a, b) => a - b))
    }),
    { numRuns: 300 },
  )
})

test('a row and a member name one record, and every record has a value for every column of its kind', () => {
  fc.assert(
    fc.property(aSheet, ({ lines, sheet }) => {
      const read = readSheet(lines, { sheet })
      const named = new Set<string>()
      for (const row of read.accepted) {
        const kind = kinds.find(k => k.id === read.tables[row.table]?.rosterKind)
        for (const record of row.records) {
          expect(record.values.length).toBe(kind?.columns.length)
          named.add(`${row.row}/${record.member}`)
        }
      }
      expect(named.size).toBe(read.ended.totals.records)
    }),
    { numRuns: 150 },
  )
})

const secret = '绝不外传'
const unwanted = notCollected.flatMap(n => n.words.filter(w => w.length >= 2))

test('what is not collected is never emitted: no record, refusal or message holds it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.tuple(fc.constantFrom(...unwanted), fc.constantFrom('', '情况', '（必填）', ' ')), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.boolean(),
      (kind, words, damaged, named) => {
        const own = kind.columns.map(c => columnOf(c.key).label)
        const extra = words.map(([w, tail]) => w + tail)
        const value = (key: string): Cell =>
          key === 'id_number' ? (damaged ? aNumber(9.9e17, '9.9E+17') : aPerson(7)) : key === 'name' ? '张三' : '看不懂的话'
        const read = readSheet(
          [
            [...extra, ...own],
            [...extra.map(() => secret), ...kind.columns.map(c => value(c.key))],
            [...extra.map(() => secret), ...kind.columns.map(() => null)],
          ],
          { sheet: named ? kind.name : 'Sheet1' },
        )
        expect(JSON.stringify(read.emitted)).not.toContain(secret)
        const standings = read.tables[0]?.columns.filter(c => c.column < extra.length).map(c => c.standing) ?? []
        expect(standings.filter(s => s !== 'not-collected')).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
})

test('no message carries a whole ID number', () => {
  fc.assert(
    fc.property(fc.nat(900), fc.constantFrom('年级', '出生日期', '性别', '身份证号', '是否寄宿'), (n, column) => {
      const header = ['姓名', '学校', ...new Set(['身份证号', '年级', column])]
      const cells = header.map((h): Cell =>
        h === '姓名' ? '张三' : h === column ? aNumber(Number(aPerson(n).slice(0, 17)) * 10, `${aPerson(n).slice(0, 17)}0`) : null,
      )
      const read = readSheet([header, cells], { sheet: '在校生' })
      const messages = JSON.stringify([read.refused, read.accepted.map(a => a.warnings), read.ended.problems])
      expect(messages).not.toContain(aPerson(n).slice(0, 14))
    }),
  )
})

test('a count in the file name is held against all sheets of the file together', () => {
  const one = readSheet(
    [
      ['姓名', '身份证号'],
      ['张三', aPerson(1)],
    ],
    { file: '孤儿3人.xls' },
  )
  const two = readSheet(
    [
      ['姓名', '身份证号'],
      ['李四', aPerson(2)],
      ['王五', aPerson(3)],
    ],
    { file: '孤儿3人.xls' },
  )
  expect(one.ended.problems).toEqual([])
  expect(fileCountProblem('孤儿3人.xls', [one.ended, two.ended])).toBeNull()
  expect(fileCountProblem('孤儿3人.xls', [one.ended])).toMatchObject({ code: 'intake/count-differs', facts: { declared: 3, rows: 1 } })
})

test('“2户3人” is held against households and against persons', () => {
  const listed = (said: string, households: readonly string[]) =>
    readSheet(
      [[`农村低保备案表（${said}）`], ['户编号', '姓名', '身份证号', '与户主关系'], ...households.map((h, i): Cell[] => [h, `甲${i}`, aPerson(i + 1), null])],
      { file: '名单.xlsx' },
    ).ended
  const differs = (said: string, households: readonly string[]) =>
    listed(said, households).problems.flatMap(p => (p.code === 'intake/count-differs' ? [`${p.facts.declared}${p.facts.unit}`] : []))
  expect(differs('2户3人', ['H1', 'H1', 'H2'])).toEqual([])
  expect(differs('3户3人', ['H1', 'H1', 'H2'])).toEqual([])
  expect(differs('1户3人', ['H1', 'H1', 'H2'])).toEqual(['1户'])
  expect(differs('2户4人', ['H1', 'H1', 'H2'])).toEqual(['4人'])
  const across = readSheet(
    [
      ['农村低保备案表（2户5人）'],
      ['户主姓名', '身份证号', '成员1姓名', '成员1身份证号'],
      ['张三', aPerson(1), '张小', aPerson(2)],
      ['李四', aPerson(3), '李小', aPerson(4)],
    ],
    { file: '名单.xlsx' },
  )
  expect(across.ended.problems).toMatchObject([{ code: 'intake/count-differs', facts: { declared: 5, unit: '人', records: 4 } }])
  const named = readSheet(
    [
      ['户编号', '姓名', '身份证号'],
      ['H1', '张三', aPerson(1)],
      ['H1', '李四', aPerson(2)],
    ],
    { file: '农村低保1户2人.xls' },
  )
  expect(fileCountProblem('农村低保1户2人.xls', [named.ended])).toBeNull()
  expect(fileCountProblem('农村低保1户3人.xls', [named.ended])).toMatchObject({ facts: { declared: 3, unit: '人' } })
})
