import type { DecisionEffect, LeadChange, ResultChange, ResultState } from '@yingjin/domain/leads'
import type { StateShape } from '../../shared/state-word.tsx'

export const resultShapes: Readonly<Record<ResultState, StateShape>> = {
  due: 'done',
  'not-due': 'waiting',
  undetermined: 'open',
  'not-entered': 'open',
  decide: 'under-way',
}

export const changeShapes: Readonly<Record<ResultChange, StateShape>> = {
  new: 'done',
  changed: 'under-way',
  withdrawn: 'wrong',
  reappeared: 'done',
  unsettled: 'open',
}

export const leadChangeShapes: Readonly<Record<LeadChange, StateShape>> = {
  new: 'open',
  persisting: 'under-way',
  gone: 'done',
  reopened: 'wrong',
  unsaid: 'open',
}

export const effectShapes: Readonly<Record<DecisionEffect, StateShape>> = { changed: 'done', same: 'under-way', uncompared: 'under-way', unused: 'waiting' }

/** A child that the registry knows, for whoever may see it. */
export const childWord = (child: Readonly<{ name: string }> | null): string => (child === null ? '不在您的范围内' : child.name)
