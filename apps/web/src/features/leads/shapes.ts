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

type Child = Readonly<{ name: string; school: string | null; className: string | null; township: string | null }> | null

/** A child in a line: who, and where it goes to school. Whoever may not see the child sees that. */
export const childWord = (child: Child): string => (child === null ? '不在您的范围内' : child.name)
export const placeWord = (child: Child): string =>
  child === null ? '' : [child.school, child.className].filter(part => part !== null).join(' ') || (child.township ?? '')
