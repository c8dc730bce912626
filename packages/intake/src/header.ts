import type { Cell, Merge, SheetRow } from './cell.ts'
import { isBlankCell, shownIn } from './cleaning/reading.ts'
import { isColumnNumbers } from './layout-row.ts'
import { isHeaderText, type KindLexicon } from './lexicon.ts'

/** A header: its rows, and for each column the texts above it, outermost first. */
export type HeaderBlock = Readonly<{
  from: number
  to: number
  paths: readonly (readonly string[])[]
  /** The texts of each header row, so that the header repeated on the next page is known again. */
  rows: readonly (readonly string[])[]
}>

export const textAt = (cells: readonly Cell[], column: number): string => {
  const cell = cells[column]
  return cell === null || cell === undefined ? '' : shownIn(cell)
}
export const textsIn = (row: SheetRow): readonly string[] => Array.from(row.cells, (_, i) => textAt(row.cells, i))

/** An ID-like or purely numeric text, a date, a sum: header rows hold none. */
const isData = (text: string): boolean => /\d{5,}/u.test(text) || /^[\d.,\-/]+$/u.test(text)

export type RowLook = Readonly<{ filled: number; hits: number; data: number; columns: number }>

/** How much a row looks like a header: known header texts among the filled cells. */
export const lookAt = (texts: readonly string[], lexicons: readonly KindLexicon[]): RowLook => {
  let [filled, hits, data] = [0, 0, 0]
  const different = new Set<string>()
  for (const text of texts) {
    if (text === '') continue
    filled += 1
    if (isData(text)) data += 1
  }
  // A row half full of figures is a list's; asking what its words mean would be asked of a million rows.
  if (data * 4 > filled) return { filled, hits, data, columns: 0 }
  for (const text of texts) {
    if (text === '' || isData(text) || !isHeaderText(text, lexicons)) continue
    hits += 1
    different.add(text)
  }
  return { filled, hits, data, columns: different.size }
}

/** Enough known headers, and nothing that only a list could hold. */
export const isHeaderRow = (look: RowLook): boolean =>
  look.columns >= 2 && look.data * 4 <= look.filled && (look.hits * 2 >= look.filled || (look.hits >= 4 && look.data === 0))

/** Nearly every header says whose name or number stands below it, and hardly any other row does: 乡镇 石桥镇 村 白水村. */
export const namesAPersonOrNumber = (texts: readonly string[]): boolean => texts.some(t => /姓\s*名|名称|证号|证件|号码|序\s*号|编号/u.test(t))

/** A name, a number or a school is what every list has; its sums over townships have none. */
const namesWhoIsListed = (text: string): boolean =>
  /姓\s*名|名字|名称|身份|证号|证件|号码|学籍|编号|学校|人员|对象|申请人|户主|学生|幼儿|儿童|成员|院校|幼儿园/u.test(text)
const countsOrSums = (text: string): boolean => /数|金额|资金|合计|小计|总计|占比|比例|率|人次|户|^(?:男|女)$|[（(](?:人|户|元|万元|个|所|%)[）)]/u.test(text)

/** Sums over a list, not a list: what stands above each column counts, and nothing names anybody. */
export const isSummary = (paths: readonly (readonly string[])[]): boolean => {
  const leaves = paths.flatMap(path => path.at(-1) ?? [])
  return leaves.some(countsOrSums) && !paths.flat().some(namesWhoIsListed)
}

const deepest = 3

/**
 * The header that begins at or around `anchor`, a row that looks like one. It grows downward over rows that are still
 * header (merged children, the columns' second line) and upward over lines of group headings.
 */
export const headerAround = (rows: readonly SheetRow[], anchor: number, merges: readonly Merge[], lexicons: readonly KindLexicon[]): HeaderBlock => {
  const texts = rows.map(textsIn)
  const anchorRow = rows[anchor]
  if (anchorRow === undefined) throw new Error(`no row ${anchor} to begin a header at`)
  let top = anchor
  while (top > 0 && anchor - top + 1 < deepest && isGroupLine(texts[top - 1] ?? [], texts[top] ?? [], merges, rows[top - 1]?.row ?? 0, lexicons)) top -= 1
  let bottom = anchor
  while (bottom + 1 < rows.length && bottom - top + 1 < deepest && continuesHeader(rows, texts, bottom + 1, merges, lexicons)) bottom += 1
  const block = rows.slice(top, bottom + 1)
  let to = block.at(-1)?.row ?? anchorRow.row
  const next = rows[bottom + 1]
  if (next !== undefined && isColumnNumbers(textsIn(next))) to = next.row
  return { from: block[0]?.row ?? anchorRow.row, to, paths: pathsOf(block, merges), rows: texts.slice(top, bottom + 1) }
}

const mergesTouching = (merges: readonly Merge[], row: number): readonly Merge[] => merges.filter(m => m.top <= row && m.bottom >= row)

