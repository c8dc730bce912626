import { choiceWord, type FactKey, relationOf } from '@yingjin/facts'
import type { PlainDate } from '@yingjin/kernel'
import { nameOn } from '../pack/county-matters.ts'
import type { Parameter, PackSource } from '../pack/pack.ts'
import { roundingWord } from '../nodes/rounding.ts'
import type { Rounding } from '../nodes/rounding.ts'
import { factLabel, valueWord } from '../nodes/words.ts'
import { asConstruct, type ConstructOf, type Node, type NodeKind } from '../nodes/tree.ts'

/** Where the words of one document come from: its figures, the readings taken, the titles of its lines, its names of facts. */
export type DocumentWords = Readonly<{
  parameters: Readonly<Record<string, Parameter>>
  readingTaken: (id: string) => string | undefined
  titleOf: (line: string) => string
  factWord: (key: FactKey) => string
}>

type Worded = Pick<PackSource, 'parameters' | 'readings' | 'lines'> & Partial<Pick<PackSource, 'county' | 'document'>>
/** What a category is called on a day by the pack's own list of names (O-39); else as the dictionary has it. */
export const factWordOn = (pack: Pick<Worded, 'county'>, on: PlainDate | undefined, key: FactKey): string =>
  (on === undefined ? null : nameOn(pack.county?.designations.find(d => d.fact === key)?.names ?? [], on)) ?? factLabel(key)

/** As the pack reads itself on the day its paper was issued, or with other readings chosen. */
export const documentWords = (pack: Worded, chosen: Readonly<Record<string, string>> = {}): DocumentWords => {
  const titles = new Map(pack.lines.map(l => [l.id, l.title]))
  return {
    parameters: pack.parameters,
    readingTaken: id => chosen[id] ?? pack.readings[id]?.default,
    titleOf: line => titles.get(line) ?? line,
    factWord: key => factWordOn(pack, pack.document?.promulgated, key),
  }
}

type Say = (n: Node) => string
const quoted = (names: readonly string[]): string => names.map(n => `“${n}”`).join('、')
const isFact = (n: Node): n is ConstructOf<'fact'> => n.kind === 'fact'
/** A part that is made of parts stands in brackets. */
const part = (n: Node, say: Say): string => (n.kind === 'and' || n.kind === 'or' || n.kind === 'choose' ? `（${say(n)}）` : say(n))
/** A factor that is made of parts, or is one of several, stands in brackets. */
const ofParts: ReadonlySet<string> = new Set<NodeKind>(['add', 'subtract', 'choose', 'table', 'brackets', 'priority', 'min', 'max'])
const factor = (n: Node, say: Say): string => (ofParts.has(n.kind) ? `（${say(n)}）` : say(n))
/** A waiver, a thing in kind or a claim without a sum has nothing to split. */
const withoutSum = (n: Node): boolean => {
  const c = asConstruct(n)
  return c.kind === 'without-amount' || (c.kind === 'waiver' && c.fee === null) || (c.kind === 'in-kind' && c.standard === null)
}
const shareModes: Readonly<Record<Rounding, string>> = {
  down: '不满一的舍去',
  up: '不满一的进一',
  'half-up': '四舍五入取整',
  'half-even': '四舍六入五成双取整',
}

const compared = { less: '低于', 'at-most': '不高于', more: '高于', 'at-least': '不低于', equal: '等于', 'not-equal': '不等于' } as const
const ordered = { before: '早于', 'on-or-before': '不晚于', after: '晚于', 'on-or-after': '不早于' } as const

const band = (from: Node, to: Node | null, say: Say): string => (to === null ? `${say(from)} 及以上` : `${say(from)} 起、不到 ${say(to)}`)

