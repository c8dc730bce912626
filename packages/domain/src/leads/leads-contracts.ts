import { leadKindIds } from '@yingjin/determination'
import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { aDay } from './a-day.ts'
import { evidenceLine } from './evidence-contracts.ts'
import { leadHouseholds } from './lead-household.ts'
import { openKindIds, proofIds } from './lead-kind.ts'
import { type LeftOutWhy, leftOutWords, leadMoves, leadStandings, leadStates, presences, withoutOwnerWhys } from './lead-state.ts'
import { namedChild } from './named-child.ts'
import { runCounts } from './results-contracts.ts'

const count = z.int32().nonnegative()
const plainDate = z.iso.date('应为日期，如 2022-09-01')
const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为 SHA-256')
const says = inWords(z.string().trim().min(1, '请写明').max(2000, '最多2000字'))

/**
 * A run as it is published. Findings of persons whom the registry knows may stand in the order itself; of a kept run the
 * order says the digests of its tables, and its rows are handed over beside it.
 */
export const publishRun = contract({
  name: 'leads.publish-run',
  kind: 'order',
  title: '发布运行结果',
  order: z.object({
    run: z.string().min(1).max(80),
    county: z.string().regex(/^\d{6}$/, '应为六位区划代码'),
    digest,
    programVersion: z.string().min(1),
    pack: z.string().min(1).max(80).optional(),
    packDigest: digest,
    term: z.string().min(1).max(40),
    referenceDate: plainDate,
    /** SHA-256 of each table of a kept run. */
    tables: z.record(z.string(), digest).default({}),
    leads: z
      .array(
        z.object({
          kind: z.enum(leadKindIds as readonly [(typeof leadKindIds)[number], ...(typeof leadKindIds)[number][]]),
          ground: z.string().max(200),
          personId: recordId,
          /** What it rests on, and what the lists say: read only by who may see categories of difficulty. */
          detail: z.string().max(4000),
          restsOn: z.string().max(20000),
        }),
      )
      .default([]),
  }),
  outcome: z.object({ runId: recordId, published: z.boolean(), ...runCounts.shape }),
  access: needsReach('leads', 'write'),
})

const kind = z.enum(openKindIds as readonly [(typeof openKindIds)[number], ...(typeof openKindIds)[number][]])
const leadFilter = z.object({
  /** Of one child. */
  personId: recordId.optional(),
  kind: kind.optional(),
  state: z.enum(leadStandings).optional(),
  /** Of the newest run. */
  presence: z.enum(presences).optional(),
  ownerAccountId: recordId.optional(),
  withoutOwner: z.boolean().optional(),
  /** `none`: of no school. */
  schoolId: z
    .string()
    .regex(/^([1-9]\d{0,17}|none)$/, '应为学校编号')
    .optional(),
  /** `none`: of no township. */
  township: z
    .string()
    .regex(/^(\d{9}|none)$/, '应为九位乡镇代码')
    .optional(),
  dueBy: plainDate.optional(),
  /** Not closed, and past their day, on the day it is asked. */
  overdue: z.literal(true).optional(),
  /** Proposed for closing by somebody else than the one who asks, who may look at it as the second. */
  toReview: z.literal(true).optional(),
  /** What the run says of the household, for whoever may read categories of difficulty alone. */
  household: z.enum(leadHouseholds).optional(),
  /** As they were found; else by their day, the oldest first. */
  sort: z.enum(['found']).optional(),
})
/** A county below the prefecture that asks: how many there are, and the rows once it has opened them. None: the own one. */
const county = z
  .string()
  .regex(/^\d{6}$/, '应为六位区划代码')
  .optional()
/** With which lead the page before ended, and its day where the list stands by days. */
const leadCursor = z.string().regex(new RegExp(`^[1-9]\\d{0,17}(/${aDay})?$`), '应为上一页给出的位置')

const leadLine = z.object({
  leadId: recordId,
  kind,
  word: z.string(),
  state: z.enum(leadStates),
  presence: z.enum(presences),
  personId: recordId,
  child: namedChild,
  ownerAccountId: recordId.nullable(),
  ownerName: z.string().nullable(),
  dueOn: plainDate,
  /** Evidence files that lie with it. */
  files: count,
  version: count,
})

