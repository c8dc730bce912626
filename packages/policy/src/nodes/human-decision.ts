import type { YesNo } from './tree.ts'
import { type Meaning, noFactSettles, noRange } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'

/**
 * Where the text leaves it to a person (“等”, discretion). Unknown until somebody has decided this child on this line, and
 * no fact settles it: a condition that is unknown with no missing fact is exactly one that a person must decide.
 */
export type HumanDecisionNode = NodeOf<'human-decision', YesNo, { line: string; question: string }>

export const personDecides = (line: string, question: string): HumanDecisionNode => node('human-decision', yesNo, { line, question })

export const humanDecisionMeaning: Meaning<HumanDecisionNode> = {
  operands: () => [],
  check: () => [],
  range: () => noRange,
  evaluate: (n, s) => s.decision(n.line),
  explain: (n, s) => {
    const decided = s.decision(n.line)
    return decided === null ? `须由人决定：${n.question}` : `已由人决定：${decided ? '认定' : '不认定'}`
  },
  compile: (n, s) => s.decision(n.line),
  missing: noFactSettles,
}
