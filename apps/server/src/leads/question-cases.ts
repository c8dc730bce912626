import type { AnswerProblem } from '@yingjin/determination'
import {
  answerQuestion,
  answerQuestions,
  askedOf,
  assignQuestion,
  assignQuestions,
  confirmAnswer,
  countQuestions,
  expectedOf,
  type LeadsProblem,
  countMyWork,
  listMyWork,
  listQuestionOwners,
  listQuestions,
  type OpenKind,
  openKinds,
  possibleWith,
  type QuestionBounds,
  type QuestionGround,
  type QuestionMatter,
  type QuestionMove,
  questionMovesOf,
  questionPage,
  type QuestionPresence,
  type QuestionState,
  readDecided,
  refuseAnswer,
  undoDecision,
} from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { withoutMarks } from '@yingjin/policy'
import { orderCase, type OrderScene, questionCase, type QuestionScene, type Refusable } from '../access/index.ts'
import { changesToAnswer, maskedNumbersOf, toldRows } from '../registry/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { LeadsParts } from './evidence-cases.ts'
import { evidenceOfQuestion } from './evidence-rows.ts'
import { missingFactCases } from './missing-fact-cases.ts'
import { ownProposal } from './lead-cases.ts'
import { mayAct } from './name-owners.ts'
import { accountNames, childrenOfLeads, type Named, namesFor, toldActs } from './names.ts'
import type { z } from 'zod'
import { narrowedList } from './narrowed-list.ts'
import { ask } from './statement.ts'

type QuestionRow = Readonly<{
  question_id: bigint
  matter: QuestionMatter
  key: string
  person_id: bigint
  other_person_id: bigint | null
  state: QuestionState
  presence: QuestionPresence
  owner_account_id: bigint | null
  due_on: string
  least_fen: bigint | null
  greatest_fen: bigint | null
  about: QuestionGround
  version: number
}>
const columns = 'question_id, matter, key, person_id, other_person_id, state, presence, owner_account_id, due_on, least_fen, greatest_fen, about, version'
const idOf = (id: bigint | null): string | null => (id === null ? null : String(id))

const asLine = (row: QuestionRow, { child, ownerName }: Named) => ({
  questionId: String(row.question_id),
  matter: row.matter,
  key: row.key,
  asked: askedOf(row.matter, row.key),
  state: row.state,
  presence: row.presence,
  personId: String(row.person_id),
  child,
  ownerAccountId: idOf(row.owner_account_id),
  ownerName,
  dueOn: row.due_on,
  version: row.version,
})
const boundsOf = ({ least_fen, greatest_fen }: QuestionRow): QuestionBounds | null =>
  least_fen === null || greatest_fen === null ? null : { leastFen: least_fen, greatestFen: greatest_fen }

/** No version: whatever it is by now, the move only adds. */
type Asked = Readonly<{ questionId: string; version?: number }>

/** The question, locked, on the version its sender saw and in a state in which the move is possible. */
const requireQuestion = async (how: QuestionMove, order: Asked, { tx, actor: { division } }: OrderScene) => {
  const [question] = await ask<QuestionRow>(
    tx,
    `select ${columns} from leads.question where division = $1 and question_id = $2 for update`,
    division,
    order.questionId,
  )
  if (question === undefined) return refused<LeadsProblem>(problem('leads/no-such-question', { questionId: order.questionId }))
  if (order.version !== undefined && question.version !== order.version) {
    return refused<Refusable<LeadsProblem>>(problem('access/stale', { what: `问题 ${order.questionId} `, version: question.version, given: order.version }))
  }
  const state = questionMovesOf(question.matter)[question.state][how]
  if (state === undefined) {
    return refused<LeadsProblem>(problem('leads/question-not-now', { questionId: order.questionId, matter: question.matter, state: question.state, move: how }))
  }
  return done({ question, state })
}