export const listLeads = contract({
  name: 'leads.list-leads',
  kind: 'question',
  title: '线索清单',
  order: leadFilter.extend({ county, after: leadCursor.optional(), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({ total: count, leads: z.array(leadLine), next: leadCursor.nullable() }),
  access: needsReach('leads', 'rows'),
})

export const leadPage = contract({
  name: 'leads.lead-page',
  kind: 'question',
  title: '一条线索',
  order: z.object({ leadId: recordId, county }),
  outcome: leadLine.extend({
    possible: z.array(z.enum(leadMoves)),
    closesWith: z.array(z.enum(proofIds as readonly [(typeof proofIds)[number], ...(typeof proofIds)[number][]])),
    /** What it is about, for whoever sees it; no category of difficulty and no payment stands in it (0245). */
    about: z.object({ says: z.string(), /** Null where the place of the rows would tell one. */ restsOn: z.string().nullable() }).nullable(),
    /** What the run says exactly; null for whoever may not see categories of difficulty. */
    ground: z.object({ ground: z.string(), detail: z.string(), restsOn: z.string() }).nullable(),
    acts: z.array(
      z.object({
        act: recordId,
        move: z.enum(leadMoves),
        says: z.string().nullable(),
        proof: z.string().nullable(),
        accountId: recordId.nullable(),
        accountName: z.string().nullable(),
        /** To whom it was given. */
        toName: z.string().nullable(),
        happenedOn: plainDate.nullable(),
        recordedAt: z.string().nullable(),
      }),
    ),
    evidence: z.array(evidenceLine),
    /** Why it is nobody's: who answers for the child has no account, or may not act on it; nobody answers, or the asker does not see who. */
    withoutOwner: z.object({ why: z.enum(withoutOwnerWhys), holder: z.string().nullable(), role: z.string().nullable() }).nullable(),
    /** Term and day of publication are null for whoever may not know them. */
    runs: z.array(z.object({ runId: recordId, run: z.string(), term: z.string().nullable(), publishedAt: z.string().nullable(), presence: z.enum(presences) })),
  }),
  access: needsReach('leads', 'rows'),
})

/** How many leads there are by place, kind and state, also for roles that see no row; no line is finer than a school. */
export const countLeads = contract({
  name: 'leads.count-leads',
  kind: 'question',
  title: '线索数目',
  order: z.object({ by: z.enum(['division', 'township', 'school']).default('division'), county }),
  outcome: z.object({
    counts: z.array(
      z.object({
        place: z.string().nullable(),
        placeName: z.string().nullable(),
        kind,
        state: z.enum(leadStates),
        leads: count,
        /** Not closed, and past their day. */ overdue: count,
      }),
    ),
  }),
  access: needsReach('leads', 'counts'),
})

/** Who holds how many leads that are not closed, how many of them are past their day and the oldest day; null: nobody does. */
export const listLeadOwners = contract({
  name: 'leads.list-lead-owners',
  kind: 'question',
  title: '线索按责任人',
  order: z.object({ county }),
  outcome: z.object({
    owners: z.array(
      z.object({
        ownerAccountId: recordId.nullable(),
        name: z.string().nullable(),
        kinds: z.array(z.object({ kind, leads: count, overdue: count })),
        leads: count,
        overdue: count,
        oldestDueOn: plainDate,
      }),
    ),
  }),
  access: needsReach('leads', 'rows'),
})

/**
 * Whom a lead or a question may be given to: whoever may act on the child, or where none is named on some child. A county
 * has hundreds: they are sought by a part of the name or of the duty, and told up to a limit.
 */
export const listTakers = contract({
  name: 'leads.list-takers',
  kind: 'question',
  title: '可以派给谁',
  order: z.object({
    work: z.enum(['leads', 'questions']).default('leads'),
    personId: recordId.optional(),
    name: z.string().trim().min(1).max(50).optional(),
    limit: z.int32().min(1).max(50).default(20),
  }),
  outcome: z.object({ total: count, takers: z.array(z.object({ accountId: recordId, name: z.string(), roles: z.array(z.string()) })) }),
  access: needsReach('leads', 'write'),
})

const proof = z.enum(proofIds as readonly [(typeof proofIds)[number], ...(typeof proofIds)[number][]])
const onLead = { leadId: recordId, version: count }
const moved = z.object({ state: z.enum(leadStates), version: count })
const manyLeads = z
  .array(z.object(onLead))
  .min(1)
  .max(500, '一次最多500条')
  .refine(leads => new Set(leads.map(({ leadId }) => leadId)).size === leads.length, '同一条线索出现了两次')

export const assignLead = contract({
  name: 'leads.assign-lead',
  kind: 'order',
  title: '派给责任人',
  order: z.object({ ...onLead, accountId: recordId, says: says.optional() }),
  outcome: moved,
  access: needsReach('leads', 'write'),
})

/** Many leads at once to one owner: all of them, or none. */
export const assignLeads = contract({
  name: 'leads.assign-leads',
  kind: 'order',
  title: '成批派给责任人',
  order: z.object({
    leads: manyLeads,
    accountId: recordId,
    says: says.optional(),
  }),
  outcome: z.object({ leads: z.array(moved.extend({ leadId: recordId })) }),
  access: needsReach('leads', 'write'),
})

const leftOutWhys = Object.keys(leftOutWords) as [LeftOutWhy, ...LeftOutWhy[]]
/** Why, how many, and the first of them by name. */
const leftOut = z.array(
  z.object({ why: z.enum(leftOutWhys), leads: count, first: z.array(z.object({ leadId: recordId, word: z.string(), child: z.string().nullable() })) }),
)
const listedTo = leadFilter.omit({ sort: true }).extend({ accountId: recordId })

/** Before a whole list is given to somebody, whatever pages it has: how many go there, which do not and why. `stamp` is the list as it is now. */
export const weighAssignment = contract({
  name: 'leads.weigh-assignment',
  kind: 'question',
  title: '按条件派给责任人：先看',
  order: listedTo,
  outcome: z.object({ total: count, given: count, leftOut, stamp: digest }),
  access: needsReach('leads', 'write'),
})

/** A whole list is given to somebody as it was looked at; is it another by now, none of it is given. */
export const assignListed = contract({
  name: 'leads.assign-listed',
  kind: 'order',
  title: '按条件派给责任人',
  order: listedTo.extend({ stamp: digest, says: says.optional() }),
  outcome: z.object({ given: count, leftOut }),
  access: needsReach('leads', 'write'),
})

/**
 * After responsibilities were filled: what is still nobody's goes to whoever answers for the child now, as it does when a
 * run is published. What somebody has stays with them. Over the whole county only.
 */
export const nameOwners = contract({
  name: 'leads.name-owners',
  kind: 'order',
  title: '把没有责任人的交给责任人',
  order: z.object({}),
  outcome: z.object({
    leads: count,
    questions: count,
    /** Open, and still nobody's: nobody answers for the child, or who does has no account. */
    leadsWithoutOwner: count,
    questionsWithoutOwner: count,
  }),
  access: needsReach('leads', 'write'),
})

/** Many leads given back at once, for one reason: all of them, or none. */
export const returnLeads = contract({
  name: 'leads.return-leads',
  kind: 'order',
  title: '成批退回',
  order: z.object({ leads: manyLeads, says }),
  outcome: z.object({ leads: z.array(moved.extend({ leadId: recordId })) }),
  access: needsReach('leads', 'write'),
})

const saying = <const Name extends `leads.${string}`>(name: Name, title: string) =>
  contract({ name, kind: 'order', title, order: z.object({ ...onLead, says }), outcome: moved, access: needsReach('leads', 'write') })

export const commentOnLead = saying('leads.comment-on-lead', '写说明')
export const returnLead = saying('leads.return-lead', '退回')
export const refuseClose = saying('leads.refuse-close', '不同意销号')
export const reopenLead = saying('leads.reopen-lead', '重新打开')

/** The document that proves it is named by its kind and, in words, by its number and where it is. */
export const proposeClose = contract({
  name: 'leads.propose-close',
  kind: 'order',
  title: '提请销号',
  order: z.object({ ...onLead, proof, says }),
  outcome: moved,
  access: needsReach('leads', 'write'),
})

export const closeLead = contract({
  name: 'leads.close-lead',
  kind: 'order',
  title: '销号',
  order: z.object({ ...onLead, proof, says }),
  outcome: moved,
  access: needsReach('leads', 'write'),
})
