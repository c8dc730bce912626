import { Parser } from 'htmlparser2'
import { heldSheet, SheetGrid } from './held-sheet.ts'
import { readWhole } from './recognise-format.ts'
import type { Workbook } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'

/** What a page says of its own encoding, else UTF-8 where it is valid, else GB18030. */
const decodePage = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = bytes.toString('latin1', 0, 4096)
  const said = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
  const chinese = /^gb|^x-gbk$|^936$/i.test(said ?? '')
  // The declaration is tried first; pages that say utf-8 and are GBK (or the reverse) are common.
  const tried = chinese ? (['gb18030', 'utf-8'] as const) : (['utf-8', 'gb18030'] as const)
  for (const encoding of tried) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw unreadable('workbook/unknown-encoding', { tried: tried.join('、').toUpperCase() })
}

const span = (text: string | undefined): number => Math.max(1, Number.parseInt(text ?? '1', 10) || 1)
const silent = new Set(['style', 'script', 'head', 'title'])

/**
 * A web page saved as .xls: its tables stand below each other on one sheet, as Excel shows them. Cells are text as
 * written; spans become merged cells. A table inside a cell belongs to that cell's text.
 */
export const openHtmlTables = (path: string, sheetName: string): Workbook => {
  const page = decodePage(readWhole(path))
  const grid = new SheetGrid(sheetName)
  let depth = 0
  let silence = 0
  let cell: { text: string; across: number; down: number } | null = null
  let inRow = false
  const closeCell = (): void => {
    if (cell === null) return
    const text = cell.text
      .replace(/[ \t\r\n]+/g, ' ')
      .replace(/ ?\u2028 ?/g, '\n')
      .replaceAll('\u00A0', ' ')
      .trim()
    grid.put(text === '' ? null : text, cell.across, cell.down)
    cell = null
  }
  const closeRow = (): void => {
    closeCell()
    if (inRow) grid.closeRow()
    inRow = false
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.has(name)) silence += 1
        else if (name === 'table') depth += 1
        else if (name === 'br' && cell !== null) cell.text += '\u2028'
        if (depth !== 1) return
        if (name === 'tr') {
          closeRow()
          grid.openRow()
          inRow = true
        } else if ((name === 'td' || name === 'th') && inRow) {
          closeCell()
          cell = { text: '', across: span(attributes['colspan']), down: span(attributes['rowspan']) }
        }
      },
      ontext(text) {
        if (cell !== null && silence === 0) cell.text += text
      },
      onclosetag(name) {
        if (silent.has(name)) silence = Math.max(0, silence - 1)
        if (depth === 1 && (name === 'td' || name === 'th')) closeCell()
        if (depth === 1 && (name === 'tr' || name === 'table')) closeRow()
        if (name === 'table') depth = Math.max(0, depth - 1)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(page)
  parser.end()
  closeRow()
  if (grid.rows.length === 0) throw unreadable('workbook/no-table', {})
  return { format: 'html', sheets: [heldSheet(sheetName, false, grid.rows, grid.merges)], close: () => {} }
}
