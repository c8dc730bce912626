import { importFigureKinds, importStatuses, lockChangeKinds, rowDoubts } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** Which file the address of 收数 shows. */
export const readReceiveSearch = readSearch(['delivery'], (_, value) => /^\d{1,18}$/.test(value))
export type ReceiveSearch = ReturnType<typeof readReceiveSearch>

/** What the address of the history may say. */
export const readHistorySearch = readSearch(['roster', 'status', 'undecided'], (key, value) => {
  switch (key) {
    case 'roster':
      return /^[a-z-]{3,40}$/.test(value)
    case 'status':
      return (importStatuses as readonly string[]).includes(value)
    case 'undecided':
      return value === 'true'
  }
})
export type HistorySearch = ReturnType<typeof readHistorySearch>

/** Which term the progress is of. */
export const readProgressSearch = readSearch(['term'], (_, value) => /^20\d{2}-(?:spring|autumn)$/.test(value))
export type ProgressSearch = ReturnType<typeof readProgressSearch>

/** Of which doubt the rows are that are answered together. */
export const readAlikeSearch = readSearch(['question'], (_, value) => (rowDoubts as readonly string[]).includes(value))

/** Which doubtful row of a batch is shown; none is the first that nobody answered. */
export const readDoubtsSearch = readSearch(['row'], (_, value) => /^[1-9]\d{0,6}$/.test(value))
export type DoubtsSearch = ReturnType<typeof readDoubtsSearch>

/** Whether the consequences of an undo are open on the page of a batch. */
export const readBatchSearch = readSearch(['undo'], (_, value) => value === 'true')
export type BatchSearch = ReturnType<typeof readBatchSearch>

/** Which figure of a batch is open. */
export const readLinesSearch = readSearch(['figure'], (_, value) => (importFigureKinds as readonly string[]).includes(value))
export type LinesSearch = ReturnType<typeof readLinesSearch>

export const readLocksSearch = readSearch([], () => false)
export type LocksSearch = ReturnType<typeof readLocksSearch>

/** Which part of a locked list is shown: those who differ in one way, or who is on it; none is all that differ. */
export const lockParts = [...lockChangeKinds, 'members'] as const
export type LockPart = (typeof lockParts)[number]
export const readLockSearch = readSearch(['part'], (_, value) => (lockParts as readonly string[]).includes(value))
export type LockSearch = ReturnType<typeof readLockSearch>
