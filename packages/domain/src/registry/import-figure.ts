/** Figures of a batch that open to their lines: what a dry run or the commit found, and what an undo would do. */
export const importFigures = {
  'persons-matched': { word: '对上的人', measure: '人' },
  'persons-new': { word: '新增的人', measure: '人' },
  'facts-new': { word: '新增的信息', measure: '条' },
  'facts-changed': { word: '变更的信息', measure: '条' },
  'facts-ended': { word: '到期的信息', measure: '条' },
  'facts-unchanged': { word: '没有变化的信息', measure: '条' },
  'last-list': { word: '上一份名册的人', measure: '人' },
  'not-here': { word: '不在这份上的人', measure: '人' },
  'undo-ended': { word: '撤销会撤回的信息', measure: '条' },
  'undo-restored': { word: '撤销会恢复的信息', measure: '条' },
  'undo-gone': { word: '撤销会撤去的人', measure: '人' },
} as const satisfies Readonly<Record<string, Readonly<{ word: string; measure: '人' | '条' }>>>
export type ImportFigure = keyof typeof importFigures
export const importFigureKinds = Object.keys(importFigures) as [ImportFigure, ...ImportFigure[]]

/** What an undo would do: counted and listed on what stands now, and only of a batch that is committed. */
export const undoFigures = ['undo-ended', 'undo-restored', 'undo-gone'] as const satisfies readonly ImportFigure[]
export type UndoFigure = (typeof undoFigures)[number]
/** What a dry run or the commit found: kept with the batch. */
export type PlanFigure = Exclude<ImportFigure, UndoFigure>
