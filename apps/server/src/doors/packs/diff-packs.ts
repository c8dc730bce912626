import { type FactKey, type FactValues, type SubjectKind } from '@yingjin/facts'
import { inYuan, seasonOf, type Term, termOnPaper } from '@yingjin/kernel'
import {
  type AidItem,
  aidItemWord,
  decide,
  evaluate,
  explain,
  factLabel,
  forms,
  type Form,
  inSentences,
  type Line,
  missingFacts,
  missingLists,
  type Outcome,
  type Pack,
  type Policy,
  policyFor,
  unenteredFigures,
} from '@yingjin/policy'
import { factsOfCase, generateStudents, type WorkedCase } from '@yingjin/policy/testing'
import { knownWords } from './page-words.ts'
import { documentDifferences, lineDifferences, type SourceDifference } from './source-differences.ts'
import { termsIn } from './terms.ts'

/** One of the two packs that are held against each other. */
export type Side = Readonly<{ name: string; pack: Pack; cases: readonly WorkedCase[] }>

/** Lines that are held against each other: the same line, or all lines of the same aid where the two name them otherwise. */
type Unit = Readonly<{ title: string; before: readonly Line[]; after: readonly Line[] }>

/** Two terms that are compared: the same one where both papers cover it. */
type Pair = readonly [before: Term, after: Term]

/** The lines of two packs as they stand to each other, and those that only one of them has. */
export const unitsOf = (a: Pack, b: Pack): Readonly<{ units: readonly Unit[]; onlyBefore: readonly Line[]; onlyAfter: readonly Line[] }> => {
  const after = new Map(b.lines.map(l => [l.id, l]))
  const same = a.lines.flatMap((l): readonly Unit[] => {
    const other = after.get(l.id)
    return other === undefined ? [] : [{ title: `${other.title}（${l.id}）`, before: [l], after: [other] }]
  })
  const taken = new Set(same.flatMap(u => u.before.map(l => l.id)))
  const [restBefore, restAfter] = [a.lines.filter(l => !taken.has(l.id)), b.lines.filter(l => !taken.has(l.id))]
  const items = [...new Set(restBefore.flatMap(l => (l.item !== null && restAfter.some(o => o.item === l.item) ? [l.item] : [])))] as readonly AidItem[]
  const byItem = items.map((item): Unit => {
    const of = (lines: readonly Line[]) => lines.filter(l => l.item === item)
    return { title: aidItemWord(item), before: of(restBefore), after: of(restAfter) }
  })
  const matched = (l: Line): boolean => l.item !== null && items.includes(l.item)
  return { units: [...same, ...byItem], onlyBefore: restBefore.filter(l => !matched(l)), onlyAfter: restAfter.filter(l => !matched(l)) }
}

/** Terms of both papers; where they have none in common, the first autumn of each. */
const pairsOf = (a: Pack, b: Pack): readonly Pair[] => {
  const [before, after] = [termsIn(a.document.inForce), termsIn(b.document.inForce)]
  const common = before.filter(t => after.includes(t))
  if (common.length > 0) return common.map(t => [t, t] as const)
  const first = (terms: readonly Term[]): Term | undefined => terms.find(t => seasonOf(t) === 'autumn') ?? terms[0]
  const [one, other] = [first(before), first(after)]
  return one === undefined || other === undefined ? [] : [[one, other]]
}

const stateWords = { due: '应享', 'not-due': '不享受', undetermined: '缺信息', 'not-entered': '数字未录入', decide: '由人判定' } as const

/** A result in short: by it two results are the same or not. */
const short = (policy: Policy, outcomes: readonly Outcome[]): string => {
  const told = outcomes.filter(o => o.state !== 'not-due')
  if (told.length === 0) return '不享受'
  return told
    .map(o => {
      if (o.state === 'due') return `${o.form === null ? '' : forms[o.form as Form]}${o.amountFen === null ? '（没有金额）' : ` ${inYuan(o.amountFen)} 元`}`
      const waits = [...missingFacts(policy, o.missing).map(factLabel), ...missingLists(policy, o.missing), ...unenteredFigures(policy, o.missing)]
      return `${stateWords[o.state]}${waits.length === 0 ? '' : `：${waits.join('、')}`}`
    })
    .toSorted()
    .join('；')
}

