import { type RelationName, relationOf } from '@yingjin/facts'
import type { Condition, CountOf } from './tree.ts'
import { type Meaning, noRange, relatedKey } from './meaning.ts'
import { countOf, node, type NodeOf, yesNo } from './node.ts'
import { expectType, valueWord } from './words.ts'

/**
 * How many of those who stand to the subject (a school's pupils, a household's children) meet a condition over their own
 * facts. Known only when the whole list is known and the condition is settled for everybody on it.
 */
export type RelatedCountNode = NodeOf<'related-count', CountOf, { relation: RelationName; where: Condition }>

export const relatedCount = (relation: RelationName, where: Condition): RelatedCountNode =>
  node('related-count', countOf(relationOf(relation).unit), { relation, where })

/** More than any school, class or household has. */
const most = 100_000

export const relatedCountMeaning: Meaning<RelatedCountNode> = {
  // The condition is about others: their facts are not asked of the subject, so that it is no operand.
  operands: () => [],
  check: (n, s) => expectType(s, yesNo, n.where),
  range: () => ({ ...noRange, max: most }),
  evaluate: (n, s) => s.countRelated(n.relation, n.where),
  explain: (n, s) => {
    const count = s.value(n)
    return count === null ? `${relationOf(n.relation).label}尚不完整` : `${relationOf(n.relation).label}中符合的 ${valueWord(count, n.type)}`
  },
  compile: (n, s) => s.countRelated(n),
  missing: { evaluate: n => new Set([relatedKey(n.relation)]), compile: (n, s) => s.relatedBit(n.relation) },
}