/** Keeps the act and the state after it. */
const moveQuestion = async (
  how: QuestionMove,
  { question, state }: Readonly<{ question: QuestionRow; state: QuestionState }>,
  { says = null, toAccountId = null }: Readonly<{ says?: string | null; toAccountId?: string | null }>,
  { tx, act, actor }: OrderScene,
) => {
  await ask(
    tx,
    `insert into leads.question_act (division, question_id, act_id, person_id, move, says, to_account_id, account_id, on_behalf_of) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    actor.division,
    question.question_id,
    act,
    question.person_id,
    how,
    says,
    toAccountId,
    actor.accountId,
    actor.forAccountId,
  )
  const [after] = await ask<{ version: number }>(
    tx,
    `update leads.question set state = $3, owner_account_id = coalesce($4, owner_account_id), version = version + 1
     where division = $1 and question_id = $2 returning version`,
    actor.division,
    question.question_id,
    state,
    toAccountId,
  )
  if (after === undefined) throw new Error('the question gave no row')
  // Whose it is, is for the trail.
  return done({ state, version: after.version, personId: String(question.person_id) })
}

/** The ground as officials read it: a clause without its mark in the register. */
const asRead = (says: QuestionGround): QuestionGround => (says['依据条款'] === undefined ? says : { ...says, 依据条款: withoutMarks(says['依据条款']) })

/** A move that says something and decides nothing. */
export const actOnQuestion = async (how: 'attach' | 'destroy-evidence', order: Asked & Readonly<{ says?: string | undefined }>, scene: OrderScene) => {
  const found = await requireQuestion(how, order, scene)
  if (!found.ok) return found
  return moveQuestion(how, found.value, { says: order.says ?? null }, scene)
}

type Given = Readonly<{ answer: string; reason: string; evidence?: string | undefined }>
type Found = Readonly<{ question: QuestionRow; state: QuestionState }>

/** Keeps the answer to a question that is locked and may be answered. */
const answered = async (found: Found, order: Given, scene: OrderScene) => {
  const { tx, act, actor } = scene
  const { question, state } = found
  const read = readDecided(question.matter, question.key, boundsOf(question), order.answer)
  if (!read.ok) return refused<Refusable<LeadsProblem | AnswerProblem>>(read.problem)
  await ask(
    tx,
    `insert into leads.decision (division, question_id, person_id, answer, decided, reason, evidence, act_id, account_id, on_behalf_of, settled_act)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    actor.division,
    question.question_id,
    question.person_id,
    order.answer,
    JSON.stringify(read.value),
    order.reason,
    order.evidence ?? null,
    act,
    actor.accountId,
    actor.forAccountId,
    state === 'settled' ? act : null,
  )
  return moveQuestion('answer', found, {}, scene)
}

const answer = orderCase(answerQuestion, async (order, scene) => {
  const found = await requireQuestion('answer', order, scene)
  return found.ok ? answered(found.value, order, scene) : found
})

/** In the order of their numbers, so that two who order the same at once wait for each other instead of both failing. */
const inOrder = <One extends Readonly<{ questionId: string }>>(questions: readonly One[]): readonly One[] =>
  questions.toSorted((a, b) => Number(BigInt(a.questionId) - BigInt(b.questionId)))

const answerMany = orderCase(answerQuestions, async ({ questions, ...given }, scene) => {
  const found: (Found & Readonly<{ questionId: string }>)[] = []
  for (const one of inOrder(questions)) {
    const each = await requireQuestion('answer', one, scene)
    if (!each.ok) return each
    found.push({ ...each.value, questionId: one.questionId })
  }
  const asked = [...new Set(found.map(({ question: { matter, key } }) => askedOf(matter, key)))]
  if (asked.length > 1) return refused<LeadsProblem>(problem('leads/not-one-question', { asked }))
  if (found.some(({ question }) => question.matter === 'same-person')) return refused<LeadsProblem>(problem('leads/one-by-one', { asked: asked[0] ?? '' }))
  const all: { questionId: string; state: QuestionState; version: number }[] = []
  for (const each of found) {
    const one = await answered(each, given, scene)
    if (!one.ok) return one
    all.push({ questionId: each.questionId, ...one.value })
  }
  return done({ questions: all })
})

/** Whether whoever acts, or whom it stands in for, gave the answer that stands now. */
const ownAnswer = `exists (select from leads.decision d where d.division = leads.question.division and d.question_id = leads.question.question_id and d.ended_act is null
  and (d.account_id = any ((select access.own_accounts())::bigint[]) or d.on_behalf_of = any ((select access.own_accounts())::bigint[])))`

const isOwnAnswer = async ({ tx, actor: { division } }: QuestionScene, question: QuestionRow): Promise<boolean> =>
  (await ask(tx, `select from leads.question where division = $1 and question_id = $2 and ${ownAnswer}`, division, question.question_id)).length > 0

const confirm = orderCase(confirmAnswer, async (order, scene) => {
  const found = await requireQuestion('confirm', order, scene)
  if (!found.ok) return found
  if (await isOwnAnswer(scene, found.value.question)) return refused<LeadsProblem>(problem('leads/own-answer', {}))
  await ask(
    scene.tx,
    `update leads.decision set settled_act = $3, confirmed_by = $4 where division = $1 and question_id = $2 and ended_act is null`,
    scene.actor.division,
    found.value.question.question_id,
    scene.act,
    scene.actor.accountId,
  )
  return moveQuestion('confirm', found.value, { says: order.says }, scene)
})

