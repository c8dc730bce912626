import type { FactValues } from '@yingjin/facts'
import { inYuan, onPaper, periodOnPaper } from '@yingjin/kernel'
import {
  type Decision,
  deliveryText,
  documentTitle,
  forms,
  evaluate,
  explain,
  factLabel,
  inSentences,
  isOfOtherStage,
  noticesFor,
  type Policy,
} from '@yingjin/policy'

/** One thing the child is due, may be due, or what a person decides, as a family reads it. */
export type Told = Readonly<{
  line: string
  title: string
  sum: string
  per: string | null
  how: string
  sentences: readonly string[]
  paper: string
  missing: readonly string[]
}>

export type Result = Readonly<{
  due: readonly Told[]
  /** A person decides, by the paper. */
  decided: readonly Told[]
  /** Something is not known that it depends on. */
  open: readonly Told[]
  /** Looked at and not due, with the reasons. */
  notDue: readonly Told[]
  notices: readonly string[]
}>

const told = (d: Decision): Told => {
  const { document, clause } = d.info
  return {
    line: d.line,
    title: d.info.title,
    // What has no sum is still a thing one gets: 免收, 发放实物.
    sum: d.amountFen === null ? (d.delivery === null ? '' : forms[d.delivery.form]) : `${inYuan(d.amountFen)} 元`,
    per: d.amountFen === null ? null : periodOnPaper(d.info.per),
    how: deliveryText(d),
    sentences: inSentences(explain(d)),
    paper: `${documentTitle(document)}${clause.article}，${onPaper(document.inForce[0])}起执行`,
    missing: [...d.missingFacts.map(factLabel), ...d.notEntered, ...d.missingLists],
  }
}

/** What the papers of the county say of this child. What another stage gets is not told. */
export const resultOf = (policy: Policy, facts: FactValues): Result => {
  const here = evaluate(policy, facts).filter(d => !isOfOtherStage(policy, d.failed))
  const of = (...states: readonly Decision['state'][]): readonly Told[] => here.filter(({ state }) => states.includes(state)).map(told)
  return {
    due: of('due'),
    decided: of('decide'),
    open: of('undetermined', 'not-entered'),
    notDue: of('not-due'),
    notices: noticesFor(policy, facts).map(({ text }) => text),
  }
}
