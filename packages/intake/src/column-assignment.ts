import { excerpt, withoutNumbers } from './cleaning/reading.ts'
import { type ColumnKey, columnOf } from './columns.ts'
import type { ColumnFinding, ColumnStanding, FoundBy } from './emitted.ts'
import { columnLetter, fold, foldedPath } from './folding.ts'
import {
  type Header,
  headerOf,
  isNotNeeded,
  isRunningNumber,
  type KindLexicon,
  knownAnywhere,
  memberPart,
  namesSomebodyElse,
  type NamedKey,
  notCollectedLabel,
  personOf,
} from './lexicon.ts'
import { type MoneyLines, moneyLinesIn, saysTotal } from './money-lines.ts'
import type { TableProblem } from './problem.ts'
import type { RememberedMapping } from './remembered-mapping.ts'
import type { FamilyColumns, RosterKind } from './roster-kind.ts'
import { problem, term, termOnPaper } from '@yingjin/kernel'

export type PersonRole = 'name' | 'id' | 'relation' | 'isGuardian'
/** The columns of one person across the row. */
export type PersonGroup = Readonly<Partial<Record<PersonRole, number>>>

export type Assignment = Readonly<{
  kind: RosterKind
  findings: readonly ColumnFinding[]
  /** Column index by meaning, for the row itself. */
  at: ReadonlyMap<ColumnKey, number>
  /** Family members, or a pupil's parents, across the row. */
  groups: readonly PersonGroup[]
  /** Sums across the row, one per term or item. */
  money: MoneyLines
  /** How far to the right further lists of the same header stand; `[0]` when there is one. */
  offsets: readonly number[]
  missing: readonly ColumnKey[]
  problems: readonly TableProblem[]
}>

type Column = {
  readonly index: number
  readonly path: readonly string[]
  readonly leaf: Header
  /** The headings above the leaf that say whose column it is, outermost first. */
  parents: readonly string[]
  standing: ColumnStanding
  key: ColumnKey | null
  label: string | null
  member: number
  by: FoundBy | null
  rank: number
}

/** Lists standing side by side under one repeated header: the offsets of each from the first. */
const offsetsIn = (paths: readonly (readonly string[])[], hasFamily: boolean): readonly number[] => {
  const keys = paths.map(foldedPath)
  const start = keys.findIndex(k => k !== '')
  const first = keys[start]
  if (first === undefined) return [0]
  const starts = keys.flatMap((k, i) => (k === first ? [i] : []))
  const [a, b] = starts
  if (a === undefined || b === undefined || b - a < 2) return [0]
  if (hasFamily && !isRunningNumber(headerOf(paths[start]?.at(-1) ?? ''))) return [0]
  const width = b - a
  const same = starts.every((s, i) => s === a + i * width && keys.slice(a, b).every((k, j) => k === (keys[s + j] ?? '')))
  return same ? starts.map(s => s - a) : [0]
}

