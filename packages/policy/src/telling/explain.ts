import { facts as dictionary, type FactKey, questionGroups } from '@yingjin/facts'
import { firstDayOf, inYuan, periodOnPaper, termOnPaper, type Tri } from '@yingjin/kernel'
import { type Decision, type Finding, isOff } from '../engines/evaluate.ts'
import type { Outcome, State } from '../engines/outcome.ts'
import { factLabel } from '../nodes/words.ts'
import { factWordOn } from './describe.ts'
import { type Form, forms } from '../pack/line.ts'
import { decideText, failedText, groundText, isOfOtherStage, type LineInfo, type Policy } from '../settled/policy.ts'

export type Mark = '✓' | '✗' | '？'
const marks: Readonly<Record<Tri, Mark>> = { yes: '✓', no: '✗', unknown: '？' }

/** One reason: met, not met or not known, in words, with the article it stands in. */
export type Reason = Readonly<{ mark: Mark; text: string; clause: string }>

/** What a parent is told, in this order. */
export type Explanation = Readonly<{
  headline: string
  reasons: readonly Reason[]
  arithmetic: string | null
  funds: readonly string[]
  would: readonly string[]
  readings: readonly string[]
}>

/** How one says, for each form: that it is due, that it would be, and what stands in place of a sum that is not stated. */
const words: Readonly<Record<Form, Readonly<{ due: string; would: string; sum: (yuan: string) => string; unstated: string }>>> = {
  'to-person-cash': { due: '应发', would: '就会发', sum: yuan => ` ${yuan} 元`, unstated: '（金额文件未写明）' },
  'to-school': { due: '应补助到校', would: '就会补助到校', sum: yuan => ` ${yuan} 元`, unstated: '（金额文件未写明）' },
  waiver: { due: '应免收', would: '就会免收', sum: yuan => ` ${yuan} 元`, unstated: '（金额以核定收费标准为准）' },
  'in-kind': { due: '应提供实物', would: '就会得到实物', sum: yuan => `（标准 ${yuan} 元）`, unstated: '（金额文件未写明）' },
  loan: { due: '可申请贷款', would: '就可申请贷款', sum: yuan => `，额度最高 ${yuan} 元（是可贷额度，不是补助）`, unstated: '' },
  interest: { due: '由财政贴息', would: '就由财政贴息', sum: yuan => ` ${yuan} 元`, unstated: '（金额按实际利息）' },
  'set-aside': { due: '应自行提取', would: '就应自行提取', sum: yuan => ` ${yuan} 元`, unstated: '（金额文件未写明）' },
  'without-amount': { due: '应落实', would: '就应落实', sum: yuan => `（${yuan} 元）`, unstated: '' },
  'to-person-from-college': { due: '可向就读高校申请', would: '就可向就读高校申请', sum: yuan => `，不低于 ${yuan} 元`, unstated: '' },
}

/** What a college pays by a sum the text fixes is no more to be applied for than any other. */
const fixedByText: (typeof words)[Form] = { due: '应由就读高校发放', would: '就会由就读高校发放', sum: yuan => ` ${yuan} 元`, unstated: '（金额文件未写明）' }

/** A sum for another period than the term it is told in says which. */
const perWhat = ({ per }: LineInfo): string => (per === 'term' || per === 'once' ? '' : `（${periodOnPaper(per)}）`)

const told = (outcome: Outcome, how: 'due' | 'would', info: LineInfo): string => {
  const w = outcome.form === 'to-person-from-college' && info.amountMeans === 'exact' ? fixedByText : words[outcome.form as Form]
  return `${w[how]}${outcome.amountFen === null ? w.unstated : `${w.sum(inYuan(outcome.amountFen))}${perWhat(info)}`}`
}

/** A category by the word in use on the first day of the term (O-39), where the pack gives one; else the dictionary's. */
const factWord = (policy: Policy, key: FactKey): string => factWordOn(policy.pack, firstDayOf(policy.term), key)
const asked = (policy: Policy, key: FactKey): string => dictionary[key].asks.replace(factLabel(key), factWord(policy, key))

const labels = (policy: Policy, keys: readonly FactKey[]): string => keys.map(k => `“${factWord(policy, k)}”`).join('')

const entered = (figures: readonly string[]): string => figures.map(f => `“${f}”`).join('')

const headlines: Readonly<Record<State, (d: Decision, item: string) => string>> = {
  due: (d, item) => {
    const who = groundText(d.info, d.grounds)
    return `${told(d, 'due', d.info)}：${item}${who === '' ? '' : `，${who}`}。`
  },
  'not-due': (d, item) => `不享受：${item}——${failedText(d.info, d.failed)}。`,
  undetermined: (d, item) => `还不能确定：${item}——还不知道${labels(d.policy, d.missingFacts)}${d.missingLists.map(l => `“${l}”`).join('')}。`,
  'not-entered': (d, item) => `还不能算：${item}——文件没有写明数额，${entered(d.notEntered)}尚未录入。`,
  decide: (d, item) => `还没有定：${item}——${decideText(d.info, d.grounds)}。`,
}

const articleOf = (d: Decision, clause: string): string => d.policy.pack.clauses[clause]?.article ?? clause

const reasonOf = (d: Decision, f: Finding): Reason => ({
  mark: marks[f.value],
  text: f.origin === 'persons' ? personsText(d, f) : criterionText(d.policy, f),
  clause: articleOf(d, f.clause),
})

