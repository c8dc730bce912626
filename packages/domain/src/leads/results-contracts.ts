import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { presences } from './lead-state.ts'
import { namedChild } from './named-child.ts'
import { questionPresences } from './question.ts'
import { askedStates, identityAsks, loanWays, resultChanges, resultStages, resultStates } from './result.ts'

const count = z.int32().nonnegative()
const plainDate = z.iso.date()
/** Whole fen in digits: a sum may be greater than a number of JSON holds. */
const fen = z.string().regex(/^\d+$/)
const line = z.string().min(1).max(80)
const state = z.enum(resultStates)
/** A place by its number; in no school, township or class: `none`. A plain text, so that it stands in an address. */
export const orNone = (what: RegExp, says: string) => z.string().regex(what, says)
/** Of whom and which aid the page before ended with. */
const lineCursor = z.string().regex(/^\d{1,18}\/.{1,80}$/, '应为上一页给出的位置')

export const runCounts = z.object({
  leads: z.record(z.enum(presences), count),
  results: z.record(state, count),
  changes: z.record(z.enum(resultChanges), count),
  /** Questions to persons, by what this run says of them. */
  questions: z.record(z.enum(questionPresences), count),
  withoutOwner: count,
  unsettled: z.object({ persons: count, results: count, leads: count, unsaid: count }),
})

const runLine = z.object({
  runId: recordId,
  run: z.string(),
  term: z.string(),
  referenceDate: plainDate,
  programVersion: z.string(),
  pack: z.string().nullable(),
  packDigest: z.string(),
  digest: z.string(),
  comparedWith: recordId.nullable(),
  /** When and by whom it was published; null for whoever may not know. */
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
})

