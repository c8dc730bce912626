import type { Condition, Sum } from '../nodes/tree.ts'
import type { Criterion, Line } from './line.ts'
import type { Quota } from './stacking.ts'

/** Where a criterion of a line comes from. The stage comes first and, failing, is the only answer. */
export type CriterionOrigin = 'stage' | 'own' | 'persons' | 'stacking'
export type AssembledCriterion = Criterion & Readonly<{ origin: CriterionOrigin }>

/**
 * A line with everything its being due depends on, in the order of its bits, the conjunction of it all, and its sum
 * after the stages that reduce it.
 */
export type AssembledLine = Readonly<{ line: Line; criteria: readonly AssembledCriterion[]; due: Condition; amount: Sum }>

/** A quota with those it chooses among: everybody to whom the line is due before anybody is ranked. */
export type AssembledQuota = Readonly<{ quota: Quota; eligible: Condition }>
