import type { AccessProblem } from '@yingjin/domain/access'
import {
  cancelJob,
  type JobMove,
  jobMoves,
  type JobRow,
  type JobsProblem,
  type JobStatus,
  listInbox,
  listJobs,
  possibleFor,
  resumeJob,
  type ShownJob,
  showJob,
  startJob,
} from '@yingjin/domain/jobs'
import { done, problem, refused, type Result, termOn } from '@yingjin/kernel'
import { sql } from 'kysely'
import { orderCase, type QuestionScene, questionCase } from '../access/index.ts'
import type { Database, Tx } from '../platform/postgres/index.ts'
import { type FieldVault, type SealedColumn, VaultRefusal } from '../platform/vault/index.ts'
import type { JobKinds } from './job-kind.ts'

/** What lies ready for a run in the data directory of the county. */
export type Inbox = Readonly<{
  folders: readonly Readonly<{ folder: string; files: number; changedAt: string }>[]
  kept: readonly Readonly<{ term: string; run: string }>[]
}>
export type JobParts = Readonly<{ kinds: JobKinds; fieldsOf: (division: string) => FieldVault; inboxOf?: (division: string) => Inbox }>

/** Where orders and outcomes stand sealed: what seals values anew goes through it. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'jobs.job', column: 'order_sealed', key: ['job_id'], record: 'started_act' },
  { table: 'jobs.job', column: 'outcome_sealed', key: ['job_id'], record: 'started_act' },
]
export const orderPlace = (act: bigint) => ({ field: 'jobs.job.order_sealed', record: String(act) }) as const
export const outcomePlace = (act: bigint) => ({ field: 'jobs.job.outcome_sealed', record: String(act) }) as const

/** What is kept of a job that is over. */
export type KeptOutcome = Readonly<{ outcome?: Record<string, unknown>; refusal?: NonNullable<ShownJob['refusal']> }>

const columns = [
  'job_id',
  'kind',
  'account_id',
  'for_account_id',
  'started_act',
  'status',
  'step',
  'done_units',
  'of_units',
  'attempt',
  'change',
  'queued_at',
  'begun_at',
  'ended_at',
  'outcome_sealed',
] as const
type Row = Readonly<Pick<{ [Column in keyof Database['jobs.job']]: ReadOf<Database['jobs.job'][Column]> }, (typeof columns)[number]>>
type ReadOf<Column> = Column extends Readonly<{ __select__: infer Read }> ? Read : Column

const readJob = (tx: Tx) => tx.selectFrom('jobs.job').select(columns)

