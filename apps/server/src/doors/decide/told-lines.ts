import { facts as dictionary, type FactKey } from '@yingjin/facts'
import { inYuan, type Period, periodOnPaper } from '@yingjin/kernel'
import {
  aidItemWord,
  type Decision,
  decideText,
  type Difference,
  differencesFor,
  differenceText,
  documentTitle,
  evaluate,
  everyNode,
  explain,
  factLabel,
  type Finding,
  forms,
  fundLevels,
  inSentences,
  noticesFor,
  isOfOtherStage,
  linesNotInForce,
  type Outcome,
  type Policy,
  type State,
} from '@yingjin/policy'
import type { Subject } from './read-subject.ts'

/** The states in the words of the results. */
export const stateWords: Readonly<Record<State, string>> = {
  due: '应享',
  'not-due': '不享受',
  undetermined: '待定（缺信息）',
  'not-entered': '待定（数字未录入）',
  decide: '需人工判断',
}

/** Yuan as text, two decimals, no grouping: what a program reads back. */
const yuanText = (fen: number | null): string | null => (fen === null ? null : inYuan(fen).replaceAll(',', ''))
const sum = (o: Pick<Outcome, 'state' | 'amountFen' | 'form'>) => ({
  state: o.state,
  state_word: stateWords[o.state],
  amount_yuan: yuanText(o.amountFen),
  amount_fen: o.amountFen,
})

const missing = (facts: readonly FactKey[]) => facts.map(fact => ({ fact, label: factLabel(fact), asks: dictionary[fact].asks }))

/** The findings that `explain` speaks of, in its order. */
const shownFindings = (d: Decision): readonly Finding[] =>
  isOfOtherStage(d.policy, d.failed) ? d.findings.slice(0, 1) : d.findings.filter(f => !f.quiet || f.value !== 'yes')

const questionsFor = (policy: Policy, line: string): readonly string[] => {
  const assembled = policy.bundle.find(a => a.line.id === line)
  const nodes = assembled === undefined ? [] : everyNode([assembled.due, assembled.amount])
  return [...new Set(nodes.flatMap(n => ((n.kind === 'human-decision' || n.kind === 'person-sets-amount') && n.line === line ? [n.question] : [])))]
}

const difference = (d: Difference) => ({
  item: d.item,
  item_word: aidItemWord(d.item),
  standard: d.standard.id,
  own_yuan: yuanText(d.ownFen),
  least_yuan: yuanText(d.least),
  greatest_yuan: yuanText(d.greatest),
  own_fen: d.ownFen,
  least_fen: d.least,
  greatest_fen: d.greatest,
  says: differenceText(d),
})

/** One line as a result: what it comes to, with all its reasons, in plain data. */
const toldLine = (policy: Policy, d: Decision, differences: readonly Difference[]) => {
  const told = explain(d)
  const found = shownFindings(d)
  const per: Period = d.info.per
  return {
    line: d.line,
    title: d.info.title,
    item: d.info.item,
    ...sum(d),
    per,
    per_word: periodOnPaper(per),
    amount_means: d.info.amountMeans,
    form: d.delivery?.form ?? null,
    form_word: d.delivery === null ? null : forms[d.delivery.form],
    payee: d.delivery?.payee ?? null,
    forbidden_forms: d.info.forbidden,
    funds: d.funds.map(f => ({ fund: f.name, level: f.level, level_word: fundLevels[f.level], amount_yuan: yuanText(f.fen), amount_fen: f.fen })),
    document: documentTitle(d.info.document),
    clause: { id: d.info.clauseKey, article: d.info.clause.article, text: d.info.clause.text },
    reasons: told.reasons.map((r, i) => ({ mark: r.mark, text: r.text, article: r.clause, clause: found[i]?.clause ?? null })),
    arithmetic: told.arithmetic,
    missing: missing(d.missingFacts),
    missing_lists: d.missingLists,
    not_entered: d.notEntered,
    to_decide:
      d.state !== 'decide'
        ? null
        : {
            why: decideText(d.info, d.grounds),
            asks: questionsFor(policy, d.line),
            least_yuan: yuanText(d.info.toSet?.leastFen ?? null),
            greatest_yuan: yuanText(d.info.toSet?.greatestFen ?? null),
            least_fen: d.info.toSet?.leastFen ?? null,
            greatest_fen: d.info.toSet?.greatestFen ?? null,
          },
    would_need: d.would === null ? null : { conditions: d.would.conditions, ...sum(d.would.then) },
    readings: d.readings.map(r => {
      const options = d.info.readings.find(i => i.id === r.id)
      return {
        reading: r.id,
        question: options?.question ?? '',
        option: policy.settings.reading(r.id),
        taken: r.taken,
        others: r.others.map((o, i) => ({ option: options?.others[i]?.option ?? '', reads: o.text, ...sum(o.outcome) })),
      }
    }),
    differences: differences.filter(x => x.item === d.info.item).map(difference),
    sentences: inSentences(told),
  }
}

/**
 * All that a policy says of one subject. Lines of other stages are named, not told at length: their one reason is the
 * stage.
 */
export const toldLines = (policy: Policy, subject: Subject) => {
  const decided = evaluate(policy, subject.facts, subject.decisions, subject.related)
  const differences = differencesFor(policy, subject.facts, subject.decisions)
  const elsewhere = decided.filter(d => isOfOtherStage(policy, d.failed))
  return {
    lines: decided.filter(d => !elsewhere.includes(d)).map(d => toldLine(policy, d, differences)),
    not_in_force: linesNotInForce(policy.pack, policy.term, policy.subject).map(({ line, title, says }) => ({ line, title, says })),
    of_other_stages: elsewhere.map(d => d.line),
    differences: differences.map(difference),
    notices: noticesFor(policy, subject.facts, subject.decisions),
    facts_not_asked: subject.given.filter(k => !policy.facts.includes(k)).map(k => ({ fact: k, label: factLabel(k) })),
  }
}
