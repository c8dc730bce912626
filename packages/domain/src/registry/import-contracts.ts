import { z } from 'zod'
import { contract, inWords, needsReach, takeList } from '../access/index.ts'
import { factMatters, importStatuses, rowAnswers, rowsOfPart } from './import.ts'
import { importFigureKinds } from './import-figure.ts'
import { rowDoubts } from './sent.ts'

const count = z.int32().nonnegative()
export const recordId = z.string().regex(/^\d{1,18}$/, '应为数字编号')
export const plainDate = z.iso.date('应为日期，如 2022-09-01')

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

const importCounts = z.object({
  rows: z.object({ accepted: count, refused: count, matched: count, new: count, doubtful: count, repeated: count, setAside: count }),
  persons: z.object({ new: count, matched: count, touched: count }),
  guardians: z.object({ known: count, new: count, nameOnly: count, otherName: count }),
  locked: z.array(z.object({ lockedListId: recordId, name: z.string(), changed: count, came: count })).readonly(),
  facts: z.partialRecord(z.enum(factMatters), z.object({ new: count, changed: count, ended: count, unchanged: count })),
  absence: z.enum(['counts', 'partial', 'rows-refused', 'rows-doubtful']),
  lastList: z.object({ persons: count, notHere: count }).nullable(),
})

const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为 SHA-256（64位小写十六进制）')
const file = z.object({
  roster: inWords(z.string().min(1)),
  /** Of whom a partial list speaks (a school, a township), so that two of them stand side by side. */
  of: inWords(z.string().min(1).max(80)).optional(),
  sender: inWords(z.string().max(80)).optional(),
  asOf: plainDate.optional(),
  coverage: z.enum(['complete', 'partial', 'supplementary']),
  fileDigest: digest,
  /** The sealed snapshot its rows are of, where one is kept: a run takes the list from there. */
  snapshot: digest.optional(),
  rowsRead: count,
  rowsRefused: count,
})
const rows = z.array(z.object({ sheet: z.string(), row: z.int32().positive(), values: z.record(z.string(), value) }))

/**
 * Rows accepted by the reading of a roster are laid down, sealed, and change nothing yet. Rows that say they are of
 * another county are refused one by one; a file of another county altogether is refused whole.
 */
export const stageImport = contract({
  name: 'registry.stage-import',
  kind: 'order',
  title: '收数登记',
  order: file.extend({ rows }),
  outcome: z.object({ importId: recordId, rowsForeign: count }),
  access: needsReach('imports', 'write'),
})

const parts = z.array(z.object({ part: count, rows: count, digest }))

/** A file too large for one order arrives in parts. Asked again for the same file it is taken up where it stands: the parts that are there. */
export const beginImport = contract({
  name: 'registry.begin-import',
  kind: 'order',
  title: '分段收数：开始',
  order: file,
  outcome: z.object({ importId: recordId, parts }),
  access: needsReach('imports', 'write'),
})

/** One part; the same part twice is one. `digest` is the SHA-256 of `partText(rows)`. */
export const addImportPart = contract({
  name: 'registry.add-import-part',
  kind: 'order',
  title: '分段收数：续收',
  order: z.object({ importId: recordId, part: z.int32().min(1).max(1000), digest, rows: rows.min(1).max(rowsOfPart) }),
  outcome: z.object({ rows: count, again: z.boolean() }),
  access: needsReach('imports', 'write'),
})

/** Everything is there: as many rows in all, and the SHA-256 of `partsText` of the digests of parts 1, 2, … */
export const endImport = contract({
  name: 'registry.end-import',
  kind: 'order',
  title: '分段收数：收齐',
  order: z.object({ importId: recordId, rows: count, digest }),
  outcome: z.object({ importId: recordId, rowsForeign: count }),
  access: needsReach('imports', 'write'),
})

