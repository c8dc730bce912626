import { z } from 'zod'
import { contract, needsReach, takeList } from '../access/index.ts'
import { comparedParts } from './compare.ts'
import { recordId } from './import-contracts.ts'

const count = z.int32().nonnegative()
const roster = z.string().min(1).max(60)

/** Two kinds of roster as they stand: of each source the batch that was committed last. */
const pair = { left: roster, right: roster }

/** Persons are counted: to whoever sees none, as a department that sees the lists it sent, nobody would seem to be on any. */
const seesPersons = needsReach('persons', 'rows')

const rosterSide = z.object({
  roster,
  rosterName: z.string(),
  persons: count,
  /** Rows of which nobody has said yet whom they stand for: they are in no part. */
  undecided: count,
  batches: z.array(z.object({ importId: recordId, source: z.string(), asOf: z.string().nullable(), coverage: z.string() })),
})

export const listComparable = contract({
  name: 'registry.list-comparable-rosters',
  kind: 'question',
  title: '可以比对的名册',
  order: z.object({}),
  outcome: z.object({ rosters: z.array(z.object({ roster, rosterName: z.string(), batches: count })) }),
  access: seesPersons,
})

/** Any roster against any roster (design §1.2): how many persons stand on both and on one alone. */
export const compareRosters = contract({
  name: 'registry.compare-rosters',
  kind: 'question',
  title: '两份名册比对',
  order: z.object(pair),
  outcome: z.object({ left: rosterSide, right: rosterSide, both: count, leftOnly: count, rightOnly: count }),
  access: seesPersons,
})

export const listCompared = contract({
  name: 'registry.list-compared-persons',
  kind: 'question',
  title: '两份名册比对的名单',
  order: z.object({ ...pair, part: z.enum(comparedParts), after: recordId.optional(), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({
    total: count,
    persons: z.array(
      z.object({
        personId: recordId,
        /** Null where the reader's duty does not show persons. */
        name: z.string().nullable(),
        bornOn: z.string().nullable(),
        numbers: z.array(z.object({ kind: z.string(), masked: z.string() })),
        school: z.string().nullable(),
        className: z.string().nullable(),
        township: z.string().nullable(),
        /** Where the person stands, on either roster. */
        places: z.array(z.object({ rosterName: z.string(), source: z.string(), sheet: z.string(), row: count })),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: seesPersons,
})

export const takeCompared = takeList({
  name: 'registry.take-compared-persons',
  title: '导出两份名册比对的名单',
  order: listCompared.order.omit({ after: true, limit: true }),
  access: seesPersons,
})