/** What each column of a header means if the table is of this kind. */
export const assignColumns = (lexicon: KindLexicon, paths: readonly (readonly string[])[], remembered: readonly RememberedMapping[]): Assignment => {
  const { kind } = lexicon
  const groupsOf = kind.family ?? kind.parents
  const offsets = offsetsIn(paths, groupsOf !== undefined)
  const width = offsets.length > 1 ? (offsets[1] ?? 0) + paths.findIndex(p => p.length > 0) : paths.length
  const columns: Column[] = paths.slice(0, width).map((path, index) => ({
    index,
    path,
    leaf: headerOf(path.at(-1) ?? ''),
    parents: path.slice(0, -1),
    standing: 'unrecognised',
    key: null,
    label: null,
    member: 0,
    by: null,
    rank: 0,
  }))
  const open = columns.filter(c => c.path.length > 0)
  for (const c of columns) if (c.path.length === 0) c.standing = 'layout'

  settleRemembered(open, kind, remembered)
  for (const c of open) if (isOpen(c) && isRunningNumber(c.leaf)) Object.assign(c, { standing: 'layout', label: '序号' })
  const inGroups = open.filter(c => isOpen(c) && isAcross(c, groupsOf))
  const ownRow = open.filter(c => !inGroups.includes(c))
  // “成员姓名” heads a family across the row only beside the row's own person; alone it names the row.
  // Beside a mere head one group without a number is the row's own person (one member a row); 成员1, 成员2 run across it.
  const several = inGroups.some(c => membersNumber(c) !== null) || new Set(inGroups.map(c => c.leaf.folded)).size < inGroups.length
  const heads = (c: Column): boolean => {
    const own = firstOf(candidatesOf(c), h => lexicon.own(h))?.key
    const key = found(lexicon, c)?.key ?? own
    return key === 'name' || (key === 'head_name' && (own === 'name' || several))
  }
  const across = groupsOf !== undefined && ownRow.some(c => isOpen(c) && heads(c)) ? inGroups : []
  const plain = open.filter(c => !across.includes(c))
  headTheRow(open, c => (found(lexicon, c) ?? firstOf(candidatesOf(c), h => lexicon.own(h)))?.key ?? null)

  for (const c of plain) if (isOpen(c)) settle(c, found(lexicon, c))
  const absorbed = kind.family === undefined ? [] : belongingTo(across, plain)
  for (const c of absorbed) Object.assign(c, { standing: 'unrecognised', key: null })
  const repeated = kind.family === undefined || across.length > 0 ? [] : repeatedPersons(plain)
  for (const c of plain.filter(c => !absorbed.includes(c) && (isOpen(c) || c.key === 'head_name' || c.key === 'head_id_number' || isSpare(c, plain)))) {
    const own = firstOf(candidatesOf(c), h => lexicon.own(h))
    if (own !== undefined && !plain.some(o => o.key === own.key && o.standing === 'collected' && !repeated.includes(o))) settle(c, own)
  }
  if (kind.family !== undefined && across.length > 0) headIsTheRow(plain, kind)
  const unclear = settleOwners(plain, kind)
  const groups =
    groupsOf === undefined
      ? []
      : [
          ...groupRepeated(repeated, plain),
          ...groupAcross(
            [...across, ...absorbed].toSorted((a, b) => a.index - b.index),
            groupsOf,
          ),
        ]
  for (const c of [...plain, ...across]) if (isOpen(c)) dropOrGuess(c, lexicon, plain)
  const money = moneyLinesIn(
    lexicon,
    plain.filter(c => c.standing !== 'not-collected' && !(c.by === 'remembered' && c.key !== 'amount')),
  )
  const inLines = markMoneyLines(columns, money)
  const problems = keepOnePerMeaning(
    plain.filter(c => !inLines.has(c.index)),
    groups,
  )
  for (const [i, group] of groups.entries()) markGroup(columns, group, i + 1, kind)

  const at = new Map<ColumnKey, number>()
  for (const c of plain) if (c.standing === 'collected' && c.key !== null && c.member === 0 && !at.has(c.key) && !inLines.has(c.index)) at.set(c.key, c.index)
  const missing = kind.columns.filter(
    c => c.required === true && !at.has(c.key) && !(c.key === 'amount' && money.lines.length > 0) && !standInFor(c.key, kind).some(key => at.has(key)),
  )
  const isMembers = (c: Column): boolean => c.path.some(p => /成员|家属|子女/u.test(p))
  const mayBeOnIt = (c: Column): boolean => kind.family !== undefined || (kind.subject === 'person' && kind.parents === undefined && isMembers(c))
  // 户编号 姓名 身份证号 姓名 身份证号: a second name under the same header, or with a second number, is another person of the row.
  const secondNumber = columns.some(c => c.standing === 'repeated' && c.key === 'id_number')
  const isAnother = (c: Column): boolean =>
    c.standing === 'repeated' &&
    kind.subject === 'person' &&
    (isMembers(c) || (c.key === 'name' && (secondNumber || plain.some(o => o.index === at.get('name') && o.leaf.folded === c.leaf.folded))))
  const unread = columns.filter(c => namesAPerson(c.leaf) && ((c.standing === 'unrecognised' && mayBeOnIt(c)) || isAnother(c)))
  const lost =
    unread.length === 0
      ? []
      : [
          problem('intake/persons-not-read', {
            letters: unread.map(c => columnLetter(c.index)),
            headers: unread.slice(0, 4).map(c => excerpt(withoutNumbers(c.leaf.raw))),
          }),
        ]
  // 9月 10月 合计: what a total is made of was not read, and it may be of several terms.
  const summed =
    money.lines.length === 0 && kind.subject === 'money-line' ? columns.find(c => c.index === at.get('amount') && saysTotal.test(c.leaf.raw)) : undefined
  const unknown = summed === undefined ? [] : plain.filter(c => c.standing === 'unrecognised')
  const onlyTotal =
    summed === undefined || unknown.length === 0
      ? []
      : [
          problem('intake/only-total-read', {
            letter: columnLetter(summed.index),
            header: excerpt(summed.leaf.raw),
            letters: unknown.slice(0, 12).map(c => columnLetter(c.index)),
            headers: unknown.slice(0, 4).map(c => excerpt(withoutNumbers(c.leaf.raw))),
          }),
        ]
  const misspelt = columns
    .filter(c => c.by === 'one-character-off' && c.standing === 'collected')
    .map(c => problem('intake/column-by-misspelling', { letter: columnLetter(c.index), header: excerpt(c.leaf.raw), label: c.label ?? '' }))
  return {
    kind,
    findings: findingsOf(columns, paths, offsets, width),
    at,
    groups: groups.map(toGroup),
    money,
    offsets,
    missing: missing.map(c => c.key),
    problems: [...problems, ...unclear, ...lost, ...onlyTotal, ...misspelt],
  }
}