/** What was answered or decided ends by an act that says why; the question is open again. */
const ending = (how: 'refuse' | 'undo', contract: typeof refuseAnswer | typeof undoDecision) =>
  orderCase(contract, async (order, scene) => {
    const found = await requireQuestion(how, order, scene)
    if (!found.ok) return found
    await ask(
      scene.tx,
      `update leads.decision set ended_act = $3, ended = $4 where division = $1 and question_id = $2 and ended_act is null`,
      scene.actor.division,
      found.value.question.question_id,
      scene.act,
      how === 'refuse' ? 'refused' : 'undone',
    )
    return moveQuestion(how, found.value, { says: order.says }, scene)
  })

const assignOne = async (order: Asked & Readonly<{ accountId: string; says?: string | undefined }>, scene: OrderScene) => {
  const found = await requireQuestion('assign', order, scene)
  if (!found.ok) return found
  const [takes] = await ask<{ takes: boolean }>(scene.tx, `select leads.takes_work($1) as takes`, order.accountId)
  if (takes?.takes !== true) return refused<Refusable<LeadsProblem>>(problem('leads/no-such-owner', { accountId: order.accountId }))
  if (!(await mayAct(scene.tx, 'questions', found.value.question.person_id, order.accountId)))
    return refused<Refusable<LeadsProblem>>(problem('leads/owner-may-not', { accountId: order.accountId, what: '问题' }))
  return moveQuestion('assign', found.value, { says: order.says ?? null, toAccountId: order.accountId }, scene)
}

const assignMany = orderCase(assignQuestions, async ({ questions, ...to }, scene) => {
  const all: { questionId: string; state: QuestionState; version: number }[] = []
  for (const one of inOrder(questions)) {
    const given = await assignOne({ ...one, ...to }, scene)
    if (!given.ok) return given
    all.push({ questionId: one.questionId, ...given.value })
  }
  return done({ questions: all })
})

const owners = questionCase(listQuestionOwners, async (_, { tx, actor: { division } }) => {
  const rows = await ask<{ owner_account_id: bigint; questions: number }>(
    tx,
    `select owner_account_id, count(*)::integer as questions from leads.question
     where division = $1 and state = 'open' and presence <> 'gone' and owner_account_id is not null
     group by owner_account_id order by questions desc, owner_account_id`,
    division,
  )
  const names = await accountNames(
    tx,
    rows.map(({ owner_account_id }) => owner_account_id),
  )
  return done({
    owners: rows.map(({ owner_account_id, questions }) => ({
      ownerAccountId: String(owner_account_id),
      name: names.get(owner_account_id) ?? null,
      questions,
    })),
  })
})

/** One part of the list: as long as it is asked for. */
export const partOfQuestions = async (order: z.output<typeof listQuestions.order>, { tx, actor: { division } }: QuestionScene) => {
  const list = narrowedList('leads.question', division, {
    matter: order.matter,
    key: order.key,
    state: order.state,
    presence: order.presence,
    owner_account_id: order.ownerAccountId,
  })
  list.only(at => `(presence <> 'gone') = ${at}`, order.stillAsked)
  list.only(at => `school_id = ${at}`, order.schoolId)
  list.only(at => `(owner_account_id is null) = ${at}`, order.withoutOwner)
  list.only(at => `left(area, 9) = ${at}`, order.township)
  list.only(at => `(state <> 'settled' and due_on <= ${at})`, order.dueBy)
  list.only(at => `(state = 'to-review' and ${at}::boolean and not ${ownAnswer})`, order.toReview)
  const total = await list.count(tx)
  list.only(at => `(due_on, question_id) > (split_part(${at}, '/', 2)::date, split_part(${at}, '/', 1)::bigint)`, order.after)
  const rows = await ask<QuestionRow>(
    tx,
    `select ${columns} from leads.question where ${list.where()} order by due_on, question_id limit $${list.values.length + 1}`,
    ...list.values,
    order.limit + 1,
  )
  const page = rows.slice(0, order.limit)
  const last = page.at(-1)
  const named = await namesFor(tx, division, page)
  return done({
    total,
    questions: page.map(row => asLine(row, named(row))),
    next: rows.length > order.limit && last !== undefined ? `${last.question_id}/${last.due_on}` : null,
  })
}