/** A line above the header that heads groups of columns; a title spanning the sheet or “填报单位：…” is none. */
const isGroupLine = (texts: readonly string[], below: readonly string[], merges: readonly Merge[], row: number, lexicons: readonly KindLexicon[]): boolean => {
  const filled = texts.filter(t => t !== '')
  if (filled.length === 0 || filled.some(t => /[:：]|20\d{2}/u.test(t) || t.length > 14)) return false
  const begun = mergesTouching(merges, row).filter(m => m.top === row)
  const spans = begun.filter(m => m.right > m.left)
  if (spans.length >= 2 || begun.some(m => m.bottom > row)) return true
  const known = filled.filter(t => isHeaderText(t, lexicons)).length
  const heads = filled.length < below.filter(t => t !== '').length
  return known * 2 > filled.length && heads && spans.every(m => m.right - m.left + 1 < texts.length)
}

const continuesHeader = (
  rows: readonly SheetRow[],
  texts: readonly (readonly string[])[],
  index: number,
  merges: readonly Merge[],
  lexicons: readonly KindLexicon[],
): boolean => {
  const row = rows[index]?.row ?? 0
  const mine = texts[index] ?? []
  const look = lookAt(mine, lexicons)
  const covered = mergesTouching(merges, row).some(m => m.top < row && m.top >= (rows[0]?.row ?? 0) && m.bottom > m.top)
  if (look.filled === 0) return covered
  if (look.data > 0) return false
  const above = texts[index - 1] ?? []
  // Below a header that already names every column of this row, the row is the list's first.
  const repeats = mine.every((t, c) => t === '' || t === above[c])
  if (repeats) return false
  // Whoever stands in the list has his name or number there, and the header's own cell covers it.
  if (coversWhoIsListed(rows, merges, row)) return true
  if (covered) return look.hits * 2 >= look.filled
  if (onlyUnderGroups(mine, above)) return true
  // A second level stands below the blank part of a group's heading; the list's first row stands below full columns.
  const fillsGaps = mine.some((t, c) => t !== '' && (above[c] ?? '') === '')
  return fillsGaps && look.hits * 2 >= look.filled && (look.hits >= 2 || look.filled === 1)
}

const coversWhoIsListed = (rows: readonly SheetRow[], merges: readonly Merge[], row: number): boolean =>
  mergesTouching(merges, row).some(m => {
    const begun = m.top < row && m.left === m.right ? rows.find(r => r.row === m.top) : undefined
    return begun !== undefined && namesAPersonOrNumber([textAt(begun.cells, m.left)])
  })

/** Where a file kept no merges: every text stands below a heading that reaches to the right, and none below a column of its own. */
const onlyUnderGroups = (mine: readonly string[], above: readonly string[]): boolean => {
  const filled = mine.flatMap((t, c) => (t === '' ? [] : [c]))
  const gaps = filled.filter(c => c > 0 && c < above.length && above[c] === '' && filled.includes(c - 1))
  return gaps.length > 0 && filled.every(c => gaps.includes(c) || ((above[c] ?? '') !== '' && gaps.includes(c + 1)))
}

/** Header texts column by column. Merged headings stand over every column they span, also where a file kept no merges. */
const pathsOf = (block: readonly SheetRow[], merges: readonly Merge[]): readonly (readonly string[])[] => {
  const width = Math.max(...block.map(r => r.cells.length))
  const first = block[0]?.row ?? 0
  const last = block.at(-1)?.row ?? 0
  const inside = merges.filter(m => m.bottom >= first && m.top <= last)
  const grid = block.map(r => Array.from({ length: width }, (_, c) => textAt(r.cells, c)))
  for (const m of inside) {
    const text = grid[block.findIndex(b => b.row === m.top)]?.[m.left] ?? ''
    for (let r = Math.max(m.top, first); r <= Math.min(m.bottom, last); r += 1) {
      const line = grid[block.findIndex(b => b.row === r)]
      for (let c = m.left; line !== undefined && c <= Math.min(m.right, width - 1); c += 1) line[c] = text
    }
  }
  const horizontal = inside.some(m => m.right > m.left)
  for (let level = 0; !horizontal && level < grid.length - 1; level += 1) {
    for (let c = 1; c < width; c += 1) {
      const line = grid[level] ?? []
      const below = grid.slice(level + 1).some(l => (l[c] ?? '') !== '')
      const isChild = grid.slice(level + 1).some(l => (l[c - 1] ?? '') !== '')
      if (line[c] === '' && below && isChild && line[c - 1] !== undefined) line[c] = line[c - 1] ?? ''
    }
  }
  return Array.from({ length: width }, (_, c) => {
    const path: string[] = []
    for (const line of grid) {
      const text = (line[c] ?? '').replace(/\s+/gu, ' ').trim()
      if (text !== '' && text !== path.at(-1)) path.push(text)
    }
    return path
  })
}

/** Rows that hold an ID-like number: a list, whatever stands above it. */
export const holdsIdNumber = (row: SheetRow): boolean =>
  row.cells.some(cell => !isBlankCell(cell) && cell !== null && typeof cell === 'string' && /(?<!\d)\d{17}[\dXx](?!\d)/u.test(cell))
