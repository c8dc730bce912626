import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { aDay } from './a-day.ts'
import { questionEvidenceLine } from './evidence-contracts.ts'
import { namedChild } from './named-child.ts'
import { type QuestionMatter, questionMatterIds, questionMoves, questionPresences, questionStates, mostListed } from './question.ts'

const count = z.int32().nonnegative()
const plainDate = z.iso.date('应为日期，如 2022-09-01')
const says = inWords(z.string().trim().min(1, '请写明').max(2000, '最多2000字'))
const matter = z.enum(questionMatterIds as readonly [QuestionMatter, ...QuestionMatter[]])
const fen = z.string().regex(/^\d{1,18}$/)

const questionLine = z.object({
  questionId: recordId,
  matter,
  key: z.string(),
  /** What is asked: 待补信息：寄宿. */
  asked: z.string(),
  state: z.enum(questionStates),
  /** What the newest run says of it. */
  presence: z.enum(questionPresences),
  personId: recordId,
  child: namedChild,
  ownerAccountId: recordId.nullable(),
  ownerName: z.string().nullable(),
  dueOn: plainDate,
  version: count,
})

/** With which question the page before ended, and its day: the list stands by days, the oldest first. */
const questionCursor = z.string().regex(new RegExp(`^[1-9]\\d{0,17}/${aDay}$`), '应为上一页给出的位置')

