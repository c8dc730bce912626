import { returnedColumns } from '@yingjin/intake'
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
    `${roster}：请改正的 ${rows.length} 行`,
    `请对照“${returnedColumns.reason}”，在您原来的名册里改好这几行（“${returnedColumns.row}”写着在第几行），把整份名册重新发来；只发这张表不算名册。没有列出的行都已收下。不采集的列已经去掉，重新发来时不必再填。`,
  ],
  columns: [
    { header: returnedColumns.row, width: 5, kind: 'count', of: ({ row }) => row },
    { header: returnedColumns.standing, width: 8, kind: 'text', of: ({ refused }) => (refused ? '整行未收' : '已收，有格未用') },
    { header: returnedColumns.reason, width: 46, kind: 'text', of: ({ says }) => says.join('\n') },
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
