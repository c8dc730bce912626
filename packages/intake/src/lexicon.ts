import { type ColumnKey, columnKeys, columnOf } from './columns.ts'
import type { FoundBy } from './emitted.ts'
import { fold, foldWithoutRemarks, isOneCharacterOff } from './folding.ts'
import { notCollected, notNeeded, runningNumbers } from './not-collected.ts'
import type { RosterKind } from './roster-kind.ts'

/** A header text with its foldings, worked out once. */
export type Header = Readonly<{ raw: string; folded: string; short: string }>
export const headerOf = (raw: string): Header => ({ raw, folded: fold(raw), short: foldWithoutRemarks(raw) })

/** `rank`: how early the writing stands among the names of its meaning; of two columns the earlier writing is the better. */
export type NamedKey = Readonly<{ key: ColumnKey; by: FoundBy; rank: number }>

type Writing = Readonly<{ key: ColumnKey; raw: string; folded: string; isLabel: boolean; rank: number }>
const writing = (key: ColumnKey, raw: string, rank: number): Writing => ({ key, raw, folded: fold(raw), isLabel: columnOf(key).label === raw, rank })

/** Writings by their folded form; the first key to claim a form keeps it, in the order of `columns.ts`. */
class Writings {
  readonly #byForm = new Map<string, Writing>()
  readonly #byLength = new Map<number, Writing[]>()
  constructor(all: Iterable<Writing>) {
    for (const w of all) {
      if (!this.#byForm.has(w.folded)) this.#byForm.set(w.folded, w)
      if (w.folded.length >= 4) this.#byLength.set(w.folded.length, [...(this.#byLength.get(w.folded.length) ?? []), w])
    }
  }
  find(header: Header): NamedKey | undefined {
    const found = this.#byForm.get(header.folded) ?? this.#byForm.get(header.short)
    if (found === undefined) return undefined
    return { key: found.key, by: found.raw !== header.raw ? 'folded' : found.isLabel ? 'exact' : 'synonym', rank: found.rank }
  }
  /** One character off on headers of four or more; two meanings equally near are no answer. */
  findMisspelt(header: Header): NamedKey | undefined {
    const keys = new Set<ColumnKey>()
    for (const form of new Set([header.folded, header.short])) {
      if (form.length < 4 || form.length > 20 || !/\p{Script=Han}/u.test(form)) continue
      for (const length of [form.length - 1, form.length, form.length + 1]) {
        for (const w of this.#byLength.get(length) ?? []) if (isOneCharacterOff(w.folded, form)) keys.add(w.key)
      }
    }
    const [only, second] = keys
    return only === undefined || second !== undefined ? undefined : { key: only, by: 'one-character-off', rank: 1000 }
  }
}

const everyColumn = new Writings(columnKeys.flatMap(key => columnOf(key).names.map((n, i) => writing(key, n, i))))

/** The columns of one kind under the names everybody uses, and under those only its sender uses. */
export class KindLexicon {
  readonly kind: RosterKind
  readonly #common: Writings
  readonly #own: Writings
  constructor(kind: RosterKind) {
    this.kind = kind
    this.#common = new Writings(kind.columns.flatMap(c => columnOf(c.key).names.map((n, i) => writing(c.key, n, i))))
    this.#own = new Writings(kind.columns.flatMap(c => (c.also ?? []).map((n, i) => writing(c.key, n, i))))
  }
  common(header: Header): NamedKey | undefined {
    return this.#common.find(header)
  }
  own(header: Header): NamedKey | undefined {
    return this.#own.find(header)
  }
  misspelt(header: Header): NamedKey | undefined {
    return this.#common.findMisspelt(header) ?? this.#own.findMisspelt(header)
  }
}

/** A meaning the house collects somewhere, whatever the kind. */
export const knownAnywhere = (header: Header): NamedKey | undefined => everyColumn.find(header)

const needless = new Set(notNeeded.map(fold))
export const isNotNeeded = (header: Header): boolean => needless.has(header.folded) || needless.has(header.short)

const running = new Set(runningNumbers.map(fold))
export const isRunningNumber = (header: Header): boolean => running.has(header.folded)

/** The label under which something not collected is named, found by the words in the header. */
export const notCollectedLabel = (header: Header): string | null => {
  for (const { label, words, except } of notCollected) {
    if (except?.some(e => header.folded.includes(e)) === true) continue
    if (words.some(w => header.folded.includes(w))) return label
  }
  return null
}

/** Headings that stand above groups of columns: with the names below them they make a header, not a list. */
const groupWords = [
  '户主',
  '户主信息',
  '户主情况',
  '基本信息',
  '基本情况',
  '学生信息',
  '学生基本信息',
  '家庭成员',
  '家庭成员信息',
  '家庭成员情况',
  '共同生活家庭成员',
  '监护人',
  '监护人信息',
  '监护人情况',
  '收款人',
  '享受人',
  '家庭住址',
  '家庭情况',
]
const groups = new Set(groupWords.map(fold))
export const isGroupWord = (header: Header): boolean => groups.has(header.folded) || /^(?:家庭)?成员[\d一二三四五六七八九十]*$/u.test(header.folded)

/** 成员1姓名, 家庭成员一身份证号, 姓名2: what is left when the number of the person is taken away; null when it carries none. */
export const memberPart = (header: Header): Readonly<{ rest: string; member: number | null; named: boolean }> => {
  const led =
    /^(?:(?:共同生活)?(?:家庭)?(?:保障)?(?:成员|家属)|(?:保障人口|保障人员|共同生活人员|家庭人口|子女)(?=.*(?:姓名|身份证|证件|关系)))(?:的)?([\d]{1,2}|[一二三四五六七八九十])?(?:的)?(.*)$/u.exec(
      header.folded,
    )
  if (led !== null) {
    const rest = led[2] ?? ''
    const tail = /^(.+?)(\d{1,2}|[一二三四五六七八九])$/u.exec(rest)
    return { rest: tail?.[1] ?? rest, member: numeral(led[1] ?? tail?.[2]), named: true }
  }
  const trailed = /^(.+?)(\d{1,2}|[一二三四五六七八九])$/u.exec(header.folded)
  return trailed === null ? { rest: header.folded, member: null, named: false } : { rest: trailed[1] ?? '', member: numeral(trailed[2]), named: false }
}
const numeral = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const han = '一二三四五六七八九十'.indexOf(text)
  return han >= 0 ? han + 1 : Number(text)
}

/** What a parent heading says about the person below it, without 信息, 情况, 基本. */
export const personOf = (parent: string): string => fold(parent).replace(/(?:基本|个人|详细|主要)?(?:信息|情况|资料|登记|栏)$/u, '')
/** Parents below which 姓名 is somebody else’s name unless the two together are a known column. */
export const namesSomebodyElse = (parent: string): boolean =>
  /户主|监护人|家长|收款人|领款人|领取人|持卡人|父亲|母亲|配偶|联系人|联络|负责人|帮扶|包保|责任人|经办|承办|代理|代办|代领|开户人|抚养|扶养|赡养|义务人|照料|看护|护理人|班主任|申请人|成员|家属|兄弟|姐妹|干部|代表|审核|审批|核查|调查|登记|见证|填表|填报/u.test(
    fold(parent),
  )

const wellKnown = new Set([...columnKeys.flatMap(key => columnOf(key).names), ...notNeeded, ...runningNumbers, ...groupWords].map(fold))
/** A header text written as everybody writes it. Cheap, and enough to see that a header comes again further down. */
export const isWellKnownHeader = (text: string): boolean => text.length <= 16 && wellKnown.has(fold(text))

/** Whether a text stands in the header of some roster: the ground on which header rows are found. */
export const isHeaderText = (raw: string, lexicons: readonly KindLexicon[]): boolean => {
  if (raw.length > 40) return false
  const header = headerOf(raw)
  if (header.folded === '') return false
  return (
    isRunningNumber(header) ||
    knownAnywhere(header) !== undefined ||
    lexicons.some(l => l.own(header) !== undefined) ||
    isNotNeeded(header) ||
    isGroupWord(header) ||
    (header.folded.length <= 12 && notCollectedLabel(header) !== null) ||
    isMemberHeader(header) ||
    isOfSomebodyElse(header) ||
    sumHeader.test(header.short) ||
    (header.folded.length >= 4 && everyColumn.findMisspelt(header) !== undefined)
  )
}

/** 2021年秋, 营养, 早餐补助, 合计: sums across the row of a payment roster. */
const sumHeader =
  /^(?:营养[餐膳食]*|合计|小计|(?:20)?\d{2}年?[春秋]季?(?:学期)?(?:应发|实发|发放|补助|补贴|资助|金额|资金)*|\p{Script=Han}{2,12}(?:补助|补贴|助学金|生活费|伙食费|餐费))$/u

/** 父亲姓名, 母亲身份证号, 班主任电话: no column of ours, and no cell of a list either. */
const isOfSomebodyElse = ({ folded }: Header): boolean =>
  folded.length <= 14 && /(?:姓名|身份证号?码?|证件号码?|电话|手机号?码?)$/u.test(folded) && namesSomebodyElse(folded)

const isMemberHeader = (header: Header): boolean => {
  const { rest, member, named } = memberPart(header)
  if (!named && member === null) return false
  return rest !== '' && rest !== header.folded && knownAnywhere({ raw: rest, folded: rest, short: rest }) !== undefined
}

const lexiconsOf = new WeakMap<RosterKind, KindLexicon>()
export const lexiconOf = (kind: RosterKind): KindLexicon => {
  const before = lexiconsOf.get(kind)
  if (before !== undefined) return before
  const made = new KindLexicon(kind)
  lexiconsOf.set(kind, made)
  return made
}
