import { termWritten } from './cleaning/word.ts'
import { withHanDates } from './cleaning/date.ts'
import { toHalfWidth } from './cleaning/reading.ts'
import type { ColumnKey } from './columns.ts'
import { fold, foldWithoutRemarks } from './folding.ts'
import { type Heading, textsOf } from './heading.ts'
import { headerOf, type KindLexicon, knownAnywhere } from './lexicon.ts'

/** A header that names a season or a half of the year and no year; `unclear`: 上期, 本期. */
export type Season = 'autumn' | 'spring' | 'first' | 'second' | 'unclear'

/**
 * One sum across the row: what a row pays for one term or one item, in a column of its own
 * (2021年秋 | 2022年春 | 合计, 寄宿 | 非寄宿 | 营养 | 合计).
 */
export type MoneyLine = Readonly<{
  column: number
  /** As its header names it. `season` alone (春季学期) needs the school year of the heading. */
  term: string | null
  season: Season | null
  item: string | null
  /** Columns that say of this line only when it was paid and whether. */
  payDate: number | null
  status: number | null
}>

/** Lines across the row, the column of their sum, and columns that stand beside them and are no line. */
export type MoneyLines = Readonly<{ lines: readonly MoneyLine[]; total: number | null; passedOver: readonly number[] }>

type Path = Readonly<{ index: number; path: readonly string[] }>

export const saysTotal = /合计|总计|小计|共计|总额|总金额|累计|总数|金额总/u
/** What stands beside a sum and is none: its rate, its months, its day. */
const isNoSum =
  /标准|月数|天数|人数|次数|期数|餐数|日期|时间|年月|状态|账号|卡号|户名|是否|有无|备注|签|方式|类别|类型|情况|原因|号码|姓名|单位|银行|编号|年级|班级|学段|学校/u
const isSum = /金额|资金|补助|补贴|资助|助学金|奖学金|生活费|餐费|伙食费|保教费|学费|教材费|教科书费|住宿费|减免|免除|实发|应发|发放|补$|费$|款$|元$/u

/** Short headings by which offices call the items, when they stand over sums. */
const shortItems: readonly (readonly [RegExp, string])[] = [
  [/^(?:非寄宿|非寄宿生|走读|走读生)$/u, '非寄宿生生活补助'],
  [/^(?:寄宿|寄宿生|住校生|住宿生)$/u, '寄宿生生活补助'],
  [/^(?:营养|营养餐|营养膳食|营养改善|营养午餐)$/u, '营养改善计划'],
]

const itemIn = (text: string, words: readonly string[]): string | null => {
  const bare = foldWithoutRemarks(text)
  const short = shortItems.find(([shape]) => shape.test(bare))
  if (short !== undefined) return short[1]
  const held = words.filter(w => bare.includes(fold(w)))
  const meant = held.filter(w => !held.some(o => o !== w && o.includes(w)))
  if (meant.length === 1) return meant[0] ?? null
  // 早餐补助, 校服补贴: an item we have no word for is called as it is written.
  const named = /^(\p{Script=Han}{2,16}?(?:补助|补贴|资助|助学金|奖学金|生活费|餐费|伙食费|减免))(?:费|金|金额|资金|经费)?$/u.exec(bare)
  return named === null || isNoSum.test(bare) || /^(?:补助|补贴|资助|应发|实发|发放|本次|本期|每人|人均)/u.test(bare) ? null : (named[1] ?? null)
}

const seasonIn = (text: string): Season | null => {
  const found =
    /^(?:(秋|春)季?(?:学期)?|第?([一二12])学期|(上|下)学期|(上期|下期|本期|本学期|去年|今年))(?:$|金额|资金|补助|补贴|资助|发放|应发|实发|小计|合计)/u.exec(
      foldWithoutRemarks(text),
    )
  if (found === null) return null
  if (found[1] !== undefined) return found[1] === '秋' ? 'autumn' : 'spring'
  if (found[4] !== undefined) return 'unclear'
  return found[2] === '一' || found[2] === '1' || found[3] === '上' ? 'first' : 'second'
}

/** 2021年秋金额, 21年秋. */
const termIn = (text: string): string | null => {
  const short = /^(\d{2})年?(秋|春)/u.exec(toHalfWidth(text).trim())
  return short === null ? termWritten(text) : `20${short[1]}-${short[2] === '秋' ? 'autumn' : 'spring'}`
}

type Look = Path & Pick<MoneyLine, 'term' | 'season' | 'item'> & Readonly<{ leaf: string; known: ColumnKey | null; total: boolean }>

const lookAt = ({ index, path }: Path, lexicon: KindLexicon, words: readonly string[]): Look => {
  const leaf = path.at(-1) ?? ''
  const nearest = <T>(read: (text: string) => T | null): T | null => path.toReversed().flatMap(text => read(text) ?? [])[0] ?? null
  const term = nearest(termIn)
  return {
    index,
    path,
    leaf,
    known: lexicon.common(headerOf(leaf))?.key ?? null,
    term,
    season: term === null ? nearest(seasonIn) : null,
    item: nearest(text => itemIn(text, words)),
    total: saysTotal.test(leaf),
  }
}

