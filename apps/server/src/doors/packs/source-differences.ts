import { onPaper } from '@yingjin/kernel'
import { choiceWord } from '@yingjin/facts'
import { describe, documentTitle, documentWords, forms, type Line, type Pack, parametersIn, readingsIn, type Stacking, valueWord } from '@yingjin/policy'
import { fundingWords, span, stackingWords } from './page-words.ts'

/** Something that stands otherwise in the second source than in the first, in words. */
export type SourceDifference = string

const changed = (what: string, before: string, after: string): readonly SourceDifference[] => (before === after ? [] : [`${what}：${before} → ${after}`])

const byName = <T>(list: readonly T[], name: (t: T) => string): ReadonlyMap<string, T> => new Map(list.map(t => [name(t), t]))
const compared = <T>(
  what: string,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  words: readonly [(t: T) => string, (t: T) => string],
): readonly SourceDifference[] => [
  ...[...before].flatMap(([name, t]) => {
    const other = after.get(name)
    return other === undefined ? [`${what}“${name}”：没有了`] : changed(`${what}“${name}”`, words[0](t), words[1](other))
  }),
  ...[...after.keys()].filter(name => !before.has(name)).map(name => `${what}“${name}”：新增`),
]

const figure = (pack: Pack, key: string): string => {
  const p = pack.parameters[key]
  if (p === undefined) return '没有'
  if (p.values.length === 0) return '尚未录入'
  return p.values.map(v => `${valueWord(v.value, p.type)}（${span(v.from, v.to)}${v.known === undefined ? '' : `，${onPaper(v.known)}更正`}）`).join('，')
}
const labelOf = (a: Pack, b: Pack, key: string): string => b.parameters[key]?.label ?? a.parameters[key]?.label ?? key

const questionOf = (a: Pack, b: Pack, id: string): string => b.readings[id]?.question ?? a.readings[id]?.question ?? id

const personsOf = (l: Line): ReadonlyMap<string, string> =>
  l.persons === 'everyone'
    ? new Map([['符合条件的人', '都给']])
    : new Map([...l.persons.grounds.map(g => [g.name, '点名'] as const), ...l.persons.etcetera.map(g => [g.name, '只由“等”字概括'] as const)])

const deliveryOf = (l: Line, words: ReturnType<typeof documentWords>): string => {
  const d = l.delivery
  const one = (of: Readonly<{ form: keyof typeof forms; payee: string }>): string => `${forms[of.form]}给${of.payee}`
  return 'when' in d ? `${describe(d.when, words)}的${one(d.then)}，否则${one(d.otherwise)}` : one(d)
}

/** How a sum is reckoned, its figures aside: those are told by themselves. */
const shape = (l: Line, words: ReturnType<typeof documentWords>): string => describe(l.amount, { ...words, parameters: {} })

const linesOf = (s: Stacking): readonly string[] => (s.kind === 'exclude' ? [s.first, s.then] : s.kind === 'quota' ? [s.of] : s.of)
const treesOf = (l: Line) => [
  l.amount,
  ...l.criteria.map(c => c.when),
  ...(l.persons === 'everyone' ? [] : [...l.persons.grounds, ...l.persons.etcetera].map(g => g.when)),
  ...(l.persons === 'everyone' || l.persons.decision === null ? [] : [l.persons.decision]),
  ...(l.funding?.kind === 'payers' ? l.funding.heads.map(h => h.amount) : []),
]

/** What differs between the two sources for one line: clause, criteria, groups, sum, figures, readings, stacking. */
export const lineDifferences = (a: Pack, before: Line, b: Pack, after: Line): readonly SourceDifference[] => {
  const [wa, wb] = [documentWords(a), documentWords(b)]
  const keys = [...new Set([...parametersIn(treesOf(before)), ...parametersIn(treesOf(after))])].toSorted()
  const open = [...new Set([...readingsIn(treesOf(before)), ...readingsIn(treesOf(after))])]
  const stages = (l: Line): string => l.stages.map(s => choiceWord('stage', s)).join('、')
  const stacking = (pack: Pack, l: Line, words: typeof wa): string =>
    pack.stack
      .filter(s => linesOf(s).includes(l.id))
      .map(s => stackingWords(s, words))
      .join('')
  return [
    ...changed('名称', before.title, after.title),
    ...changed('条款', a.clauses[before.clause]?.text ?? '', b.clauses[after.clause]?.text ?? ''),
    ...changed('学段', stages(before), stages(after)),
    ...compared(
      '条件',
      byName(before.criteria, c => c.name),
      byName(after.criteria, c => c.name),
      [c => describe(c.when, wa), c => describe(c.when, wb)],
    ),
    ...compared('对象', personsOf(before), personsOf(after), [t => t, t => t]),
    ...keys.flatMap(key => changed(`参数“${labelOf(a, b, key)}”`, figure(a, key), figure(b, key))),
    ...(shape(before, wa) === shape(after, wb) ? [] : changed('算法', describe(before.amount, wa), describe(after.amount, wb))),
    ...open.flatMap(id =>
      changed(
        `读法“${questionOf(a, b, id)}”（${id}）`,
        a.readings[id]?.options[a.readings[id]?.default ?? ''] ?? '没有',
        b.readings[id]?.options[b.readings[id]?.default ?? ''] ?? '没有',
      ),
    ),
    ...changed('发放', deliveryOf(before, wa), deliveryOf(after, wb)),
    ...changed('不得采用的形式', before.forbidden.map(f => forms[f]).join('、') || '没有写', after.forbidden.map(f => forms[f]).join('、') || '没有写'),
    ...changed(
      '由谁出',
      before.funding === null ? '没有写' : fundingWords(before.funding, wa),
      after.funding === null ? '没有写' : fundingWords(after.funding, wb),
    ),
    ...changed('与别项', stacking(a, before, wa) || '没有写', stacking(b, after, wb) || '没有写'),
  ]
}

/** What differs in the paper itself. */
export const documentDifferences = (a: Pack, b: Pack): readonly SourceDifference[] => [
  ...changed('文件', documentTitle(a.document), documentTitle(b.document)),
  ...changed('有效期', span(...a.document.inForce), span(...b.document.inForce)),
  ...changed('舍入', a.rounding.rule, b.rounding.rule),
  ...changed('学期中途换文件', a.midPeriodChange.rule, b.midPeriodChange.rule),
  ...compared(
    '没有编成规则的',
    byName(a.notEncoded, n => n.title),
    byName(b.notEncoded, n => n.title),
    [n => n.because, n => n.because],
  ),
]
