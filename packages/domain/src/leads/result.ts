import { choices, type Stage } from '@yingjin/facts'
import type { Presence } from './lead-state.ts'
import type { QuestionPresence } from './question.ts'

/** What a run says of a child and an aid. Plainly not due has no row; `not-due` was decided by a person. */
export const resultStates = ['due', 'not-due', 'undetermined', 'not-entered', 'decide'] as const
export type ResultState = (typeof resultStates)[number]

export const resultStateWords: Readonly<Record<ResultState, string>> = {
  due: '符合条件',
  'not-due': '不符合条件',
  undetermined: '待补信息',
  'not-entered': '数额待录入',
  decide: '需人工判断',
}

/** `待补信息→符合条件`; one word where it stays what it was. */
export const statesWord = ({ wasState, isState }: Readonly<{ wasState: ResultState; isState: ResultState }>): string =>
  wasState === isState ? resultStateWords[isState] : `${resultStateWords[wasState]}→${resultStateWords[isState]}`

/** Nobody can say yet: `open` asks for any of them. */
export const openStates = ['undetermined', 'not-entered', 'decide'] as const satisfies readonly ResultState[]
export const askedStates = [...resultStates, 'open'] as const
export type AskedState = (typeof askedStates)[number]
export const askedStateWords: Readonly<Record<AskedState, string>> = { ...resultStateWords, open: '未定（待补、待录入、须判断）' }
export const statesAsked = (state: AskedState): readonly ResultState[] => (state === 'open' ? openStates : [state])

/** A loan is no expense: it is counted with the aids or apart. */
export const loanWays = ['without', 'only'] as const
export type LoanWay = (typeof loanWays)[number]
export const loanWords: Readonly<Record<LoanWay, string>> = { without: '不含贷款', only: '只看贷款' }

/** Stages of schooling that results are counted by: of the class in which a child is. */
export const resultStages = Object.keys(choices.stage) as [Stage, ...Stage[]]
export const resultStageWords: Readonly<Record<Stage, string>> = choices.stage

/**
 * How a result differs from that of the run before. `unsettled`: the run before said it of a person whom this one may speak
 * of under another number; nobody says that it is over.
 */
export const resultChanges = ['new', 'changed', 'withdrawn', 'reappeared', 'unsettled'] as const
export type ResultChange = (typeof resultChanges)[number]

export const resultChangeWords: Readonly<Record<ResultChange, string>> = {
  new: '新增',
  changed: '变更',
  withdrawn: '取消',
  reappeared: '再现',
  unsettled: '身份待核',
}

/**
 * Why the registry cannot say who a person of a run is: its rows stand for several persons; two persons of the run are one
 * in the registry; a row of it is doubtful there; none of its rows was taken in.
 */
export const identityAsks = ['several-persons', 'one-person', 'doubtful-row', 'not-imported'] as const
export type IdentityAsk = (typeof identityAsks)[number]

export const identityAskWords: Readonly<Record<IdentityAsk, string>> = {
  'several-persons': '运行认作一人，人员库里是几个人',
  'one-person': '运行认作两人，人员库里是一个人',
  'doubtful-row': '名册上有一行，还没有定下来是人员库里的哪一个人',
  'not-imported': '名册的行没有收入人员库',
}

/** What a published run did, counted. */
export type RunCounts = Readonly<{
  leads: Readonly<Record<Presence, number>>
  results: Readonly<Record<ResultState, number>>
  changes: Readonly<Record<ResultChange, number>>
  questions: Readonly<Record<QuestionPresence, number>>
  /** Leads found or found again for which nobody answers. */
  withoutOwner: number
  /** Persons the registry cannot name; what was said of them; leads of persons they may be, of which nothing is said. */
  unsettled: Readonly<{ persons: number; results: number; leads: number; unsaid: number }>
}>