const criterionText = (policy: Policy, f: Finding): string => {
  if (f.value === 'yes') return f.name
  if (f.value === 'no') return f.because === null ? f.failed : `${f.failed}（${f.because}）`
  if (f.missing.length > 0) return `${f.name}：还不知道${labels(policy, f.missing)}`
  return f.notEntered.length > 0 ? `${f.name}：${entered(f.notEntered)}尚未录入` : `${f.name}：须由人决定`
}

const named = (groups: readonly Finding[]): string => groups.map(g => g.name).join('、')

/** As the clause is read here its list is closed: nobody was asked about those it does not name. */
const listIsClosed = (d: Decision): boolean => {
  const persons = d.policy.bundle.find(a => a.line.id === d.line)?.line.persons
  return persons !== undefined && persons !== 'everyone' && persons.decision !== null && isOff(d.policy, persons.decision)
}

const personsText = (d: Decision, f: Finding): string => {
  const met = d.groups.filter(g => g.value === 'yes')
  if (f.value === 'yes') return `属于${named(met)}`
  if (f.value === 'no')
    return met.length > 0
      ? `${f.failed}（属于${named(met)}，${listIsClosed(d) ? '条款没有点名' : '经人判定不享受'}）`
      : `${f.failed}（${d.groups.length === 1 ? `不是${named(d.groups)}` : `${named(d.groups)}都不是`}）`
  return f.missing.length === 0 ? `属于${named(met)}，是否适用本条须由人决定` : `还不知道是否属于${named(d.groups.filter(g => g.value === 'unknown'))}`
}

/** Facts that are asked together make one question; the rest are asked as the dictionary words them. */
const questions = (policy: Policy, missing: readonly FactKey[]): readonly string[] => {
  const hardship = missing.filter(k => dictionary[k].group === 'hardship')
  const rest = missing.filter(k => !hardship.includes(k)).map(k => asked(policy, k))
  return [
    ...(hardship.length > 1
      ? [`该生的${questionGroups.hardship}是什么？（${hardship.map(k => factWord(policy, k)).join('、')}，或都不是）`]
      : hardship.map(k => asked(policy, k))),
    ...rest,
  ]
}

const wouldNeed = (d: Decision): readonly string[] => {
  const asks = d.state === 'undetermined' ? [`需要查明：${questions(d.policy, d.missingFacts).join('')}`] : []
  if (d.would === null) return asks
  return [...asks, `如果${d.would.conditions.join('，并且')}，${told(d.would.then, 'would', d.info)}。`]
}

const sameOutcome = (a: Outcome, b: Outcome): boolean => a.state === b.state && a.amountFen === b.amountFen && a.form === b.form

const underOther: Readonly<Record<State, (o: Outcome, info: LineInfo) => string>> = {
  due: (o, info) => told(o, 'due', info),
  'not-due': () => '不享受',
  undetermined: () => '还不能确定',
  'not-entered': () => '还不能算',
  decide: () => '须由人判定',
}

/** Every open point the answer rests on, and what each other reading would make of it; for a plain refusal only those that would change it. */
const readingsTold = (d: Decision): readonly string[] =>
  d.readings
    .filter(r => d.state !== 'not-due' || r.others.some(o => !sameOutcome(o.outcome, d)))
    .map(r => {
      const others = r.others.map(o => `〈${o.text}〉${sameOutcome(o.outcome, d) ? '，结果相同' : `，则${underOther[o.outcome.state](o.outcome, d.info)}`}`)
      return `本条按〈${r.taken}〉理解（${r.id}）；另一读法为${others.join('；')}。`
    })

/**
 * A decision in Chinese sentences: first the one that matters, then what is met, not met and not known, each with its
 * article, then the arithmetic and what would change the answer. For another stage the one reason is enough.
 */
export const explain = (d: Decision): Explanation => {
  const item = `${termOnPaper(d.policy.term)}，${d.info.title}`
  const headline = headlines[d.state](d, item)
  if (isOfOtherStage(d.policy, d.failed))
    return { headline, reasons: d.findings.slice(0, 1).map(f => reasonOf(d, f)), arithmetic: null, funds: [], would: [], readings: [] }
  const shown = d.findings.filter(f => !f.quiet || f.value !== 'yes')
  return {
    headline,
    reasons: shown.map(f => reasonOf(d, f)),
    arithmetic: d.arithmetic,
    funds: d.funds.map(f => `${f.name} ${inYuan(f.fen)} 元`),
    would: wouldNeed(d),
    readings: readingsTold(d),
  }
}

/** The same as lines of text. */
export const inSentences = (e: Explanation): readonly string[] => [
  e.headline,
  ...e.reasons.map(r => `${r.mark} ${r.text}。（${r.clause}）`),
  ...(e.arithmetic === null ? [] : [`怎么算的：${e.arithmetic}。`]),
  ...(e.funds.length === 0 ? [] : [`由谁出：${e.funds.join('，')}。`]),
  ...e.would,
  ...e.readings,
]

/** How and to whom it is paid: `补助到人：学生本人`. */
export const deliveryText = (d: Pick<Decision, 'delivery'>): string => (d.delivery === null ? '' : `${forms[d.delivery.form]}：${d.delivery.payee}`)
