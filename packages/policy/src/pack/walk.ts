import type { FactKey } from '@yingjin/facts'
import { meaningOf } from '../nodes/index.ts'
import { asConstruct, type Construct, type Node } from '../tree.ts'

/** Every node below these, each once, operands after their parent. */
export const everyNode = (roots: readonly Node[]): readonly Construct[] => {
  const seen = new Map<string, Construct>()
  const visit = (n: Node): void => {
    if (seen.has(n.id)) return
    seen.set(n.id, asConstruct(n))
    for (const operand of meaningOf(n).operands(n)) visit(operand)
  }
  for (const root of roots) visit(root)
  return [...seen.values()]
}

export const factsIn = (roots: readonly Node[]): ReadonlySet<FactKey> => new Set(everyNode(roots).flatMap(n => (n.kind === 'fact' ? [n.key] : [])))
export const readingsIn = (roots: readonly Node[]): readonly string[] =>
  [...new Set(everyNode(roots).flatMap(n => (n.kind === 'reading' ? [n.of] : [])))].sort()
