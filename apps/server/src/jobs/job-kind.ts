import type { Contract, Field } from '@yingjin/domain/access'
import type { Problem, Result } from '@yingjin/kernel'
import type pg from 'pg'
import type { Asked } from '../access/index.ts'

/** Fields of data in which there is long work; the database knows the same. */
export type JobField = Extract<Field, 'access' | 'imports' | 'persons' | 'results' | 'leads'>

/** What a kind of long work is handed while it is carried out. */
export type JobScene = Readonly<{
  division: string
  jobId: string
  /** How often it was taken up, this time included. */
  attempt: number
  /** In the name of whoever started it, under the client id of the job: done again, an order is the same act. */
  asked: Asked & Readonly<{ clientId: string }>
  /** The office's connections, of this job alone: they are ended when it is stopped. */
  pool: pg.Pool
  /** Says where the work is; told to whoever watches, not oftener than can be read. */
  say: (step: string, done?: number, of?: number) => void
  /** Aborted when the work is to stop; what it holds besides the database, it ends then. */
  signal: AbortSignal
}>

/**
 * A kind of long work: what is ordered and given (its contract), and how it is carried out. It may be carried out more
 * than once, and then what it did before stands or is done over.
 */
export type JobKind = Readonly<{
  contract: Contract
  field: JobField
  carryOut: (order: unknown, scene: JobScene) => Promise<Result<unknown, Problem>>
}>
export type JobKinds = Readonly<Record<string, JobKind>>
