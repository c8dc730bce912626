import { z } from 'zod'
import { contract } from '../access/index.ts'
import { jobStatuses } from './job-status.ts'

const jobId = z.string().regex(/^[1-9]\d{0,9}$/, '应为任务编号')
const count = z.number().int().nonnegative()

const job = z.object({
  jobId,
  kind: z.string(),
  title: z.string(),
  status: z.enum(jobStatuses),
  /** Where it is, in words, with so many of so many where that can be counted. */
  step: z.string().nullable(),
  done: count.nullable(),
  of: count.nullable(),
  attempt: count,
  /** Goes up with everything that is told of the job. */
  change: count,
  own: z.boolean(),
  /** Who began it, where that is another. */
  begunBy: z.string().nullable(),
  queuedAt: z.string(),
  begunAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** What may be done with it now. */
  possible: z.array(z.string()),
})
export type JobRow = z.output<typeof job>

/** Begins long work: the order of its kind, carried out later in the name of whoever starts it. */
export const startJob = contract({
  name: 'jobs.start',
  kind: 'order',
  title: '发起任务',
  order: z.object({ kind: z.string().min(1).max(80), order: z.record(z.string(), z.unknown()).default({}) }),
  outcome: z.object({ jobId }),
  access: { needs: 'account' },
})

export const listJobs = contract({
  name: 'jobs.list',
  kind: 'question',
  title: '任务',
  order: z.object({
    /** Only what I started; else also what others did in the fields of data I see. */
    own: z.boolean().default(true),
    status: z
      .string()
      .regex(/^(queued|running|not-done)$/, '应为 queued、running 或 not-done')
      .optional(),
    before: jobId.optional(),
    limit: z.number().int().min(1).max(100).default(50),
  }),
  outcome: z.object({ jobs: z.array(job), next: jobId.nullable() }),
  access: { needs: 'account' },
})

export const showJob = contract({
  name: 'jobs.show',
  kind: 'question',
  title: '任务进度',
  order: z.object({ jobId }),
  outcome: job.extend({
    /** What came of it, for whoever started it: the outcome of its kind; kept for a month. */
    outcome: z.record(z.string(), z.unknown()).nullable(),
    /** Why it was not done. */
    refusal: z.object({ code: z.string(), says: z.string(), possible: z.array(z.string()) }).nullable(),
  }),
  access: { needs: 'account' },
})
export type ShownJob = z.output<typeof showJob.outcome>

const stands = z.object({ jobId, status: z.enum(jobStatuses) })

/** What waits is stopped at once; what runs is stopped at the next moment at which nothing half done stays. */
export const cancelJob = contract({
  name: 'jobs.cancel',
  kind: 'order',
  title: '取消任务',
  order: z.object({ jobId }),
  outcome: stands,
  access: { needs: 'account' },
})

export const resumeJob = contract({
  name: 'jobs.resume',
  kind: 'order',
  title: '重新开始任务',
  order: z.object({ jobId }),
  outcome: stands,
  access: { needs: 'account' },
})
