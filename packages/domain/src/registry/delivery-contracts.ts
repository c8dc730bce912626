import { rosterKindIds } from '@yingjin/intake'
import { z } from 'zod'
import { contract, inWords, needsReach, termCode } from '../access/index.ts'
import { deliveryStatuses, listStandings, mostDelivery } from './delivery.ts'
import { plainDate, recordId } from './import-contracts.ts'
import { importStatuses } from './import.ts'
import { entryUnits } from './rows-word.ts'

const count = z.int32().nonnegative()
const roster = z.enum(rosterKindIds, '不是名册种类')
const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为文件内容的 SHA-256')
const day = z.string().nullable()

/** The content comes beside the order; its digest and size stand in the order, so that the same order is the same file. */
export const receiveDelivery = contract({
  name: 'registry.receive-delivery',
  kind: 'order',
  title: '收下来件',
  order: z.object({
    name: z.string().min(1, '请写明文件名').max(300, '文件名最多300字'),
    digest,
    bytes: z.int32().min(1, '文件是空的').max(mostDelivery.fileBytes, '一个文件最多 64 MB'),
  }),
  outcome: z.object({
    deliveryId: recordId,
    name: z.string(),
    /** It lies here already, and was not laid down a second time. */
    again: z.boolean(),
    /** Batches that were made of the same file before. */
    taken: z.array(z.object({ importId: recordId, roster: z.string(), status: z.enum(importStatuses) })),
  }),
  access: needsReach('imports', 'write'),
})

/** What a batch changes, or would change: rows that found their person, persons that are new, facts of all matters together. */
const changes = z.object({
  personsNew: count,
  /** Rows that stand for somebody known, and of how many persons they are. */
  matched: count,
  personsMatched: count,
  doubtful: count,
  new: count,
  changed: count,
  ended: count,
  unchanged: count,
  /** Whether who is not on it is off it, and against the list before it who is not. */
  absence: z.enum(['counts', 'partial', 'rows-refused', 'rows-doubtful']),
  lastList: z.object({ persons: count, notHere: count }).nullable(),
})

/** One roster of a file. */
export const deliveryList = z.object({
  listId: recordId,
  roster: z.string(),
  /** As officials name it. */
  rosterName: z.string(),
  sender: z.string(),
  standing: z.enum(listStandings),
  /** Read without anything a person would have to look at. */
  certain: z.boolean(),
  /** Why no batch can be made of it. */
  hindrance: z.string().nullable(),
  asOf: day,
  coverage: z.string(),
  rowsRead: count,
  rowsAccepted: count,
  rowsRefused: count,
  /** Of how many persons, or sums, the accepted rows speak. */
  entries: count,
  unit: z.enum(entryUnits),
  /** Headings of columns that are not collected and were dropped. */
  notCollected: z.array(z.string()),
  /** Rows with something to be put right that may go back to the sender. */
  returned: count,
  importId: recordId.nullable(),
  importStatus: z.enum(importStatuses).nullable(),
  /** The batch that was made of the same file before and stands: it is not taken a second time. */
  takenBefore: recordId.nullable(),
  changes: changes.nullable(),
})

const deliveryLine = z.object({
  deliveryId: recordId,
  name: z.string(),
  bytes: count,
  digest: z.string(),
  status: z.enum(deliveryStatuses),
  /** One sentence: what came of the file. */
  message: z.string().nullable(),
  arrivedAt: z.string(),
  sentBy: z.string().nullable(),
  rowsAccepted: count,
  rowsRefused: count,
  acceptedBefore: count.nullable(),
  refusedBefore: count.nullable(),
  version: count,
  lists: z.array(deliveryList),
})

/** Files that were sent, the newest first; `open` are those about which something is still to be done. */
export const listDeliveries = contract({
  name: 'registry.list-deliveries',
  kind: 'question',
  title: '来件',
  order: z.object({ open: z.boolean().default(true), before: recordId.optional(), limit: z.int32().min(1).max(200).default(100) }),
  outcome: z.object({ total: count, deliveries: z.array(deliveryLine), next: recordId.nullable() }),
  access: needsReach('imports', 'rows'),
})

