/** A batch of rows of one roster on its way: 收数批次. */
export const importStatuses = ['staged', 'committed', 'undone', 'given-up'] as const
export type ImportStatus = (typeof importStatuses)[number]

export type ImportMove = 'commit' | 'give-up' | 'undo'

/** What may be done with an import in each status; complete by type. */
export const importMoves: Readonly<Record<ImportStatus, Readonly<Partial<Record<ImportMove, ImportStatus>>>>> = {
  staged: { commit: 'committed', 'give-up': 'given-up' },
  committed: { undo: 'undone' },
  undone: {},
  'given-up': {},
}

export const importMoveWords: Readonly<Record<ImportMove, string>> = { commit: '入库', 'give-up': '放弃', undo: '撤销' }

/** Matters an import tells of, each in a table of its own. */
export const factMatters = [
  'particulars',
  'residence',
  'identity_number',
  'enrolment',
  'designation',
  'household_member',
  'guardianship',
  'past_payment',
  'opening_entry',
] as const
export type FactMatter = (typeof factMatters)[number]

/** What is to be said of each matter: how many facts are new, changed, ended, the same. */
export type FactCounts = Readonly<{ new: number; changed: number; ended: number; unchanged: number }>

/** What an import does, counted: a dry run says it, and the commit does exactly that. */
export type ImportCounts = Readonly<{
  rows: Readonly<{ accepted: number; refused: number; matched: number; new: number; doubtful: number; repeated: number }>
  persons: Readonly<{ new: number; touched: number }>
  facts: Readonly<Partial<Record<FactMatter, FactCounts>>>
  /** Whether who is not on the roster is off it; where not, why. */
  absence: 'counts' | 'partial' | 'rows-refused' | 'rows-doubtful'
}>