/** 户主姓名 户主证件号码 成员1姓名 …: where the family runs across the row and nobody else heads it, the head is the row's own person. */
const headIsTheRow = (plain: readonly Column[], kind: RosterKind): void => {
  const collected = (key: ColumnKey): Column | undefined => plain.find(c => c.standing === 'collected' && c.key === key)
  if (collected('name') !== undefined) return
  for (const [head, own] of [
    ['head_name', 'name'],
    ['head_id_number', 'id_number'],
  ] as const) {
    const column = collected(head)
    if (column !== undefined && collected(own) === undefined && kind.columns.some(c => c.key === own))
      settle(column, { key: own, by: column.by ?? 'synonym', rank: column.rank })
  }
}

/** Whose number stands beside whose name: the name on the left says it when the number's own header does not. */
const numberBeside: Readonly<Partial<Record<ColumnKey, ColumnKey>>> = {
  name: 'id_number',
  guardian_name: 'guardian_id_number',
  head_name: 'head_id_number',
  payee_name: 'payee_id_number',
}

/**
 * 家长 身份证号 姓名 身份证号: two numbers under one header are told apart by the name each stands beside. A single one
 * beside somebody else's name is read as the row's own, and that is said.
 */
const settleOwners = (plain: readonly Column[], kind: RosterKind): readonly TableProblem[] => {
  const numbers = plain.filter(c => c.standing === 'collected' && c.key === 'id_number' && c.by !== 'remembered' && c.path.length === 1)
  const own = numbers.filter(c => saysOwn.test(c.leaf.folded) || ownerOf(c, plain)?.key === 'name')
  const others = numbers.filter(c => !own.includes(c) && ownerOf(c, plain) !== null)
  // A kind whose household runs across the row tells persons apart by itself, unless a number says outright whose it is.
  if (kind.family !== undefined && !own.some(c => saysOwn.test(c.leaf.folded))) return []
  if (own.length > 0) {
    for (const c of others) {
      const key = numberBeside[ownerOf(c, plain)?.key ?? 'name']
      const taken = plain.some(o => o.standing === 'collected' && o.key === key)
      if (key !== undefined && key !== 'id_number' && kind.columns.some(k => k.key === key) && !taken) settle(c, { key, by: 'folded', rank: c.rank })
      else Object.assign(c, { standing: 'not-needed', key: null, label: null })
    }
    // Where a household may run across the row, whoever is left over may be one of it.
    if (kind.family !== undefined && others.length > 0) {
      return [problem('intake/persons-not-read', { letters: others.map(c => columnLetter(c.index)), headers: others.map(c => excerpt(c.leaf.raw)) })]
    }
    return []
  }
  const beside = others.filter(c => ownerOf(c, plain)?.index === c.index - 1)
  return beside.map(c =>
    problem('intake/number-beside-another', { letter: columnLetter(c.index), header: excerpt(c.leaf.raw), beside: excerpt(ownerOf(c, plain)?.name ?? '') }),
  )
}

