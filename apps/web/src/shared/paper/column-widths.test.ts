import { expect, test } from 'vitest'
import { columnWidths } from './column-widths.ts'

const column = (header: string, ...cells: readonly (string | null)[]) => ({ header, cells })

const sheet = { room: 90, edge: 0.5 } as const

test('a name of four characters has room on one line, whatever stands beside it', () => {
  const long = '已电话联系家长，说明天到校；户籍在外省，学籍还没有转出，等对方学校接收。'
  const columns = [column('姓名', '欧阳小明', '王芳'), ...Array.from({ length: 8 }, (_, at) => column(`第${at}列`, long))]
  const [name = 0] = columnWidths(columns, sheet)
  expect(name * 90).toBeGreaterThanOrEqual(4.5)
  expect(name * 90).toBeLessThan(5)
})

test('a day and a masked number are not broken; an empty column keeps room to write by hand', () => {
  const shares = columnWidths(
    [column('办理期限', '2022-10-08'), column('证件号码', '990101 ******** **14'), column('备注', null), column('情况', '说'.repeat(300))],
    sheet,
  )
  const [day = 0, number = 0, note = 0, rest = 0] = shares.map(share => share * 90)
  expect(day).toBeGreaterThanOrEqual(5)
  expect(number).toBeGreaterThanOrEqual(7)
  expect(note).toBeGreaterThanOrEqual(4)
  expect(rest).toBeGreaterThan(60)
})

test('the shares come to one, of few columns and of more than the sheet has room for', () => {
  for (const many of [1, 3, 40]) {
    const shares = columnWidths(
      Array.from({ length: many }, () => column('姓名', '欧阳小明')),
      sheet,
    )
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  }
})
