import { z } from 'zod'
import { contract, inWords, needsReach, shortDigestLength, takenList, writtenTerm } from '../access/index.ts'
import { figureKinds } from './figure-written.ts'

const count = z.number().int().nonnegative()
/** Whole fen; a difference may be below zero. */
const fen = z.number().int()
const simulationId = z.string().regex(/^[1-9]\d{0,17}$/, '应为测算编号')
/** A kept run, by its number. */
const run = z.string().regex(/^[0-9a-f]{16}$/, '应为运行编号')
/** A simulation says what a whole county gets: it is for whoever decides over all of its results. */
const access = needsReach('results', 'write')

/** What the papers in force are called among the alternatives. */
export const inForceName = '现行'
export const mostAlternatives = 8

/** What a simulation over a run says that nobody has published: its numbers are not those of the lists. */
export const unpublishedNote = '从还没有发布的运行出发：这里的“现行”是那次运行的数，和已发布的核定汇总可能不同；要和公布的数对得上，请从已发布的运行测算。'

/** From what a simulation starts: a kept run of a term, the last that was published where none is named, else the newest, and the figures and readings its paper has, as they are now. */
export const showSimulationBasis = contract({
  name: 'policy.show-simulation-basis',
  kind: 'question',
  title: '测算的依据',
  order: z.object({ term: writtenTerm.optional(), run: run.optional() }),
  outcome: z.object({
    /** Terms with a kept run, newest first. */
    terms: z.array(z.string()),
    /** The term asked for, else the newest; null where nothing was run yet. */
    term: z.string().nullable(),
    run: z.string().nullable(),
    /** Every kept run of the term, the newest first; made by another version of the program, it cannot be counted over. */
    runs: z.array(z.object({ run: z.string(), keptAt: z.string(), newest: z.boolean(), published: z.boolean(), otherProgram: z.string().nullable() })),
    /** Why this term cannot be simulated, with what to do. */
    refused: z.string().nullable(),
    document: z.string().nullable(),
    /** What must be known beside the numbers. */
    notes: z.array(z.string()),
    figures: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.enum(figureKinds),
        /** `元，每学年`. */
        unit: z.string(),
        den: count.nullable(),
        /** As it is typed; null where nobody has entered it. */
        now: z.string().nullable(),
        article: z.string(),
        text: z.string(),
        /** Aids that rest on it. */
        lines: z.array(z.string()),
      }),
    ),
    readings: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        taken: z.string(),
        options: z.array(z.object({ option: z.string(), text: z.string() })),
        lines: z.array(z.string()),
      }),
    ),
  }),
  access,
})

/** The rules of today against those that each kept run was decided by: the newest run of every term. */
export const showRulesSince = contract({
  name: 'policy.show-rules-since-runs',
  kind: 'question',
  title: '核定以后改过的规则',
  order: z.object({}),
  outcome: z.object({
    /** Newest term first. */
    runs: z.array(
      z.object({
        term: z.string(),
        run: z.string(),
        /** The pack it was decided by, and its paper as it is called now; null where no pack holds there any more. */
        pack: z.string(),
        title: z.string().nullable(),
        programThen: z.string(),
        programNow: z.string(),
        /** By the digest of the whole pack. */
        same: z.boolean(),
        /** Why they cannot be held against each other. */
        refused: z.string().nullable(),
        differences: z.array(
          z.object({
            kind: z.enum(['figure', 'reading', 'rule']),
            what: z.string(),
            was: z.string().nullable(),
            is: z.string().nullable(),
            /** Aids that it touches. */
            lines: z.array(z.string()),
          }),
        ),
      }),
    ),
  }),
  access: needsReach('results', 'counts'),
})

const alternative = z.object({
  name: inWords(z.string().trim().min(1, '请给方案起名').max(40, '名称最多 40 个字')),
  /** By its key, as it was typed. */
  figures: z.record(z.string().max(80), z.string().max(40)).default({}),
  readings: z.record(z.string().max(40), z.string().max(80)).default({}),
})

const summed = z.object({ due: count, open: count, fen, loanFen: fen })
const counted = z.object({ due: count, open: count, fen })
const moved = z.object({ winners: count, losers: count, gainedFen: fen, lostFen: fen })
/** By so much the counts of an alternative differ from those in force: what comes to be due and ceases, what becomes open and is settled. */
const stateMoves = z.object({ newlyDue: count, noLongerDue: count, newlyOpen: count, noLongerOpen: count })