/** Long work: started, watched, stopped and started again. */
export const jobCases = ({ kinds, fieldsOf, inboxOf = () => ({ folders: [], kept: [] }) }: JobParts) => {
  const titleOf = (kind: string): string => kinds[kind]?.contract.title ?? kind
  const isOwn = (row: Row, { actor }: QuestionScene): boolean => row.account_id === actor.accountId && row.for_account_id === actor.forAccountId
  /** By whom others' jobs were begun. */
  const namesOf = async (rows: readonly Row[], scene: QuestionScene): Promise<ReadonlyMap<bigint, string>> => {
    const others = rows.filter(row => !isOwn(row, scene)).map(({ job_id }) => String(job_id))
    if (others.length === 0) return new Map()
    const { rows: names } = await sql<{ job_id: bigint; name: string }>`select job_id, name from jobs.begun_by(${others}::bigint[])`.execute(scene.tx)
    return new Map(names.map(({ job_id, name }) => [job_id, name]))
  }
  const told = (row: Row, scene: QuestionScene, names: ReadonlyMap<bigint, string>): JobRow => {
    const status = row.status as JobStatus
    const own = isOwn(row, scene)
    return {
      jobId: String(row.job_id),
      kind: row.kind,
      title: titleOf(row.kind),
      status,
      step: row.step,
      done: row.done_units === null ? null : Number(row.done_units),
      of: row.of_units === null ? null : Number(row.of_units),
      attempt: row.attempt,
      change: Number(row.change),
      own,
      begunBy: names.get(row.job_id) ?? null,
      queuedAt: row.queued_at,
      begunAt: row.begun_at,
      endedAt: row.ended_at,
      possible: own ? [...possibleFor(status)] : [],
    }
  }
  const notFound = (jobId: string): JobsProblem => problem('jobs/not-found', { jobId })

  const start = orderCase(
    startJob,
    async ({ kind: name, order: given }, { tx, actor: { division }, act }): Promise<Result<{ jobId: string }, JobsProblem | AccessProblem>> => {
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
      if (kind === undefined) return refused(problem('jobs/no-such-kind', { kind: name, possible: Object.keys(kinds).toSorted() }))
      const { contract, field } = kind
      const read = contract.order.safeParse(given)
      if (!read.success)
        return refused(
          problem('access/not-understood', { places: read.error.issues.map(({ path, message }) => ({ path: ['order', ...path].join('.'), says: message })) }),
        )
      if (contract.access.needs === 'reach') {
        const { field: in_, how } = contract.access
        const { rows } = await sql<{ may: boolean }>`select access.may(${in_}, ${how}) as may`.execute(tx)
        if (rows[0]?.may !== true) return refused(problem('access/not-yours', { title: contract.title, field: in_, how }))
      }
      const sealed = fieldsOf(division).seal(orderPlace(act), JSON.stringify(given))
      const { rows } = await sql<{ job: bigint }>`select jobs.start(${name}, ${field}, ${sealed}, ${act}) as job`.execute(tx)
      return done({ jobId: String(rows[0]?.job) })
    },
  )

  const list = questionCase(listJobs, async ({ own, status, before, limit }, scene) => {
    let query = readJob(scene.tx).orderBy('job_id', 'desc').limit(limit)
    if (own) query = query.where('division', '=', scene.actor.division).where('account_id', '=', scene.actor.accountId)
    if (status !== undefined) query = query.where('status', 'in', status === 'not-done' ? ['refused', 'failed'] : [status as JobStatus])
    if (before !== undefined) query = query.where('job_id', '<', BigInt(before))
    const rows = await query.execute()
    const names = await namesOf(rows, scene)
    return done({ jobs: rows.map(row => told(row, scene, names)), next: rows.length < limit ? null : String(rows.at(-1)?.job_id) })
  })

  const show = questionCase(showJob, async ({ jobId }, scene): Promise<Result<ShownJob, JobsProblem>> => {
    const row = await readJob(scene.tx).where('job_id', '=', BigInt(jobId)).executeTakeFirst()
    if (row === undefined) return refused(notFound(jobId))
    const kept = isOwn(row, scene) ? opened(row, scene) : {}
    return done({ ...told(row, scene, await namesOf([row], scene)), outcome: kept.outcome ?? null, refusal: kept.refusal ?? null })
  })
  const opened = (row: Row, { actor: { division } }: QuestionScene): KeptOutcome => {
    if (row.outcome_sealed === null) return {}
    const read = fieldsOf(division).open(outcomePlace(row.started_act), row.outcome_sealed)
    if (!read.ok) throw new VaultRefusal(read.problem)
    return JSON.parse(read.value) as KeptOutcome
  }

  /** How a job stands after a move that the database made, or why it made none. */
  const after = async (tx: Tx, jobId: string, stood: JobStatus | null, move: JobMove): Promise<Result<{ jobId: string; status: JobStatus }, JobsProblem>> => {
    if (stood === null) return refused(notFound(jobId))
    if (!jobMoves[stood].includes(move)) return refused(problem('jobs/not-now', { jobId, status: stood, move, possible: possibleFor(stood) }))
    const row = await tx.selectFrom('jobs.job').select('status').where('job_id', '=', BigInt(jobId)).executeTakeFirst()
    return done({ jobId, status: (row?.status ?? stood) as JobStatus })
  }
  const cancel = orderCase(cancelJob, async ({ jobId }, { tx, act }) => {
    const { rows } = await sql<{ stood: JobStatus | null }>`select jobs.cancel(${jobId}::bigint, ${act}) as stood`.execute(tx)
    return after(tx, jobId, rows[0]?.stood ?? null, 'cancel')
  })
  const resume = orderCase(resumeJob, async ({ jobId }, { tx, act }) => {
    const { rows } = await sql<{ stood: JobStatus | null }>`select jobs.resume(${jobId}::bigint, ${act}) as stood`.execute(tx)
    return after(tx, jobId, rows[0]?.stood ?? null, 'resume')
  })

  /** Files are of the whole county: whoever reaches a part of it runs nothing, and sees none. */
  const inbox = questionCase(listInbox, async (_, { tx, actor: { division }, today }) => {
    const { rows } = await sql<{ whole: boolean }>`select ${division} = any (access.divisions('results', 'write')) as whole`.execute(tx)
    const { folders, kept } = rows[0]?.whole === true ? inboxOf(division) : { folders: [], kept: [] }
    return done({ folders: [...folders], kept: [...kept], term: termOn(today) })
  })

  return { start, list, show, cancel, resume, inbox }
}