/** A sum or a refusal, and no question. */
const isSettled = (result: string): boolean => !/缺信息|未录入|由人判定/.test(result)

type Compared = Readonly<{ before: Policy; after: Policy }>
const resultOf = (policy: Policy, outcomes: readonly Outcome[], lines: readonly Line[]): string =>
  short(
    policy,
    outcomes.filter(o => lines.some(l => l.id === o.line)),
  )
const results = ({ before, after }: Compared, facts: FactValues, unit: Unit): readonly [string, string] => {
  return [resultOf(before, decide(before, facts), unit.before), resultOf(after, decide(after, facts), unit.after)]
}

/** The same difference with as little known as it needs, so that a reader sees at once what makes it. */
const plainest = (compared: Compared, facts: FactValues, unit: Unit): FactValues => {
  const wanted = results(compared, facts, unit).join('|')
  const keys = (Object.keys(facts) as readonly FactKey[]).filter(k => facts[k] !== null)
  return keys.reduce<FactValues>((known, key) => {
    const less = { ...known, [key]: null }
    return results(compared, less, unit).join('|') === wanted ? less : known
  }, facts)
}

/** One way in which results change, the first whose result changes so, and how many do. */
type Change = {
  readonly pair: Pair
  readonly compared: Compared
  readonly facts: FactValues
  readonly from: string | null
  readonly settled: boolean
  times: number
}
type Found = Readonly<{ unit: Unit; changes: readonly Change[] }>

const mostShown = 3
/** What becomes of sums and refusals before what becomes of questions; what happens often before what happens seldom. */
const byWeight = (a: Change, b: Change): number => Number(b.settled) - Number(a.settled) || b.times - a.times

const subjectsOf = (unit: Unit): SubjectKind | undefined => unit.before[0]?.subject

const find = (
  a: Side,
  b: Side,
  units: readonly Unit[],
  pairs: readonly Pair[],
  students: number,
): Readonly<{ found: readonly Found[]; looked: number; refused: readonly string[] }> => {
  const found = new Map<Unit, Map<string, Change>>()
  const refused: string[] = []
  let looked = 0
  for (const subject of new Set(units.map(subjectsOf))) {
    if (subject === undefined) continue
    const here = units.filter(u => subjectsOf(u) === subject)
    for (const pair of pairs) {
      const [before, after] = [policyFor(a.pack, pair[0], { subject }), policyFor(b.pack, pair[1], { subject })]
      if (!before.ok || !after.ok) {
        refused.push(termOnPaper(pair[0]))
        continue
      }
      const compared: Compared = { before: before.value, after: after.value }
      const fromCases = [...a.cases, ...b.cases].filter(c => (c.subject ?? 'student') === subject).map(c => ({ facts: factsOfCase(c), from: c.title }))
      const generated = [...generateStudents(before.value, 1, students), ...generateStudents(after.value, 2, students)].map(facts => ({ facts, from: null }))
      for (const { facts, from } of [...fromCases, ...generated]) {
        looked += 1
        const outcomes = [decide(compared.before, facts), decide(compared.after, facts)] as const
        for (const unit of here) {
          const [one, other] = [resultOf(compared.before, outcomes[0], unit.before), resultOf(compared.after, outcomes[1], unit.after)]
          if (one === other) continue
          const changes = found.get(unit) ?? new Map<string, Change>()
          found.set(unit, changes)
          const change = changes.get(`${one} → ${other}`)
          if (change === undefined) changes.set(`${one} → ${other}`, { pair, compared, facts, from, settled: isSettled(one) && isSettled(other), times: 1 })
          else change.times += 1
        }
      }
    }
  }
  return {
    found: units.flatMap(unit => {
      const changes = found.get(unit)
      return changes === undefined ? [] : [{ unit, changes: [...changes.values()].toSorted(byWeight) }]
    }),
    looked,
    refused: [...new Set(refused)],
  }
}

const sentences = (policy: Policy, facts: FactValues, lines: readonly Line[]): readonly string[] => {
  const ids = new Set(lines.map(l => l.id))
  return evaluate(policy, facts)
    .filter(d => ids.has(d.line))
    .flatMap(d => inSentences(explain(d)))
}

