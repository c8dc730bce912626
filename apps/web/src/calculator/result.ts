import type { FactValues } from '@yingjin/facts'
import { inYuan, onPaper, periodOnPaper, type PlainDate } from '@yingjin/kernel'
import {
  type Decision,
  documentTitle,
  forms,
  evaluate,
  explain,
  factLabel,
  type Form,
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
  /** When, as the paper says it; null where it does not. */
  when: string | null
  /** Of which category named by the paper the child is one: whoever applies shows that it is so. */
  proves: readonly string[]
  /** What would be due if more of the conditions held. */
  would: readonly string[]
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
  /** The last day of the paper of the place. */
  until: PlainDate
}>

/** How it comes, in the words of a family. */
const comes: Readonly<Record<Form, string>> = {
  'to-person-cash': '打到学生或监护人本人的银行卡（社会保障卡），不经别人的卡',
  'to-school': '拨给学校，用在孩子身上，不用自己领',
  waiver: '报到时直接免收，不用先交',
  'in-kind': '由学校发到孩子手里，不收钱',
  loan: '贷款，要申请，毕业后还',
  interest: '替贷款付利息，不用自己领',
  'to-person-from-college': '由就读的高校发给学生本人',
  'set-aside': '由学校从事业收入里安排，问学校怎样减免或补助',
  'without-amount': '一项照顾，不发钱',
}

/** A paper that does not say when says so in these words. */
const unsaid = /^(文件未写|长期)|（标准文件未写）/

const told = (d: Decision): Told => {
  const { document, clause } = d.info
  const line = d.policy.bundle.find(each => each.line.id === d.line)?.line
  const explained = explain(d)
  return {
    line: d.line,
    title: d.info.title,
    // What has no sum is still a thing one gets: 免收, 发放实物.
    sum: d.amountFen === null ? (d.delivery === null ? '' : forms[d.delivery.form]) : `${inYuan(d.amountFen)} 元`,
    per: d.amountFen === null ? null : periodOnPaper(d.info.per),
    how: d.delivery === null ? '' : comes[d.delivery.form],
    // What would change the answer stands in a part of its own.
    sentences: inSentences({ ...explained, would: [] }),
    when: line === undefined || unsaid.test(line.period) ? null : line.period,
    proves: line === undefined || line.persons === 'everyone' ? [] : d.groups.filter(({ value }) => value === 'yes').map(({ name }) => name),
    would: explained.would.filter(said => said.startsWith('如果')),
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
    until: policy.pack.document.inForce[1],
  }
}