const counts = questionCase(countQuestions, async ({ by }, { tx, actor: { division } }) => {
  const rows = await ask<{ place: string | null; matter: QuestionMatter; state: QuestionState; questions: bigint }>(
    tx,
    `select place, matter, state, questions from leads.count_questions($1, $2)`,
    division,
    by,
  )
  return done({ counts: rows.map(row => ({ ...row, questions: Number(row.questions) })) })
})

/** What is whose to do: leads that are given to an account, and questions that wait for its answer. */
const workOf = `
    select 'lead' as what, lead_id as id, kind as key, null::text as matter, state, person_id, owner_account_id, due_on from leads.lead
      where division = $1 and owner_account_id = $2 and state in ('assigned', 'returned')
    union all
    select 'question', question_id, key, matter, state, person_id, owner_account_id, due_on from leads.question
      where division = $1 and owner_account_id = $2 and state = 'open' and presence <> 'gone'`

const countedWork = async ({ tx, actor: { division, accountId, forAccountId }, today }: QuestionScene) => {
  const [counted] = await ask<{ total: number; overdue: number }>(
    tx,
    `select count(*)::integer as total, (count(*) filter (where due_on < $3))::integer as overdue from (${workOf}) w`,
    division,
    forAccountId ?? accountId,
    today,
  )
  return { total: counted?.total ?? 0, overdue: counted?.overdue ?? 0 }
}

const myWorkCount = questionCase(countMyWork, async (_, scene) => done(await countedWork(scene)))

const myWork = questionCase(listMyWork, async ({ limit }, scene) => {
  const { tx, actor, today } = scene
  const { division, accountId, forAccountId } = actor
  type Row = Readonly<{
    what: 'lead' | 'question'
    id: bigint
    key: string
    matter: QuestionMatter | null
    state: string
    person_id: bigint
    owner_account_id: bigint
    due_on: string
  }>
  const rows = await ask<Row>(tx, `select * from (${workOf}) w order by due_on, what, id limit $3`, division, forAccountId ?? accountId, limit)
  const counted = await countedWork(scene)
  const [waiting] = await ask<Readonly<Record<'leads_without' | 'leads_to_close' | 'questions_without' | 'questions_to_review', number>>>(
    tx,
    `select
       (select count(*) from leads.lead where division = $1 and owner_account_id is null and state in ('open', 'returned'))::integer as leads_without,
       (select count(*) from leads.lead where division = $1 and state = 'proposed' and not ${ownProposal})::integer as leads_to_close,
       (select count(*) from leads.question where division = $1 and owner_account_id is null and state = 'open' and presence <> 'gone')::integer as questions_without,
       (select count(*) from leads.question where division = $1 and state = 'to-review' and not ${ownAnswer})::integer as questions_to_review`,
    division,
  )
  const changes = await changesToAnswer(tx, division)
  const ofLeads = await namesFor(
    tx,
    division,
    rows.filter(({ what }) => what === 'lead'),
    childrenOfLeads,
  )
  const ofQuestions = await namesFor(
    tx,
    division,
    rows.filter(({ what }) => what === 'question'),
  )
  return done({
    ...counted,
    work: rows.map(row => ({
      what: row.what,
      id: String(row.id),
      // For the trail.
      personId: String(row.person_id),
      word: row.matter === null ? openKinds[row.key as OpenKind].word : askedOf(row.matter, row.key),
      state: row.state,
      child: (row.what === 'lead' ? ofLeads : ofQuestions)(row).child,
      dueOn: row.due_on,
      overdue: row.due_on < today,
    })),
    waiting: {
      leadsWithoutOwner: waiting?.leads_without ?? 0,
      leadsToClose: waiting?.leads_to_close ?? 0,
      questionsWithoutOwner: waiting?.questions_without ?? 0,
      questionsToReview: waiting?.questions_to_review ?? 0,
      changesToAnswer: changes,
    },
  })
})