const said = z.object({
  /** The kind this sheet is; none: as it is recognised. */
  roster: roster.nullable().default(null),
  asOf: plainDate.nullable().default(null),
})

/** What was understood of a file, sheet by sheet, with the rows a person looks at. Numbers of persons are masked. */
export const showDelivery = contract({
  name: 'registry.show-delivery',
  kind: 'question',
  title: '来件的读法',
  order: z.object({ deliveryId: recordId }),
  outcome: deliveryLine.extend({
    problems: z.array(z.string()),
    said: z.record(z.string(), z.object({ roster: z.string().nullable(), asOf: day })),
    sheets: z.array(
      z.object({
        name: z.string(),
        hidden: z.boolean(),
        rows: count,
        accepted: count,
        refused: count,
        blank: count,
        layout: count,
        problems: z.array(z.string()),
        tables: z.array(
          z.object({
            roster: z.string().nullable(),
            rosterName: z.string().nullable(),
            sure: z.string(),
            /** Kinds that fit as well, best first. */
            candidates: z.array(z.string()),
            asOf: day,
            declared: z.string().nullable(),
            accepted: count,
            refused: count,
            problems: z.array(z.string()),
            columns: z.array(
              z.object({
                letter: z.string(),
                header: z.string(),
                standing: z.enum(['collected', 'not-collected', 'not-needed', 'unrecognised', 'repeated', 'layout']),
                key: z.string().nullable(),
                label: z.string().nullable(),
                sure: z.enum(['certain', 'likely', 'to-confirm']),
                remembered: z.boolean(),
              }),
            ),
          }),
        ),
        /** The first rows, and after them those that were refused or doubted. */
        shown: z.array(
          z.object({
            row: count,
            is: z.enum(['title', 'header', 'row', 'refused', 'noted', 'other']),
            cells: z.array(z.string()),
            says: z.array(z.string()),
          }),
        ),
      }),
    ),
    /** Kinds a sheet may be said to be. */
    kinds: z.array(z.object({ value: z.string(), word: z.string(), sender: z.string() })),
    /** Meanings that a column of each roster of this file may have. */
    meanings: z.array(z.object({ roster: z.string(), options: z.array(z.object({ value: z.string(), word: z.string() })) })),
  }),
  access: needsReach('imports', 'rows'),
})

/**
 * What a person says of a file: which roster a sheet is and as of when; what a column means. Meanings are remembered for
 * the roster’s sender and applied to what comes next. It is read again after this.
 */
export const correctDelivery = contract({
  name: 'registry.correct-delivery',
  kind: 'order',
  title: '更正来件的读法',
  order: z.object({
    deliveryId: recordId,
    version: z.int32().positive(),
    sheets: z
      .array(said.extend({ sheet: inWords(z.string().min(1).max(100)) }))
      .max(256)
      .default([]),
    columns: z
      .array(z.object({ roster, header: inWords(z.string().min(1).max(300)), meaning: inWords(z.string().min(1).max(60)) }))
      .max(300)
      .default([]),
  }),
  outcome: z.object({ deliveryId: recordId, version: count }),
  access: needsReach('imports', 'write'),
})

export const setDeliveryAside = contract({
  name: 'registry.set-delivery-aside',
  kind: 'order',
  title: '退出来件',
  order: z.object({ deliveryId: recordId, version: z.int32().positive(), says: inWords(z.string().trim().min(2, '请写明为什么').max(500)) }),
  outcome: z.object({ deliveryId: recordId }),
  access: needsReach('imports', 'write'),
})

/** The rows to be put right, in the sender’s own layout with a column that says why; numbers of persons as text and in full. */
export const takeReturnedRows = contract({
  name: 'registry.take-returned-rows',
  kind: 'question',
  title: '下载要退回的行',
  order: z.object({ listId: recordId }),
  outcome: z.object({ name: z.string(), mediaType: z.string(), bytes: z.custom<Uint8Array>(value => value instanceof Uint8Array) }),
  access: needsReach('imports', 'rows'),
  trail: 'export',
})

