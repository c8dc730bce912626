import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { leadMoves } from './lead-state.ts'
import { questionMoves } from './question.ts'
import { resultStates } from './result.ts'

const told = { day: z.iso.date(), actId: recordId, by: z.string().nullable() }
const acted = { says: z.string().nullable(), toName: z.string().nullable(), files: z.array(z.string()) }

/**
 * What happened to a child since the registry knows it: each run that determined something otherwise than the one of the
 * same term before, and each act on a lead or a question, with the files that came with it. Of each the reader sees what
 * he sees of runs, leads and questions elsewhere. The newest first.
 */
export const historyOfChild = contract({
  name: 'leads.history-of-child',
  kind: 'question',
  title: '一名儿童的经过',
  order: z.object({ personId: recordId }),
  outcome: z.object({
    personId: recordId,
    moments: z.array(
      z.discriminatedUnion('of', [
        z.object({
          of: z.literal('run'),
          ...told,
          runId: recordId,
          term: z.string(),
          /** What the run says otherwise than the one before of its term; `was` null where that said nothing of the aid. */
          lines: z.array(
            z.object({
              title: z.string(),
              /** Null where the run says nothing more of the aid. */
              state: z.enum(resultStates).nullable(),
              amountFen: z.string().nullable(),
              was: z.enum(resultStates).nullable(),
            }),
          ),
        }),
        z.object({ of: z.literal('lead'), ...told, ...acted, leadId: recordId, word: z.string(), move: z.enum(['found', ...leadMoves]) }),
        z.object({ of: z.literal('question'), ...told, ...acted, questionId: recordId, word: z.string(), move: z.enum(['found', ...questionMoves]) }),
      ]),
    ),
  }),
  access: needsReach('persons', 'rows'),
})
