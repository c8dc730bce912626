import type { Problem, WordingFor } from '@yingjin/kernel'
import { jobMoves, type JobMove, jobMoveWords, type JobStatus, jobStatusWords } from './job-status.ts'

export type JobsProblem =
  | Problem<'jobs/no-such-kind', { kind: string; possible: readonly string[] }>
  | Problem<'jobs/not-found', { jobId: string }>
  | Problem<'jobs/not-now', { jobId: string; status: JobStatus; move: JobMove; possible: readonly string[] }>
  | Problem<'jobs/starter-gone', { possible: readonly string[] }>
  | Problem<'jobs/kept-ending', { attempts: number; possible: readonly string[] }>
  | Problem<'jobs/fault', { jobId: string; possible: readonly string[] }>

export const jobsWording: WordingFor<JobsProblem> = {
  'jobs/no-such-kind': p => `没有“${p.kind}”这种任务。可以发起的有：${p.possible.join('、')}。`,
  'jobs/not-found': p => `没有任务 ${p.jobId}，或者不是您发起的、也不在您能办理的范围内。请核对编号。`,
  'jobs/not-now': p =>
    `任务 ${p.jobId} 现在是“${jobStatusWords[p.status]}”，不能${jobMoveWords[p.move]}。${p.possible.length === 0 ? '已没有可做的操作；要再办一次，请重新发起。' : `现在可以：${p.possible.join('、')}。`}`,
  'jobs/starter-gone': p => `发起这个任务的账号已停用，或代办期限已过，没有办理，什么也没有改动。可以：${p.possible.join('；')}。`,
  'jobs/kept-ending': p => `任务办了 ${p.attempts} 次，每次程序都中途停止，不再自动重试；没有办成的部分都已撤回。可以：${p.possible.join('；')}。`,
  'jobs/fault': p => `任务 ${p.jobId} 办理时程序出错，没有办成的部分都已撤回。可以：${p.possible.join('；')}。`,
}

/** What may be done with a job as it stands, in words. */
export const possibleFor = (status: JobStatus): readonly string[] => jobMoves[status].map(move => jobMoveWords[move])
