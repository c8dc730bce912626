import iconv from 'iconv-lite'
import type { SampleFile, SampleRow } from '@yingjin/sample-county'
import { cellText, type RowWatcher } from './workbook-file.ts'

const isLongNumber = (text: string): boolean => /^[GJL]?\d{8,}[\dX]?$/.test(text)

const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type TextFormat = Exclude<SampleFile['format'], 'xlsx' | 'xls'>

const lines: Readonly<Record<TextFormat, (row: SampleRow) => string>> = {
  csv: row => `${row.cells.map(c => csvCell(cellText(c))).join(',')}\r\n`,
  // The export keeps long digits from becoming numbers by an apostrophe before them.
  'tsv-xls': row =>
    `${row.cells
      .map(cellText)
      .map(t => (isLongNumber(t) ? `'${t}` : t.replaceAll('\t', ' ')))
      .join('\t')}\r\n`,
  'html-xls': row => `<tr>${row.cells.map(c => `<td style="vnd.ms-excel.numberformat:@">${html(cellText(c))}</td>`).join('')}</tr>\r\n`,
}

const around: Readonly<Record<TextFormat, readonly [before: string, after: string]>> = {
  csv: ['', ''],
  'tsv-xls': ['', ''],
  'html-xls': [
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>\r\n<table border="1">\r\n',
    '</table>\r\n</body></html>\r\n',
  ],
}

/** The bytes of a text file in pieces, so that a million rows never stand in memory at once. */
export const textPieces = function* (file: SampleFile, watch: RowWatcher): Generator<Buffer> {
  const format = file.format as TextFormat
  const encode = (text: string): Buffer => (file.encoding === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8'))
  if (file.encoding === 'utf8-bom') yield Buffer.from([0xef, 0xbb, 0xbf])
  yield encode(around[format][0])
  for (const sheet of file.sheets) {
    let row = 0
    let piece = ''
    for (const written of sheet.rows) {
      row += 1
      watch(sheet, row, written)
      piece += lines[format](written)
      if (piece.length > 1 << 18) {
        yield encode(piece)
        piece = ''
      }
    }
    if (piece !== '') yield encode(piece)
  }
  yield encode(around[format][1])
}