const page = ({ fieldsOf }: LeadsParts) =>
  questionCase(questionPage, async ({ questionId }, scene) => {
    const { tx, actor } = scene
    const { division } = actor
    const [question] = await ask<QuestionRow>(tx, `select ${columns} from leads.question where division = $1 and question_id = $2`, division, questionId)
    if (question === undefined) return refused<LeadsProblem>(problem('leads/no-such-question', { questionId }))
    const [ground] = await ask<{ says: QuestionGround; detail: string; rests_on: readonly string[]; changed: string | null }>(
      tx,
      `select says, detail, rests_on, changed from leads.question_ground where division = $1 and question_id = $2 and ended_act is null`,
      division,
      questionId,
    )
    const named = await namesFor(tx, division, [question])
    const persons = [question.person_id, ...(question.other_person_id === null ? [] : [question.other_person_id])]
    const own = question.state === 'to-review' && (await isOwnAnswer(scene, question))
    return done({
      ...asLine(question, named(question)),
      expected: expectedOf(question.matter, question.key, boundsOf(question)),
      // What a second person does is not offered to the first.
      possible: possibleWith(question.matter, question.state).filter(move => move !== 'confirm' || !own),
      leastFen: idOf(question.least_fen),
      greatestFen: idOf(question.greatest_fen),
      sides: await sidesOf(tx, division, question, fieldsOf),
      ground:
        ground === undefined
          ? openly(question.about)
          : { says: asRead(ground.says), detail: ground.detail, restsOn: [...ground.rests_on], changed: ground.changed },
      rows: ground === undefined ? [] : await toldRows(tx, fieldsOf(division), division, ground.rests_on, persons),
      decisions: await decisionsOf(tx, division, questionId),
      evidence: [...(await evidenceOfQuestion(tx, division, question.question_id))],
      acts: await actsOf(tx, division, questionId),
      runs: [
        ...(await ask<{ run: string; presence: QuestionPresence }>(
          tx,
          `select r.run, i.presence from leads.question_in_run i join leads.run r using (division, run_id) where i.division = $1 and i.question_id = $2 order by r.run_id`,
          division,
          questionId,
        )),
      ],
    })
  })

/** Of a ground that the reader may not read, what tells no category of difficulty; null where that is nothing. */
const openly = (about: QuestionGround) => (Object.keys(about).length === 0 ? null : { says: about, detail: '', restsOn: [], changed: null })

/** Each side with its numbers masked; null for one that is beyond the reader's reach. */
const sidesOf = async (tx: Tx, division: string, { person_id, other_person_id }: QuestionRow, fieldsOf: LeadsParts['fieldsOf']) => {
  const ids = [person_id, ...(other_person_id === null ? [] : [other_person_id])]
  const persons = await ask<{ person_id: bigint; name: string; born_on: string | null; school_id: bigint | null }>(
    tx,
    `select person_id, name, born_on, school_id from registry.person where division = $1 and person_id = any ($2::bigint[])`,
    division,
    ids.map(String),
  )
  const numbers = await maskedNumbersOf(tx, fieldsOf(division), division, ids)
  return ids.map(id => {
    const person = persons.find(each => each.person_id === id)
    if (person === undefined) return null
    const { name, born_on, school_id } = person
    return { personId: String(id), name, bornOn: born_on, schoolId: idOf(school_id), numbers: [...(numbers.get(id) ?? [])] }
  })
}

const decisionsOf = async (tx: Tx, division: string, questionId: string) =>
  (
    await ask<{
      decision_id: bigint
      answer: string
      reason: string
      evidence: string | null
      account_id: bigint
      act_id: bigint
      confirmed_by: bigint | null
      settled_act: bigint | null
      ended: 'refused' | 'undone' | 'ground-changed' | null
    }>(
      tx,
      `select decision_id, answer, reason, evidence, account_id, act_id, confirmed_by, settled_act, ended from leads.decision
       where division = $1 and question_id = $2 order by decision_id`,
      division,
      questionId,
    )
  ).map(row => ({
    decisionId: String(row.decision_id),
    answer: row.answer,
    reason: row.reason,
    evidence: row.evidence,
    accountId: String(row.account_id),
    answeredAct: String(row.act_id),
    confirmedBy: idOf(row.confirmed_by),
    ended: row.ended,
    stands: row.settled_act !== null && row.ended === null,
  }))

const actsOf = async (tx: Tx, division: string, questionId: string) => {
  const acts = await ask<{ act_id: bigint; move: QuestionMove; says: string | null; account_id: bigint | null; to_account_id: bigint | null }>(
    tx,
    `select act_id, move, says, account_id, to_account_id from leads.question_act where division = $1 and question_id = $2 order by act_id`,
    division,
    questionId,
  )
  const told = await toldActs(tx, acts)
  return acts.map(one => ({ move: one.move, says: one.says, ...told(one) }))
}

/** Questions that runs left to a person: seen, answered, confirmed by a second, taken back. */
export const questionCases = (parts: LeadsParts) =>
  ({
    list: questionCase(listQuestions, partOfQuestions),
    myWork,
    myWorkCount,
    counts,
    page: page(parts),
    owners,
    assign: orderCase(assignQuestion, assignOne),
    assignMany,
    answer,
    answerMany,
    ...missingFactCases,
    confirm,
    refuse: ending('refuse', refuseAnswer),
    undo: ending('undo', undoDecision),
  }) as const
