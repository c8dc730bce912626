import {
  askedStateWords,
  loanWords,
  askedOf,
  identityAskWords,
  leadChangeWords,
  type LeadMove,
  leadMoveWords,
  leadStandingWords,
  leadStateWords,
  openKinds,
  presenceWords,
  type Proof,
  proofs,
  questionMatters,
  questionPresenceWords,
  questionStateWords,
  resultChangeWords,
  resultStageWords,
  resultStateWords,
  takeIdentityQuestions,
  takeLeadChangeList,
  takeLeadLedger,
  takeQuestionList,
  takeResultChangeList,
  takeResultList,
  takeWaitingChildren,
  waitsWord,
} from '@yingjin/domain/leads'
import { done, inYuan, type PlainDate, type Problem, type Result } from '@yingjin/kernel'
import { withoutMarks } from '@yingjin/policy'
import type { z } from 'zod'
import { formWord } from '../batch/deliver/words.ts'
import { type QuestionScene, takeListCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { maskedNumbersOf, type NamedChild, namedChildren } from '../registry/index.ts'
import type { LeadsParts } from './evidence-cases.ts'
import { partOfLeadChanges } from './lead-change-cases.ts'
import { partOfLeads } from './lead-cases.ts'
import { accountNames, placeConditions } from './names.ts'
import { partOfQuestions } from './question-cases.ts'
import { partOfChanges, partOfIdentityQuestions, partOfResults } from './result-cases.ts'
import { runCondition } from './run-on-paper.ts'
import { ask } from './statement.ts'
import { count, date, money, text } from './taken-columns.ts'
import { takeSumCases } from './take-sums.ts'
import { partOfWaitingChildren, wordOf } from './waiting-children.ts'

const serial = <Row>(): WorkbookColumn<Row> => count<Row>('序号', 4, (_, index) => index + 1)

/** The columns by which everybody finds a child on a list; empty where the reader's duty does not show persons. */
const ofChild = <Row extends Readonly<{ child: NamedChild | null }>>(): readonly WorkbookColumn<Row>[] => [
  text('姓名', 6, ({ child }) => child?.name ?? null),
  text('学校', 13, ({ child }) => child?.school ?? null),
  text('班级', 8, ({ child }) => child?.className ?? null),
  text('乡镇', 7, ({ child }) => child?.township ?? null),
]

/** A row of what a part of a list gives. */
type RowOf<Part extends (...of: never[]) => Promise<Result<Readonly<{ rows: readonly unknown[] }>, Problem>>> = Extract<
  Awaited<ReturnType<Part>>,
  Readonly<{ ok: true }>
>['value']['rows'][number]

type DoneWithLead = Readonly<{ lead_id: bigint; act_id: bigint; move: LeadMove; says: string | null; proof: Proof | null }>

/** The last thing that was done with each lead, and the day. */
const lastActs = async (
  tx: Tx,
  division: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, DoneWithLead & Readonly<{ on: PlainDate | null }>>> => {
  const acts = await ask<DoneWithLead>(
    tx,
    `select distinct on (lead_id) lead_id, act_id, move, says, proof from leads.lead_act where division = $1 and lead_id = any ($2::bigint[]) order by lead_id, act_id desc, move`,
    division,
    leadIds,
  )
  const days = await ask<{ act_id: bigint; happened_on: PlainDate }>(
    tx,
    `select act_id, happened_on from leads.days_of_acts($1::bigint[])`,
    acts.map(({ act_id }) => String(act_id)),
  )
  const dayOf = new Map(days.map(({ act_id, happened_on }) => [act_id, happened_on]))
  return new Map(acts.map(act => [String(act.lead_id), { ...act, on: dayOf.get(act.act_id) ?? null }]))
}

/** What was last said of how it was looked into, and by which proof it is to be closed, or was. */
const foundOut = async (tx: Tx, division: string, leadIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<{ says: string | null; proof: Proof }>>> =>
  new Map(
    (
      await ask<{ lead_id: bigint; says: string | null; proof: Proof }>(
        tx,
        `select distinct on (lead_id) lead_id, says, proof from leads.lead_act where division = $1 and lead_id = any ($2::bigint[]) and proof is not null
         order by lead_id, act_id desc, move`,
        division,
        leadIds,
      )
    ).map(row => [String(row.lead_id), row]),
  )

const aboutLeads = async (tx: Tx, division: string, leadIds: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (
      await ask<{ lead_id: bigint; says: string }>(
        tx,
        `select lead_id, says from leads.lead_about where division = $1 and lead_id = any ($2::bigint[]) and ended_act is null`,
        division,
        leadIds,
      )
    ).map(({ lead_id, says }) => [String(lead_id), says]),
  )

const saidOf = ({ move, says, proof, on }: DoneWithLead & Readonly<{ on: PlainDate | null }>): string =>
  [on, leadMoveWords[move], proof === null ? null : `（${proofs[proof]}）`, says === null ? null : `：${says}`].filter(each => each !== null).join('')

const ownerCondition = async (
  tx: Tx,
  { ownerAccountId, withoutOwner }: Readonly<{ ownerAccountId?: string | undefined; withoutOwner?: boolean | undefined }>,
) => {
  const names = ownerAccountId === undefined ? null : await accountNames(tx, [BigInt(ownerAccountId)])
  return [
    ...(names === null ? [] : [`责任人：${names.get(BigInt(ownerAccountId ?? 0)) ?? ownerAccountId}`]),
    ...(withoutOwner === undefined ? [] : [withoutOwner ? '还没有责任人' : '已有责任人']),
  ]
}

/** Masked, as on screen: whole numbers are opened one at a time and for a reason. */
const maskedIds = async (
  { fieldsOf }: LeadsParts,
  { tx, actor: { division } }: QuestionScene,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const numbers = await maskedNumbersOf(
    tx,
    fieldsOf(division),
    division,
    personIds.map(id => BigInt(id)),
  )
  return new Map(
    [...numbers].map(([person, of]) => [
      String(person),
      [...new Set(of.filter(({ kind }) => kind === 'resident-id' || kind === 'permit').map(({ masked }) => masked))].join('、'),
    ]),
  )
}

const childrenOf = async ({ tx, actor: { division } }: QuestionScene, rows: readonly Readonly<{ personId: string | null }>[]) => {
  const children = await namedChildren(
    tx,
    division,
    rows.flatMap(({ personId }) => (personId === null ? [] : [BigInt(personId)])),
  )
  return (personId: string | null): NamedChild | null => (personId === null ? null : (children.get(BigInt(personId)) ?? null))
}

const lineTitle = async (tx: Tx, division: string, line: string): Promise<string> => {
  const [row] = await ask<{ title: string }>(
    tx,
    `select title from leads.line_in_run where division = $1 and line = $2 order by run_id desc limit 1`,
    division,
    line,
  )
  return row?.title ?? line
}

const partOfLedger =
  (parts: LeadsParts) => async (order: z.output<typeof takeLeadLedger.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
    const { tx, actor, today } = scene
    const part = await partOfLeads({ ...order, after, limit }, scene)
    if (!part.ok) return part
    const { total, leads, next } = part.value
    const ids = await maskedIds(
      parts,
      scene,
      leads.map(({ personId }) => personId),
    )
    const leadIds = leads.map(({ leadId }) => leadId)
    const acts = await lastActs(tx, actor.division, leadIds)
    const about = await aboutLeads(tx, actor.division, leadIds)
    const found = await foundOut(tx, actor.division, leadIds)
    const rows = leads.map(lead => {
      const last = acts.get(lead.leadId)
      return {
        ...lead,
        ids: lead.child === null ? null : (ids.get(lead.personId) ?? null),
        overdue: lead.state !== 'closed' && lead.dueOn < today,
        last: last === undefined ? null : saidOf(last),
        about: about.get(lead.leadId) ?? null,
        // Of a lead that was opened again it is not found out any more.
        found: lead.state === 'proposed' || lead.state === 'closed' ? (found.get(lead.leadId) ?? null) : null,
        closedOn: lead.state === 'closed' && last?.move === 'close' ? last.on : null,
      }
    })
    return done({ total, rows, next })
  }

const ledgerColumns: readonly WorkbookColumn<RowOf<ReturnType<typeof partOfLedger>>>[] = [
  serial(),
  text('线索种类', 9, row => row.word),
  text('要查什么', 20, row => row.about),
  ...ofChild(),
  text('证件号码', 18, row => row.ids),
  text('责任人', 8, row => row.ownerName),
  date('办理期限', 10, row => row.dueOn),
  text('过期', 4, row => (row.overdue ? '已过期' : null)),
  text('办理状态', 6, row => leadStateWords[row.state]),
  text('最近一次办理', 20, row => row.last),
  text('核实情况', 20, row => row.found?.says ?? null),
  text('凭什么销号', 10, row => (row.found === null ? null : proofs[row.found.proof])),
  text('应交的销号凭证', 16, row => openKinds[row.kind].closesWith.map(each => proofs[each]).join('、')),
  count('凭据', 4, row => row.files),
  date('销号日期', 10, row => row.closedOn),
  text('本次运行', 6, row => presenceWords[row.presence]),
  text('备注', 8, () => null),
]

const questionRows = async (order: z.output<typeof takeQuestionList.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
  const { total, questions, next } = (await partOfQuestions({ ...order, after, limit }, scene)).value
  return done({ total, rows: questions, next })
}

const questionColumns: readonly WorkbookColumn<RowOf<typeof questionRows>>[] = [
  serial(),
  text('事项', 8, row => questionMatters[row.matter].word),
  text('问什么', 20, row => row.asked),
  ...ofChild(),
  text('责任人', 9, row => row.ownerName),
  date('期限', 7, row => row.dueOn),
  text('状态', 6, row => questionStateWords[row.state]),
]

/** Nobody is named whom nobody could name: the row of the roster is, and whom it may be. */
const identityRows = async (order: z.output<typeof takeIdentityQuestions.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
  const { total, questions, next } = (await partOfIdentityQuestions({ ...order, after, limit }, scene)).value
  return done({ total, rows: questions.map(row => ({ ...row, personId: null })), next })
}

const identityColumns: readonly WorkbookColumn<RowOf<typeof identityRows>>[] = [
  serial(),
  text('名册里的哪一行', 20, row => row.place),
  text('为什么认不准', 16, row => identityAskWords[row.asks]),
  text('可能是谁', 20, row =>
    row.candidates
      .map(({ personId, child }) => (child === null ? `人员 ${personId}` : [child.name, child.school, child.className].filter(each => each !== null).join(' ')))
      .join('；'),
  ),
  count('先记着的核定（项）', 8, row => row.results),
  count('先记着的线索（条）', 8, row => row.leads),
]

const partOfResultList =
  (parts: LeadsParts) => async (order: z.output<typeof takeResultList.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
    const { total, results, next, amountFen, loanFen } = (await partOfResults({ ...order, after, limit }, scene)).value
    const children = await childrenOf(scene, results)
    const ids = await maskedIds(
      parts,
      scene,
      results.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    )
    return done({
      total,
      rows: results.map(row => ({ ...row, child: children(row.personId), ids: row.personId === null ? null : (ids.get(row.personId) ?? null) })),
      next,
      comesTo: `合计应发 ${inYuan(Number(amountFen))} 元${loanFen === '0' ? '' : `，可贷 ${inYuan(Number(loanFen))} 元`}`,
    })
  }

const resultColumns: readonly WorkbookColumn<RowOf<ReturnType<typeof partOfResultList>>>[] = [
  serial(),
  ...ofChild(),
  text('证件号码', 18, row => row.ids),
  text('资助项目', 14, row => row.title),
  text('结果', 8, row => resultStateWords[row.state]),
  money('金额（元）', 9, row => row.amountFen),
  text('发放形式', 8, row => formWord(row.form)),
  text('发放对象', 9, row => row.payee),
  text('依据条款', 12, row => withoutMarks(row.clause)),
]

const changeRows = async (order: z.output<typeof takeResultChangeList.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
  const { total, changes, next } = (await partOfChanges({ ...order, after, limit }, scene)).value
  const children = await childrenOf(scene, changes)
  return done({ total, rows: changes.map(row => ({ ...row, child: children(row.personId) })), next })
}

const changeColumns: readonly WorkbookColumn<RowOf<typeof changeRows>>[] = [
  serial(),
  ...ofChild(),
  text('资助项目', 14, row => row.title),
  text('差异', 6, row => resultChangeWords[row.change]),
  text('上次结果', 8, ({ was }) => (was === null ? null : resultStateWords[was.state])),
  money('上次金额（元）', 9, ({ was }) => was?.amountFen ?? null),
  text('这次结果', 8, ({ is }) => (is === null ? null : resultStateWords[is.state])),
  money('这次金额（元）', 9, ({ is }) => is?.amountFen ?? null),
]

const waitingRows = async (order: z.output<typeof takeWaitingChildren.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
  const { total, children, next } = (await partOfWaitingChildren({ ...order, after, limit }, scene)).value
  return done({ total, rows: children, next })
}

const waitingColumns: readonly WorkbookColumn<RowOf<typeof waitingRows>>[] = [
  serial(),
  ...ofChild(),
  text('缺什么、等谁', 30, ({ personId, waits }) => (waits === null ? null : `${personId === null ? '先弄清是谁；' : ''}${waitsWord(waits)}`)),
  count('在等的项目', 6, row => row.results),
  date('从哪天起', 8, row => row.since),
]

const leadChangeRows = async (order: z.output<typeof takeLeadChangeList.order>, after: string | undefined, limit: number, scene: QuestionScene) => {
  const { total, leads, next } = (await partOfLeadChanges({ ...order, after, limit }, scene)).value
  const children = await childrenOf(scene, leads)
  return done({ total, rows: leads.map(row => ({ ...row, child: children(row.personId) })), next })
}

const leadChangeColumns: readonly WorkbookColumn<RowOf<typeof leadChangeRows>>[] = [
  serial(),
  text('线索种类', 9, row => row.word),
  ...ofChild(),
  text('那次运行', 7, row => leadChangeWords[row.change]),
  text('现在的运行', 7, row => presenceWords[row.presence]),
  text('现在的办理', 7, row => leadStateWords[row.state]),
  text('责任人', 9, row => row.ownerName),
]

const className = async (tx: Tx, division: string, classId: string): Promise<string> => {
  const [row] = await ask<{ name: string }>(
    tx,
    `select name from registry.class_name where division = $1 and class_id = $2 and ended_act is null order by school_year desc limit 1`,
    division,
    classId,
  )
  return row?.name ?? classId
}

/** Lists of this subject as they are taken along. No column says why a household is in difficulty. */
export const takeListCases = (parts: LeadsParts) =>
  ({
    ...takeSumCases,
    ledger: takeListCase(takeLeadLedger, {
      title: '线索台账',
      columns: ledgerColumns,
      part: partOfLedger(parts),
      conditions: async (order, { tx, actor: { division }, today }) => [
        ...(order.kind === undefined ? [] : [`线索种类：${openKinds[order.kind].word}`]),
        ...(order.state === undefined ? [] : [`办理状态：${leadStandingWords[order.state]}`]),
        ...(order.presence === undefined ? [] : [`本次运行：${presenceWords[order.presence]}`]),
        ...(await placeConditions(tx, division, order)),
        ...(await ownerCondition(tx, order)),
        ...(order.dueBy === undefined ? [] : [`未销号，期限不晚于 ${order.dueBy}`]),
        ...(order.toReview === undefined ? [] : ['等我复核销号']),
        ...(order.sort === undefined ? [] : ['按发现的先后排列']),
        // On what leaves the bureau no ground stands, and whoever reads the trail may not read of categories.
        ...(order.household === undefined ? [] : ['按家庭情况选出']),
        ...(order.overdue === undefined ? [] : [`未销号，到 ${today} 已过期`]),
      ],
    }),
    questions: takeListCase(takeQuestionList, {
      title: '待决问题清单',
      columns: questionColumns,
      part: questionRows,
      conditions: async (order, { tx, actor: { division } }) => [
        ...(order.matter === undefined ? [] : [`事项：${questionMatters[order.matter].word}`]),
        ...(order.key === undefined ? [] : [`问什么：${askedOf(order.matter ?? 'missing-fact', order.key)}`]),
        ...(order.state === undefined ? [] : [`状态：${questionStateWords[order.state]}`]),
        ...(order.presence === undefined ? [] : [`本次运行：${questionPresenceWords[order.presence]}`]),
        ...(order.stillAsked === undefined ? [] : [order.stillAsked ? '本次运行还在问' : '本次运行没有再问']),
        ...(await placeConditions(tx, division, order)),
        ...(await ownerCondition(tx, order)),
        ...(order.toReview === undefined ? [] : ['等我复核']),
        ...(order.dueBy === undefined ? [] : [`未决定，期限不晚于 ${order.dueBy}`]),
      ],
    }),
    results: takeListCase(takeResultList, {
      title: '资助核定清单',
      columns: resultColumns,
      part: partOfResultList(parts),
      conditions: async (order, { tx, actor: { division } }) => [
        ...(await runCondition(tx, division, order.runId)),
        ...(order.line === undefined ? [] : [`资助项目：${await lineTitle(tx, division, order.line)}`]),
        ...(order.state === undefined ? [] : [`结果：${askedStateWords[order.state]}`]),
        ...(order.loans === undefined ? [] : [loanWords[order.loans]]),
        ...(order.stage === undefined ? [] : [order.stage === 'none' ? '学段未知' : `学段：${resultStageWords[order.stage]}`]),
        ...(await placeConditions(tx, division, order)),
      ],
    }),
    changes: takeListCase(takeResultChangeList, {
      title: '与上次运行的差异',
      columns: changeColumns,
      part: changeRows,
      conditions: async (order, { tx, actor: { division } }) => [
        ...(await runCondition(tx, division, order.runId)),
        ...(order.change === undefined ? [] : [`差异：${resultChangeWords[order.change]}`]),
        ...(order.line === undefined ? [] : [`资助项目：${await lineTitle(tx, division, order.line)}`]),
        ...(await placeConditions(tx, division, order)),
      ],
    }),
    identityQuestions: takeListCase(takeIdentityQuestions, {
      title: '身份待核的人',
      columns: identityColumns,
      part: identityRows,
      conditions: (order, { tx, actor: { division } }) => runCondition(tx, division, order.runId),
    }),
    waitingChildren: takeListCase(takeWaitingChildren, {
      title: '待补信息的学生',
      columns: waitingColumns,
      part: waitingRows,
      conditions: async (order, { tx, actor: { division } }) => [
        ...(await runCondition(tx, division, order.runId)),
        ...(await placeConditions(tx, division, order)),
        ...(order.classId === undefined ? [] : [`班级：${await className(tx, division, order.classId)}`]),
        ...(order.key === undefined ? [] : [`缺：${wordOf(order.key)}`]),
      ],
    }),
    leadChanges: takeListCase(takeLeadChangeList, {
      title: '线索与上次运行的差异',
      columns: leadChangeColumns,
      part: leadChangeRows,
      conditions: async (order, { tx, actor: { division } }) => [
        ...(await runCondition(tx, division, order.runId)),
        ...(order.kind === undefined ? [] : [`线索种类：${openKinds[order.kind].word}`]),
        ...(order.change === undefined ? [] : [`差异：${leadChangeWords[order.change]}`]),
      ],
    }),
  }) as const
