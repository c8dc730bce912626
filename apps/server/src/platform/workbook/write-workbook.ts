import { day, epochDay, type PlainDate } from '@yingjin/kernel'
import { colToLetter } from 'hucre'
import { replaceAtomically } from '../files/index.ts'
import { linesOf } from './text-lines.ts'
import { ZipWriter } from './zip-writer.ts'

/**
 * How a column's values are written. `text` also for every identifier; `money` takes whole fen and shows yuan with two
 * decimals; `count` whole numbers; `date` a plain date, written as a real calendar day.
 */
export type ColumnKind = 'text' | 'money' | 'count' | 'date'

export type WorkbookCell = string | number | null

/** `width` in Chinese characters. `fillIn`: people write here; a list of words becomes a drop-down. */
export type WorkbookColumn<Row> = Readonly<{
  header: string
  width: number
  kind: ColumnKind
  of: (row: Row, index: number) => WorkbookCell
  fillIn?: true | readonly string[]
}>

export type WorkbookSheet<Row> = Readonly<{
  name: string
  /** Lines above the table, merged over all columns; the first is the title. */
  heading: readonly string[]
  columns: readonly WorkbookColumn<Row>[]
  rows: Iterable<Row> | AsyncIterable<Row>
}>

/** `dated` goes into the document's properties: a fixed day, so that the same rows give the same bytes. */
export type WorkbookOptions = Readonly<{ dated?: PlainDate }>

const rowsPerSheet = 1_048_576
const longestCell = 32_767

/**
 * Writes a workbook a bureau would forward: title, frozen and repeated header, filter, A4 landscape. Rows stream, so
 * memory does not grow with them; a sheet beyond Excel's row limit goes on in a second one. Text is written as text
 * cells in text format, so that a value beginning with = + - @ or a tab is inert and stays exactly what it was.
 * The same sheets give the same bytes. The file appears whole or not at all.
 */
export const writeWorkbook = <Row>(path: string, sheets: readonly WorkbookSheet<Row>[], options: WorkbookOptions = {}): Promise<void> =>
  replaceAtomically(path, async temporary => {
    const zip = new ZipWriter(temporary)
    try {
      const written: WrittenSheet[] = []
      for (const sheet of sheets) {
        const source = new RowSource(sheet.rows)
        do {
          const part: WrittenSheet = { name: uniqueName(sheet.name, written), header: sheet.heading.length + 1, columns: sheet.columns.length, rows: 0 }
          await zip.add(`xl/worksheets/sheet${written.length + 1}.xml`, sheetXml(sheet, source, part))
          written.push(part)
        } while ((await source.peek()) !== undefined)
      }
      await zip.add('xl/styles.xml', [stylesXml])
      await zip.add('xl/workbook.xml', [workbookXml(written)])
      await zip.add('xl/_rels/workbook.xml.rels', [workbookRelations(written.length)])
      await zip.add('docProps/core.xml', [coreXml(options.dated ?? ('2000-01-01' as PlainDate))])
      await zip.add('_rels/.rels', [rootRelations])
      await zip.add('[Content_Types].xml', [contentTypes(written.length)])
      zip.end()
    } finally {
      zip.close()
    }
  })

type WrittenSheet = { readonly name: string; readonly header: number; readonly columns: number; rows: number }

/** Reads rows one ahead: whether a further sheet is needed is known only then. */
class RowSource<Row> {
  readonly #iterator: Iterator<Row> | AsyncIterator<Row>
  #ahead: Row | undefined
  taken = 0

