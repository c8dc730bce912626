import { node } from '../../nodes/node.ts'
import type { ConstructOf, NodeKind, Construct } from '../../nodes/tree.ts'

const isNode = (value: unknown): value is Construct =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && 'clause' in value && 'type' in value

/**
 * A pack is plain data, and a node's id is made from its content: a node is exchanged by making every node above it anew.
 * Works on a node, a line or a whole pack; what has not changed is given back as it is.
 */
export const exchange = <T>(value: T, change: (n: Construct) => Construct): T => {
  const made = new Map<string, unknown>()
  const visit = (v: unknown): unknown => {
    if (isNode(v)) {
      const before = made.get(v.id)
      if (before !== undefined) return before
      const exchanged = change(v)
      const result = exchanged === v ? again(v) : exchanged
      made.set(v.id, result)
      return result
    }
    if (Array.isArray(v)) return v.map(visit)
    if (typeof v === 'object' && v !== null) return Object.fromEntries(Object.entries(v).map(([k, part]) => [k, visit(part)]))
    return v
  }
  const again = (n: Construct): unknown => {
    const { kind, type, clause, id, ...fields } = n
    const parts = visit(fields) as object
    const whole = node(kind, type, parts, clause)
    return whole.id === id ? n : whole
  }
  return visit(value) as T
}

/** The same node with other fields (and, of course, another id). */
export const remade = <K extends NodeKind>(n: ConstructOf<K>, change: Partial<Omit<ConstructOf<K>, 'kind' | 'id'>>): Construct => {
  const { kind, type, clause, id: _, ...fields } = { ...n, ...change }
  return node(kind, type, fields, clause) as unknown as Construct
}

/** Every node in a piece of a pack, each once. */
export const nodesIn = (value: unknown): readonly Construct[] => {
  const seen = new Map<string, Construct>()
  const visit = (v: unknown): void => {
    if (isNode(v)) {
      if (seen.has(v.id)) return
      seen.set(v.id, v)
    }
    if (Array.isArray(v)) v.forEach(visit)
    else if (typeof v === 'object' && v !== null) Object.values(v).forEach(visit)
  }
  visit(value)
  return [...seen.values()]
}
