import { onPaper, type PlainDate, problem } from '@yingjin/kernel'
import type { Cell, Merge, SheetRow } from './cell.ts'
import { type CellReader, excerpt, isBlankCell, shownIn, trimmed } from './cleaning/reading.ts'
import { unitsIn, readerFor } from './cleaning/index.ts'
import { columnOf } from './columns.ts'
import type { Assignment } from './column-assignment.ts'
import { guessByContent } from './content.ts'
import type { ColumnFinding, Counted, DeclaredCount, Emitted, Place, SheetEnded, SheetTotals, TableFound, TableTotals } from './emitted.ts'
import { columnLetter, fold } from './folding.ts'
import { headerAround, type HeaderBlock, holdsIdNumber, isHeaderRow, isSummary, lookAt, namesAPersonOrNumber, textAt, textsIn } from './header.ts'
import { asOf, declaredCount, declaredInTotal, type Heading } from './heading.ts'
import { isFooterText, isTotalText, type LayoutRole } from './layout-row.ts'
import { isWellKnownHeader, type KindLexicon, lexiconOf } from './lexicon.ts'
import { listsBeside, type TitlePlace, titlePlaces } from './lists-beside.ts'
import type { SheetProblem, TableProblem } from './problem.ts'
import type { RememberedMapping } from './remembered-mapping.ts'
import { isReturnedRows } from './returned-rows.ts'
import { type Recognition, recognise } from './roster-recognition.ts'
import type { RosterKind } from './roster-kind.ts'
import { RowReader } from './row-reader.ts'
import { differing, type RowCounts, saysHouseholds } from './totals.ts'
import { VerticalMerges } from './vertical-merges.ts'

export type SheetContext = Readonly<{
  /** The file's name without its folder. */
  file: string
  sheet: string
  /** A hidden sheet is read like any other: lists have been found there. Its reader says in the report that it was hidden. */
  hidden: boolean
  merges: readonly Merge[]
  kinds: readonly RosterKind[]
  remembered: readonly RememberedMapping[]
}>

type Open = {
  readonly found: TableFound
  readonly header: HeaderBlock | null
  readonly titles: readonly string[]
  readonly recognition: Recognition | null
  /** Null: the table is not read, its rows are refused together. */
  readonly reader: RowReader | null
  readonly assignment: Assignment | null
  /** The other list of a pair, and the column that says on each row whose it is. */
  readonly pair: Readonly<{ other: Open; column: number; place: Place; answer: CellReader; mine: boolean }> | null
  readonly refusal: TableProblem | null
  readonly merges: VerticalMerges
  readonly seen: Set<number>
  readonly totals: { accepted: number; refused: number; duplicates: number; records: number }
  /** How far the counts were at each row of totals, so that a total of a township is held to its own rows. */
  counted: RowCounts[]
  /** What a line of totals above the first row says of all rows below it. */
  declaredAhead: DeclaredCount | null
  /** Households seen, where a count of them was declared; null when it was not, or a row does not say which it belongs to. */
  households: Set<number> | null
  firstRefused: number
  lastRefused: number
}

/** So many rows are looked at before a header is given up: forms carry up to ten lines of titles above a list. */
const lookedAt = 40
/** A header and the first lines below it: three levels, column numbers, and the row that shows where it ends. */
const headerNeeds = 6
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const nothing: ReadonlySet<number> = new Set()
const notRead = (refusal: TableProblem): Recognition => ({
  sure: 'undecided',
  assignment: null,
  candidates: [],
  nearest: null,
  other: null,
  problems: [refusal],
})

const sidesOf = (table: Open): readonly Open[] => (table.pair === null ? [table] : [table, table.pair.other])
/** What a count above or below the table is held against: both lists of a pair together. */
const countsOf = (table: Open): RowCounts => {
  const sides = sidesOf(table)
  const sum = (of: 'accepted' | 'refused' | 'records'): number => sides.reduce((n, side) => n + side.totals[of], 0)
  const households = sides.reduce<number | null>((n, side) => (n === null || side.households === null ? null : n + side.households.size), 0)
  return { accepted: sum('accepted'), refused: sum('refused'), records: sum('records'), households }
}
const countProblem = ({ count, unit }: Counted, { accepted, records, refused, households }: RowCounts): SheetProblem =>
  problem('intake/count-differs', { declared: count, unit, rows: accepted, records, refused, households: unit === '户' ? households : null })
