import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { factMatters, importStatuses } from './import.ts'

const count = z.number().int().nonnegative()
export const recordId = z.string().regex(/^\d{1,18}$/, '应为数字编号')
export const plainDate = z.iso.date('应为日期，如 2022-09-01')

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

const importCounts = z.object({
  rows: z.object({ accepted: count, refused: count, matched: count, new: count, doubtful: count, repeated: count }),
  persons: z.object({ new: count, touched: count }),
  facts: z.partialRecord(z.enum(factMatters), z.object({ new: count, changed: count, ended: count, unchanged: count })),
  absence: z.enum(['counts', 'partial', 'rows-refused', 'rows-doubtful']),
})

/** Rows accepted by the reading of a roster are laid down, sealed, and change nothing yet. */
export const stageImport = contract({
  name: 'registry.stage-import',
  kind: 'order',
  title: '收数登记',
  order: z.object({
    roster: z.string().min(1),
    /** Of whom a partial list speaks (a school, a township), so that two of them stand side by side. */
    of: z.string().min(1).max(80).optional(),
    sender: z.string().max(80).optional(),
    asOf: plainDate.optional(),
    coverage: z.enum(['complete', 'partial', 'supplementary']),
    fileDigest: z.string().regex(/^[0-9a-f]{64}$/, '应为文件的 SHA-256'),
    rowsRead: count,
    rowsRefused: count,
    rows: z.array(z.object({ sheet: z.string(), row: z.number().int().positive(), values: z.record(z.string(), value) })),
  }),
  outcome: z.object({ importId: recordId }),
  access: needsReach('imports', 'write'),
})

export const dryRunImport = contract({
  name: 'registry.dry-run-import',
  kind: 'order',
  title: '收数试算',
  order: z.object({ importId: recordId }),
  outcome: importCounts,
  access: needsReach('imports', 'write'),
})

export const commitImport = contract({
  name: 'registry.commit-import',
  kind: 'order',
  title: '收数入库',
  order: z.object({ importId: recordId }),
  outcome: importCounts,
  access: needsReach('imports', 'write'),
})

export const giveUpImport = contract({
  name: 'registry.give-up-import',
  kind: 'order',
  title: '放弃收数',
  order: z.object({ importId: recordId }),
  outcome: z.object({}),
  access: needsReach('imports', 'write'),
})

export const undoImport = contract({
  name: 'registry.undo-import',
  kind: 'order',
  title: '撤销收数',
  order: z.object({ importId: recordId }),
  outcome: z.object({ ended: count, restored: count, personsGone: count }),
  access: needsReach('imports', 'write'),
})

export const listImports = contract({
  name: 'registry.list-imports',
  kind: 'question',
  title: '收数批次',
  order: z.object({ before: recordId.optional(), limit: z.number().int().min(1).max(200).default(50) }),
  outcome: z.object({
    imports: z.array(
      z.object({
        importId: recordId,
        roster: z.string(),
        source: z.string(),
        asOf: z.string().nullable(),
        coverage: z.string(),
        status: z.enum(importStatuses),
        rowsRead: count,
        rowsAccepted: count,
        rowsRefused: count,
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

/** Rows that could not be matched without guessing: for a person to look at. */
export const listDoubtfulRows = contract({
  name: 'registry.list-doubtful-rows',
  kind: 'question',
  title: '存疑的行',
  order: z.object({ importId: recordId, after: count.default(0), limit: z.number().int().min(1).max(200).default(50) }),
  outcome: z.object({
    rows: z.array(z.object({ rowNo: count, sheet: z.string(), row: count, question: z.string(), candidates: z.array(recordId) })),
    next: count.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})