/** What a simulation found, in words and whole fen. A row: one aid in one stage, now and under the alternative. */
export const simulated = z.object({
  run: z.string(),
  /** Counted by the very paper that decided the run: what is in force is what the run says. */
  asDecided: z.boolean(),
  term: z.string(),
  area: z.string(),
  notes: z.array(z.string()),
  counties: z.array(z.object({ county: z.string(), countyName: z.string(), document: z.string(), now: summed })),
  now: summed,
  alternatives: z.array(
    summed.extend(moved.shape).extend({
      name: z.string(),
      /** Over all aids but loans. */
      stateMoves,
      /** Each figure and reading that it changes. */
      changed: z.array(z.object({ county: z.string(), what: z.string(), says: z.string(), was: z.string(), is: z.string() })),
      byCounty: z.array(
        summed.extend(moved.shape).extend({
          county: z.string(),
          concerned: z.boolean(),
          /** Clause by clause in the order of the document, the remainder last (without a clause). */
          parts: z.array(z.object({ county: z.string(), clause: z.string(), says: z.string(), fen })),
        }),
      ),
      rows: z.array(
        moved.extend({
          county: z.string(),
          stageWord: z.string(),
          line: z.string(),
          title: z.string(),
          /** A loan is no expense: its ceiling stands in no sum. */
          loan: z.boolean(),
          before: counted,
          after: counted,
          stateMoves,
        }),
      ),
      /** Without a line: persons over all their aids together, stage by stage. */
      movements: z.array(moved.extend({ county: z.string(), stageWord: z.string(), line: z.string(), title: z.string() })),
    }),
  ),
})
export type Simulated = z.output<typeof simulated>

/** Long work: what up to eight alternatives would cost, for whom, and by which clause. It changes no result, and is kept for whoever may simulate there. */
export const simulateChanges = contract({
  name: 'policy.simulate',
  kind: 'order',
  title: '政策调整测算',
  order: z.object({
    term: writtenTerm,
    /** Over which kept run; none: the newest of the term. */
    run: run.optional(),
    alternatives: z
      .array(alternative)
      .min(1, '请写至少一个方案')
      .max(mostAlternatives, `一次最多测算 ${mostAlternatives} 个方案`)
      .superRefine((list, { addIssue }) => {
        for (const [at, { name, figures, readings }] of list.entries()) {
          const say = (message: string): void => addIssue({ code: 'custom', path: [at], message })
          if (name === inForceName) say(`方案不能叫“${inForceName}”，那是现在执行的文件；请改名`)
          if (list.findIndex(other => other.name === name) < at) say(`有两个方案都叫“${name}”，请改名`)
          if (Object.keys(figures).length + Object.keys(readings).length === 0) say(`方案“${name}”没有写要改什么`)
        }
      }),
  }),
  outcome: z.object({ simulationId, alternatives: count }),
  access,
})

const made = {
  simulationId,
  /** By whom, and for whom where that is another; null where the account is no more. */
  by: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  own: z.boolean(),
  madeAt: z.string(),
}

/** Simulations of a division, newest first: whoever may simulate there sees those of every colleague. */
export const listSimulations = contract({
  name: 'policy.list-simulations',
  kind: 'question',
  title: '做过的测算',
  order: z.object({ term: writtenTerm.optional(), after: simulationId.optional(), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({
    total: count,
    simulations: z.array(
      z.object({
        ...made,
        term: z.string(),
        run: z.string(),
        alternatives: z.array(
          z.object({
            name: z.string(),
            /** By how much it differs from the papers in force. */
            difference: fen,
            changed: z.array(z.object({ what: z.string(), was: z.string(), is: z.string() })),
          }),
        ),
      }),
    ),
    next: simulationId.nullable(),
  }),
  access,
})

/** One simulation, whoever made it, with the alternatives as they were written. */
export const showSimulation = contract({
  name: 'policy.show-simulation',
  kind: 'question',
  title: '一次测算',
  order: z.object({ simulationId }),
  outcome: z.object({
    ...made,
    ordered: z.array(alternative),
    told: simulated,
    /** By which number its run was published; null where it was not. */
    publishedAs: simulationId.nullable(),
    /** The last day on which its counts open to the children; null where they do no more. */
    listedUntil: z.iso.date().nullable(),
  }),
  access,
})

/** 测算.xlsx of a simulation, whoever made it, as a finance section files it. */
export const takeSimulation = contract({
  name: 'policy.take-simulation',
  kind: 'question',
  title: '导出测算',
  order: z.object({ simulationId }),
  outcome: takenList,
  access,
  trail: 'export',
  tells: ({ rows, digest, conditions }) => `导出测算 ${rows} 个方案：${conditions.join('、')}；摘要 ${digest.slice(0, shortDigestLength)}`,
})