const signature = (texts: readonly string[]): string => texts.map(fold).join('|').replace(/\|+$/u, '')

/**
 * Understands one sheet: push its rows in order, then end. The first rows are held back until the header is found;
 * after that each row is answered at once, so that a sheet of a million rows needs the memory of forty.
 */
export class SheetReading {
  readonly #context: SheetContext
  readonly #lexicons: readonly KindLexicon[]
  readonly #totals = { rows: 0, beside: 0, layout: 0, accepted: 0, refused: 0, blank: 0, duplicates: 0, records: 0 }
  readonly #tables: TableTotals[] = []
  readonly #problems: SheetProblem[] = []
  readonly #wellKnown = new Map<string, boolean>()
  #held: SheetRow[] = []
  /** How many rows are held before the header is looked for among them. */
  #wanted = lookedAt
  #table: Open | null = null
  #tableCount = 0
  #sections: string[] = []
  /** The oldest date of the lists read. */
  #oldest: PlainDate | null = null
  #titlePlaces: readonly TitlePlace[] = []
  /** What stands above the first list of the sheet: its date holds for the lists below as well. */
  #atTop: readonly string[] | null = null
  /** Rows of text met while no header was found: a list nobody can read, or mere words. */
  #unplaced: Readonly<{ from: number; to: number; count: number }> | null = null

  constructor(context: SheetContext) {
    this.#context = context
    this.#lexicons = context.kinds.map(lexiconOf)
  }

  push(row: SheetRow): Emitted[] {
    const out: Emitted[] = []
    this.#totals.rows += 1
    this.#feed(row, out)
    return out
  }

