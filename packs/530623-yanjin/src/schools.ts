import type { Stage } from '@yingjin/facts'
import { choiceFact, type Condition, isOneOf } from '@yingjin/policy/author'

/** Which stage a school teaches. */
export const isOfStage = (...stages: readonly Stage[]): Condition => isOneOf(choiceFact('school_stage', 'stage'), stages)
