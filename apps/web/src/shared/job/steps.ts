import type { JobRow } from '@yingjin/domain/jobs'

/** One step as it was told: so many of so many, where that can be counted. */
export type JobStep = Readonly<{ step: string; done: number | null; of: number | null }>

/** The steps with the one that is told now: the same step goes on, another begins. */
export const withStep = (steps: readonly JobStep[], { step, done, of }: Readonly<Pick<JobRow, 'step' | 'done' | 'of'>>): readonly JobStep[] => {
  if (step === null) return steps
  const told = { step, done, of }
  return steps.at(-1)?.step === step ? [...steps.slice(0, -1), told] : [...steps, told]
}

/** Of work that is done, whatever was told last of a step: all of it. */
export const asDone = (step: JobStep): JobStep => ({ ...step, done: step.of ?? step.done })

/** So many of so many, as far as it was counted. */
export const countWord = ({ done, of }: JobStep): string => (done === null ? '' : of === null ? String(done) : `${done} / ${of}`)
