import { choiceWord } from '@yingjin/facts'

/** A stage as people say it: 小学. */
export const stageWord = (stage: string): string => choiceWord('stage', stage)
