import { z } from 'zod'
import { contract, needsReach, takeList } from '../access/index.ts'
import { mostAlternatives } from '../policy/index.ts'
import { recordId } from '../registry/index.ts'
import { movedWays } from './moved-way.ts'
import { namedChild } from './named-child.ts'
import { resultStages, resultStates } from './result.ts'

const count = z.int32().nonnegative()
const line = z.string().min(1).max(80)
/** Whole fen in digits; a difference may be below zero. */
const fen = z.string().regex(/^-?\d+$/)
/** After which child of the run, and which of its aids, a page goes on. */
const cursor = z.string().regex(/^\d{1,18}\/.{0,80}$/, '应为上一页给出的位置')
const state = z.enum(resultStates)
/** Who may simulate for the whole county, and nobody else: it would tell of every child what it gets. */
const access = needsReach('results', 'write')

/**
 * The children behind a count of a simulation. By sums a row is a child: without a line who has more or less over all lines
 * together, loans apart; with one, by that line alone. By states a row is a child and a line, as results are counted; without
 * a line all lines but loans. A total of rows and of fen is that of the simulation under the same conditions.
 */
export const listSimulatedChildren = contract({
  name: 'leads.list-simulated-children',
  kind: 'question',
  title: '测算里有变化的孩子',
  order: z.object({
    simulationId: recordId,
    /** The first is 1. */
    alternative: z.int32().min(1).max(mostAlternatives).default(1),
    moved: z.enum(movedWays).optional(),
    stage: z.enum([...resultStages, 'none']).optional(),
    line: line.optional(),
    after: cursor.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    /** What the alternative is called, and the aids by which it moves anybody's sum or state. */
    name: z.string(),
    lines: z.array(z.object({ line, title: z.string() })),
    total: count,
    /** In how many children the rows are. */
    persons: count,
    differenceFen: fen,
    children: z.array(
      z.object({
        no: z.string().regex(/^\d{1,18}$/),
        personId: recordId.nullable(),
        child: namedChild,
        /** Of whom the registry cannot say who it is: the row of a roster that made it known to the run. */
        place: z.string().nullable(),
        stageWord: z.string(),
        /** Of the lines that move: what is due now, and what would be. */
        wasFen: fen,
        isFen: fen,
        /** `wasState`: what is said of it now. */
        parts: z.array(z.object({ line, title: z.string(), wasFen: fen, isFen: fen, wasState: state, isState: state })),
      }),
    ),
    next: cursor.nullable(),
  }),
  access,
})

export const takeSimulatedChildren = takeList({
  name: 'leads.take-simulated-children',
  title: '导出测算里有变化的孩子',
  order: listSimulatedChildren.order.omit({ after: true, limit: true }),
  access,
})