/** Every batch, with the file it came from where that came by the office, and what became of it. */
export const listReceived = contract({
  name: 'registry.list-received',
  kind: 'question',
  title: '收数历史',
  order: z.object({
    importId: recordId.optional(),
    roster: roster.optional(),
    status: z.enum(importStatuses).optional(),
    /** Those alone of which rows wait for somebody to say whom they stand for. */
    undecided: z.boolean().default(false),
    before: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    imports: z.array(
      z.object({
        importId: recordId,
        roster: z.string(),
        rosterName: z.string(),
        source: z.string(),
        sender: z.string(),
        asOf: day,
        coverage: z.string(),
        status: z.enum(importStatuses),
        rowsRead: count,
        /** Entries, each of one person or one sum; `sheetRows` are the rows of the sheet they are of. */
        rowsAccepted: count,
        sheetRows: count,
        unit: z.enum(entryUnits),
        rowsRefused: count,
        stagedAt: z.string(),
        committedAt: day,
        undoneAt: day,
        by: z.string().nullable(),
        file: z.string().nullable(),
        listId: recordId.nullable(),
        returned: count,
        /** Given up to be read otherwise, and not given back: the batch that it was read as since, none while the file lies there. */
        readAgain: z.object({ importId: recordId.nullable() }).nullable(),
        /** Rows of which nobody has said yet whom they stand for, and of which it can still be said. */
        undecided: count,
        /** What it changed, or would change: facts new, changed, ended; none before it was tried. */
        changes: changes.nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

/** What an undo would do, before it is done: counted on what stands now. `rests`: what must be undone first. */
export const showUndo = contract({
  name: 'registry.show-undo',
  kind: 'question',
  title: '撤销的后果',
  order: z.object({ importId: recordId }),
  outcome: z.object({
    importId: recordId,
    status: z.enum(importStatuses),
    ended: count,
    restored: count,
    personsGone: count,
    rests: z.array(z.object({ what: z.string(), word: z.string(), label: z.string() })),
  }),
  access: needsReach('imports', 'write'),
})

/** Which rosters the county’s policy asks for, from whom, and what came of each; as of the first day of the term. */
export const rosterProgress = contract({
  name: 'registry.roster-progress',
  kind: 'question',
  title: '收数进度',
  order: z.object({ term: termCode }),
  outcome: z.object({
    term: z.string(),
    /** The first day of the term. */
    on: z.string(),
    /** Whether the county’s policy said which; else every kind of roster there is. */
    byPolicy: z.boolean(),
    /** Terms in which lists are dated that were received, the newest first. */
    terms: z.array(z.string()),
    rosters: z.array(
      z.object({
        roster: z.string(),
        rosterName: z.string(),
        sender: z.string(),
        /** What it answers for: 认定农村低保. */
        establishes: z.array(z.string()),
        /** `in-force`: committed and in force on the day. `old`: committed, and no longer in force. `waiting`: read and not committed, and would be in force on the day. */
        standing: z.enum(['in-force', 'old', 'waiting', 'missing']),
        asOf: day,
        /** From which day on none is in force: the day after the last one’s force ended, else the first day of the term. */
        missingSince: day,
        importId: recordId.nullable(),
        deliveryId: recordId.nullable(),
        /** What lies there unread into the records, and would not be in force on the day: it counts for nothing. */
        tooOld: z.object({ deliveryId: recordId, asOf: day }).nullable(),
        sheetRows: count,
        entries: count,
        unit: z.enum(entryUnits),
        rowsRefused: count,
        /** Of a whole list: whoever is not on it is not so, unless rows of it were refused that do not say that somebody left it. */
        saysWhoIsNot: z.boolean(),
        imports: count,
        /** Of a roster of the pupils of schools: which of them have no row in what is in force. Null for every other, which no school is asked for. */
        schools: z
          .object({
            /** Schools on the register on the day whose children belong on it. */
            registered: count,
            rowsOfSchools: count,
            /** Rows of which no school of the register is known: a school that is said to be missing may be among them. */
            rowsOfNone: count,
            without: z.array(z.object({ schoolId: recordId, name: z.string(), township: z.string().nullable(), lastAsOf: day, since: z.string() })),
          })
          .nullable(),
      }),
    ),
  }),
  access: needsReach('imports', 'counts'),
})
