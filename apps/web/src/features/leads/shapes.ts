import type { LeadState, QuestionState } from '@yingjin/domain/leads'
import type { StateShape } from '../../shared/state-word.tsx'

export const leadShapes: Readonly<Record<LeadState, StateShape>> = {
  open: 'open',
  assigned: 'under-way',
  returned: 'waiting',
  proposed: 'waiting',
  closed: 'done',
}
export const questionShapes: Readonly<Record<QuestionState, StateShape>> = { open: 'open', 'to-review': 'waiting', settled: 'done' }

/** Who it is. Whoever may not see the child sees that. */
export const childWord = (child: Readonly<{ name: string }> | null): string => (child === null ? '不在您的范围内' : child.name)
