import type { FactKey, RelationName } from '@yingjin/facts'
import type { AssembledLine } from './assembled-line.ts'
import type { Notice } from './pack.ts'
import { meaningOf } from '../nodes/index.ts'
import type { Settings } from '../nodes/meaning.ts'
import { readAs } from '../nodes/reading.ts'
import { asConstruct, type Construct, type Node } from '../nodes/tree.ts'

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

/** Every node that counts as the text is read: of an open point only the reading taken, and not the point itself. */
export const nodesAsRead = (settings: Pick<Settings, 'reading'>, roots: readonly Node[]): readonly Construct[] => {
  const seen = new Map<string, Construct>()
  const visit = (n: Node): void => {
    const construct = asConstruct(n)
    if (construct.kind === 'reading') return visit(readAs(construct, settings))
    if (seen.has(n.id)) return
    seen.set(n.id, construct)
    for (const operand of meaningOf(n).operands(n)) visit(operand)
  }
  for (const root of roots) visit(root)
  return [...seen.values()]
}

export const factsIn = (roots: readonly Node[]): ReadonlySet<FactKey> => new Set(everyNode(roots).flatMap(n => (n.kind === 'fact' ? [n.key] : [])))
export const parametersIn = (roots: readonly Node[]): ReadonlySet<string> => new Set(everyNode(roots).flatMap(n => (n.kind === 'parameter' ? [n.key] : [])))
export const relationsIn = (roots: readonly Node[]): readonly RelationName[] =>
  [...new Set(everyNode(roots).flatMap(n => (n.kind === 'related-count' ? [n.relation] : [])))].sort()
export const readingsIn = (roots: readonly Node[]): readonly string[] =>
  [...new Set(everyNode(roots).flatMap(n => (n.kind === 'reading' ? [n.of] : [])))].sort()

/** A tree with the place where it stands; `line` is null for notices. */
export type Root = Readonly<{ place: string; node: Node; line: AssembledLine['line'] | null }>

export const rootsOf = (bundle: readonly AssembledLine[], notices: readonly Notice[]): readonly Root[] => [
  ...bundle.flatMap(({ line, criteria, amount }) => [
    ...criteria.map(c => ({ place: `${line.id} ${c.name}`, node: c.when, line })),
    ...(line.persons === 'everyone'
      ? []
      : [...line.persons.grounds, ...line.persons.etcetera].map(g => ({ place: `${line.id} ${g.name}`, node: g.when, line }))),
    { place: `${line.id} 标准`, node: amount, line },
    ...('when' in line.delivery ? [{ place: `${line.id} 发放方式`, node: line.delivery.when, line }] : []),
    ...(line.funding?.kind === 'payers' ? line.funding.heads.map(h => ({ place: `${line.id} ${h.head.name}`, node: h.amount, line })) : []),
  ]),
  ...notices.map(n => ({ place: `提示 ${n.id}`, node: n.when, line: null })),
]

/** All trees of a bundle: what its facts, readings and bits are counted over. */
export const treesOf = (bundle: readonly AssembledLine[], notices: readonly Notice[]): readonly Node[] => rootsOf(bundle, notices).map(r => r.node)
