import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPrivateScratch } from '../platform/files/index.ts'
import { mediaTypes } from '../platform/content/index.ts'
import { type WorkbookColumn, type WorkbookSheet, writeWorkbook } from '../platform/workbook/index.ts'
import type { ReturnedRows } from './reading.ts'

type Row = ReturnedRows['sheets'][number]['rows'][number]

/** Rows that go back to their sender: its own columns in its own order, where the row stood and what is to be put right. */
const sheetOf = (roster: string, { name, columns, rows }: ReturnedRows['sheets'][number]): WorkbookSheet<Row> => ({
  name,
  heading: [
    `${roster}：请改正后发回的 ${rows.length} 行`,
    '请对照“原因和办法”改正各行，改好后随整份名册重新发来；没有列出的行都已收下。不采集的列已经去掉，重新发来时不必再填。',
  ],
  columns: [
    { header: '原表行号', width: 5, kind: 'count', of: ({ row }) => row },
    { header: '处理', width: 8, kind: 'text', of: ({ refused }) => (refused ? '整行未收' : '已收，有格未用') },
    { header: '原因和办法', width: 46, kind: 'text', of: ({ says }) => says.join('\n') },
    ...columns.flatMap(({ letter, header, kept }, at): readonly WorkbookColumn<Row>[] =>
      kept
        ? [
            {
              header: header === '' ? letter : header,
              width: 12,
              kind: 'text',
              of: ({ cells }) => (cells[at] === undefined || cells[at] === '' ? null : cells[at]),
            },
          ]
        : [],
    ),
  ],
  rows,
})

/** The workbook of one list's returned rows, whole numbers as text. */
export const returnedWorkbook = (
  file: string,
  roster: string,
  { sheets = [] }: Partial<ReturnedRows>,
): Promise<Readonly<{ name: string; mediaType: string; bytes: Uint8Array }>> =>
  withPrivateScratch(async scratch => {
    const path = join(scratch, 'returned.xlsx')
    await writeWorkbook(
      path,
      sheets.map(sheet => sheetOf(roster, sheet)),
    )
    return { name: `请改正_${file.replace(/\.[A-Za-z]{2,4}$/u, '')}.xlsx`, mediaType: mediaTypes.xlsx, bytes: readFileSync(path) }
  })
