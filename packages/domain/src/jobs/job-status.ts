/** A piece of long work on its way: 任务. */
export const jobStatuses = ['queued', 'running', 'done', 'refused', 'failed', 'cancelled'] as const
export type JobStatus = (typeof jobStatuses)[number]

export const jobStatusWords: Readonly<Record<JobStatus, string>> = {
  queued: '排队中',
  running: '办理中',
  done: '已办完',
  refused: '未获办理',
  failed: '出错停止',
  cancelled: '已取消',
}

/** What a person may do with a job in each status; complete by type. Begun and ended it is by the program. */
export type JobMove = 'cancel' | 'resume'
export const jobMoves: Readonly<Record<JobStatus, readonly JobMove[]>> = {
  queued: ['cancel'],
  running: ['cancel'],
  done: [],
  refused: ['resume'],
  failed: ['resume'],
  cancelled: ['resume'],
}
export const jobMoveWords: Readonly<Record<JobMove, string>> = { cancel: '取消', resume: '重新开始' }

/** Nothing more will be told of it, unless it is started again. */
export const isOver = (status: JobStatus): boolean => status !== 'queued' && status !== 'running'
