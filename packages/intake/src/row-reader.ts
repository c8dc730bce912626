import type { Stage } from '@yingjin/facts'
import { hasValidCheck, inYuan, problem } from '@yingjin/kernel'
import type { Cell } from './cell.ts'
import { gradeSaid, type GradeSaid, gradeWithin, leavesStageOpen, splitSchoolAndGrade } from './cleaning/grade.ts'
import { readIdNumber, withoutSuffix } from './cleaning/id-number.ts'
import { readerFor, unitsIn } from './cleaning/index.ts'
import { moneyReader } from './cleaning/number.ts'
import { type CellReader, excerpt, isBlankCell, isSilent, Noted, shownIn } from './cleaning/reading.ts'
import { readName, readText } from './cleaning/text.ts'
import { codesIn, termWritten, yesNoReader } from './cleaning/word.ts'
import type { Assignment, PersonGroup } from './column-assignment.ts'
import { type ColumnKey, columnOf } from './columns.ts'
import type { CellWarning, Place, SnapshotRecord, Value } from './emitted.ts'
import { columnLetter, fold } from './folding.ts'
import { type Heading, textsOf } from './heading.ts'
import { type MoneyLine, namesSeveralTerms, termOfSeason } from './money-lines.ts'
import type { CellProblem, RowProblem, TableProblem } from './problem.ts'
import type { RosterKind } from './roster-kind.ts'

export type RowRead =
  | Readonly<{ ok: true; records: readonly SnapshotRecord[]; warnings: readonly CellWarning[]; key: number | null; values: readonly Value[] }>
  | Readonly<{ ok: false; column: Place | null; problem: CellProblem | RowProblem }>

type LineReader = Readonly<{
  line: MoneyLine
  term: string | null
  read: CellReader
  place: Place
}>
type ColumnReader = Readonly<{ column: number; slot: number; read: CellReader; place: Place; key: ColumnKey }>

const none: readonly CellWarning[] = Object.freeze([])
const readYesNo = yesNoReader()

/** Two 32-bit mixes side by side: 53 bits, so that a million keys are compared as numbers and not kept as texts. */
const mixed = (text: string, seed: number): number => {
  let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed]
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

const contradictionOf = (kind: RosterKind, at: ReadonlyMap<ColumnKey, number>, slots: Readonly<Partial<Record<ColumnKey, number>>>) => {
  if (kind.contradicted === undefined) return null
  const { column, is } = kind.contradicted
  const [where, slot, { label }] = [at.get(column), slots[column], columnOf(column)]
  if (where === undefined || slot === undefined) return null
  return {
    slot,
    is,
    place: { letter: columnLetter(where), label },
    problem:
      column === 'on_list'
        ? problem('intake/left-the-list', { label, list: kind.name })
        : problem('intake/row-contradicts-list', { label, says: is ? '是' : '否', list: kind.name }),
  }
}

/** Reads the rows of one table: worked out once from the columns' meanings, then run a million times. */
export class RowReader {
  readonly kind: RosterKind
  readonly problems: readonly TableProblem[]
  /** Why the table cannot be read as this kind after all; its rows are then refused together. */
  readonly refusal: TableProblem | null
  /** Columns that, when filled, make a row more than a running number. */
  readonly collected: readonly number[]
  readonly idColumn: number | null
  readonly nameColumn: number | null
  readonly moneyColumns: ReadonlySet<number>
  #template: Value[]
  readonly #readers: readonly ColumnReader[]
  readonly #slot: Readonly<Partial<Record<ColumnKey, number>>>
  readonly #groups: readonly PersonGroup[]
  readonly #grade: Readonly<{ column: number; slot: number; place: Place }> | null
  /** Where a class is written whose name must say the grade, because no column does. */
  readonly #gradeInClass: Place | null
  readonly #gradesSaid = new Map<string, GradeSaid | undefined>()
  readonly #schoolAndGrade: number | null
  readonly #keySlots: readonly number[]
  readonly #keys: ReadonlySet<ColumnKey>
  readonly #otherwise: readonly number[]
  readonly #nobody: RowProblem
  readonly #shared: readonly number[]
  readonly #lines: readonly LineReader[]
  readonly #total: Readonly<{ column: number; read: CellReader; place: Place }> | null
  readonly #contradiction: Readonly<{ slot: number; is: boolean; place: Place; problem: RowProblem }> | null