/** How each construct is told without any subject: what the text asks and gives. Complete over the language. */
const words: { readonly [K in NodeKind]: (n: ConstructOf<K>, say: Say, of: DocumentWords) => string } = {
  literal: n => (n.type.kind === 'yes-no' ? (n.value === true ? '一律成立' : '一律不成立') : valueWord(n.value, n.type)),
  fact: (n, _, of) => of.factWord(n.key),
  parameter: (n, _, of) => figureWords(of.parameters[n.key], n.key),
  reading: (n, say, of) => {
    const options = n.options as Readonly<Record<string, Node>>
    const taken = options[of.readingTaken(n.of) ?? '']
    return taken === undefined ? Object.values(options).map(say).join('，或') : `${say(taken)}〔${n.of}〕`
  },
  season: n => (n.is === 'autumn' ? '秋季学期' : '春季学期'),
  compare: (n, say) => `${say(n.left)}${compared[n.op]} ${say(n.right)}`,
  between: (n, say) => `${say(n.of)}在 ${band(n.from, n.to, say)}`,
  in: (n, say) => {
    const type = n.of.type
    const codes = type.kind === 'choice' ? n.codes.map(c => choiceWord(type.of, c)) : n.codes
    return `${say(n.of)}是${codes.join('或')}`
  },
  and: (n, say) => (n.of.length === 0 ? '一律成立' : n.of.map(p => part(p, say)).join('，并且')),
  or: (n, say) => (n.of.length === 0 ? '一律不成立' : n.of.map(p => part(p, say)).join('，或者')),
  not: (n, say) => (isFact(n.of) ? `不是${say(n.of)}` : `并非（${say(n.of)}）`),
  choose: (n, say) => `如果${part(n.when, say)}${isFact(n.when) ? '成立' : ''}，${say(n.then)}；否则${say(n.otherwise)}`,
  table: (n, say) => {
    const type = n.by.type
    return Object.entries(n.cells)
      .map(([code, cell]) => `${type.kind === 'choice' ? choiceWord(type.of, code) : code}：${say(cell)}`)
      .join('；')
  },
  min: (n, say) => `取低：${n.of.map(say).join('、')}`,
  max: (n, say) => `取高：${n.of.map(say).join('、')}`,
  clamp: (n, say) => `${say(n.of)}，不低于 ${say(n.floor)}，不高于 ${say(n.ceiling)}`,
  add: (n, say) => n.of.map(say).join(' ＋ '),
  subtract: (n, say) => `${say(n.from)} － ${factor(n.take, say)}`,
  multiply: (n, say) => `${factor(n.sum, say)} × ${factor(n.times, say)}`,
  round: (n, say) => `${factor(n.of, say)}${n.by === 1 || n.of.type.kind === 'unrounded' ? '' : ` ÷ ${n.by}`}，${roundingWord(n.mode, n.to)}`,
  'per-day': (n, say) => `${factor(n.rate, say)} × ${factor(n.days, say)}`,
  'term-split': (n, say) =>
    withoutSum(n.sum) ? say(n.sum) : `${say(n.sum)}，${n.parts === 'halves' ? '分两学期各一半，分不尽的一分计入春季' : '秋季学期一次计发'}`,
  'take-higher': (n, _, of) => `没有更高的标准同时适用：${quoted(n.rivals.map(r => of.titleOf(r.line)))}`,
  exclude: (n, _, of) => `没有按${quoted(n.first.map(h => of.titleOf(h.line)))}享受`,
  tiers: (n, _, of) => `不符合上一档${quoted(n.first.map(h => of.titleOf(h.line)))}`,
  cap: (n, say) => `据实：${say(n.actual)}，最高 ${say(n.ceiling)}`,
  'cumulative-limit': (n, say) => `${say(n.paid)}不满 ${say(n.limit)}`,
  'cumulative-money': (n, say) => `${say(n.own)}，连同以前的（${say(n.paid)}）合计不超过 ${say(n.limit)}`,
  'within-quota': (n, say) => `${say(n.rank)}在名额之内，名额为 ${say(n.places)}`,
  'count-share': (n, say) => `${say(n.of)}的 ${say(n.rate)}，${shareModes[n.mode]}`,
  'related-count': (n, say) => `${relationOf(n.relation).label}中符合“${say(n.where)}”的${relationOf(n.relation).unit}数`,
  'loan-ceiling': (n, say) => `按${say(n.fees)}，减去 ${say(n.below)}，最高可贷 ${say(n.ceiling)}`,
  waiver: (n, say) => (n.fee === null ? '免收，金额以核定收费标准为准' : `免收${say(n.fee)}`),
  'in-kind': (n, say) => (n.standard === null ? '不写金额（实物或其他待遇）' : `发放实物，标准 ${say(n.standard)}`),
  'without-amount': () => '文件没有写金额',
  known: (n, say) => `已经知道${say(n.of)}`,
  'person-sets-amount': (n, say) => `由人在 ${say(n.least)} 至 ${say(n.greatest)} 之间确定：${n.question}`,
  negate: (n, say) => `负的 ${say(n.of)}`,
  'per-month': (n, say) => `${factor(n.rate, say)} × ${factor(n.months, say)}`,
  'times-rate': (n, say) => `${factor(n.of, say)} × ${say(n.rate)}`,
  proportion: (n, say) =>
    `${factor(n.of, say)} × ${say(n.kept)} ÷ ${say(n.whole)}，不超过原额，${roundingWord(n.mode, n.to)}${n.floor === null ? '' : `；${say(n.kept)}${n.atFloor === 'below' ? '不高于' : '低于'} ${say(n.floor)} 的没有`}`,
  brackets: (n, say) => `按${say(n.by)}分档：${n.bands.map(b => `${band(b.from, b.to, say)}，${say(b.gives)}`).join('；')}`,
  'marginal-brackets': (n, say) => `按${say(n.by)}分段计算：${n.bands.map(b => `${band(b.from, b.to, say)} 的部分按 ${say(b.rate)}`).join('；')}`,
  'first-day-of-term': () => '学期第一天',
  'age-at': (n, say) => `${say(n.on)}的年龄（按${say(n.born)}）`,
  'days-between': (n, say) => `从${say(n.from)}到${say(n.to)}的天数`,
  'overlap-days': (n, say) => `${say(n.of.from)}至${say(n.of.to)}与${say(n.and.from)}至${say(n.and.to)}重合的天数`,
  'date-order': (n, say) => `${say(n.left)}${ordered[n.op]} ${say(n.right)}`,
  'within-division': (n, say) => `${say(n.of)}在${n.divisions.map(d => d.name).join('、')}`,
  'named-school': (n, say) => `${say(n.of)}是${n.schools.map(s => s.name).join('、')}`,
  priority: (n, say) => `依次看，先符合的为准：${n.identities.map(i => `${i.name}，${say(i.gives)}`).join('；')}；都不是的，${say(n.otherwise)}`,
  'human-decision': n => `由人判定：${n.question}`,
}

/** A figure with its value by dates, as a reader of the document would say it. */
const figureWords = (p: Parameter | undefined, key: string): string => {
  if (p === undefined) return key
  if (p.values.length === 0) return `${p.label}（文件没有写明，尚未录入）`
  const values = [...new Set(p.values.map(v => valueWord(v.value, p.type)))]
  return values.length === 1 ? `${p.label} ${values[0]}` : `${p.label}（分时段：${values.join('、')}）`
}

/** A condition or a sum in Chinese, told for everybody and not for one subject: what a page about the document shows. */
export const describe = (n: Node, of: DocumentWords): string => {
  const say: Say = node => {
    const construct = asConstruct(node)
    return (words[construct.kind] as (n: Node, say: Say, of: DocumentWords) => string)(construct, say, of)
  }
  return say(n).replaceAll(betweenHan, '')
}

/** Parts are joined with spaces for the sake of figures; between two words of Chinese none belongs. */
const betweenHan = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu
