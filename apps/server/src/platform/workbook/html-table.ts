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

/** Tags open at once. A page of tables has a dozen; the parser looks through all of them at every tag. */
const deepest = 1000

/** Tags that begin a line of their own. */
const blocks = new Set(['p', 'div', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'center', 'li', 'hr', 'body'])

type PageCell = { text: string; readonly across: number; readonly down: number; readonly tables: PageTable[] }
/** A cell that spans nothing is its text alone: a list may have millions. */
type FinishedCell = string | Readonly<{ text: string; across: number; down: number }>
type PageTable = readonly (readonly FinishedCell[])[]
type OpenTable = { readonly rows: FinishedCell[][]; row: PageCell[] | null; cell: PageCell | null }

const cleaned = (text: string): string =>
  text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .replaceAll('\u00A0', ' ')
    .trim()
const textOf = (cell: FinishedCell): string => (typeof cell === 'string' ? cell : cell.text)
const finished = ({ text, across, down }: PageCell): FinishedCell => (across === 1 && down === 1 ? text : { text, across, down })

/** More than words set out in a cell: two rows and two columns. */
const isList = (table: PageTable): boolean => table.length >= 2 && table.some(row => row.length >= 2)
/** A row that itself says as much as this is a row of a list, whatever lies within its cells. */
const saysEnough = 3

/**
 * The rows a row comes to. A list within a row that hardly says anything itself is the list meant: the table around it
 * only lays out the page. Within a row of a list, a small table belongs to its cell’s text.
 */
const rowsOf = (row: readonly PageCell[]): Readonly<{ rows: readonly FinishedCell[][]; laysOut: boolean }> => {
  for (const cell of row) cell.text = cleaned(cell.text)
  const lists = row.flatMap(cell => cell.tables.filter(isList))
  const laysOut = lists.length > 0 && row.filter(cell => cell.text !== '').length < saysEnough
  for (const cell of row) {
    const inner = cell.tables.filter(table => !laysOut || !isList(table)).flat(2)
    if (inner.length > 0) cell.text = [cell.text, ...inner.map(textOf)].filter(part => part !== '').join(' ')
  }
  if (!laysOut) return { rows: [row.map(finished)], laysOut }
  const own = row.map(cell => cell.text)
  // Spans of the layout mean nothing to the list within.
  return { rows: [...(own.some(text => text !== '') ? [own] : []), ...lists.flat().map(line => [...line])], laysOut }
}

/**
 * A web page saved as .xls: its tables stand below each other on one sheet, as Excel shows them. Cells are text as
 * written; spans become merged cells.
 */
export const openHtmlTables = (path: string, sheetName: string): Workbook => {
  const page = decodePage(readWhole(path))
  const grid = new SheetGrid(sheetName)
  const open: OpenTable[] = []
  let silence = 0
  let tables = false
  const put = (cells: readonly FinishedCell[]): void => {
    grid.openRow()
    for (const cell of cells) {
      const text = textOf(cell)
      const [across, down] = typeof cell === 'string' ? [1, 1] : [cell.across, cell.down]
      grid.put(text === '' ? null : text, across, down)
    }
    grid.closeRow()
  }
  /** Words between tables: often the title, with the roster's name and its date. */
  let between = ''
  const putBetween = (): void => {
    for (const line of cleaned(between).split('\n')) if (line.trim() !== '') put([line.trim()])
    between = ''
  }
  const closeRow = (table: OpenTable): void => {
    const { rows, laysOut } = table.row === null ? { rows: [], laysOut: false } : rowsOf(table.row)
    table.row = null
    table.cell = null
    // The rows of an outermost table are answered at once; a list of a page is as long as any.
    if (open.length === 1) {
      if (laysOut) grid.endSpans()
      for (const row of rows) put(row)
    } else for (const row of rows) table.rows.push(row)
  }
  const closeTable = (): void => {
    const table = open.at(-1)
    if (table === undefined) return
    closeRow(table)
    open.pop()
    const around = open.at(-1)
    if (around === undefined) return
    if (around.cell !== null) around.cell.tables.push(table.rows)
    else if (open.length === 1) for (const row of table.rows) put(row)
    else for (const row of table.rows) around.rows.push(row)
  }
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        if (depth > deepest) throw unreadable('workbook/damaged', { part: '网页标签层层嵌套' })
        if (silent.has(name)) silence += 1
        if (open.length === 0 && blocks.has(name)) between += '\u2028'
        if (name === 'table') {
          if (open.length === 0) putBetween()
          tables = true
          open.push({ rows: [], row: null, cell: null })
          return
        }
        const table = open.at(-1)
        if (table === undefined) return
        if (name === 'br' && table.cell !== null) table.cell.text += '\u2028'
        if (name === 'tr') {
          closeRow(table)
          table.row = []
        } else if ((name === 'td' || name === 'th') && table.row !== null) {
          table.cell = { text: '', across: span(attributes['colspan']), down: span(attributes['rowspan']), tables: [] }
          table.row.push(table.cell)
        }
      },
      ontext(text) {
        const cell = open.at(-1)?.cell
        if (silence > 0) return
        if (cell !== null && cell !== undefined) cell.text += text
        else if (open.length === 0) between += text
      },
      onclosetag(name) {
        depth -= 1
        if (silent.has(name)) silence = Math.max(0, silence - 1)
        const table = open.at(-1)
        if (table === undefined) {
          if (blocks.has(name)) between += '\u2028'
          return
        }
        if (name === 'td' || name === 'th') table.cell = null
        if (name === 'tr') closeRow(table)
        if (name === 'table') closeTable()
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(page)
  parser.end()
  while (open.length > 0) closeTable()
  if (grid.rows.length > 0) putBetween()
  if (!grid.rows.some(row => row.cells.length > 0) || !tables) throw unreadable('workbook/no-table', {})
  return { format: 'html', sheets: [heldSheet(sheetName, false, grid.rows, grid.merges)], close: () => {} }
}