const saysOwn = /学生|学员|幼儿|儿童|孩子|成员|享受人|受益人|本人/u

type Owner = Readonly<{ index: number; key: ColumnKey | null; name: string }>
/** The nearest column on the left that names a person: the row's own, one this house knows, or somebody else. */
const ownerOf = (c: Column, plain: readonly Column[]): Owner | null => {
  const left = plain.findLast(o => {
    if (o.index >= c.index) return false
    const key = o.key ?? knownAnywhere(o.leaf)?.key
    return (
      (key !== undefined && numberBeside[key] !== undefined) ||
      (!/证|号/u.test(o.leaf.folded) && (/姓名$|名字$/u.test(o.leaf.folded) || (o.key === null && namesSomebodyElse(o.leaf.folded))))
    )
  })
  if (left === undefined) return null
  return { index: left.index, key: left.key ?? knownAnywhere(left.leaf)?.key ?? null, name: left.leaf.raw }
}

/** Columns out of which a missing one is read: a certificate's number holds the ID number, 七（3）班 the grade. */
const standInFor = (key: ColumnKey, kind: RosterKind): readonly ColumnKey[] =>
  key === 'id_number' && kind.idWithin !== undefined ? [kind.idWithin] : key === 'grade' ? ['class_name', 'school_and_grade'] : []

/** A column nobody could place that names persons all the same, and no official: somebody of the household may stand in it. */
const namesAPerson = ({ folded }: Header): boolean =>
  /姓名|身份证|身份号|证件号/u.test(folded) && !/联系人|负责人|帮扶|责任人|经办|代理|代办|代领|开户|照料|护理|监护|审核|审批|干部|填表|填报/u.test(folded)

const isOpen = (c: Column): boolean => c.standing === 'unrecognised' && c.key === null
const isSpare = (c: Column, plain: readonly Column[]): boolean => c.standing === 'collected' && plain.some(o => o !== c && o.key === c.key && o.index < c.index)

const settle = (c: Column, named: NamedKey | undefined): void => {
  if (named === undefined) return
  Object.assign(c, { standing: 'collected', key: named.key, label: columnOf(named.key).label, by: named.by, rank: named.rank })
}

const settleRemembered = (open: readonly Column[], kind: RosterKind, remembered: readonly RememberedMapping[]): void => {
  for (const mapping of remembered) {
    if (mapping.rosterKind !== kind.id) continue
    for (const c of open) {
      const to = mapping.columns[foldedPath(c.path)]
      if (to === undefined || !isOpen(c)) continue
      if (to === 'ignore') Object.assign(c, { standing: 'not-needed', by: 'remembered' })
      else if (to === 'not-collected') Object.assign(c, { standing: 'not-collected', by: 'remembered', label: c.leaf.raw })
      // What the house does not collect stays dropped, whatever was remembered for it.
      else if (notCollectedLabel(c.leaf) === null && kind.columns.some(k => k.key === to)) settle(c, { key: to, by: 'remembered', rank: -1 })
    }
  }
}

/** Texts to look a column up by, best first: parent and leaf together, the leaf alone, a parent over this column only. */
const candidatesOf = (c: Column): readonly Header[] => {
  const parents = c.parents.toReversed()
  const joined = parents.map(p => headerOf(personOf(p) + c.leaf.folded))
  // “监护人信息 / 监护人姓名” says twice whose name it is; “监护人信息 / 姓名” needs its parent.
  return parents.some(namesSomebodyElse) && !parents.some(p => c.leaf.folded.startsWith(personOf(p)))
    ? joined
    : [...joined, c.leaf, ...(c.leaf.short === '' || c.leaf.folded.length <= 1 ? parents.map(headerOf) : [])]
}
const firstOf = (headers: readonly Header[], look: (h: Header) => NamedKey | undefined): NamedKey | undefined => {
  for (const header of headers) {
    const named = look(header)
    if (named !== undefined) return named
  }
  return undefined
}
const found = (lexicon: KindLexicon, c: Column): NamedKey | undefined => firstOf(candidatesOf(c), h => lexicon.common(h)) ?? ofHousehold(lexicon, c)

