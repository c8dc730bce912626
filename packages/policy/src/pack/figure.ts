import type { SubjectKind } from '@yingjin/facts'
import type { Condition, Sum } from '../nodes/tree.ts'

/**
 * A figure (指标): what share of those it is about meet what it asks, or how two sums over them stand to each other.
 * Each set is a condition, so that a figure is counted over keys and every number opens to its rows.
 *
 * @property among the denominator set. Those who are apart are taken out of it and counted beside it
 * @property meets the numerator set; whoever meets it and is not among the denominator is told, never counted
 * @property apart sets that stand beside it by the text (deferred with approval, unable for physical reasons)
 * @property sums  where the figure is one of money and not of heads: the two sums over the denominator set
 * @property target what the document asks of it, as a ratio of whole numbers; null where it asks none
 */
export type Figure = Readonly<{
  id: string
  title: string
  subject: SubjectKind
  among: Condition
  meets: Condition
  apart: readonly Readonly<{ name: string; when: Condition; clause: string }>[]
  sums: Readonly<{ numerator: Sum; denominator: Sum }> | null
  target: Readonly<{ is: 'at-least' | 'at-most' | 'equal'; numerator: number; denominator: number }> | null
  clause: string
}>
