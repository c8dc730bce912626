import { facts as dictionary, type FactKey, factKeys, factOf, type FactValues, type SubjectKind } from '@yingjin/facts'
import { inYuan, term, yuan } from '@yingjin/kernel'
import { fundParts } from '../engines/funds.ts'
import { decide, type HumanDecisions, type Outcome, scopeFor } from '../engines/outcome.ts'
import { nothingBeside } from '../pack/county-matters.ts'
import { type Form, forms } from '../pack/line.ts'
import type { Pack, Parameter } from '../pack/pack.ts'
import { type ChosenReadings, missingFacts, type Policy, policyFor, unenteredFigures } from '../settled/policy.ts'
import { standardsPolicy } from '../beside/standards.ts'

/**
 * What a line comes to for one subject in one term.
 * `due`: yuan with two decimals; `null` when the line is due but the text states no sum. `not`: known not to be due, with
 * the short reason. `missing`: cannot be said before these facts are known. `notEntered`: the document leaves these
 * figures (by their labels) to be entered. `decide`: the text leaves it to a person. `notInForce`: the line does not hold
 * in this term, with the first or last day that says so.
 */
export type WorkedOutcome =
  | Readonly<{ due: string | null }>
  | Readonly<{ not: string }>
  | Readonly<{ missing: readonly FactKey[] }>
  | Readonly<{ notEntered: readonly string[] }>
  | Readonly<{ decide: string }>
  | Readonly<{ notInForce: string }>

/**
 * A case worked by hand from the text, without looking at the rules that implement it. Cases are part of a pack: they
 * are shown beside its rules, and they are what a changed rule is held against.
 *
 * @property readings   register reading → the option chosen; an unlisted one has its default
 * @property entered    figures that the document leaves open, as if they had been entered: parameter → value, money in fen
 * @property facts      money in fen: `1500_00` is 1500 yuan
 * @property rest       what an unlisted yes-no fact is; an unlisted sum, count, day or code is always unknown
 * @property decisions  what a person has decided, by line
 * @property expect     only the lines listed are asserted
 * @property delivered  how a line is paid, where the case says so, in the words of the forms: `补助到校`
 * @property funds      who bears a line's sum and how much of it, by the name of the fund, in yuan with two decimals
 * @property arithmetic names every sum in `expect` and in `funds`
 * @property clause     register ids and the place in the document
 */
export type WorkedCase = Readonly<{
  title: string
  subject?: SubjectKind
  term: string
  readings?: ChosenReadings
  entered?: Readonly<Record<string, number>>
  facts: Readonly<Partial<FactValues>>
  rest: 'no' | 'unknown'
  decisions?: HumanDecisions
  expect: Readonly<Record<string, WorkedOutcome>>
  delivered?: Readonly<Record<string, string>>
  funds?: Readonly<Record<string, Readonly<Record<string, string>>>>
  arithmetic: string
  clause: string
}>

/** The facts of a case, whole. */
export const factsOfCase = (c: WorkedCase): FactValues =>
  Object.fromEntries(
    factKeys.map(key => [key, key in c.facts ? c.facts[key] : factOf(key).type.kind === 'yes-no' && c.rest === 'no' ? false : null]),
  ) as unknown as FactValues

const plainYuan = (fen: number): string => inYuan(fen).replaceAll(',', '')

/** An outcome in the words of a case, reasons left out, so that two of them compare. */
export const asWorked = (policy: Policy, o: Outcome): WorkedOutcome => {
  switch (o.state) {
    case 'due':
      return { due: o.amountFen === null ? null : plainYuan(o.amountFen) }
    case 'not-due':
      return { not: '' }
    case 'undetermined':
      return { missing: [...missingFacts(policy, o.missing)].sort() }
    case 'not-entered':
      return { notEntered: [...unenteredFigures(policy, o.missing)].sort() }
    case 'decide':
      return { decide: '' }
  }
}

const withoutReasons = (e: WorkedOutcome): WorkedOutcome => {
  if ('missing' in e) return { missing: [...e.missing].sort() }
  if ('notEntered' in e) return { notEntered: [...e.notEntered].sort() }
  if ('notInForce' in e) return { notInForce: '' }
  return 'not' in e ? { not: '' } : 'decide' in e ? { decide: '' } : e
}

