import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { namedChild } from './named-child.ts'
import { resultStates } from './result.ts'

const line = z.string().min(1).max(80)
const fen = z.string().regex(/^\d+$/)
/** Of an answer to one aid: what a run says, or that it is plainly not due. */
const state = z.enum(resultStates)
const ofRun = { runId: recordId.optional() }

/** Where a fact stands: which roster, its file, sheet and row (none of an answer given in the office), and whether that row says yes. */
const factRow = z.object({ roster: z.string(), place: z.string().nullable(), says: z.boolean() })
const known = z.object({
  fact: z.string(),
  label: z.string(),
  asks: z.string(),
  value: z.string().nullable(),
  rows: z.array(factRow),
  /** On what a known fact stands of which no row says anything: that a list is silent, or that no list tells of it. */
  without: z.string().nullable(),
})

/** One condition of the text as it stands for the child, the facts it looks at and the clause that sets it. */
const reason = z.object({
  is: z.enum(['yes', 'no', 'unknown']),
  text: z.string(),
  clause: z.string(),
  clauseText: z.string(),
  facts: z.array(z.string()),
})

const explained = z.object({
  line,
  title: z.string(),
  state,
  amountFen: fen.nullable(),
  /** What a parent is told first: 应发 625.00 元：…. */
  headline: z.string(),
  document: z.string(),
  clause: z.string(),
  reasons: z.array(reason),
  /** How the sum comes about; null where there is nothing to reckon. */
  arithmetic: z.string().nullable(),
  /** Who bears it. */
  funds: z.array(z.string()),
  /** What must be found out, and what would be due if more of the conditions held. */
  would: z.array(z.string()),
  /** How open points of the text were read, and what another reading would make of it. */
  readings: z.array(z.string()),
  /** How and to whom it is paid. */
  payee: z.string(),
  /** Whether the rules as they stand here today give what the run published; null where it published nothing of this aid. */
  asPublished: z.boolean().nullable(),
})

const explanation = z.object({
  /** The aids asked for: due first, then what is open, then what is not due; those of other stages are not told. */
  lines: z.array(explained),
  /** What the run knew of the child, of the facts that these aids look at. */
  facts: z.array(known),
  /** What officials should notice besides: aids that lapsed, papers not yet in force. */
  notices: z.array(z.string()),
})

/**
 * Why a child is due an aid, why not, and what would change it: clause by clause, from what the kept run knew. Whoever may
 * not see categories of difficulty is told so instead (`closed`), and still sees results.
 */
export const explainResults = contract({
  name: 'leads.explain-results',
  kind: 'question',
  title: '核定依据',
  order: z.object({ personId: recordId, line: line.optional(), ...ofRun }),
  outcome: z.object({
    runId: recordId.nullable(),
    run: z.string().nullable(),
    term: z.string().nullable(),
    referenceDate: z.iso.date().nullable(),
    personId: recordId,
    child: namedChild,
    /** Why there is nothing to show, in words; null where there is. */
    closed: z.string().nullable(),
    explanation: explanation.nullable(),
  }),
  access: needsReach('results', 'rows'),
})

/** A fact as somebody supposes it; null is “not known”. Sums are whole fen, days plain dates. */
const supposed = z.record(z.string().max(60), z.union([z.boolean(), z.number().int(), z.string().max(40), z.null()]))

/** What would be due if facts of a child were otherwise. Nothing of it is kept. */
export const supposeResults = contract({
  name: 'leads.suppose-results',
  kind: 'question',
  title: '假设核定',
  order: z.object({ personId: recordId, ...ofRun, facts: supposed }),
  outcome: z.object({
    runId: recordId.nullable(),
    closed: z.string().nullable(),
    /** Facts that may be supposed otherwise, with what the run knew. */
    facts: z.array(
      z.object({
        fact: z.string(),
        label: z.string(),
        kind: z.enum(['yes-no', 'choice', 'count', 'money', 'date', 'code']),
        unit: z.string().nullable(),
        options: z.array(z.object({ value: z.string(), word: z.string() })),
        known: z.union([z.boolean(), z.number(), z.string(), z.null()]),
      }),
    ),
    lines: z.array(
      z.object({
        line,
        title: z.string(),
        was: z.object({ state, amountFen: fen.nullable(), says: z.string() }),
        is: z.object({ state, amountFen: fen.nullable(), says: z.string() }),
        differs: z.boolean(),
      }),
    ),
  }),
  access: needsReach('results', 'rows'),
  neverInAddress: true,
})