  end(): Emitted[] {
    const out: Emitted[] = []
    while (this.#held.length > 0) this.#resolve(out, true)
    this.#close(out)
    if (this.#unplaced !== null) this.#giveUp(this.#unplaced, out)
    if (this.#tables.length === 0 && this.#totals.layout > 0) this.#problems.push(problem('intake/no-table', { rows: this.#totals.layout }))
    if (this.#context.hidden && this.#totals.accepted > 0) {
      const asOf = this.#oldest
      this.#problems.push(problem('intake/hidden-sheet-read', { rows: this.#totals.accepted, asOf: asOf === null ? null : onPaper(asOf) }))
    }
    const totals: SheetTotals = { ...this.#totals }
    const ended: SheetEnded = { kind: 'sheet', totals, tables: this.#tables, problems: this.#problems }
    out.push(ended)
    return out
  }

  #feed(row: SheetRow, out: Emitted[]): void {
    if (this.#table !== null) return this.#readRow(this.#table, row, out)
    this.#held.push(row)
    if (this.#held.length >= this.#wanted) this.#resolve(out, false)
  }

  /** Finds the header among the held rows; what stands before it is title. */
  #resolve(out: Emitted[], atEnd: boolean): void {
    const held = this.#held
    // Beyond the first rows only a row with a header everybody knows is looked at closely: the sheet may be long.
    const closely = this.#wanted > 1
    const headers = held.flatMap((row, i) => ((closely || this.#hasWellKnown(row)) && isHeaderRow(lookAt(textsIn(row), this.#lexicons)) ? [i] : []))
    const anchor = headers.find(i => namesAPersonOrNumber(textsIn(held[i] as SheetRow))) ?? headers[0] ?? -1
    if (anchor >= 0 && !atEnd && held.length - anchor < headerNeeds) {
      this.#wanted = anchor + headerNeeds
      return
    }
    this.#held = []
    if (anchor < 0) return this.#resolveWithoutHeader(held, out)
    const header = headerAround(held, anchor, this.#context.merges, this.#lexicons)
    for (const row of held) {
      if (row.row < header.from) this.#title(row, out)
      else if (row.row <= header.to) this.#layout(row, row.row < header.from + header.rows.length ? 'header' : 'column-numbers', out)
    }
    this.#open(header, this.#sections, out)
    for (const row of held) if (row.row > header.to) this.#feed(row, out)
  }

  #resolveWithoutHeader(held: readonly SheetRow[], out: Emitted[]): void {
    const first = held.findIndex(holdsIdNumber)
    if (first < 0) {
      for (const row of held) this.#unplace(row, out)
      this.#wanted = 1
      return
    }
    for (const row of held.slice(0, first)) this.#title(row, out)
    this.#openWithoutHeader(held.slice(first), out)
    for (const row of held.slice(first)) this.#feed(row, out)
  }

  #title(row: SheetRow, out: Emitted[]): void {
    if (holdsIdNumber(row)) {
      this.#totals.refused += 1
      out.push({ kind: 'refused', table: this.#tableCount, row: row.row, column: null, problem: problem('intake/above-the-header', {}) })
      return
    }
    const texts = textsIn(row).filter(t => t !== '')
    if (texts.length === 0) this.#totals.blank += 1
    else {
      this.#sections = [...this.#sections, ...texts.filter(t => t.length <= 120)].slice(-12)
      this.#titlePlaces = [...this.#titlePlaces, ...titlePlaces(row.row, textsIn(row), this.#context.merges)].slice(-12)
      this.#layout(row, 'title', out)
    }
  }

  #layout(row: SheetRow, role: LayoutRole, out: Emitted[]): void {
    if (row.cells.every(isBlankCell)) {
      this.#totals.blank += 1
      return
    }
    this.#totals.layout += 1
    out.push({ kind: 'layout', row: row.row, role })
  }

  /** A row met before any header: kept in mind, because a whole sheet of them is a list nobody can read. */
  #unplace(row: SheetRow, out: Emitted[]): void {
    const filled = row.cells.reduce<number>((n, cell) => n + (isBlankCell(cell) ? 0 : 1), 0)
    if (filled === 0) {
      this.#totals.blank += 1
      return
    }
    if (filled < 3) return this.#title(row, out)
    const before = this.#unplaced
    this.#unplaced = before === null ? { from: row.row, to: row.row, count: 1 } : { from: before.from, to: row.row, count: before.count + 1 }
  }

  #giveUp(rows: Readonly<{ from: number; to: number; count: number }>, out: Emitted[]): void {
    const refusal = problem('intake/no-kind-fits', { nearest: null, missing: [] })
    const found = this.#found({
      sure: 'unknown',
      columns: [],
      header: null,
      problems: [refusal],
      candidates: [],
      nearest: null,
      rosterKind: null,
      titles: this.#sections,
    })
    out.push(found)
    this.#totals.refused += rows.count
    this.#tables.push({ table: found.table, rosterKind: null, accepted: 0, refused: rows.count, duplicates: 0, records: 0, households: null })
    out.push({ kind: 'table-refused', table: found.table, rows, problem: refusal })
  }

  #found(of: {
    sure: TableFound['sure']
    columns: readonly ColumnFinding[]
    header: HeaderBlock | null
    problems: readonly TableProblem[]
    candidates: readonly string[]
    nearest: TableFound['nearest']
    rosterKind: string | null
    titles: readonly string[]
  }): TableFound {
    const heading = this.#heading(of.titles)
    const table = this.#tableCount
    this.#tableCount += 1
    this.#atTop ??= of.titles
    const asOf = this.#asOf(heading)
    if (of.rosterKind !== null && asOf !== null && (this.#oldest === null || asOf < this.#oldest)) this.#oldest = asOf
    return {
      kind: 'table',
      table,
      rosterKind: of.rosterKind,
      sure: of.sure,
      candidates: of.candidates,
      nearest: of.nearest,
      headerRows: of.header === null ? null : { from: of.header.from, to: of.header.to },
      columns: of.columns,
      asOf,
      declared: declaredCount(heading),
      problems: of.problems,
    }
  }

  #heading(titles: readonly string[]): Heading {
    return { titles, sheet: this.#context.sheet, file: this.#context.file }
  }

  #asOf(heading: Heading): PlainDate | null {
    return asOf({ ...heading, titles: [...(this.#atTop ?? []), ...heading.titles] })
  }

  #open(header: HeaderBlock, titles: readonly string[], out: Emitted[]): void {
    const heading = this.#heading(titles)
    const { kinds, remembered } = this.#context
    const beside = listsBeside(kinds, header, this.#titlePlaces, heading, remembered)
    const recognition = isReturnedRows(header.paths)
      ? notRead(problem('intake/returned-rows', {}))
      : beside.length > 0
        ? notRead(problem('intake/lists-beside', { lists: beside }))
        : recognise(kinds, header.paths, heading, remembered)
    const { assignment, other } = recognition
    const begun = this.#openAs(header, titles, recognition, assignment, out)
    const pair = assignment === null || other === null ? null : this.#pairOf(assignment, this.#openAs(header, titles, recognition, other, out))
    this.#begin({ ...begun, pair })
  }

  #openAs(header: HeaderBlock, titles: readonly string[], recognition: Recognition, recognised: Assignment | null, out: Emitted[]): Open {
    const heading = this.#heading(titles)
    const made = recognised === null ? null : new RowReader(recognised, heading)
    const reader = made?.refusal === null ? made : null
    // Known for what it is and not to be read all the same: a sum of several terms in one column.
    const assignment = reader === null ? null : recognised
    const refusal = made?.refusal ?? (recognised === null ? (recognition.problems[0] ?? null) : null)
    const shown = recognised ?? recognition.candidates[0] ?? recognition.nearest
    const summary = recognised === null && recognition.sure === 'unknown' && isSummary(header.paths)
    const undated = assignment !== null && assignment.kind.coverage.extent === 'complete' && this.#asOf(heading) === null
    const found = this.#found({
      sure: summary ? 'no-list' : made !== null && reader === null ? 'undecided' : recognition.sure,
      columns: shown?.findings ?? [],
      header,
      problems: [
        ...(made?.refusal === null || made === null ? [] : [made.refusal]),
        ...(summary ? [problem('intake/summary-table', {})] : recognition.problems),
        ...(made?.problems ?? []),
        ...(undated ? [problem('intake/no-as-of-date', {})] : []),
      ],
      candidates: recognition.candidates.map(c => c.kind.id),
      nearest: recognition.nearest === null || summary ? null : { rosterKind: recognition.nearest.kind.id, missing: recognition.nearest.missing },
      rosterKind: assignment?.kind.id ?? null,
      titles,
    })
    out.push(found)
    return this.#made({ found, header, titles, recognition, reader, assignment, refusal })
  }

  #pairOf(assignment: Assignment, other: Open): Open['pair'] {
    const { contradicted } = assignment.kind
    const column = contradicted === undefined ? undefined : assignment.at.get(contradicted.column)
    if (contradicted === undefined || column === undefined) throw new Error('a pair without a column that tells its lists apart')
    const { value, label } = columnOf(contradicted.column)
    const answer = readerFor(value, unitsIn(''))
    if (answer === null) throw new Error(`${label} is no column of yes and no`)
    return { other, column, place: { letter: columnLetter(column), label }, answer, mine: !contradicted.is }
  }

  #openWithoutHeader(rows: readonly SheetRow[], out: Emitted[]): void {
    const columns = guessByContent(rows)
    const refusal = problem('intake/no-header', { columns: columns.map(c => `${c.letter} 列像是“${c.label ?? ''}”`) })
    const found = this.#found({
      sure: 'to-confirm',
      columns,
      header: null,
      problems: [refusal],
      candidates: [],
      nearest: null,
      rosterKind: null,
      titles: this.#sections,
    })
    out.push(found)
    this.#begin(this.#made({ found, header: null, titles: this.#sections, recognition: null, reader: null, assignment: null, refusal }))
  }

