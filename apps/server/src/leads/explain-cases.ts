import { choiceCodes, choiceWord, type FactKey, factOf, type FactValues } from '@yingjin/facts'
import { kindsEstablishing } from '@yingjin/determination'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { explainResults, type LeadsProblem, type ResultState, supposeResults } from '@yingjin/domain/leads'
import { done, problem, refused, type Tri } from '@yingjin/kernel'
import {
  type Decision,
  deliveryText,
  documentTitle,
  evaluate,
  explain,
  factsIn,
  factWordOn,
  isOfOtherStage,
  lapsedTexts,
  linesNotInForce,
  noticesFor,
  type Policy,
  valueWord,
} from '@yingjin/policy'
import { questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { namedChildren } from '../registry/index.ts'
import type { AskKeptRun, DecidedChild } from './kept-child.ts'
import { type Chosen, chosen } from './result-cases.ts'
import { ask } from './statement.ts'

const fenOf = (fen: number | bigint | null): string | null => (fen === null ? null : String(fen))

/** What the run published of a child, line by line. */
type Published = Readonly<{ person_no: bigint; line: string; state: ResultState; amount_fen: bigint | null }>
type Rows = readonly Readonly<{ roster: string; fileDigest: string; sheet: string; row: number; nth: number }>[]
type Seen = Readonly<{ run: Chosen; published: readonly Published[]; child: DecidedChild }>

const closedTo = {
  ground: '依据里写有困难类别，您的职责看不到。可以请资助中心或学校资助经办人打开、打印。',
  unseen: '这次运行没有这名儿童的核定，或者依据里写有困难类别、您的职责看不到。需要时请资助中心打开。',
  noRoll: '这次运行没有这名儿童的在学记录，所以没有可以核定的资助项目。请看“线索”里有没有“未入学”。',
  several: '这次运行把几个人的名册行认作这名儿童，没有一份可以单独解释的核定。请先在“待决问题”里答“是不是同一个人”。',
} as const

/**
 * What the run knew of a child, for whoever reaches its results and why; or the sentence that says why it is closed. The
 * database decides both: by the row of a result and of its reason, and where the child has none, by the person.
 */
const seenOf = async (tx: Tx, division: string, run: Chosen, personId: string, askKept: AskKeptRun): Promise<Seen | string> => {
  const published = await ask<Published & Readonly<{ grounded: boolean }>>(
    tx,
    `select r.person_no, r.line, r.state, r.amount_fen,
       exists (select from leads.result_ground g where g.division = r.division and g.run_id = r.run_id and g.person_no = r.person_no and g.line = r.line) as grounded
     from leads.result_line r where r.division = $1 and r.run_id = $2 and r.person_id = $3 order by r.person_no, r.line`,
    division,
    run.run_id,
    personId,
  )
  if (published.some(({ grounded }) => !grounded)) return closedTo.ground
  const numbers = new Set(published.map(({ person_no }) => person_no))
  if (numbers.size > 1) return closedTo.several
  const [no] = numbers
  const rows = no === undefined ? await rowsBehind(tx, division, personId) : []
  if (no === undefined && rows.length === 0) return closedTo.unseen
  const child = await askKept({ division, term: run.term, run: run.run, no: no === undefined ? null : Number(no), rows })
  return typeof child === 'string' ? child : { run, published, child }
}

const rowsBehind = async (tx: Tx, division: string, personId: string): Promise<Rows> =>
  (
    await ask<Readonly<{ roster: string; file_digest: string; sheet: string; sheet_row: number; nth: bigint }>>(
      tx,
      `select roster, file_digest, sheet, sheet_row, nth from leads.rows_behind($1, $2)`,
      division,
      personId,
    )
  ).map(({ file_digest, sheet_row, nth, ...row }) => ({ ...row, fileDigest: file_digest, row: sheet_row, nth: Number(nth) }))

const inOrder: readonly Decision['state'][] = ['due', 'decide', 'undetermined', 'not-entered', 'not-due']
const byState = (a: Decision, b: Decision): number => inOrder.indexOf(a.state) - inOrder.indexOf(b.state)
const stateOf = (state: Decision['state']): ResultState => state

/** The facts that each told condition looks at: of the persons a clause is for, those that made it so, else those asked for. */
const factsOfReasons = (policy: Policy, decision: Decision): readonly (readonly FactKey[])[] => {
  const assembled = policy.bundle.find(({ line }) => line.id === decision.line)
  if (assembled === undefined) return []
  const { persons } = assembled.line
  const groups = persons === 'everyone' ? [] : [...persons.grounds, ...persons.etcetera]
  return decision.findings.flatMap((finding, at) => {
    if (finding.quiet && finding.value === 'yes') return []
    const when = assembled.criteria[at]?.when
    if (finding.origin !== 'persons') return [when === undefined ? [] : [...factsIn([when])]]
    const met = decision.groups.filter(({ value }) => value === (finding.value === 'yes' ? 'yes' : 'unknown')).map(({ name }) => name)
    return [[...factsIn(groups.filter(({ name }) => met.includes(name)).map(group => group.when))]]
  })
}

const markOf: Readonly<Record<string, Tri>> = { '✓': 'yes', '✗': 'no', '？': 'unknown' }

const tell = (policy: Policy, decision: Decision, published: readonly Published[]) => {
  const told = explain(decision)
  const looked = factsOfReasons(policy, decision)
  const clauses = decision.findings.filter(({ quiet, value }) => !quiet || value !== 'yes').map(({ clause }) => policy.pack.clauses[clause]?.text ?? '')
  const stood = published.find(({ line }) => line === decision.line)
  return {
    line: decision.line,
    title: decision.info.title,
    state: stateOf(decision.state),
    amountFen: fenOf(decision.amountFen),
    headline: told.headline,
    document: documentTitle(decision.info.document),
    clause: decision.info.clause.article,
    reasons: told.reasons.map(({ mark, text, clause }, at) => ({
      is: markOf[mark] ?? 'unknown',
      text,
      clause,
      clauseText: clauses[at] ?? '',
      facts: [...(looked[at] ?? [])],
    })),
    arithmetic: told.arithmetic,
    funds: [...told.funds],
    would: [...told.would],
    readings: [...told.readings],
    payee: deliveryText(decision),
    asPublished:
      stood === undefined
        ? decision.state === 'not-due'
          ? null
          : false
        : stood.state === decision.state && fenOf(stood.amount_fen) === fenOf(decision.amountFen),
  }
}

const wordOf = (key: FactKey, value: FactValues[FactKey]): string | null => (value === null ? null : valueWord(value, factOf(key).type))

const listed = (kinds: readonly RosterKindId[]): string => kinds.map(kind => `“${rosterKinds[kind].name}”`).join('、')

/** On what a fact stands that no row of a roster says: the silence of lists that would name the child, or none at all. */
const withoutRow = (key: FactKey, value: FactValues[FactKey]): string => {
  const silent = value === false ? kindsEstablishing(key) : []
  if (silent.length > 0) return `收到的${listed(silent)}里没有这名儿童`
  if (key === 'other_hardship' && value === false) return '没有学校认定的记录，按没有认定算'
  return '没有哪份名册的行写着它，由办公室登记的变动或别的情况得出'
}

/** What the run knew, of the facts that the told aids look at: known first, each with the rows that say it. */
const factsTold = ({ policy, evidence }: DecidedChild, facts: FactValues, asked: ReadonlySet<string>) => {
  const rowsOf = (key: FactKey) =>
    evidence
      .filter(({ fact }) => fact === key)
      .map(each => ({
        roster: rosterKinds[each.roster].name,
        place: each.file === null ? null : `${each.file}〔${each.sheet}〕第${each.row}行`,
        says: each.says,
      }))
  return policy.facts
    .filter(key => asked.has(key))
    .map(key => {
      const rows = rowsOf(key)
      return {
        fact: key,
        label: factWordOn(policy.pack, undefined, key),
        asks: factOf(key).asks,
        value: wordOf(key, facts[key]),
        rows,
        without: facts[key] === null || rows.length > 0 ? null : withoutRow(key, facts[key]),
      }
    })
    .toSorted((a, b) => Number(a.value === null) - Number(b.value === null))
}

const explanationOf = ({ published, child }: Seen, facts: FactValues, only: string | undefined) => {
  const { policy, decisions, sameRules } = child
  const decided = evaluate(policy, facts, decisions).filter(d => !isOfOtherStage(policy, d.failed) && (only === undefined || d.line === only))
  const lines = decided.toSorted(byState).map(decision => tell(policy, decision, published))
  const asked = new Set(lines.flatMap(({ reasons }) => reasons.flatMap(reason => reason.facts)))
  const ofStage = linesNotInForce(policy.pack, policy.term).filter(({ stages }) => facts.stage !== null && stages.some(stage => stage === facts.stage))
  return {
    lines,
    facts: factsTold(child, facts, asked),
    notices: [
      ...(sameRules ? [] : ['政策包在这次运行以后改过：下面按现在的政策包解释，结果与发布时不同的项目已标明。']),
      ...(only === undefined
        ? [...noticesFor(policy, facts, decisions).map(({ text }) => text), ...ofStage.map(({ says }) => says), ...lapsedTexts(policy.pack.lapsed, policy.term)]
        : []),
    ],
  }
}

/** The kinds of fact a person may suppose, with what may be chosen. */
const supposable = (policy: Policy, facts: FactValues) =>
  policy.facts.map(key => {
    const { type } = factOf(key)
    return {
      fact: key,
      label: factWordOn(policy.pack, undefined, key),
      kind: type.kind,
      unit: type.kind === 'count' ? type.unit : type.kind === 'money' ? '元' : null,
      options: type.kind === 'choice' ? choiceCodes(type.of).map(value => ({ value, word: choiceWord(type.of, value) })) : [],
      known: facts[key],
    }
  })

/** Whether a value may stand for a fact: its kind, and within its range. */
const mayStand = (key: FactKey, value: boolean | number | string | null): boolean => {
  if (value === null) return true
  const { type } = factOf(key)
  switch (type.kind) {
    case 'yes-no':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && (choiceCodes(type.of) as readonly string[]).includes(value)
    case 'count':
      return typeof value === 'number' && value >= type.min && value <= type.max
    case 'money':
      return typeof value === 'number' && value >= type.minFen && value <= type.maxFen
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && value >= type.min && value <= type.max
    case 'code':
      return typeof value === 'string' && /^[0-9A-Z]{1,20}$/.test(value)
  }
}

/** Explanations from the kept run; `askKept` opens it. */
export const explainCases = (askKept: AskKeptRun) => {
  const explained = questionCase(explainResults, async ({ personId, line, runId }, { tx, actor: { division } }) => {
    const run = await chosen(tx, division, runId)
    const child = (await namedChildren(tx, division, [BigInt(personId)])).get(BigInt(personId)) ?? null
    if (run === null) return done({ runId: null, run: null, term: null, referenceDate: null, personId, child, closed: null, explanation: null })
    const of = { runId: String(run.run_id), run: run.run, term: run.term, referenceDate: run.reference_date, personId, child }
    const seen = await seenOf(tx, division, run, personId, askKept)
    if (typeof seen === 'string') return done({ ...of, closed: seen, explanation: null })
    const { facts } = seen.child
    return done(facts === null ? { ...of, closed: closedTo.noRoll, explanation: null } : { ...of, closed: null, explanation: explanationOf(seen, facts, line) })
  })
  const suppose = questionCase(supposeResults, async ({ personId, runId, facts: given }, { tx, actor: { division } }) => {
    const run = await chosen(tx, division, runId)
    if (run === null) return done({ runId: null, closed: null, facts: [], lines: [] })
    const seen = await seenOf(tx, division, run, personId, askKept)
    const closed = typeof seen === 'string' ? seen : seen.child.facts === null ? closedTo.noRoll : null
    if (typeof seen === 'string' || seen.child.facts === null) return done({ runId: String(run.run_id), closed, facts: [], lines: [] })
    const { policy, facts, decisions } = seen.child
    const asked = Object.entries(given)
    const wrong = asked.filter(([key, value]) => !policy.facts.includes(key as FactKey) || !mayStand(key as FactKey, value)).map(([key]) => key)
    if (wrong.length > 0) return refused<LeadsProblem>(problem('leads/not-supposable', { facts: wrong.map(key => labelOf(policy, key)) }))
    const otherwise = { ...facts, ...given } as FactValues
    const was = new Map(evaluate(policy, facts, decisions).map(decision => [decision.line, decision]))
    return done({
      runId: String(run.run_id),
      closed: null,
      facts: supposable(policy, facts),
      lines: evaluate(policy, otherwise, decisions).flatMap(now => {
        const then = was.get(now.line)
        if (then === undefined || (isOfOtherStage(policy, now.failed) && isOfOtherStage(policy, then.failed))) return []
        const side = (decision: Decision) => ({ state: stateOf(decision.state), amountFen: fenOf(decision.amountFen), says: explain(decision).headline })
        return [
          {
            line: now.line,
            title: now.info.title,
            was: side(then),
            is: side(now),
            differs: then.state !== now.state || then.amountFen !== now.amountFen || then.form !== now.form,
          },
        ]
      }),
    })
  })
  return { explain: explained, suppose } as const
}

const labelOf = (policy: Policy, key: string): string => (policy.facts.includes(key as FactKey) ? factWordOn(policy.pack, undefined, key as FactKey) : key)