export const listRuns = contract({
  name: 'leads.list-runs',
  kind: 'question',
  title: '已发布的运行',
  order: z.object({
    /** Only those that read this batch of a roster. */
    importId: recordId.optional(),
    before: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({ total: count, runs: z.array(runLine.extend({ counts: runCounts })), next: recordId.nullable() }),
  access: needsReach('results', 'counts'),
})

/** The newest run where none is named. */
const ofRun = { runId: recordId.optional() }
const said = {
  line,
  title: z.string(),
  state,
  amountFen: fen.nullable(),
  form: z.string(),
  payee: z.string(),
  clause: z.string(),
  decided: z.boolean(),
}

export const resultsOfChild = contract({
  name: 'leads.results-of-child',
  kind: 'question',
  title: '一名儿童的资助核定',
  order: z.object({ personId: recordId, ...ofRun }),
  outcome: z.object({
    runId: recordId.nullable(),
    run: z.string().nullable(),
    personId: recordId,
    results: z.array(
      z.object({
        ...said,
        /** Null for whoever may not see categories of difficulty. */
        ground: z.object({ says: z.string(), missing: z.array(z.string()) }).nullable(),
        change: z.enum(resultChanges).nullable(),
      }),
    ),
  }),
  access: needsReach('results', 'rows'),
})

/** The number and the names under one condition: the total and the sum are of the rows that the pages show. */
export const listResults = contract({
  name: 'leads.list-results',
  kind: 'question',
  title: '资助核定清单',
  order: z.object({
    ...ofRun,
    line: line.optional(),
    state: z.enum(askedStates).optional(),
    loans: z.enum(loanWays).optional(),
    schoolId: orNone(/^(none|[1-9]\d{0,17})$/, '应为记录编号，或 none').optional(),
    township: orNone(/^(none|\d{9})$/, '应为九位乡镇代码，或 none').optional(),
    stage: z.enum([...resultStages, 'none']).optional(),
    after: lineCursor.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    runId: recordId.nullable(),
    run: z.string().nullable(),
    referenceDate: plainDate.nullable(),
    total: count,
    children: count,
    /** Results under the same filter that the reader may count and not open; null where the filter is finer than a count may be. */
    beyond: count.nullable(),
    amountFen: fen,
    loanFen: fen,
    /** `no`: of which person of the run; it names nobody. */
    results: z.array(
      z.object({ no: z.string(), ...said, personId: recordId.nullable(), name: z.string().nullable(), schoolId: recordId.nullable(), child: namedChild }),
    ),
    next: lineCursor.nullable(),
  }),
  access: needsReach('results', 'rows'),
})

export const resultTotals = contract({
  name: 'leads.result-totals',
  kind: 'question',
  title: '资助核定汇总',
  order: z.object({ ...ofRun, by: z.enum(['division', 'township', 'school', 'stage']).default('division') }),
  outcome: z.object({
    runId: recordId.nullable(),
    run: z.string().nullable(),
    referenceDate: plainDate.nullable(),
    totals: z.array(
      z.object({
        place: z.string().nullable(),
        /** What the place is called; null for children that stand in none. */
        placeName: z.string().nullable(),
        line,
        title: z.string(),
        /** Given as a loan and in no other way: it is counted apart. */
        loan: z.boolean(),
        state,
        children: count,
        amountFen: fen,
        loanFen: fen,
      }),
    ),
  }),
  access: needsReach('results', 'counts'),
})

/** `says`: why, as that run said it; null for whoever may not see categories of difficulty. */
const side = z.object({ state, amountFen: fen.nullable(), form: z.string(), says: z.string().nullable() })

export const listResultChanges = contract({
  name: 'leads.list-result-changes',
  kind: 'question',
  title: '与上次运行的差异',
  order: z.object({
    ...ofRun,
    change: z.enum(resultChanges).optional(),
    line: line.optional(),
    schoolId: recordId.optional(),
    after: lineCursor.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    runId: recordId.nullable(),
    comparedWith: recordId.nullable(),
    total: count,
    changes: z.array(
      z.object({
        personId: recordId,
        name: z.string().nullable(),
        child: namedChild,
        line,
        title: z.string(),
        change: z.enum(resultChanges),
        was: side.nullable(),
        is: side.nullable(),
      }),
    ),
    next: lineCursor.nullable(),
  }),
  access: needsReach('results', 'rows'),
})

/** How many results differ from the run before, by aid and kind of difference; for roles that see no row too. */
export const countResultChanges = contract({
  name: 'leads.count-result-changes',
  kind: 'question',
  title: '与上次运行的差异数目',
  order: z.object({ ...ofRun, by: z.enum(['division', 'township', 'school']).default('division') }),
  outcome: z.object({
    runId: recordId.nullable(),
    run: z.string().nullable(),
    comparedWith: recordId.nullable(),
    /** The run it was compared with, by its number. */
    comparedRun: z.string().nullable(),
    counts: z.array(
      z.object({ place: z.string().nullable(), placeName: z.string().nullable(), line, title: z.string(), change: z.enum(resultChanges), results: count }),
    ),
  }),
  access: needsReach('results', 'counts'),
})

/** Persons of a run of whom the registry cannot say who they are, and whom they may be. */
export const listIdentityQuestions = contract({
  name: 'leads.list-identity-questions',
  kind: 'question',
  title: '运行里身份待核的人',
  order: z.object({ ...ofRun, after: recordId.optional(), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({
    runId: recordId.nullable(),
    total: count,
    questions: z.array(
      z.object({
        no: recordId,
        asks: z.enum(identityAsks),
        place: z.string(),
        candidates: z.array(z.object({ personId: recordId, child: namedChild })),
        /** The row of a batch that somebody is to say of whom it speaks. */
        doubt: z.object({ importId: recordId, rowNo: count }).nullable(),
        results: count,
        leads: count,
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('questions', 'rows'),
})

/** Whether what stands here of a run is what the run said when it was published. */
export const verifyRun = contract({
  name: 'leads.verify-run',
  kind: 'question',
  title: '核对已发布的运行',
  order: z.object({ run: z.string().min(1).max(80) }),
  outcome: z.object({
    runId: recordId,
    tables: z.array(z.object({ table: z.string(), word: z.string(), rows: count, digest: z.string(), asPublished: z.boolean() })),
  }),
  access: needsReach('results', 'rows'),
})
