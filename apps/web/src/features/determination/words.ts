import type { LeadChange, ResultChange, ResultState } from '@yingjin/domain/leads'
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

/** Whole fen in digits as officials read a sum: 62500 is 625.00, 123456789 is 1,234,567.89. */
export const yuanWord = (fen: string): string => {
  const digits = fen.padStart(3, '0')
  return `${digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}.${digits.slice(-2)}`
}

export const countWord = (n: number): string => n.toLocaleString('zh-CN')

const seasons: Readonly<Record<string, string>> = { autumn: '秋季', spring: '春季' }
/** `2022-autumn` as it stands on paper. */
export const termWord = (term: string): string => {
  const [year = '', season = ''] = term.split('-')
  return seasons[season] === undefined ? term : `${year}年${seasons[season]}学期`
}

type Child = Readonly<{ name: string; school: string | null; className: string | null; township: string | null }> | null

export const childWord = (child: Child): string => (child === null ? '身份待核' : child.name)
export const placeWord = (child: Child): string =>
  child === null ? '' : [child.school, child.className].filter(part => part !== null).join(' ') || (child.township ?? '')
