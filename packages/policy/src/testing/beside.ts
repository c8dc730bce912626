import type { FactValues, RelationName } from '@yingjin/facts'
import { amountDecisionColumn } from '../engines/compile.ts'
import type { HumanDecisions, RelatedSubjects } from '../engines/outcome.ts'
import { everyNode, treesOf } from '../pack/walk.ts'
import type { Policy } from '../settled/policy.ts'
import { asConstruct, type Node } from '../nodes/tree.ts'
import { generateStudents, randomFrom } from './students.ts'

/** What is known beside the facts of one subject: what people decided about it, and who stands to it. */
export type Beside = Readonly<{ decisions: HumanDecisions; related: RelatedSubjects }>

const figureOf = (policy: Policy, n: Node): number => {
  const c = asConstruct(n)
  const value = c.kind === 'literal' ? c.value : c.kind === 'parameter' ? policy.settings.parameter(c.key).value : null
  return typeof value === 'number' ? value : 0
}

/** Decisions granted, refused and open; sums at, within and past their bounds; lists that are whole, empty or not there. */
export const generateBeside = (policy: Policy, seed: number, count: number): readonly Beside[] => {
  const random = randomFrom(seed)
  const nodes = everyNode(treesOf([...policy.bundle, ...policy.standards], policy.subject === 'student' ? policy.pack.notices : []))
  const lines = [...new Set(nodes.flatMap(n => (n.kind === 'human-decision' ? [n.line] : [])))]
  const sums = nodes.flatMap(n => {
    if (n.kind !== 'person-sets-amount') return []
    const [least, greatest] = [figureOf(policy, n.least), figureOf(policy, n.greatest)]
    return [{ line: n.line, near: [least - 1, least, least + 1, greatest - 1, greatest, greatest + 1] }]
  })
  const counted = nodes.flatMap(n => (n.kind === 'related-count' ? [n] : []))
  const relations = [...new Set(counted.map(n => n.relation))]
  const asked = { ...policy, facts: [...new Set(everyNode(counted.map(n => n.where)).flatMap(n => (n.kind === 'fact' ? [n.key] : [])))] }
  const others: readonly FactValues[] = relations.length === 0 ? [] : generateStudents(asked, seed, 200)
  const list = (): readonly FactValues[] => {
    const from = random(others.length)
    return others.slice(from, from + random(5))
  }
  return Array.from({ length: count }, () => {
    const decisions: Record<string, boolean | number> = {}
    for (const line of lines) {
      const decided = random(3)
      if (decided < 2) decisions[line] = decided === 0
    }
    for (const { line, near } of sums) if (random(3) > 0) decisions[amountDecisionColumn(line)] = near[random(near.length)] ?? 0
    const related: Partial<Record<RelationName, readonly FactValues[]>> = {}
    for (const relation of relations) if (random(4) > 0) related[relation] = list()
    return { decisions, related }
  })
}