  constructor(rows: Iterable<Row> | AsyncIterable<Row>) {
    this.#iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  }

  async peek(): Promise<Row | undefined> {
    if (this.#ahead === undefined) {
      const step = await this.#iterator.next()
      this.#ahead = step.done === true ? undefined : step.value
    }
    return this.#ahead
  }

  async next(): Promise<Row | undefined> {
    const row = await this.peek()
    this.#ahead = undefined
    if (row !== undefined) this.taken += 1
    return row
  }
}

async function* sheetXml<Row>(sheet: WorkbookSheet<Row>, source: RowSource<Row>, part: WrittenSheet): AsyncGenerator<string> {
  yield sheetOpening(sheet, part.header)
  let pending = headingRows(sheet)
  let size = 0
  let number = part.header
  while (number < rowsPerSheet) {
    const index = source.taken
    const row = await source.next()
    if (row === undefined) break
    number += 1
    const xml = rowXml(sheet.columns, row, index, number)
    pending.push(xml)
    size += xml.length
    if (size > 64 * 1024) {
      yield pending.join('')
      pending = []
      size = 0
    }
  }
  part.rows = number - part.header
  pending.push(sheetEnding(sheet, part.header, number))
  yield pending.join('')
}

const styles = { plain: 0, title: 1, note: 2, header: 3, text: 4, wrapped: 5, money: 6, count: 7, date: 8, fillIn: 9, fillInHeader: 10 } as const

/** Points a line of 11-point text takes, and the most a row may have: a longer cell is read in the line above the sheet. */
const lineHeight = 15
const tallestRow = 409
const rowHeight = (lines: number, ofOne: number, line = lineHeight): number => Math.min(tallestRow, ofOne + (lines - 1) * line)
const ordinaryRow = 18

/**
 * A row whose text wraps says its height: spreadsheet programs work one out when somebody types, not when a file is
 * opened, and WPS and LibreOffice would show the first line only.
 */
const rowXml = <Row>(columns: readonly WorkbookColumn<Row>[], row: Row, index: number, number: number): string => {
  let cells = ''
  let most = 1
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i]
    if (column === undefined) continue
    const value = column.of(row, index)
    const lines = column.kind === 'text' && value !== null ? linesOf(String(value), column.width) : 1
    if (lines > most) most = lines
    cells += cellXml(column, value, `${letters(i)}${number}`, lines > 1)
  }
  return `<row r="${number}"${most === 1 ? '' : ` ht="${rowHeight(most, ordinaryRow)}" customHeight="1"`}>${cells}</row>`
}

const cellXml = <Row>(column: WorkbookColumn<Row>, value: WorkbookCell, ref: string, wraps: boolean): string => {
  const style = column.fillIn === undefined ? styles[column.kind] : styles.fillIn
  if (value === null || value === '') return `<c r="${ref}" s="${style}"/>`
  switch (column.kind) {
    case 'text':
      return textCell(ref, style === styles.text && wraps ? styles.wrapped : style, String(value))
    case 'money':
      return `<c r="${ref}" s="${style}"><v>${yuanText(value)}</v></c>`
    case 'count':
      return `<c r="${ref}" s="${style}"><v>${whole(value)}</v></c>`
    case 'date':
      return `<c r="${ref}" s="${style}"><v>${serialOfDay(String(value))}</v></c>`
  }
}

/** Throws on a text that is no day, and before 1 March 1900, where spreadsheets count a day that never was. */
const serialOfDay = (text: string): number => {
  if (text < '1900-03-01') throw new Error('a workbook counts days from 1 March 1900 only')
  return epochDay(day(text)) + 25_569
}

const textCell = (ref: string, style: number, text: string): string =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`

/** Fen as yuan by moving the point in the digits: no division, hence no rounding. */
const yuanText = (fen: string | number): string => {
  const digits = whole(fen)
  const sign = digits.startsWith('-') ? '-' : ''
  const padded = digits.slice(sign.length).padStart(3, '0')
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`
}

const whole = (value: string | number): string => {
  const text = String(value)
  if (!/^-?\d{1,15}$/.test(text)) throw new Error('a sum or a count in a workbook must be a whole number of at most fifteen digits')
  return text
}

const columnLetters: string[] = []
const letters = (column: number): string => (columnLetters[column] ??= colToLetter(column))