/** Below 户主 or 申请人 the place and the household number are the household’s, whoever heads it. */
const householdKeys: ReadonlySet<ColumnKey> = new Set(['county', 'township', 'village', 'village_group', 'household_number', 'hukou_division', 'designated_on'])
const ofHousehold = (lexicon: KindLexicon, c: Column): NamedKey | undefined => {
  if (!c.path.slice(0, -1).every(p => /户主|申请人/u.test(p) || !namesSomebodyElse(p))) return undefined
  const named = lexicon.common(c.leaf)
  return named !== undefined && householdKeys.has(named.key) ? named : undefined
}

const roleOf = (rest: string, groupsOf: FamilyColumns & { isGuardian?: readonly string[] }): PersonRole | null => {
  const is = (names: readonly string[] | undefined): boolean => names?.some(n => headerOf(n).folded === rest) === true
  return is(groupsOf.name) ? 'name' : is(groupsOf.id) ? 'id' : is(groupsOf.relation) ? 'relation' : is(groupsOf.isGuardian) ? 'isGuardian' : null
}

const isMemberHeading = (heading: string): boolean => /^(?:家庭|共同生活)*成员(?:基本)?(?:信息|情况)?$/u.test(fold(heading))

/** “成员信息” over the only person of the row heads that person, not somebody beside: what stands below is the row’s own. */
const headTheRow = (open: readonly Column[], keyOf: (c: Column) => ColumnKey | null): void => {
  const below = open.filter(c => c.parents.some(isMemberHeading))
  if (new Set(below.map(c => c.leaf.folded)).size < below.length) return
  if (open.some(c => !below.includes(c) && isOpen(c) && ['name', 'head_name'].includes(keyOf(c) ?? ''))) return
  for (const c of below) c.parents = c.parents.filter(p => !isMemberHeading(p))
}

/** Whether a column belongs to a person across the row by its own words: 成员1 above it, 成员 in it, or 姓名2. */
const isAcross = (c: Column, groupsOf: (FamilyColumns & { isGuardian?: readonly string[] }) | undefined): boolean => {
  if (groupsOf === undefined) return false
  if (c.path.slice(0, -1).some(p => /成员|家属|子女/u.test(p))) return true
  const part = memberPart(c.leaf)
  return (
    part.named ||
    (part.member !== null && part.member > 1 && roleOf(part.rest, groupsOf) !== null) ||
    (part.member === 1 && ['name', 'id'].includes(roleOf(part.rest, groupsOf) ?? ''))
  )
}

/** Which person across the row a column says it belongs to: 成员2姓名, or 成员2 above it. */
const membersNumber = (c: Column): number | null =>
  memberPart(c.leaf).member ??
  c.path
    .slice(0, -1)
    .map(p => memberPart(headerOf(p)).member)
    .findLast(n => n !== null) ??
  null

type Membered = { number: number | null; columns: Partial<Record<PersonRole, Column>> }
const toGroup = (group: Membered): PersonGroup => Object.fromEntries(Object.entries(group.columns).map(([role, c]) => [role, c.index]))

/**
 * Columns without a word of the family that stand in its part all the same: 共同生活成员姓名, 与申请人关系, 身份证号码, repeated.
 * An ID number is a member’s when the row’s own stands before the family begins.
 */
const belongingTo = (across: readonly Column[], plain: readonly Column[]): readonly Column[] => {
  const first = across[0]?.index ?? Infinity
  const own = plain.some(c => (c.key === 'id_number' || c.key === 'head_id_number') && c.index < first)
  return plain.filter(c => c.index > first && c.path.length === 1 && (c.key === 'relation_to_head' || (c.key === 'id_number' && own)))
}

