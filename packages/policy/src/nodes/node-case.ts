import type { FactValues } from '@yingjin/facts'
import type { MissingKey } from './meaning.ts'
import type { Node, Value } from './tree.ts'

/**
 * One case of one construct, run through the evaluator and through SQL.
 * @property that    the sentence
 * @property filledIn the sum a person filled in, in fen
 * @property gives   the value; null is unknown
 * @property missing what it then waits for
 * @property says    the phrase, where the case is about it
 */
export type NodeCase = Readonly<{
  that: string
  node: Node
  facts?: Partial<FactValues>
  term?: '2022-autumn' | '2023-spring'
  decision?: boolean
  /** Those related, by the facts a case is about; without it their list is not known. */
  related?: readonly Partial<FactValues>[]
  filledIn?: number
  gives: Value
  missing?: readonly MissingKey[]
  says?: string
}>