export const listQuestions = contract({
  name: 'leads.list-questions',
  kind: 'question',
  title: '待决问题清单',
  order: z.object({
    matter: matter.optional(),
    /** The thing asked: a fact, by its key. */
    key: z.string().min(1).max(80).optional(),
    state: z.enum(questionStates).optional(),
    presence: z.enum(questionPresences).optional(),
    /** Those that the newest run asks still; what it no longer asks waits for nobody. */
    stillAsked: z.boolean().optional(),
    ownerAccountId: recordId.optional(),
    withoutOwner: z.boolean().optional(),
    schoolId: recordId.optional(),
    township: z
      .string()
      .regex(/^\d{9}$/, '应为九位乡镇代码')
      .optional(),
    dueBy: plainDate.optional(),
    /** Answered by somebody else than the one who asks, who may look at it as the second. */
    toReview: z.literal(true).optional(),
    after: questionCursor.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({ total: count, questions: z.array(questionLine), next: questionCursor.nullable() }),
  access: needsReach('questions', 'rows'),
})

/** Whose questions wait, the most first: each number is the total of the list of those. */
export const listQuestionOwners = contract({
  name: 'leads.list-question-owners',
  kind: 'question',
  title: '待决问题按责任人',
  order: z.object({}),
  outcome: z.object({ owners: z.array(z.object({ ownerAccountId: recordId, name: z.string().nullable(), questions: count })) }),
  access: needsReach('questions', 'rows'),
})

/** Where the children stand about whom is asked, and whom it is left to. */
const within = {
  ownerAccountId: recordId.optional(),
  schoolId: recordId.optional(),
  township: z
    .string()
    .regex(/^\d{9}$/, '应为九位乡镇代码')
    .optional(),
}

/** Facts that somebody must still say, over all questions of the newest run: each number is the total of the list of those. */
export const countMissingFacts = contract({
  name: 'leads.count-missing-facts',
  kind: 'question',
  title: '各项待补信息的数目',
  order: z.object(within),
  outcome: z.object({
    /** Most first. */
    facts: z.array(z.object({ key: z.string(), word: z.string(), questions: count })),
    total: count,
    /** Schools and townships of the children, with how many questions wait there. */
    schools: z.array(z.object({ schoolId: recordId, name: z.string(), questions: count })),
    townships: z.array(z.object({ township: z.string(), name: z.string(), questions: count })),
  }),
  access: needsReach('questions', 'rows'),
})

/** How many there are, for roles that see no row; no line is finer than a school. */
export const countQuestions = contract({
  name: 'leads.count-questions',
  kind: 'question',
  title: '待决问题数目',
  order: z.object({ by: z.enum(['division', 'township', 'school']).default('division') }),
  outcome: z.object({ counts: z.array(z.object({ place: z.string().nullable(), matter, state: z.enum(questionStates), questions: count })) }),
  access: needsReach('questions', 'counts'),
})

/** A side of a pair as a screen shows it; null where the record is out of the reader's reach. */
const side = z.object({
  personId: recordId,
  name: z.string(),
  bornOn: plainDate.nullable(),
  schoolId: recordId.nullable(),
  numbers: z.array(z.object({ kind: z.string(), masked: z.string() })),
})

export const questionPage = contract({
  name: 'leads.question-page',
  kind: 'question',
  title: '一个待决问题',
  order: z.object({ questionId: recordId }),
  outcome: questionLine.extend({
    expected: z.string(),
    possible: z.array(z.enum(questionMoves)),
    leastFen: fen.nullable(),
    greatestFen: fen.nullable(),
    /** The child, and for a pair the other. */
    sides: z.array(side.nullable()),
    /** Why it is asked, on what rows it rests, and what changed since it was decided; null for whoever may not see categories. */
    ground: z.object({ says: z.record(z.string(), z.string()), detail: z.string(), restsOn: z.array(z.string()), changed: z.string().nullable() }).nullable(),
    /** Of the rows it rests on, those that were received and that the reader may see; cells in the order of their columns, numbers masked. */
    rows: z.array(z.object({ place: z.string(), roster: z.string(), cells: z.array(z.object({ label: z.string(), text: z.string() })) })),
    /** Newest last. `stands`: this one is what the next run takes. */
    decisions: z.array(
      z.object({
        decisionId: recordId,
        answer: z.string(),
        reason: z.string(),
        evidence: z.string().nullable(),
        accountId: recordId,
        answeredAct: recordId,
        confirmedBy: recordId.nullable(),
        ended: z.enum(['refused', 'undone', 'ground-changed']).nullable(),
        stands: z.boolean(),
      }),
    ),
    evidence: z.array(questionEvidenceLine),
    acts: z.array(
      z.object({
        act: recordId,
        move: z.enum(questionMoves),
        says: z.string().nullable(),
        accountId: recordId.nullable(),
        accountName: z.string().nullable(),
        /** To whom it was given. */
        toName: z.string().nullable(),
        happenedOn: plainDate.nullable(),
        recordedAt: z.string().nullable(),
      }),
    ),
    runs: z.array(z.object({ run: z.string(), presence: z.enum(questionPresences) })),
  }),
  access: needsReach('questions', 'rows'),
})

/**
 * How much waits for the one who asks, or for whom it stands in: two numbers, of nobody in particular. The office asks it at
 * every page, and it leaves nothing in the trail (0245); whose work it is, the list says, and that is recorded.
 */
export const countMyWork = contract({
  name: 'leads.count-my-work',
  kind: 'question',
  title: '待办几件',
  order: z.object({}),
  outcome: z.object({ total: count, overdue: count }),
  access: { needs: 'account' },
})

/** What waits for the one who asks, or for whom it stands in: oldest deadline first. */
export const listMyWork = contract({
  name: 'leads.list-my-work',
  kind: 'question',
  title: '待办',
  trail: 'look',
  order: z.object({ limit: z.int32().min(1).max(200).default(100) }),
  outcome: z.object({
    total: count,
    overdue: count,
    work: z.array(
      z.object({
        what: z.enum(['lead', 'question']),
        id: recordId,
        word: z.string(),
        state: z.string(),
        child: namedChild,
        dueOn: plainDate,
        overdue: z.boolean(),
      }),
    ),
    /** What waits for anybody who may do it, within reach: to be given to somebody, and to be looked at by a second person, who is another than the first. */
    waiting: z.object({
      leadsWithoutOwner: count,
      leadsToClose: count,
      questionsWithoutOwner: count,
      questionsToReview: count,
      /** Of persons, asked for by somebody else. */ changesToAnswer: count,
    }),
  }),
  access: { needs: 'account' },
})

const onQuestion = { questionId: recordId, version: count }
const moved = z.object({ state: z.enum(questionStates), version: count })
const write = needsReach('questions', 'write')
const manyQuestions = z
  .array(z.object(onQuestion))
  .min(1)
  .max(200, '一次最多200个')
  .refine(questions => new Set(questions.map(({ questionId }) => questionId)).size === questions.length, '同一个问题出现了两次')

/** `evidence`: what the answer was read from, in words (the paper, its number, where it lies). */
export const answerQuestion = contract({
  name: 'leads.answer-question',
  kind: 'order',
  title: '作答',
  order: z.object({ ...onQuestion, answer: inWords(z.string().trim().min(1, '请填写').max(200, '最多200字')), reason: says, evidence: says.optional() }),
  outcome: moved,
  access: write,
})

/**
 * One answer to the same question about many children, from one source: a roster that says who boards, a list of the
 * village. All are answered or none. Who is who is asked one by one.
 */
export const answerQuestions = contract({
  name: 'leads.answer-questions',
  kind: 'order',
  title: '成批作答',
  order: z.object({
    questions: manyQuestions,
    answer: inWords(z.string().trim().min(1, '请填写').max(200, '最多200字')),
    reason: says,
    evidence: says,
  }),
  outcome: z.object({ questions: z.array(moved.extend({ questionId: recordId })) }),
  access: write,
})

/**
 * One answer to everybody of whom a list asks one fact still, whatever pages it has. `seen`: how many it had when it was
 * looked at; has it others by now, none is answered.
 */
export const answerMissingFact = contract({
  name: 'leads.answer-missing-fact',
  kind: 'order',
  title: '按清单成批作答',
  order: z.object({
    key: inWords(z.string().min(1).max(80)),
    ...within,
    seen: count.min(1).max(mostListed, `一次最多${mostListed}个`),
    answer: inWords(z.string().trim().min(1, '请填写').max(200, '最多200字')),
    reason: says,
    evidence: says,
  }),
  outcome: z.object({ answered: count }),
  access: write,
})

const saying = <const Name extends `leads.${string}`>(name: Name, title: string) =>
  contract({ name, kind: 'order', title, order: z.object({ ...onQuestion, says }), outcome: moved, access: write })

export const confirmAnswer = saying('leads.confirm-answer', '复核同意')
export const refuseAnswer = saying('leads.refuse-answer', '复核不同意')
export const undoDecision = saying('leads.undo-decision', '撤回决定')

export const assignQuestion = contract({
  name: 'leads.assign-question',
  kind: 'order',
  title: '派给责任人',
  order: z.object({ ...onQuestion, accountId: recordId, says: says.optional() }),
  outcome: moved,
  access: write,
})

/** Many questions at once to one person: all of them, or none. */
export const assignQuestions = contract({
  name: 'leads.assign-questions',
  kind: 'order',
  title: '成批派给责任人',
  order: z.object({ questions: manyQuestions, accountId: recordId, says: says.optional() }),
  outcome: z.object({ questions: z.array(moved.extend({ questionId: recordId })) }),
  access: write,
})
