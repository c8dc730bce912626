import { choiceWord, factKeys, factOf, type FactKey, type FactValues } from '@yingjin/facts'
import { onPaper, type PlainDate } from '@yingjin/kernel'
import {
  factLabel,
  fundLevels,
  type Funding,
  type Line,
  type PackSource,
  type Stacking,
  valueWord,
  describe,
  type DocumentWords,
  type Delivery,
  type Form,
  type FundHead,
} from '@yingjin/policy'
import type { WorkedCase, WorkedOutcome } from '@yingjin/policy/testing'
import { type Markup, html } from './markup.ts'

export const span = (from: PlainDate, to: PlainDate): string => `${onPaper(from)}至${onPaper(to)}前`

const titled = (ids: readonly string[], words: DocumentWords): string => ids.map(id => `“${words.titleOf(id)}”（${id}）`).join('、')

/** A stacking stage in a sentence, as an official would say it. */
export const stackingWords = (s: Stacking, words: DocumentWords): string => {
  switch (s.kind) {
    case 'take-higher':
      return `就高：${titled(s.of, words)}同时适用时，只执行标准最高的一项。`
    case 'exclude':
      return `不重复：享受${titled([s.first], words)}的，不再享受${titled([s.then], words)}。`
    case 'exclude-lower':
      return `择高：${titled(s.of, words)}之中只享受金额最高的一项。`
    case 'tiers':
      return `分档：${titled(s.of, words)}只享受一档，先看排在前面的。`
    case 'reduce':
      return `按比例：${describe(s.when, words)}时，${titled(s.of, words)}按 ${describe(s.kept, words)} ÷ ${describe(s.whole, words)} 计发。`
    case 'cumulative':
      return `累计：${titled(s.of, words)}连同以前领取的（${describe(s.paid, words)}）合计不超过 ${describe(s.limit, words)}，依次计入。`
    case 'quota':
      return `名额：${titled([s.of], words)}按“${factLabel(s.pool)}”各算各的，名额为${describe(s.places, words)}；先后依次按：${s.order.map(o => describe(o, words)).join('、')}。`
  }
}

export const share = ([numerator, denominator]: readonly [number, number]): string => (denominator === 100 ? `${numerator}%` : `${numerator}/${denominator}`)
/** Who bears the sum, part by part. */
export const fundingWords = (f: Funding, words: DocumentWords): string => {
  if (f.kind === 'payers') return f.heads.map(h => `${fundName(h.head)} ${describe(h.amount, words)}`).join('；')
  const [only, ...others] = f.heads
  if (only !== undefined && others.length === 0) return `全部由${fundName(only.head)}承担`
  return `${f.heads.map(h => `${fundName(h.head)} ${share(h.share)}`).join('，')}；除不尽的归${f.remainderTo}`
}
/** The level is said where the name does not say it: 县级财政, 本园事业收入（学校）. */
const fundName = ({ name, level }: FundHead): string => (name.includes(fundLevels[level]) ? name : `${name}（${fundLevels[level]}）`)

/** In what form it reaches whom. */
const deliveredAs: Readonly<Record<Form, (payee: string) => string>> = {
  'to-person-cash': payee => `补助到人，给${payee}`,
  'to-school': payee => `补助到校，给${payee}`,
  waiver: payee => `免收（${payee}）`,
  'in-kind': payee => `发放实物，给${payee}`,
  loan: payee => `贷款，贷给${payee}`,
  interest: payee => `贴息：${payee}`,
  'to-person-from-college': payee => `由就读高校发放到人，给${payee}`,
  'set-aside': payee => `自行提取：${payee}`,
  'without-amount': payee => `不涉及金额：${payee}`,
}
export const deliveryWords = ({ form, payee }: Delivery): string => deliveredAs[form](payee)

/** For whom a line is: the groups that the clause names, and those that only 等 reaches. */
export const groupNames = (persons: Line['persons']): Readonly<{ named: readonly string[]; etcetera: readonly string[] }> =>
  persons === 'everyone' ? { named: [], etcetera: [] } : { named: persons.grounds.map(g => g.name), etcetera: persons.etcetera.map(g => g.name) }

type FactWord = (key: FactKey) => string
const valueOf = (key: FactKey, value: NonNullable<FactValues[FactKey]>, word: FactWord): string => {
  const { type } = factOf(key)
  if (type.kind === 'yes-no') return word(key)
  if (type.kind === 'choice') return choiceWord(type.of, String(value))
  return `${factLabel(key)} ${type.kind === 'code' ? String(value) : valueWord(value, type)}`
}

/** What is known of somebody: what is so, what is not, what is said to be unknown. */
export const knownWords = (facts: Readonly<Partial<FactValues>>, word: FactWord = factLabel): string => {
  const said = factKeys.filter(k => k in facts)
  const so = said.flatMap(k => {
    const value = facts[k] ?? null
    return value === null || value === false ? [] : [valueOf(k, value, word)]
  })
  const labels = (keys: readonly FactKey[]): string => keys.map(word).join('、')
  const not = said.filter(k => facts[k] === false)
  const open = said.filter(k => facts[k] === null)
  return [so.length === 0 ? '' : `${so.join('、')}。`, not.length === 0 ? '' : `否：${labels(not)}。`, open.length === 0 ? '' : `未知：${labels(open)}。`].join(
    '',
  )
}

/** The subject of a case, in the words of its time. */
export const caseFacts = (c: WorkedCase, word: FactWord): string =>
  `${knownWords(c.facts, word)}${c.rest === 'no' ? '其余是非情况都是“否”。' : '其余情况未知。'}`

export const outcomeWords = (e: WorkedOutcome, word: FactWord): string => {
  if ('due' in e) return e.due === null ? '应享，文件没有写金额' : `${e.due} 元`
  if ('not' in e) return `不享受：${e.not}`
  if ('missing' in e) return `待定，还缺：${e.missing.map(word).join('、')}`
  if ('notEntered' in e) return `待定，尚未录入：${e.notEntered.join('、')}`
  return 'decide' in e ? `须由人判定：${e.decide}` : `本学期不执行：${e.notInForce}`
}

export const cite = (source: Pick<PackSource, 'clauses' | 'readings'>, key: string): Markup => {
  const clause = source.clauses[key]
  if (clause !== undefined) return html`<span class="cite">（<a href="#clause-${key}">${clause.article}</a>）</span>`
  return source.readings[key] === undefined
    ? html`<span class="cite">（${key}）</span>`
    : html`<span class="cite">（<a href="#reading-${key}">读法 ${key}</a>）</span>`
}