/** The pack with figures entered. Only what the document leaves open can be; a printed figure stands. */
const withEntered = (pack: Pack, entered: Readonly<Record<string, number>>): Pack | string => {
  const wrong = Object.keys(entered).find(key => pack.parameters[key]?.values.length !== 0)
  if (wrong !== undefined) return `${wrong} is not left open by the document`
  const [from, to] = pack.document.inForce
  const values = Object.entries(entered).map(([key, value]) => {
    const left = pack.parameters[key] as Parameter
    return [key, { ...left, values: [{ from, to, value, printed: '' }] }] as const
  })
  return { ...pack, parameters: { ...pack.parameters, ...Object.fromEntries(values) } }
}

/** A line of the pack that does not hold in this term, or no line of it at all. */
const absent = (pack: Pack, line: string): WorkedOutcome | string => (pack.lines.some(l => l.id === line) ? { notInForce: '' } : 'no such line')

/** What the pack makes of the case, and what the case expects, line by line, comparable with `toEqual`. */
export const workCase = (pack: Pack, c: WorkedCase): Readonly<{ got: unknown; expected: unknown }> => {
  const expected = Object.fromEntries(Object.entries(c.expect).map(([line, e]) => [line, withoutReasons(e)]))
  const whole = withEntered(pack, c.entered ?? {})
  if (typeof whole === 'string') return { got: whole, expected }
  const settled = policyFor(whole, term(c.term), {
    ...(c.readings === undefined ? {} : { readings: c.readings }),
    ...(c.subject === undefined ? {} : { subject: c.subject }),
  })
  if (!settled.ok) return { got: settled.problem.code, expected }
  const policy = settled.value
  // A standard that only compares is worked by hand like any line, though it pays nobody.
  const outcomes = new Map([policy, standardsPolicy(policy)].flatMap(of => decide(of, factsOfCase(c), c.decisions)).map(o => [o.line, o]))
  const got = Object.keys(c.expect).map(line => {
    const outcome = outcomes.get(line)
    return [line, outcome === undefined ? absent(whole, line) : asWorked(policy, outcome)] as const
  })
  const delivered = Object.keys(c.delivered ?? {}).map(line => [wayOf(line), forms[outcomes.get(line)?.form as Form] ?? notPaid] as const)
  const funds = Object.keys(c.funds ?? {}).map(line => [fundsOf(line), borneBy(policy, c, outcomes.get(line))] as const)
  return {
    got: Object.fromEntries([...got, ...delivered, ...funds]),
    expected: {
      ...expected,
      ...Object.fromEntries(Object.entries(c.delivered ?? {}).map(([line, form]) => [wayOf(line), form])),
      ...Object.fromEntries(Object.entries(c.funds ?? {}).map(([line, parts]) => [fundsOf(line), parts])),
    },
  }
}

const wayOf = (line: string): string => `${line} 方式`
const fundsOf = (line: string): string => `${line} 由谁出`
const notPaid = '不发'

/** Which funds bear what of a line's sum; words where there is nothing to bear. */
const borneBy = (policy: Policy, c: WorkedCase, outcome: Outcome | undefined): unknown => {
  if (outcome === undefined || outcome.amountFen === null) return notPaid
  const funding = policy.bundle.find(a => a.line.id === outcome.line)?.line.funding ?? null
  if (funding === null) return '文件未写'
  const parts = fundParts(funding, outcome.amountFen, scopeFor(policy, factsOfCase(c), c.decisions))
  return Object.fromEntries(parts.map(p => [p.name, plainYuan(p.fen)]))
}

/** Register IDs as they stand in running text. */
const registerId = /(?<![A-Z])[A-Z]+-[A-Z]?\d+(?:\.\d+)*[a-z]*(?:\.\d+[a-z]*)*(?:\.R\d+)?|O-\d\d/g

/**
 * What is wrong with a table of cases itself: the same title or question twice, an ID that is not in the register, a sum
 * that the arithmetic does not name, a fact outside its range, a fact said to be missing that the case states.
 */
export const faultsOfCases = (cases: readonly WorkedCase[], register: ReadonlySet<string>): readonly string[] => {
  const questions = cases.map(c =>
    JSON.stringify([c.subject ?? 'student', c.term, c.readings ?? {}, c.entered ?? {}, c.decisions ?? {}, c.rest, Object.entries(c.facts).toSorted()]),
  )
  return cases.flatMap((c, i) => [
    ...(cases.findIndex(other => other.title === c.title) < i ? [`${c.title}：标题重复`] : []),
    ...(questions.indexOf(questions[i] as string) < i ? [`${c.title}：与“${cases[questions.indexOf(questions[i] as string)]?.title}”问的是同一件事`] : []),
    ...((c.clause.match(registerId) ?? []).length === 0 ? [`${c.title}：没有写依据`] : []),
    ...(c.clause.match(registerId) ?? []).filter(id => !register.has(id)).map(id => `${c.title}：${id} 不在登记册里`),
    ...Object.values(c.expect).flatMap(e => ('due' in e && e.due !== null ? unnamedSum(c, e.due) : [])),
    ...Object.values(c.delivered ?? {})
      .filter(word => !Object.values(forms).includes(word))
      .map(word => `${c.title}：没有“${word}”这种发放方式`),
    ...Object.entries(c.funds ?? {}).flatMap(([line, parts]) => fundFaults(c, line, Object.values(parts))),
    ...Object.entries(c.facts).flatMap(([key, value]) => outOfRange(c, key as FactKey, value)),
    ...Object.values(c.expect).flatMap(e =>
      'missing' in e ? e.missing.filter(key => factsOfCase(c)[key] !== null).map(key => `${c.title}：${key} 已经知道，不会缺`) : [],
    ),
  ])
}

