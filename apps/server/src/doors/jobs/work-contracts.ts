import { contract, needsReach, writtenTerm } from '@yingjin/domain/access'
import { takeOfficeSnapshot } from '@yingjin/domain/registry'
import { z } from 'zod'

/*
 * Long work that is no order of a subject: it works on files, on the keys or on the whole database. Its contracts stand
 * beside the kinds that carry it out.
 */
const count = z.number().int().nonnegative()
/** A folder below the county's inbox, by its name alone: nobody names a place of the computer from outside. */
export const isInboxFolder = (name: string): boolean => inboxFolder.safeParse(name).success
const inboxFolder = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,79}$/u, '应为收件夹下面一个文件夹的名字')

/**
 * The main job, with what the office decided by then: on lists that were received, by the keys under which
 * `registry.list-run-rosters` names them, and on what lies in a folder of the county's inbox. Neither named, it takes what
 * that question says a run takes.
 */
export const runRosters = contract({
  name: 'batch.run-rosters',
  kind: 'order',
  title: '核定运行',
  order: z.object({ term: writtenTerm, folder: inboxFolder.optional(), lists: z.array(z.string().min(1).max(120)).max(2000).optional() }),
  outcome: z.object({
    run: z.string(),
    files: count,
    persons: count,
    due: count,
    dueFen: z.string().regex(/^\d+$/),
    missing: count,
    toDecide: count,
    /** Rows that were not taken, because the office said so. */
    setAside: count,
    leads: z.record(z.string(), count),
    /** Whether it lies ready to be looked at; the very run that is published already is not, nor that of whoever may not publish. */
    review: z.enum(['ready', 'as-published', 'not-made']),
    /** What was taken along: the day on which it is true, up to which act it is known, and how much persons decided of it. */
    office: z.object({ on: z.string(), act: z.string(), persons: count, decisions: count }),
  }),
  access: needsReach('results', 'write'),
})

/** Takes the newest kept run of a term over into the records: its rosters, its results and its leads. */
export const publishLatestRun = contract({
  name: 'batch.publish-latest-run',
  kind: 'order',
  title: '发布运行结果',
  order: z.object({
    term: writtenTerm,
    /** The run that was looked at: where another is the newest by now, nothing is published. */
    run: z.string().min(1).max(80).optional(),
  }),
  outcome: z.object({ run: z.string(), rostersTaken: count, newPersons: count, doubtfulRows: count }),
  access: needsReach('leads', 'write'),
})

/** Holds the newest kept run of a term against what is published, for whoever may publish it to look at first. */
export const reviewLatestRun = contract({
  name: 'batch.review-latest-run',
  kind: 'order',
  title: '备好待发布的结果',
  order: z.object({ term: writtenTerm }),
  outcome: z.object({ run: z.string() }),
  access: needsReach('results', 'write'),
})

/** What the office knows, as one sealed snapshot that the runs to come are told. */
export const keepOfficeSnapshot = contract({
  name: 'batch.keep-office-snapshot',
  kind: 'order',
  title: takeOfficeSnapshot.title,
  order: takeOfficeSnapshot.order,
  outcome: z.object({ snapshot: z.string(), persons: count, on: z.string(), act: z.string() }),
  access: takeOfficeSnapshot.access,
})

export const backUpRecords = contract({
  name: 'platform.back-up',
  kind: 'order',
  title: '备份',
  order: z.object({}),
  /** `folder`: by its name, as it is listed among what is kept; where the computer has it is told to nobody outside. */
  outcome: z.object({ folder: z.string(), tables: count, rows: count, asOf: z.string() }),
  access: needsReach('access', 'write'),
})

export const rotateFieldKeys = contract({
  name: 'platform.rotate-field-keys',
  kind: 'order',
  title: '更换字段密钥',
  order: z.object({}),
  outcome: z.object({ version: count, read: count, rewritten: count }),
  access: needsReach('access', 'write'),
})

const ids = z
  .array(z.string().regex(/^\d{1,18}$/, '应为数字编号'))
  .min(1)
  .max(500)

/** What of several was not done, as a person knows it: the file and the roster, why and what to do. */
const notDone = { file: z.string().nullable(), roster: z.string().nullable(), says: z.string() }

/** Files that were sent are read one after the other, each in a process of its own; what was understood lies with each. */
export const readDeliveries = contract({
  name: 'batch.read-deliveries',
  kind: 'order',
  title: '读取来件',
  order: z.object({ deliveryIds: ids }),
  outcome: z.object({ read: count, rowsAccepted: count, rowsRefused: count, notRead: z.array(z.object({ deliveryId: z.string(), ...notDone })) }),
  access: needsReach('imports', 'write'),
})

/** Batches are made of what was read, and tried: what each would change is counted, and nothing is changed. */
export const stageDeliveries = contract({
  name: 'batch.stage-deliveries',
  kind: 'order',
  title: '来件试算',
  order: z.object({ listIds: ids }),
  outcome: z.object({
    staged: z.array(z.object({ listId: z.string(), importId: z.string() })),
    /** `importId`: the batch that stands in its way. */
    refused: z.array(z.object({ listId: z.string(), ...notDone, importId: z.string().nullable() })),
  }),
  access: needsReach('imports', 'write'),
})

/** Batches that were tried are taken in, one after the other; one that is refused says why and stops no other. */
export const commitDeliveries = contract({
  name: 'batch.commit-deliveries',
  kind: 'order',
  title: '来件入库',
  order: z.object({ importIds: ids }),
  outcome: z.object({
    committed: z.array(z.object({ importId: z.string(), personsNew: count, doubtful: count })),
    refused: z.array(z.object({ importId: z.string(), ...notDone })),
  }),
  access: needsReach('imports', 'write'),
})