  constructor(assignment: Assignment, heading: Heading) {
    const { kind, at } = assignment
    this.kind = kind
    const slot: Partial<Record<ColumnKey, number>> = {}
    for (const [i, { key }] of kind.columns.entries()) slot[key] = i
    this.#slot = slot
    const headers = new Map(assignment.findings.map(f => [f.column, f.header]))
    const readers: ColumnReader[] = []
    const problems: TableProblem[] = []
    let grade: { column: number; slot: number; place: Place } | null = null
    for (const [key, column] of at) {
      const [value, into] = [columnOf(key).value, slot[key]]
      if (into === undefined) continue
      const header = headers.get(column) ?? ''
      const place = { letter: columnLetter(column), label: columnOf(key).label }
      const units = unitsIn(header)
      if (value.kind === 'money' && value.per === 'school-year' && units.per === 'month') {
        problems.push(problem('intake/fee-per-month', { letter: place.letter, header }))
        continue
      }
      const read = readerFor(value, units)
      if (read === null) grade = { column, slot: into, place }
      else readers.push({ column, slot: into, read, place, key })
    }
    this.#readers = readers.toSorted((a, b) => a.column - b.column)
    this.problems = problems
    this.#grade = grade
    const classColumn = at.get('class_name')
    this.#gradeInClass =
      grade === null && classColumn !== undefined && kind.columns.some(c => c.key === 'grade' && c.required === true)
        ? { letter: columnLetter(classColumn), label: columnOf('class_name').label }
        : null
    this.#groups = assignment.groups
    this.#schoolAndGrade = at.has('school_and_grade') ? (slot.school_and_grade ?? null) : null
    this.idColumn = at.get('id_number') ?? null
    this.nameColumn = at.get('name') ?? null
    const { lines, total } = assignment.money
    this.#lines = lines.map(line => {
      const header = headers.get(line.column) ?? ''
      return {
        line,
        term: line.term ?? (line.season === null ? null : termOfSeason(line.season, heading)),
        read: moneyReader(unitsIn(header).unit, 1),
        place: { letter: columnLetter(line.column), label: columnOf('amount').label },
      }
    })
    this.#total =
      total === null || lines.length === 0
        ? null
        : {
            column: total,
            read: moneyReader(unitsIn(headers.get(total) ?? '').unit, 1),
            place: { letter: columnLetter(total), label: columnOf('amount').label },
          }
    const lineColumns = lines.flatMap(line => [line.column, line.payDate, line.status].filter(column => column !== null))
    this.collected = [...at.values(), ...lineColumns, ...assignment.groups.flatMap(g => Object.values(g))]
    this.moneyColumns = new Set([
      ...[...at].filter(([key]) => columnOf(key).value.kind === 'money').map(([, column]) => column),
      ...lines.map(line => line.column),
      ...(total === null ? [] : [total]),
    ])
    this.refusal = this.#termsProblem(heading, at, headers)
    if (this.refusal === null && this.#termUnknown(heading, at)) problems.push(problem('intake/no-term', {}))
    const slotsOf = (keys: readonly ColumnKey[]): readonly number[] => keys.flatMap(k => slot[k] ?? [])
    this.#keySlots = slotsOf(kind.key)
    this.#keys = new Set(kind.key)
    this.#otherwise = slotsOf(kind.otherwise ?? [])
    this.#shared = slotsOf(kind.shared ?? [])
    const needed = [...(kind.subject === 'school' ? [] : (['name'] as const)), ...kind.key.filter(k => at.has(k) && columnOf(k).value.kind !== 'term')]
    this.#nobody = problem('intake/nobody-named', { needed: [...new Set(needed)].slice(0, 2).map(k => columnOf(k).label) })
    this.#template = this.#templateFor(heading, at)
    this.#contradiction = contradictionOf(kind, at, slot)
  }

  #saysTerm(): boolean {
    return this.kind.fromHeading?.some(f => 'names' in f && f.names === 'term') === true
  }

  /** A sum of several terms may not be taken for one term's. */
  #termsProblem(heading: Heading, at: ReadonlyMap<ColumnKey, number>, headers: ReadonlyMap<number, string>): TableProblem | null {
    const untold = this.#lines.filter(l => l.line.season !== null && l.term === null)
    if (untold.length > 0) {
      return problem('intake/terms-not-told', { letters: untold.map(l => l.place.letter), headers: untold.map(l => excerpt(headers.get(l.line.column) ?? '')) })
    }
    const told = at.has('term') || (this.#lines.length > 0 && this.#lines.every(l => l.term !== null))
    return this.#saysTerm() && !told && namesSeveralTerms(heading) ? problem('intake/several-terms', {}) : null
  }

  #termUnknown(heading: Heading, at: ReadonlyMap<ColumnKey, number>): boolean {
    return this.#saysTerm() && !at.has('term') && !(this.#lines.length > 0 && this.#lines.every(l => l.term !== null)) && firstIn(heading, termWritten) === null
  }

  /** A section within the table (“二、事实无人抚养儿童”) speaks for the rows below it. */
  enterSection(heading: Heading, assignment: Assignment): void {
    this.#template = this.#templateFor(heading, assignment.at)
  }

  #templateFor(heading: Heading, at: ReadonlyMap<ColumnKey, number>): Value[] {
    const values: Value[] = this.kind.columns.map(() => null)
    const stage = this.#slot.stage
    if (this.kind.stage !== undefined && stage !== undefined) values[stage] = this.kind.stage
    for (const from of this.kind.fromHeading ?? []) {
      const slot = this.#slot[from.column]
      if (at.has(from.column) || slot === undefined) continue
      values[slot] = 'words' in from ? wordIn(from.words, heading) : firstIn(heading, from.names === 'term' ? termWritten : schoolWritten)
    }
    return values
  }

  /** `continued`: the row's own person stands in a cell merged over it, and was read with the first of its rows. */
  read(cells: readonly Cell[], offset: number, continued = false): RowRead {
    const values = this.#template.slice()
    let warnings: CellWarning[] | null = null
    let damaged: CellWarning | null = null
    const readers = this.#readers
    for (let i = 0; i < readers.length; i += 1) {
      const reader = readers[i] as ColumnReader
      const cell = cells[reader.column + offset]
      if (cell === null || cell === undefined || cell === '') continue
      const value = reader.read(cell)
      if (typeof value === 'object' && value !== null) {
        const warning = { column: reader.place, problem: value.problem }
        warnings = warnings === null ? [warning] : [...warnings, warning]
        if (value instanceof Noted) values[reader.slot] = value.value
        else if (damaged === null && (this.#keys.has(reader.key) || (reader.key === this.kind.idWithin && this.idColumn === null))) damaged = warning
      } else if (value !== null) values[reader.slot] = value
    }
    const add = (column: Place, problemOfCell: CellProblem): void => {
      warnings = [...(warnings ?? []), { column, problem: problemOfCell }]
    }
    if (this.#contradiction !== null && values[this.#contradiction.slot] === this.#contradiction.is)
      return { ok: false, column: this.#contradiction.place, problem: this.#contradiction.problem }
    if (this.kind.idWithin !== undefined) this.#takeIdWithin(values, add)
    // A number that cannot serve as a key is refused as one, and said; the row itself stands as long as it names somebody.
    if (damaged !== null && !this.#namesSomebody(values)) return { ok: false, column: damaged.column, problem: damaged.problem }
    if (this.#lines.length > 0) return this.#readLines(cells, offset, values, add, () => warnings ?? none)
    const stages = this.#takeStages(values)
    this.#readGrade(cells, offset, values, add)
    if (this.kind.parents !== undefined) this.#readGuardian(cells, offset, values, add)
    const members = this.kind.family === undefined || this.#groups.length === 0 ? null : this.#readMembers(cells, offset, values, add)
    // Several numbers in one cell are several people, and whoever is passed over would seem to be off the list.
    const crowded = warnings?.find(w => w.problem.code === 'intake/several-ids')
    if (crowded !== undefined) return { ok: false, column: crowded.column, problem: crowded.problem }
    const named = this.#namesSomebody(values)
    if (!named && (members === null || members.length === 0)) return { ok: false, column: null, problem: this.#nobody }
    const own: SnapshotRecord[] = named && !continued ? [{ member: 0, values }] : []
    const records = stages.length > 0 && members === null ? this.#perStage(values, stages) : members === null ? own : [...own, ...members]
    return { ok: true, records, warnings: warnings ?? none, key: continued ? null : this.#keyOf(values), values }
  }

  /** A row below the first of a merged head: only the members in it are new. */
  continues(own: readonly Cell[], filled: readonly Cell[]): boolean {
    if (own === filled || this.kind.family === undefined || this.#groups.length === 0) return false
    const columns = [this.idColumn, this.nameColumn].filter(column => column !== null)
    return columns.every(column => isBlankCell(own[column])) && columns.some(column => !isBlankCell(filled[column]))
  }

  #takeIdWithin(values: Value[], add: (column: Place, p: CellProblem) => void): void {
    const [id, from] = [this.#slot.id_number, this.kind.idWithin === undefined ? undefined : this.#slot[this.kind.idWithin]]
    if (id === undefined || from === undefined || values[id] !== null) return
    const number = values[from]
    if (typeof number !== 'string') return
    const read = readIdNumber(number)
    const cleaned = read instanceof Noted ? read.value : read
    if (read instanceof Noted) add(this.#placeOf(this.kind.idWithin ?? 'disability_number'), read.problem)
    const own = typeof cleaned === 'string' ? withoutSuffix(cleaned) : ''
    if (hasValidCheck(own)) values[id] = own
  }

  /** 九年一贯制: of a school each stage is an entry of its own; of a pupil it says no stage, and the grade must. */
  #takeStages(values: Value[]): readonly string[] {
    const slot = this.#slot.stage
    const said = slot === undefined ? null : values[slot]
    if (slot === undefined || typeof said !== 'string') return []
    const stages = codesIn(said)
    if (stages.length === 1) return []
    values[slot] = this.kind.stage ?? null
    return this.kind.subject === 'school' ? stages : []
  }

  #perStage(values: readonly Value[], stages: readonly string[]): SnapshotRecord[] {
    const slot = this.#slot.stage
    return stages.map((stage, member) => ({ member, values: values.map((value, i) => (i === slot ? stage : value)) }))
  }

  #placeOf(key: ColumnKey): Place {
    return this.#readers.find(r => r.key === key)?.place ?? { letter: '', label: columnOf(key).label }
  }

  #namesSomebody(values: readonly Value[]): boolean {
    const name = this.#slot.name
    if (name !== undefined && values[name] !== null) return true
    const first = this.#keySlots[0]
    return (first !== undefined && values[first] !== null) || this.#otherwise.some(slot => values[slot] !== null)
  }

  /** One record per sum across the row; a blank or a zero pays nothing. */
  #readLines(
    cells: readonly Cell[],
    offset: number,
    row: readonly Value[],
    add: (column: Place, p: CellProblem) => void,
    warnings: () => readonly CellWarning[],
  ): RowRead {
    const records: SnapshotRecord[] = []
    let sum = 0
    let whole = true
    for (const { line, term, read, place } of this.#lines) {
      if (this.#cellOf(cells, line.column, offset) === null) continue
      const before = warnings().length
      const fen = this.#personCell(cells, line.column, offset, read, place.label, add)
      if (warnings().length > before) whole = false
      else if (fen === null || fen === 0) continue
      if (typeof fen === 'number') sum += fen
      const said: Readonly<Partial<Record<ColumnKey, Value>>> = {
        amount: fen,
        ...(term === null ? {} : { term }),
        ...(line.item === null ? {} : { aid_item: line.item }),
        ...(line.payDate === null ? {} : { pay_date: this.#lineCell(cells, line.payDate, offset, 'pay_date', add) }),
        ...(line.status === null ? {} : { payment_status: this.#lineCell(cells, line.status, offset, 'payment_status', add) }),
      }
      const values = row.slice()
      for (const [key, value] of Object.entries(said) as [ColumnKey, Value][]) {
        const slot = this.#slot[key]
        if (slot !== undefined) values[slot] = value
      }
      records.push({ member: records.length, values })
    }
    const total = this.#total === null ? null : this.#personCell(cells, this.#total.column, offset, this.#total.read, this.#total.place.label, add)
    if (!this.#namesSomebody(row)) return { ok: false, column: null, problem: this.#nobody }
    if (this.#total !== null && typeof total === 'number' && whole && total !== sum) {
      if (records.length === 0) return { ok: false, column: this.#total.place, problem: problem('intake/total-without-parts', { total: inYuan(total) }) }
      add(this.#total.place, problem('intake/parts-differ-from-total', { total: inYuan(total), parts: inYuan(sum) }))
    }
    if (records.length === 0) add(this.#lines[0]?.place ?? { letter: '', label: '' }, problem('intake/nothing-paid', {}))
    const [first] = records
    return { ok: true, records, warnings: warnings(), key: first === undefined ? null : this.#keyOf(first.values), values: row }
  }

  #lineCell(cells: readonly Cell[], column: number, offset: number, key: ColumnKey, add: (column: Place, p: CellProblem) => void): Value {
    const { value, label } = columnOf(key)
    const read = readerFor(value, unitsIn(''))
    return read === null ? null : this.#personCell(cells, column, offset, read, label, add)
  }

  /** Which household a row belongs to: one of its own where the family runs across, else by number or head; null when nothing says. */
  householdOf(row: number, values: readonly Value[]): number | null {
    if (this.kind.family !== undefined && this.#groups.length > 0) return row
    for (const key of ['household_number', 'head_id_number'] as const) {
      const slot = this.#slot[key]
      const value = slot === undefined ? null : (values[slot] ?? null)
      if (value !== null) return mixed(String(value), 1)
    }
    return null
  }

  #keyOf(values: readonly Value[]): number | null {
    const first = this.#keySlots[0]
    if (first === undefined || values[first] === null) return null
    let hash = 0
    for (const slot of this.#keySlots) hash = mixed(String(values[slot]), hash | 0)
    return hash
  }

  #said(text: string): GradeSaid | undefined {
    if (this.#gradesSaid.has(text)) return this.#gradesSaid.get(text)
    const said = gradeSaid(text)
    if (this.#gradesSaid.size < 4096) this.#gradesSaid.set(text, said)
    return said
  }

  /** The grade word, the stage beside it, what the kind knows of the stage, and the school’s name: together one grade. */
  #readGrade(cells: readonly Cell[], offset: number, values: Value[], add: (column: Place, p: CellProblem) => void): void {
    const [gradeSlot, stageSlot, schoolSlot] = [this.#slot.grade, this.#slot.stage, this.#slot.school_name]
    let said: GradeSaid | undefined
    let shown = ''
    let place: Place = { letter: '', label: columnOf('grade').label }
    if (this.#grade !== null) {
      const cell = cells[this.#grade.column + offset]
      if (cell === null || cell === undefined || cell === '') return
      place = this.#grade.place
      if (typeof cell !== 'string' && cell.kind === 'error') return add(place, problem('intake/formula-error', { shown: excerpt(cell.text) }))
      shown = typeof cell !== 'string' && cell.kind === 'number' ? String(cell.value) : shownIn(cell)
      if (isSilent(shown)) return
      said = this.#said(shown)
      if (said === undefined) return add(place, problem('intake/not-a-grade', { shown: excerpt(shown) }))
    } else if (this.#schoolAndGrade !== null) {
      const both = values[this.#schoolAndGrade]
      if (typeof both !== 'string') return
      const split = splitSchoolAndGrade(both)
      if (schoolSlot !== undefined && values[schoolSlot] === null) values[schoolSlot] = split.school
      said = split.said
      shown = both
    } else if (gradeSlot !== undefined && this.#slot.class_name !== undefined) {
      const className = values[this.#slot.class_name]
      if (typeof className === 'string') {
        said = this.#said(className)
        shown = className
        place = this.#gradeInClass ?? place
        if (said === undefined && this.#gradeInClass !== null) return add(place, problem('intake/class-without-grade', { shown: excerpt(className) }))
      }
    }
    if (said === undefined || gradeSlot === undefined) return
    const written = stageSlot === undefined ? null : values[stageSlot]
    const school = schoolSlot === undefined ? null : values[schoolSlot]
    if (said.grade === null) {
      const year = /(?:19|20)\d{2}(?=[级届])/u.exec(shown)
      const entry = this.#slot.entry_year
      if (year !== null && entry !== undefined) values[entry] ??= Number(year[0])
      else if (year !== null) add(place, problem('intake/grade-by-year-of-entry', { shown: excerpt(shown) }))
    }
    const bare = said.stage === null && said.grade !== null
    if (bare && written === null && typeof school === 'string' && leavesStageOpen(school)) {
      return add(place, problem('intake/grade-without-stage', { shown: excerpt(shown) }))
    }
    const stage = ((written as Stage | null | undefined) ?? said.stage ?? (bare ? 'primary' : null)) as Stage | null
    if (stage === null) return
    if (stageSlot !== undefined) values[stageSlot] = stage
    const grade = gradeWithin(stage, said)
    if (grade !== null) values[gradeSlot] = grade
    else if (said.grade !== null) add(place, problem('intake/grade-against-stage', { shown: excerpt(shown) }))
  }

  #cellOf(cells: readonly Cell[], column: number | undefined, offset: number): Exclude<Cell, null> | null {
    const cell = column === undefined ? null : cells[column + offset]
    return cell === null || cell === undefined || cell === '' || isBlankCell(cell) ? null : cell
  }

  /** Reads one cell of a person across the row; what cannot be read is unknown and said. */
  #personCell(
    cells: readonly Cell[],
    column: number | undefined,
    offset: number,
    read: CellReader,
    label: string,
    add: (column: Place, p: CellProblem) => void,
  ): Value {
    const cell = this.#cellOf(cells, column, offset)
    if (cell === null || column === undefined) return null
    const value = read(cell)
    if (typeof value !== 'object' || value === null) return value
    add({ letter: columnLetter(column + offset), label }, value.problem)
    return value instanceof Noted ? value.value : null
  }

  #readGuardian(cells: readonly Cell[], offset: number, values: Value[], add: (column: Place, p: CellProblem) => void): void {
    const { guardian_name: name, guardian_id_number: id, guardian_relation: relation } = this.#slot
    if (name === undefined || values[name] !== null) return
    // Without the column nobody is called a guardian; the first parent listed is who the school reaches.
    const flagged = this.#groups.some(g => g.isGuardian !== undefined)
    const group = this.#groups.find(g => {
      const flag = this.#cellOf(cells, g.isGuardian, offset)
      return flagged ? flag !== null && readYesNo(flag) === true : this.#cellOf(cells, g.name, offset) !== null
    })
    if (group === undefined) return
    values[name] = this.#personCell(cells, group.name, offset, readName, columnOf('guardian_name').label, add)
    if (id !== undefined) values[id] ??= this.#personCell(cells, group.id, offset, readIdNumber, columnOf('guardian_id_number').label, add)
    if (relation !== undefined) values[relation] ??= this.#personCell(cells, group.relation, offset, readText, columnOf('guardian_relation').label, add)
  }

  #readMembers(cells: readonly Cell[], offset: number, row: readonly Value[], add: (column: Place, p: CellProblem) => void): SnapshotRecord[] {
    const records: SnapshotRecord[] = []
    const { name, id_number: id, relation_to_head: relation, head_name: head, head_id_number: headId } = this.#slot
    for (let i = 0; i < this.#groups.length; i += 1) {
      const group = this.#groups[i] as PersonGroup
      if (this.#cellOf(cells, group.name, offset) === null && this.#cellOf(cells, group.id, offset) === null) continue
      const values: Value[] = row.map(() => null)
      for (const slot of this.#shared) values[slot] = row[slot] ?? null
      if (head !== undefined) values[head] ??= name === undefined ? null : (row[name] ?? null)
      if (headId !== undefined) values[headId] ??= id === undefined ? null : (row[id] ?? null)
      const read = (column: number | undefined, reader: CellReader, key: ColumnKey): Value =>
        this.#personCell(cells, column, offset, reader, `成员${i + 1}${columnOf(key).label}`, add)
      if (name !== undefined) values[name] = read(group.name, readName, 'name')
      if (id !== undefined) values[id] = read(group.id, readIdNumber, 'id_number')
      if (relation !== undefined) values[relation] = read(group.relation, readText, 'relation_to_head')
      if ((name !== undefined && values[name] !== null) || (id !== undefined && values[id] !== null)) records.push({ member: i + 1, values })
    }
    return records
  }
}

const firstIn = <T>(heading: Heading, read: (text: string) => T | null): T | null => {
  for (const text of textsOf(heading)) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}

/** `学校：石桥中学`, `园所名称: 石桥幼儿园`: only where the title says in so many words whose list it is. */
const schoolWritten = (text: string): string | null =>
  /(?:学校|园所|幼儿园|校名|填报学校)(?:名称|全称)?\s*[:：]\s*(\p{Script=Han}[^\s:：,，;；（(]{1,28}(?:园|学|校|院|点|中心|班|部))/u.exec(text)?.[1] ?? null

/** The word's code in the nearest text that names exactly one; a text that names two says nothing. */
const wordIn = (words: Readonly<Record<string, string>>, heading: Heading): string | null =>
  firstIn(heading, text => {
    const folded = fold(text)
    const hits = Object.keys(words).filter(w => folded.includes(fold(w)))
    // 非寄宿生生活补助 contains 寄宿生生活补助: the longer word is the one meant.
    const meant = new Set(hits.filter(w => !hits.some(o => o !== w && o.includes(w))).map(w => words[w]))
    return meant.size === 1 ? ([...meant][0] ?? null) : null
  })