const isNamed = (l: Look): boolean => l.term !== null || l.season !== null || l.item !== null
const mayBeSum = (l: Look): boolean =>
  l.path.length > 0 && (l.known === 'amount' || (l.known === null && !isNoSum.test(l.item === null ? l.leaf : l.leaf.replace(l.item, ''))))
/** A column everybody knows as a question (寄宿, 营养改善计划) may hold ticks. */
const mayBeTicks = (l: Look): boolean => {
  const elsewhere = knownAnywhere(headerOf(l.leaf))?.key
  return l.path.length === 1 && l.term === null && elsewhere !== undefined && elsewhere !== 'amount' && !isSum.test(l.leaf)
}
const sameLine = (a: Look, b: Look): boolean => a.term === b.term && a.season === b.season && a.season !== 'unclear' && a.item === b.item
const sameTerm = (a: Look, b: Look): boolean => a.term === b.term && a.season === b.season
const paidRather = (l: Look): number => (/实发|实际/u.test(l.leaf) ? 1 : 0)

/** The sums across a row of a payment roster; none when one column of money says all. */
export const moneyLinesIn = (lexicon: KindLexicon, columns: readonly Path[]): MoneyLines => {
  const { kind } = lexicon
  const none: MoneyLines = { lines: [], total: null, passedOver: [] }
  const from = kind.fromHeading?.find(f => f.column === 'aid_item')
  if (kind.subject !== 'money-line' || from === undefined || !('words' in from)) return none
  const looks = columns.map(c => lookAt(c, lexicon, Object.keys(from.words)))
  const named = looks.filter(l => isNamed(l) && mayBeSum(l))
  // A total of its own term is the line of that term where nothing else of the term is a sum.
  const sums = named.filter(l => !l.total || (sameTermNamed(l) && !named.some(o => !o.total && sameTerm(o, l))))
  const others = looks.filter(l => mayBeSum(l) && !sums.includes(l) && (l.total || l.known === 'amount'))
  const certain = sums.filter(l => !mayBeTicks(l))
  const plainSum = others.some(l => !l.total && !isNoSum.test(l.leaf))
  const oneItemBesideASum = plainSum && certain.length === 1 && certain.every(l => l.term === null && l.season === null)
  const enough = certain.length > 0 || sums.length > 1 || (sums.length === 1 && others.some(l => l.total))
  const chosen = plainSum ? (oneItemBesideASum ? [] : certain) : enough ? sums : []
  if (chosen.length === 0) return none
  // Of 应发 and 实发 of one term and item, what was paid counts.
  const better = (a: Look, b: Look): boolean => sameLine(a, b) && (paidRather(a) > paidRather(b) || (paidRather(a) === paidRather(b) && a.index < b.index))
  const best = chosen.filter(l => !chosen.some(o => better(o, l)))
  const beside = (l: Look, key: ColumnKey): number | null =>
    looks.find(o => o.known === key && o.path.length > 1 && o.path.slice(0, -1).join('/') === l.path.slice(0, -1).join('/'))?.index ?? null
  const total = others.find(l => l.total && !sameTermNamed(l)) ?? others.find(l => !l.total && !isNoSum.test(l.leaf))
  return {
    lines: best.map(l => ({
      column: l.index,
      term: l.term,
      season: l.season,
      item: l.item,
      payDate: beside(l, 'pay_date'),
      status: beside(l, 'payment_status'),
    })),
    total: total?.index ?? null,
    passedOver: [...chosen.filter(l => !best.includes(l)), ...others].map(l => l.index),
  }
}

const sameTermNamed = (l: Look): boolean => l.term !== null || l.season !== null

/**
 * The term of a heading’s year in which a season falls: 春季学期 under 2021-2022学年 or 2022年. 第一学期 and 上学期 count
 * within a school year only; null when the heading does not say.
 */
export const termOfSeason = (season: Season, heading: Heading): string | null => {
  if (season === 'unclear') return null
  for (const text of textsOf(heading)) {
    const half = withHanDates(toHalfWidth(text)).replace(/\s/gu, '')
    const school = /(20\d{2})[-—–~至](20\d{2})/u.exec(half)
    if (school !== null && Number(school[2]) === Number(school[1]) + 1) {
      return season === 'autumn' || season === 'first' ? `${school[1]}-autumn` : `${school[2]}-spring`
    }
    const [year, second] = new Set([...half.matchAll(/(?<!\d)(20\d{2})年(?!\d{1,2}月)/gu)].map(m => m[1]))
    if (year !== undefined && second === undefined && (season === 'autumn' || season === 'spring')) return `${year}-${season}`
  }
  return null
}

/** Whether a heading names more than one term, so that one sum below it may be of several. */
export const namesSeveralTerms = (heading: Heading): boolean =>
  textsOf(heading).some(text => {
    const half = withHanDates(toHalfWidth(text)).replace(/\s/gu, '')
    const terms = new Set(
      [...half.matchAll(/20\d{2}(?:[-—~至]20\d{2})?学?年?度?(?:第?[一二12]学期|[春秋]季?(?:学期)?)/gu)].flatMap(([written]) => termWritten(written) ?? []),
    )
    return terms.size > 1 || /第?[一1][、,，和及]第?[二2]学期|春季?[、,，和及]?秋|秋季?[、,，和及]?春|上[、,，和及]?下学期|两个?学期/u.test(half)
  })