const indented = (lines: readonly string[], by: string): readonly string[] => lines.map(l => `${by}${l}`)

const sourceOf = (a: Side, b: Side, unit: Unit): readonly SourceDifference[] =>
  unit.before.flatMap((line, i) => {
    const other = unit.after[Math.min(i, unit.after.length - 1)]
    return other === undefined ? [] : lineDifferences(a.pack, line, b.pack, other)
  })

const told = (a: Side, b: Side, { unit, changes }: Found, looked: number): readonly string[] => {
  const source = sourceOf(a, b, unit)
  const times = changes.reduce((n, c) => n + c.times, 0)
  const more = changes.length - mostShown
  return [
    '',
    `【${unit.title}】${times} 人次的结果不同（比了 ${looked} 人次）`,
    ...changes.slice(0, mostShown).flatMap(({ pair, compared, facts, from, times: often }, i) => {
      const plain = plainest(compared, facts, unit)
      const known = Object.fromEntries(Object.entries(plain).filter(([, v]) => v !== null))
      const when = pair[0] === pair[1] ? termOnPaper(pair[0]) : `${termOnPaper(pair[0])} / ${termOnPaper(pair[1])}`
      const [one, other] = results(compared, plain, unit)
      return [
        `  例${i + 1}，这样变的 ${often} 人次：${one} → ${other}`,
        `    ${when}${from === null ? '' : `，取自算例“${from}”`}：${knownWords(known)}其余情况未知。`,
        `    ${a.name}：`,
        ...indented(sentences(compared.before, plain, unit.before), '      '),
        `    ${b.name}：`,
        ...indented(sentences(compared.after, plain, unit.after), '      '),
      ]
    }),
    ...(more > 0 ? [`  另有 ${more} 种变法，没有列出`] : []),
    ...(source.length === 0 ? ['  条文、参数、条件都没有变；结果的不同来自与别项的关系'] : ['  差在：', ...indented(source, '    · ')]),
  ]
}

const named = (lines: readonly Line[]): readonly string[] => lines.map(l => `  · ${l.title}（${l.id}）`)

/**
 * Whose result changes between two packs and why: over the cases of both and generated subjects, line by line the first
 * whose result differs, as little known as the difference needs, with both explanations and what differs in the source.
 */
export const diffPacks = (a: Side, b: Side, students: number): readonly string[] => {
  const { units, onlyBefore, onlyAfter } = unitsOf(a.pack, b.pack)
  const pairs = pairsOf(a.pack, b.pack)
  const { found, looked, refused } = find(a, b, units, pairs, students)
  const quiet = units.filter(u => !found.some(f => f.unit === u)).flatMap(u => sourceOf(a, b, u).map(d => `${u.title} ${d}`))
  const document = documentDifferences(a.pack, b.pack)
  const first = pairs[0]
  return [
    `${a.name} → ${b.name}`,
    first === undefined
      ? '两份文件都没有完整的学期可比'
      : first[0] === first[1]
        ? `比较的学期：${pairs.map(p => termOnPaper(p[0])).join('、')}`
        : `没有共同的学期，按各自的第一个秋季学期比：${termOnPaper(first[0])}、${termOnPaper(first[1])}`,
    ...(refused.length === 0 ? [] : [`不能计算的学期：${refused.join('、')}`]),
    ...(document.length === 0 ? [] : ['', '文件本身：', ...indented(document, '  · ')]),
    ...(onlyBefore.length === 0 ? [] : ['', `只在 ${a.name} 里的条目：`, ...named(onlyBefore)]),
    ...(onlyAfter.length === 0 ? [] : ['', `只在 ${b.name} 里的条目：`, ...named(onlyAfter)]),
    ...found.flatMap(f => told(a, b, f, looked)),
    ...(quiet.length === 0 ? [] : ['', '有改动而没有人的结果不同：', ...indented(quiet, '  · ')]),
    '',
    found.length === 0 && onlyBefore.length + onlyAfter.length === 0
      ? `没有人的结果不同（比了 ${looked} 人次、${units.length} 个条目）。`
      : `${found.length} 个条目有人的结果不同，新增 ${onlyAfter.length} 个，去掉 ${onlyBefore.length} 个。`,
  ]
}