/** Which parts of an import that arrives in parts are there. */
export const showImportParts = contract({
  name: 'registry.show-import-parts',
  kind: 'question',
  title: '分段收数的进度',
  order: z.object({ importId: recordId }),
  outcome: z.object({ status: z.enum(importStatuses), parts }),
  access: needsReach('imports', 'rows'),
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
  order: z.object({ before: recordId.optional(), limit: z.int32().min(1).max(200).default(50) }),
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

const masked = z.array(z.object({ kind: z.string(), masked: z.string() }))

/** Which doubtful rows are asked for: `open`: nobody answered yet; `answered`: somebody did, and the answer holds. */
const doubtStates = ['open', 'answered', 'all'] as const

/**
 * Rows that could not be matched without guessing, with what the row says and whom it might stand for, side by side and
 * masked. What was answered keeps its answer beside it; before the commit another answer takes its place.
 */
export const listDoubtfulRows = contract({
  name: 'registry.list-doubtful-rows',
  kind: 'question',
  title: '存疑的行',
  order: z.object({
    importId: recordId,
    state: z.enum(doubtStates).default('open'),
    /** Rows of this doubt alone: those that are alike are answered together. */
    question: z.enum(rowDoubts).optional(),
    after: count.default(0),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    /** Of the whole import, whatever was asked for. */
    open: count,
    answered: count,
    /** How many are open of each doubt, the most first. */
    kinds: z.array(z.object({ question: z.enum(rowDoubts), open: count })),
    rows: z.array(
      z.object({
        rowNo: count,
        sheet: z.string(),
        row: count,
        /** Why it is in doubt; null of a row that was answered and written. */
        question: z.enum(rowDoubts).nullable(),
        says: z.object({
          name: z.string().nullable(),
          bornOn: z.string().nullable(),
          numbers: masked,
          school: z.string().nullable(),
          grade: z.string().nullable(),
          township: z.string().nullable(),
          village: z.string().nullable(),
        }),
        candidates: z.array(
          z.object({
            personId: recordId,
            name: z.string(),
            bornOn: z.string().nullable(),
            numbers: masked,
            area: z.string().nullable(),
            schoolId: recordId.nullable(),
            /** Where the person is now, by name. */
            school: z.string().nullable(),
            className: z.string().nullable(),
            township: z.string().nullable(),
          }),
        ),
        /** The row of the same list that says otherwise of the same person: only what differs, numbers masked. */
        beside: z
          .object({
            rowNo: count,
            sheet: z.string(),
            row: count,
            cells: z.array(z.object({ label: z.string(), here: z.string(), there: z.string() })),
            /** Columns in which both say the same. */
            alike: count,
          })
          .nullable(),
        answer: z.object({ is: z.enum(rowAnswers), personId: recordId.nullable(), reason: z.string() }).nullable(),
      }),
    ),
    next: count.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

/**
 * The lines of one figure of a batch: whom it counts, by which row of the file, what was and what would be. They are those
 * that the figure was counted from; whoever does not see a child sees none of its lines, and only how many there are.
 */
export const listImportLines = contract({
  name: 'registry.list-import-lines',
  kind: 'question',
  title: '试算和撤销的明细',
  order: z.object({
    importId: recordId,
    figure: z.enum(importFigureKinds),
    after: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    /** Lines of the figure that lie outside the reader's scope. */
    beyond: count,
    lines: z.array(
      z.object({
        lineId: recordId,
        /** Null: not known before this batch. */
        personId: recordId.nullable(),
        name: z.string().nullable(),
        school: z.string().nullable(),
        className: z.string().nullable(),
        township: z.string().nullable(),
        /** The row of this batch that says so; none where it is said by nobody being on it. */
        place: z.object({ sheet: z.string(), row: count }).nullable(),
        facts: z.array(
          z.object({
            word: z.string(),
            was: z.string().nullable(),
            will: z.string().nullable(),
            /** By whose word what was stands: its source, who sent it, as of when, which row. */
            by: z
              .object({
                sourceName: z.string(),
                sender: z.string().nullable(),
                asOf: z.string().nullable(),
                sheet: z.string().nullable(),
                row: count.nullable(),
              })
              .nullable(),
          }),
        ),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('imports', 'rows'),
})

export const takeImportLines = takeList({
  name: 'registry.take-import-lines',
  title: '导出试算和撤销的明细',
  order: listImportLines.order.omit({ after: true, limit: true }),
  access: needsReach('imports', 'rows'),
})

/** Rows that say they are of another county: where they stand, and of which. */
export const listForeignRows = contract({
  name: 'registry.list-foreign-rows',
  kind: 'question',
  title: '外县的行',
  order: z.object({ importId: recordId, after: count.default(0), limit: z.int32().min(1).max(200).default(50) }),
  outcome: z.object({ rows: z.array(z.object({ rowNo: count, sheet: z.string(), row: count, county: z.string() })), next: count.nullable() }),
  access: needsReach('imports', 'rows'),
})

/**
 * A person says whom doubtful rows stand for. Of an import that is committed they are written at once; of one that is not,
 * with its commit. The same row of a later import is not asked about again. An undo takes the answers back with the import.
 */
export const answerDoubtfulRows = contract({
  name: 'registry.answer-doubtful-rows',
  kind: 'order',
  title: '回答存疑的行',
  order: z.object({
    importId: recordId,
    reason: inWords(z.string().trim().min(2, '请写明依据').max(500)),
    answers: z
      .array(z.object({ rowNo: count, is: z.enum(rowAnswers), personId: recordId.optional() }))
      .min(1)
      .max(200)
      .refine(answers => answers.every(({ is, personId }) => (is === 'person') === (personId !== undefined)), '“是某人”要写明人员，其他回答不写')
      .refine(answers => new Set(answers.map(({ rowNo }) => rowNo)).size === answers.length, '同一行只能回答一次'),
  }),
  outcome: z.object({ answered: count, counts: importCounts.nullable() }),
  access: needsReach('imports', 'write'),
})
