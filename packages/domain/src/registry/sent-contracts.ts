import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from './import-contracts.ts'
import { importStatuses } from './import.ts'
import { receiptOutcomes } from './sent.ts'

const count = z.int32().nonnegative()
const day = z.string().nullable()

/**
 * The rows of a list that its sender is asked to put right, by reason: what was refused, and what was taken with a cell that
 * was not used. Numbers of persons are masked (register ).
 */
export const listReturnedRows = contract({
  name: 'registry.list-returned-rows',
  kind: 'question',
  title: '要改正的行',
  order: z.object({
    listId: recordId,
    /** Rows of this reason alone, as `reasons` names it. */
    reason: z.string().max(60).optional(),
    after: count.default(0),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    /** Further rows that were not kept, beyond the bound of a list. */
    left: count,
    /** A row of several reasons stands under each. */
    reasons: z.array(z.object({ reason: z.string(), word: z.string(), refused: count, noted: count })),
    rows: z.array(
      z.object({
        sheet: z.string(),
        row: count,
        /** The whole row was refused; else it was taken, and a cell of it was not used. */
        refused: z.boolean(),
        says: z.array(z.string()),
        cells: z.array(z.object({ header: z.string(), text: z.string() })),
      }),
    ),
    next: count.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

/** What became of each row of a committed list: 比对回执. Whom it was found to be is not said, only that it was found. */
export const listMatchReceipt = contract({
  name: 'registry.list-match-receipt',
  kind: 'question',
  title: '比对回执',
  order: z.object({
    importId: recordId,
    outcome: z.enum(receiptOutcomes).optional(),
    after: count.default(0),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    outcomes: z.array(z.object({ outcome: z.enum(receiptOutcomes), rows: count })),
    rows: z.array(
      z.object({
        rowNo: count,
        sheet: z.string(),
        row: count,
        /** As the list has it. */
        name: z.string().nullable(),
        numbers: z.array(z.object({ kind: z.string(), masked: z.string() })),
        outcome: z.enum(receiptOutcomes),
        /** Why nobody could be named without guessing. */
        question: z.string().nullable(),
      }),
    ),
    next: count.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

/** Of each kind of list within reach: until when the newest one holds, by when the next is needed, and what was given back. */
export const listOwedRosters = contract({
  name: 'registry.list-owed-rosters',
  kind: 'question',
  title: '还要送的名单',
  order: z.object({}),
  outcome: z.object({
    rosters: z.array(
      z.object({
        roster: z.string(),
        rosterName: z.string(),
        sender: z.string(),
        /** Of the newest list that was taken in; none where none was, or where it does not say. */
        asOf: day,
        /** The last day on which it still answers for who is on it and who is not. */
        inForceUntil: day,
        overdue: z.boolean(),
        /** A later list that is not taken in: what became of it. */
        later: z
          .object({ importId: recordId, asOf: day, status: z.enum(importStatuses), rowsRefused: count, returned: count, readAgain: z.boolean() })
          .nullable(),
      }),
    ),
  }),
  access: needsReach('imports', 'rows'),
})