  #made(table: Pick<Open, 'found' | 'header' | 'titles' | 'recognition' | 'reader' | 'assignment' | 'refusal'>): Open {
    return {
      ...table,
      pair: null,
      merges: new VerticalMerges(this.#context.merges.filter(m => m.top > (table.header?.to ?? 0))),
      seen: new Set(),
      totals: { accepted: 0, refused: 0, duplicates: 0, records: 0 },
      counted: [{ accepted: 0, refused: 0, records: 0, households: null }],
      declaredAhead: null,
      households: saysHouseholds(table.found.declared) ? new Set() : null,
      firstRefused: 0,
      lastRefused: 0,
    }
  }

  #begin(table: Open): void {
    this.#table = table
    this.#titlePlaces = []
    this.#sections = []
    if (this.#unplaced !== null) {
      this.#totals.layout += this.#unplaced.count
      this.#unplaced = null
    }
  }

  #close(out: Emitted[]): void {
    const table = this.#table
    if (table === null) return
    this.#table = null
    const { found, totals } = table
    for (const side of sidesOf(table))
      this.#tables.push({ table: side.found.table, rosterKind: side.found.rosterKind, ...side.totals, households: side.households?.size ?? null })
    const counts = countsOf(table)
    if (table.refusal !== null && totals.refused > 0) {
      out.push({
        kind: 'table-refused',
        table: found.table,
        rows: { from: table.firstRefused, to: table.lastRefused, count: totals.refused },
        problem: table.refusal,
      })
    }
    const duplicates = sidesOf(table).reduce((n, side) => n + side.totals.duplicates, 0)
    if (duplicates > 0) this.#problems.push(problem('intake/duplicate-rows', { count: duplicates }))
    for (const said of [found.declared?.of === 'table' ? found.declared : null, table.declaredAhead]) {
      const half = said === null || table.reader === null ? null : differing(said, counts)
      if (half !== null) this.#problems.push(countProblem(half, counts))
    }
  }

  #readRow(table: Open, row: SheetRow, out: Emitted[]): void {
    const { reader } = table
    const cells = table.merges.fill(row, reader?.moneyColumns ?? nothing)
    if (this.#sections.length === 0 && reader !== null && reader.idColumn !== null && table.assignment?.offsets.length === 1) {
      // The path nearly every row takes: an ID number stands where it belongs.
      const id = cells[reader.idColumn]
      if (typeof id === 'string' && id.length >= 15) {
        const code = id.charCodeAt(0)
        if (isDigit(code) || (code === 0x27 && isDigit(id.charCodeAt(1))))
          return this.#readLine(table, reader, row.row, cells, 0, out, 0, reader.continues(row.cells, cells))
      }
    }
    const role = this.#roleOf(table, row, cells)
    if (role === 'blank') {
      this.#totals.blank += 1
      return
    }
    if (role === 'new-header') {
      this.#close(out)
      this.#held = [row]
      this.#wanted = headerNeeds
      return
    }
    if (role === 'total') this.#checkTotal(table, row)
    if (role !== 'line') return this.#layoutWithin(row, role, out)
    if (this.#sections.length > 0) {
      this.#enterSections(table, out)
      return this.#feed(row, out)
    }
    // Sums of a summary are told as such; a row of it with somebody's number is refused like any row nobody can read.
    if (reader === null && table.found.sure === 'no-list' && !holdsIdNumber(row)) return this.#layout(row, 'summary', out)
    if (reader === null) {
      this.#totals.refused += 1
      table.totals.refused += 1
      if (table.firstRefused === 0) table.firstRefused = row.row
      table.lastRefused = row.row
      return
    }
    this.#readLines(table, reader, row, cells, out)
  }

  /** What a row is that does not plainly begin with an ID number where one belongs. */
  #roleOf(table: Open, row: SheetRow, cells: readonly Cell[]): LayoutRole | 'blank' | 'line' | 'new-header' {
    const filled: number[] = []
    for (let i = 0; i < cells.length; i += 1) if (!isBlankCell(cells[i])) filled.push(i)
    const [first] = filled
    if (first === undefined) return 'blank'
    const { reader } = table
    const id = reader?.idColumn ?? null
    const hasId = id !== null && /\d{6}/u.test(textAt(cells, id))
    const text = textAt(cells, first)
    if (!hasId && filled.slice(0, 3).some(c => isTotalText(textAt(cells, c)))) return 'total'
    if (!hasId && isFooterText(text)) return 'footer'
    if (filled.length >= 2 && filled.slice(0, 6).some(c => this.#isWellKnown(textAt(cells, c)))) {
      const texts = textsIn({ row: row.row, cells })
      // The second line of a repeated header has the first line's merged cells carried into it: as it stands it is known.
      if (this.#repeatsHeader(table, texts) || (cells !== row.cells && this.#repeatsHeader(table, textsIn(row)))) return 'header'
      const look = lookAt(texts, this.#lexicons)
      if (isHeaderRow(look) && look.hits * 2 >= look.filled && namesAPersonOrNumber(texts)) return 'new-header'
    }
    // Forms come with their running numbers filled in ahead; such a row says nothing yet.
    const content = reader === null ? filled : filled.filter(c => this.#isCollected(table, reader, c))
    if (reader !== null && content.length === 0 && filled.every(c => /^\d+$/u.test(textAt(cells, c)))) return 'blank'
    if (filled.length === 1 && reader !== null && this.#isSection(reader, row, first, text)) return 'section'
    if (reader === null && filled.length === 1 && !holdsIdNumber(row)) return 'section'
    return 'line'
  }

  #isCollected(table: Open, reader: RowReader, column: number): boolean {
    return table.assignment?.offsets.some(offset => reader.collected.includes(column - offset)) === true
  }

  /** One filled cell: a heading within the list, unless it stands in a column where a person may be named. */
  #isSection(reader: RowReader, row: SheetRow, column: number, text: string): boolean {
    const spans = this.#context.merges.some(m => m.top === row.row && m.left === column && m.right > m.left)
    if (spans) return true
    if (column === reader.idColumn) return false
    const said = fold(text)
    if (this.#context.kinds.some(kind => kind.words.some(w => said.includes(fold(w))))) return true
    return column !== reader.nameColumn || text.length > 8 || /[、：:（(]|表|名单|名册|学年|年度|\d{3,}/u.test(text)
  }

  #hasWellKnown(row: SheetRow): boolean {
    return row.cells.some(cell => typeof cell === 'string' && this.#isWellKnown(trimmed(cell)))
  }

  #isWellKnown(text: string): boolean {
    const before = this.#wellKnown.get(text)
    if (before !== undefined) return before
    const is = isWellKnownHeader(text)
    if (this.#wellKnown.size < 4096) this.#wellKnown.set(text, is)
    return is
  }

  /** The header printed again at the top of a page. */
  #repeatsHeader(table: Open, texts: readonly string[]): boolean {
    const mine = signature(texts)
    return table.header?.rows.some(line => signature(line) === mine) === true
  }

  /** “合计：25人” is true of all rows above it or of those since some earlier total; else rows are missing, and it is said. */
  #checkTotal(table: Open, row: SheetRow): void {
    const { accepted, refused, records } = countsOf(table)
    const declared = table.reader === null ? null : declaredInTotal(textsIn(row).join(''))
    if (declared !== null && accepted + refused === 0) {
      table.declaredAhead = declared
      return
    }
    const since = table.counted.map(c => ({ accepted: accepted - c.accepted, refused: refused - c.refused, records: records - c.records, households: null }))
    const halves = declared === null ? [] : since.map(counts => differing(declared, counts))
    const [half] = halves
    if (half !== undefined && half !== null && !halves.includes(null)) this.#problems.push(countProblem(half, { accepted, refused, records, households: null }))
    table.counted = [...table.counted.slice(0, 1), ...table.counted.slice(1).slice(-64), { accepted, refused, records, households: null }]
  }

  #layoutWithin(row: SheetRow, role: LayoutRole, out: Emitted[]): void {
    this.#layout(row, role, out)
    if (role === 'section') this.#sections = [...this.#sections, ...textsIn(row).filter(t => t !== '' && t.length <= 120)].slice(-12)
  }

  /** The first row below section titles: they speak for it, or say that it belongs to another roster. */
  #enterSections(table: Open, out: Emitted[]): void {
    const sections = this.#sections
    this.#sections = []
    const { assignment, header, recognition } = table
    if (header !== null && recognition !== null && this.#namesAnotherKind(recognition, assignment, sections)) {
      this.#close(out)
      this.#open(header, sections, out)
    } else
      for (const side of sidesOf(table)) if (side.assignment !== null) side.reader?.enterSection(this.#heading([...table.titles, ...sections]), side.assignment)
  }

  /** “二、城镇低保” within a table of 农村低保: the rows below are another roster under the same header. */
  #namesAnotherKind(recognition: Recognition, assignment: Assignment | null, texts: readonly string[]): boolean {
    const said = fold(texts.join('|'))
    const names = (kind: RosterKind): boolean => kind.words.some(w => said.includes(fold(w))) && kind.never?.some(w => said.includes(fold(w))) !== true
    const rivals = this.#context.kinds.filter(
      k => k.id !== assignment?.kind.id && names(k) && (recognition.candidates.some(c => c.kind.id === k.id) || recognition.candidates.length <= 1),
    )
    return rivals.length > 0 && (assignment === null || !names(assignment.kind))
  }

  #readLines(table: Open, reader: RowReader, row: SheetRow, cells: readonly Cell[], out: Emitted[]): void {
    const offsets = table.assignment?.offsets ?? [0]
    const lines = offsets.length === 1 ? offsets : offsets.filter(offset => reader.collected.some(c => !isBlankCell(cells[c + offset])))
    if (lines.length === 0) {
      this.#totals.blank += 1
      return
    }
    this.#totals.beside += lines.length - 1
    for (const [i, offset] of lines.entries()) this.#readLine(table, reader, row.row, cells, offset, out, i, reader.continues(row.cells, cells))
  }

  /** Of which list of a pair a row says it is; null when it does not say. */
  #sideOf(table: Open, cells: readonly Cell[], offset: number): Open | null {
    if (table.pair === null) return table
    const { other, column, answer, mine } = table.pair
    const cell = cells[column + offset] ?? null
    const said = cell === null || isBlankCell(cell) ? null : answer(cell)
    return typeof said === 'boolean' ? (said === mine ? table : other) : null
  }

  #refusePair(table: Open, row: number, cell: Cell, out: Emitted[]): void {
    if (table.pair === null) return
    this.#totals.refused += 1
    table.totals.refused += 1
    const { place, other } = table.pair
    const lists = [table, other].flatMap(side => side.assignment?.kind.name ?? [])
    const shown = cell === null || isBlankCell(cell) ? '' : excerpt(shownIn(cell))
    out.push({ kind: 'refused', table: table.found.table, row, column: place, problem: problem('intake/pair-not-told', { label: place.label, shown, lists }) })
  }

  #readLine(opened: Open, first: RowReader, row: number, cells: readonly Cell[], offset: number, out: Emitted[], beside = 0, continued = false): void {
    const table = this.#sideOf(opened, cells, offset)
    if (table === null) return this.#refusePair(opened, row, cells[(opened.pair?.column ?? 0) + offset] ?? null, out)
    const reader = table.reader ?? first
    const read = reader.read(cells, offset, continued)
    if (!read.ok) {
      this.#totals.refused += 1
      table.totals.refused += 1
      out.push({ kind: 'refused', table: table.found.table, row, column: read.column, problem: read.problem })
      return
    }
    // A further list beside the first continues the numbering, so that (row, member) stays the row's only name.
    const records = beside === 0 ? read.records : read.records.map(r => ({ member: r.member + beside, values: r.values }))
    this.#totals.accepted += 1
    this.#totals.records += records.length
    table.totals.accepted += 1
    table.totals.records += records.length
    if (table.households !== null) {
      const household = reader.householdOf(row, read.values)
      if (household === null) table.households = null
      else if (!continued) table.households.add(household)
    }
    if (read.key !== null) {
      if (table.seen.has(read.key)) {
        table.totals.duplicates += 1
        this.#totals.duplicates += 1
      } else table.seen.add(read.key)
    }
    out.push({ kind: 'accepted', table: table.found.table, row, records, warnings: read.warnings })
  }
}