const needsEscape = /[&<>"\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Characters XML cannot hold are written the way spreadsheets do (`_x000B_`); a text that looks like that is shielded. */
const cellText = (text: string): string => {
  const whole = text.length > longestCell ? `${text.slice(0, longestCell - 5)}……（略）` : text
  if (!needsEscape.test(whole)) return whole
  return escapeXml(whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').toWellFormed()).replace(
    /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
    c => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
}

const headingRows = <Row>(sheet: WorkbookSheet<Row>): string[] => {
  const width = sheet.columns.reduce((sum, c) => sum + c.width, 0)
  const rows = sheet.heading.map((line, i) => {
    // The title's letters are half as large again.
    const [style, height] =
      i === 0 ? [styles.title, rowHeight(linesOf(line, Math.floor((width * 11) / 16)), 30, 22)] : [styles.note, rowHeight(linesOf(line, width), 20)]
    return `<row r="${i + 1}" ht="${height}" customHeight="1">${textCell(`A${i + 1}`, style, line)}</row>`
  })
  const number = rows.length + 1
  // Bold letters are a little wider.
  const headerLines = Math.max(...sheet.columns.map(c => linesOf(c.header, c.width - 1)))
  const cells = sheet.columns.map((c, i) => textCell(`${letters(i)}${number}`, c.fillIn === undefined ? styles.header : styles.fillInHeader, c.header))
  return [...rows, `<row r="${number}" ht="${rowHeight(Math.max(headerLines, 2), 32 - lineHeight)}" customHeight="1">${cells.join('')}</row>`]
}

const sheetOpening = <Row>(sheet: WorkbookSheet<Row>, header: number): string => {
  // A Chinese character takes the room of two digits; a little air besides.
  const columns = sheet.columns.map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${Math.min(c.width * 2 + 1, 120)}" customWidth="1"/>`).join('')
  return `${xmlHead}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>${columns}</cols><sheetData>`
}

const sheetEnding = <Row>(sheet: WorkbookSheet<Row>, header: number, last: number): string => {
  const right = letters(sheet.columns.length - 1)
  const merges = Array.from({ length: sheet.columns.length > 1 ? header - 1 : 0 }, (_, i) => `<mergeCell ref="A${i + 1}:${right}${i + 1}"/>`)
  const lists = sheet.columns.flatMap((c, i) =>
    Array.isArray(c.fillIn) && last > header
      ? [
          `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letters(i)}${header + 1}:${letters(i)}${last}"><formula1>"${escapeXml(c.fillIn.join(','))}"</formula1></dataValidation>`,
        ]
      : [],
  )
  return [
    '</sheetData>',
    `<autoFilter ref="A${header}:${right}${last}"/>`,
    merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`,
    lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`,
    '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>',
  ].join('')
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** Sheet names: at most 31 characters, none of []:*?/\ and no two alike without regard to case. */
const uniqueName = (name: string, written: readonly WrittenSheet[]): string => {
  const clean = name.replace(/[[\]:*?/\\]/g, '、').replace(/^'+|'+$/g, '') || '表'
  const taken = new Set(written.map(sheet => sheet.name.toLowerCase()))
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : `(${n})`
    const candidate = clean.slice(0, 31 - suffix.length) + suffix
    if (!taken.has(candidate.toLowerCase())) return candidate
  }
}

const workbookXml = (sheets: readonly WrittenSheet[]): string => {
  const list = sheets.map((s, i) => `<sheet name="${escapeXml(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')
  const names = sheets
    .map((s, i) => {
      const quoted = `'${escapeXml(s.name.replaceAll("'", "''"))}'!`
      const right = letters(s.columns - 1)
      return (
        `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${quoted}$A$${s.header}:$${right}$${s.header + s.rows}</definedName>` +
        `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quoted}$${s.header}:$${s.header}</definedName>`
      )
    })
    .join('')
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView/></bookViews><sheets>${list}</sheets><definedNames>${names}</definedNames></workbook>`
}

const workbookRelations = (sheets: number): string => {
  const list = Array.from(
    { length: sheets },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return `${xmlHead}<Relationships xmlns="${packageRelationships}">${list.join('')}<Relationship Id="rId${sheets + 1}" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`
}

const rootRelations = `${xmlHead}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const contentTypes = (sheets: number): string => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const list = Array.from({ length: sheets }, (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`)
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${list.join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
}

const coreXml = (dated: PlainDate): string =>
  `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>应尽</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${dated}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${dated}T00:00:00Z</dcterms:modified></cp:coreProperties>`

/** In the order of `styles` above. Font 宋体, as on official papers; thin borders; filled-in columns are pale yellow. */
const stylesXml = ((): string => {
  const font = (size: number, bold: boolean): string =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`
  const fill = (rgb: string): string => `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
  const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`
  const border = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`
  const xf = (format: number, font: number, fill: number, border: number, alignment: string): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${alignment}/></xf>`
  const cells = [
    xf(0, 0, 0, 0, ''),
    xf(49, 1, 0, 0, ' horizontal="center" wrapText="1"'),
    xf(49, 0, 0, 0, ' wrapText="1"'),
    xf(49, 2, 2, 1, ' horizontal="center" wrapText="1"'),
    xf(49, 0, 0, 1, ''),
    xf(49, 0, 0, 1, ' wrapText="1"'),
    xf(4, 0, 0, 1, ' horizontal="right" indent="1"'),
    xf(1, 0, 0, 1, ' horizontal="right" indent="1"'),
    xf(164, 0, 0, 1, ' horizontal="center"'),
    xf(49, 0, 3, 1, ' wrapText="1"'),
    xf(49, 2, 3, 1, ' horizontal="center" wrapText="1"'),
  ]
  return `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3">${font(11, false)}${font(16, true)}${font(11, true)}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('DDEBF7')}${fill('FFF2CC')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
})()
