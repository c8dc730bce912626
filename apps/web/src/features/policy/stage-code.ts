import { resultStageWords } from '@yingjin/domain/leads'

const codes: ReadonlyMap<string, string> = new Map(Object.entries(resultStageWords).map(([code, word]) => [word, code]))

/** By what an address names a stage; of a stage that nobody knows, `none`. */
export const stageCodeOf = (word: string): string => codes.get(word) ?? 'none'
