import { type DeliveryStatus, type ImportCounts, type ImportStatus, importStatusWords, type LastList, type ListStanding } from '@yingjin/domain/registry'
import type { StateShape } from '../../shared/state-word.tsx'

export const deliveryShapes: Readonly<Record<DeliveryStatus, StateShape>> = {
  arrived: 'waiting',
  read: 'under-way',
  'no-roster': 'wrong',
  unreadable: 'wrong',
  taken: 'done',
  'set-aside': 'open',
}

export const listShapes: Readonly<Record<ListStanding, StateShape>> = {
  'to-confirm': 'open',
  ready: 'under-way',
  staged: 'waiting',
  committed: 'done',
  undone: 'open',
  'taken-before': 'done',
  hindered: 'wrong',
}

/** The same as the department is told that sent the list. */
export const sentWords: Readonly<Record<ImportStatus, string>> = {
  ...importStatusWords,
  arriving: '正在收',
  staged: '已收到，等入库',
  'given-up': '退回或重新读',
}
export const importShapes: Readonly<Record<ImportStatus, StateShape>> = {
  arriving: 'waiting',
  staged: 'waiting',
  committed: 'done',
  undone: 'open',
  'given-up': 'open',
}

export const coverageWords: Readonly<Record<string, string>> = { complete: '完整', partial: '部分', supplementary: '补充' }

/** 2.4 MB, as a person compares files. */
export const sizeWord = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)

export type Changes = Readonly<{
  personsNew: number
  personsMatched: number
  doubtful: number
  new: number
  changed: number
  ended: number
  unchanged: number
  absence: ImportCounts['absence']
  lastList: LastList | null
}>