/** Runs over columns left to right; a role that comes again, or another number, begins the next person. */
const inGroups = (columns: readonly (readonly [Column, PersonRole, number | null])[]): Membered[] => {
  const groups: Membered[] = []
  for (const [c, role, number] of columns) {
    const last = groups.at(-1)
    const fits = last !== undefined && last.columns[role] === undefined && (number === null || last.number === number)
    const group = fits ? last : { number, columns: {} }
    if (!fits) groups.push(group)
    group.columns[role] = c
  }
  return groups.filter(g => g.columns.name !== undefined || g.columns.id !== undefined)
}

const groupAcross = (across: readonly Column[], groupsOf: FamilyColumns & { isGuardian?: readonly string[] }): Membered[] =>
  inGroups(
    across.flatMap(c => {
      const part = memberPart(c.leaf)
      const bare = part.rest === '' ? '姓名' : part.rest
      const role = roleOf(c.leaf.folded, groupsOf) ?? roleOf(bare, groupsOf)
      return role === null ? [] : [[c, role, membersNumber(c)] as const]
    }),
  )

const personRoles: Readonly<Partial<Record<ColumnKey, PersonRole>>> = {
  name: 'name',
  id_number: 'id',
  relation_to_head: 'relation',
  head_name: 'name',
  head_id_number: 'id',
}

/**
 * Plain pairs across the row (姓名, 身份证号, 姓名, 身份证号 …), the household's head first. A single 姓名 beside a head is no
 * family across the row: there each row is one member.
 */
const repeatedPersons = (plain: readonly Column[]): readonly Column[] => {
  const persons = plain.filter(c => c.standing === 'collected' && c.key !== null && personRoles[c.key] !== undefined)
  const names = persons.filter(c => c.key === 'name').length
  const ids = persons.filter(c => c.key === 'id_number').length
  const headed = persons.some(c => c.key === 'head_name')
  const headId = persons.some(c => c.key === 'head_id_number')
  return names >= 2 || (names === 1 && ids >= 2 && headed && !headId) ? persons : []
}

const groupRepeated = (repeated: readonly Column[], plain: readonly Column[]): Membered[] => {
  const [own, ...members] = inGroups(repeated.flatMap(c => (c.key === null ? [] : [[c, personRoles[c.key] ?? 'name', null] as const])))
  if (own === undefined) return []
  const keys = { name: 'name', id: 'id_number', relation: 'relation_to_head' } as const
  for (const [role, key] of Object.entries(keys) as [keyof typeof keys, ColumnKey][]) {
    const c = own.columns[role]
    if (c !== undefined) settle(c, { key, by: c.by ?? 'folded', rank: -1 })
  }
  const firstMember = Math.min(...members.flatMap(m => Object.values(m.columns).map(c => c.index)))
  // 性别, 出生日期 and the like inside the members' part are theirs, not the row's.
  for (const c of plain) {
    const inside = c.index > firstMember && c.key !== null && !members.some(m => Object.values(m.columns).includes(c))
    if (inside && plain.some(o => o.key === c.key && o.index < firstMember)) Object.assign(c, { standing: 'not-needed' })
  }
  return members
}

const markGroup = (columns: readonly Column[], group: Membered, member: number, kind: RosterKind): void => {
  const keys: Readonly<Record<PersonRole, ColumnKey | null>> =
    kind.family !== undefined
      ? { name: 'name', id: 'id_number', relation: 'relation_to_head', isGuardian: null }
      : { name: 'guardian_name', id: 'guardian_id_number', relation: 'guardian_relation', isGuardian: null }
  for (const [role, c] of Object.entries(group.columns) as [PersonRole, Column][]) {
    const key = keys[role]
    const column = columns[c.index]
    if (column === undefined) continue
    const label = key === null ? '是否监护人' : columnOf(key).label
    Object.assign(column, { standing: 'collected', key, label, member, by: column.by ?? 'synonym' })
  }
}

