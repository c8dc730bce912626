import type { LastList } from './last-list.ts'

/** A batch of rows of one roster on its way: 收数批次. */
export const importStatuses = ['arriving', 'staged', 'committed', 'undone', 'given-up'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** As the office calls each; the same in every list and refusal. */
export const importStatusWords: Readonly<Record<ImportStatus, string>> = {
  arriving: '收数中',
  staged: '等入库',
  committed: '已入库',
  undone: '已撤销',
  'given-up': '已放弃',
}

export type ImportMove = 'add' | 'end' | 'answer' | 'commit' | 'give-up' | 'undo'

/** What may be done with an import in each status; complete by type. */
export const importMoves: Readonly<Record<ImportStatus, Readonly<Partial<Record<ImportMove, ImportStatus>>>>> = {
  arriving: { add: 'arriving', end: 'staged', 'give-up': 'given-up' },
  staged: { answer: 'staged', commit: 'committed', 'give-up': 'given-up' },
  committed: { answer: 'committed', undo: 'undone' },
  undone: {},
  'given-up': {},
}

export const importMoveWords: Readonly<Record<ImportMove, string>> = {
  add: '续收',
  end: '收齐',
  answer: '回答存疑的行',
  commit: '入库',
  'give-up': '放弃',
  undo: '撤销',
}

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
  rows: Readonly<{
    accepted: number
    refused: number
    matched: number
    new: number
    doubtful: number
    repeated: number
    /** Said by a person to stand for nobody. */
    setAside: number
  }>
  /** matched: known persons whom rows stand for, each once however many rows it has. */
  persons: Readonly<{ new: number; matched: number; touched: number }>
  /** Guardians with a whole number, known or new; those who stay a name; those whose number stands under another name. */
  guardians: Readonly<{ known: number; new: number; nameOnly: number; otherName: number }>
  /** Against each locked list: of how many of its members this says otherwise, and who came to its list. */
  locked: readonly Readonly<{ lockedListId: string; name: string; changed: number; came: number }>[]
  facts: Readonly<Partial<Record<FactMatter, FactCounts>>>
  /** Whether who is not on the roster is off it; where not, why. */
  absence: 'counts' | 'partial' | 'rows-refused' | 'rows-doubtful'
  /** Against the list of the same source that stands: how many persons it speaks of, and of how many of them no row here may be. None: it is the first, or adds to what stands. */
  lastList: LastList | null
}>

/** How many rows a part holds at most. Row `i` of part `p` is row (p − 1) × this + i of the import, in whatever order parts come. */
export const rowsOfPart = 5000

/** The rows of a part in one writing; their digest is the SHA-256 of it. */
export const partText = (rows: readonly Readonly<{ sheet: string; row: number; values: Readonly<Record<string, unknown>> }>[]): string =>
  JSON.stringify(rows.map(({ sheet, row, values }) => [sheet, row, Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))]))

/** All parts in one writing, of their digests in order; its SHA-256 is the digest of the whole. */
export const partsText = (digests: readonly string[]): string => digests.join('\n')

/** What a person may say of a doubtful row. */
export const rowAnswers = ['person', 'new', 'nobody'] as const
export type RowAnswer = (typeof rowAnswers)[number]