const unnamedSum = (c: WorkedCase, sum: string): readonly string[] => {
  if (plainYuan(yuan(sum).fen) !== sum) return [`${c.title}：${sum} 应写成两位小数`]
  const whole = sum.replace(/\.00$/, '').replace('.', '\\.')
  return new RegExp(`(?<![\\d.])${whole}(?!\\d)`).test(c.arithmetic) ? [] : [`${c.title}：算式里没有 ${sum}`]
}

const fundFaults = (c: WorkedCase, line: string, parts: readonly string[]): readonly string[] => {
  const e = c.expect[line]
  if (e === undefined || !('due' in e) || e.due === null) return [`${c.title}：${line} 写了由谁出，没有写应发多少`]
  const together = parts.reduce((fen, part) => fen + yuan(part).fen, 0)
  return [
    ...parts.flatMap(part => unnamedSum(c, part)),
    ...(plainYuan(together) === e.due ? [] : [`${c.title}：${line} 各方合计 ${plainYuan(together)}，应发 ${e.due}`]),
  ]
}

const outOfRange = (c: WorkedCase, key: FactKey, value: unknown): readonly string[] => {
  if (value === null) return []
  if (!Object.hasOwn(dictionary, key)) return [`${c.title}：没有 ${key} 这个事实`]
  const t = factOf(key).type
  const sound =
    t.kind === 'yes-no'
      ? typeof value === 'boolean'
      : t.kind === 'count'
        ? Number.isInteger(value) && Number(value) >= t.min && Number(value) <= t.max
        : t.kind === 'money'
          ? Number.isInteger(value) && Number(value) >= t.minFen && Number(value) <= t.maxFen
          : typeof value === 'string'
  return sound ? [] : [`${c.title}：${key} = ${String(value)} 不在字典的范围里`]
}

/** Lines that no case finds due, not due, or waiting for a fact: `CJ-T6.R1 due`. */
export const linesNotWorked = (pack: Pick<Pack, 'lines'>, cases: readonly WorkedCase[]): readonly string[] => {
  const how = (e: WorkedOutcome): string => ('due' in e ? 'due' : 'not' in e ? 'not' : 'missing' in e ? 'missing' : '')
  const found = new Set(cases.flatMap(c => Object.entries(c.expect).map(([line, e]) => `${line} ${how(e)}`)))
  return pack.lines.flatMap(l => ['due', 'not', 'missing'].map(each => `${l.id} ${each}`)).filter(each => !found.has(each))
}

/** Readings other than the pack's own that no case takes: `O-13 by-classes`. */
export const readingsNotWorked = (pack: Pick<Pack, 'readings'>, cases: readonly WorkedCase[]): readonly string[] => {
  const worked = new Set(cases.flatMap(c => Object.entries(c.readings ?? {}).map(([id, option]) => `${id} ${option}`)))
  return Object.entries(pack.readings)
    .flatMap(([id, r]) => Object.keys(r.options).flatMap(option => (option === r.default ? [] : [`${id} ${option}`])))
    .filter(each => !worked.has(each))
}

/** Every register ID that a pack rests on, its county matters among them. */
export const idsCited = (pack: Pack): readonly string[] => {
  const c = pack.county ?? nothingBeside
  const matters = [c.organisations, c.posts, c.designations, c.settings, c.documents, c.tasks, c.ledgers, c.rosters, c.papers, c.checks]
  return [
    ...pack.lines.map(l => l.id),
    ...Object.values(pack.clauses).map(clause => clause.register),
    ...Object.keys(pack.readings),
    ...matters.flatMap(list => list.map(m => m.register)),
    ...c.figures.map(f => f.id),
    ...pack.notEncoded.map(n => n.register),
  ]
}