/** Columns that are read line by line; those beside them are named and not read a second time. */
const markMoneyLines = (columns: readonly Column[], { lines, passedOver }: MoneyLines): ReadonlySet<number> => {
  if (lines.length === 0) return new Set()
  const mark = (index: number | null, key: ColumnKey, said: string): void => {
    const column = index === null ? undefined : columns[index]
    if (column !== undefined) Object.assign(column, { standing: 'collected', key, label: columnOf(key).label + said, by: column.by ?? 'synonym' })
  }
  for (const line of lines) {
    const said = [line.term === null ? null : termOnPaper(term(line.term)), line.item].filter(word => word !== null).join('，')
    const inBrackets = said === '' ? '' : `（${said}）`
    mark(line.column, 'amount', inBrackets)
    mark(line.payDate, 'pay_date', inBrackets)
    mark(line.status, 'payment_status', inBrackets)
  }
  for (const index of passedOver) Object.assign(columns[index] ?? {}, { standing: 'repeated', key: null, label: columnOf('amount').label })
  return new Set([...lines.flatMap(l => [l.column, l.payDate, l.status].filter(c => c !== null)), ...passedOver])
}

/** What is left: dropped by name, dropped as not needed, taken by one character, or unknown. */
const dropOrGuess = (c: Column, lexicon: KindLexicon, plain: readonly Column[]): void => {
  const label = notCollectedLabel(c.leaf) ?? notCollectedLabel(headerOf(c.path.join('')))
  if (label !== null) {
    Object.assign(c, { standing: 'not-collected', label })
    return
  }
  const headers = candidatesOf(c)
  const elsewhere = firstOf([...headers, c.leaf], knownAnywhere)
  if (elsewhere !== undefined || isNotNeeded(c.leaf) || headers.some(isNotNeeded)) {
    Object.assign(c, { standing: 'not-needed', label: elsewhere === undefined ? c.leaf.raw : columnOf(elsewhere.key).label })
    return
  }
  if (!plain.includes(c)) {
    Object.assign(c, { standing: notNeededOfMember(c) ? 'not-needed' : 'unrecognised' })
    return
  }
  const misspelt = firstOf(headers, h => lexicon.misspelt(h))
  if (misspelt !== undefined && !plain.some(o => o.key === misspelt.key && o.standing === 'collected')) settle(c, misspelt)
}
const notNeededOfMember = (c: Column): boolean => {
  const { rest } = memberPart(c.leaf)
  const header = headerOf(rest)
  return isNotNeeded(header) || knownAnywhere(header) !== undefined
}

/** Of several columns of one meaning the best writing is used; the others are named and not read. */
const keepOnePerMeaning = (plain: readonly Column[], groups: readonly Membered[]): TableProblem[] => {
  const grouped = new Set(groups.flatMap(g => Object.values(g.columns)))
  const byKey = new Map<ColumnKey, Column[]>()
  for (const c of plain) if (c.standing === 'collected' && c.key !== null && !grouped.has(c)) byKey.set(c.key, [...(byKey.get(c.key) ?? []), c])
  const problems: TableProblem[] = []
  for (const [key, same] of byKey) {
    const [best, ...others] = same.toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    if (best === undefined || others.length === 0) continue
    for (const c of others) c.standing = 'repeated'
    if (others.some(o => o.leaf.folded === best.leaf.folded)) {
      problems.push(problem('intake/column-repeated', { letters: [best, ...others].map(c => columnLetter(c.index)), label: columnOf(key).label }))
    }
  }
  return problems
}

const findingsOf = (columns: readonly Column[], paths: readonly (readonly string[])[], offsets: readonly number[], width: number): readonly ColumnFinding[] => {
  const finding = (c: Column, index: number): ColumnFinding => ({
    column: index,
    letter: columnLetter(index),
    header: withoutNumbers(c.path.join(' / ')),
    standing: c.standing,
    key: c.standing === 'collected' ? c.key : null,
    label: c.label,
    member: c.member,
    by: c.by,
    sure: c.by === 'one-character-off' ? 'likely' : c.by === 'content' ? 'to-confirm' : 'certain',
  })
  const listed = columns.filter(c => c.path.length > 0)
  return offsets.flatMap((offset, i) =>
    listed.filter(c => i === 0 || (c.index + offset < paths.length && c.index < width)).map(c => finding(c, c.index + offset)),
  )
}
