import { problem } from '@yingjin/kernel'
import type { Condition, Node, Typed, ValueType } from './tree.ts'
import { choose } from './choose.ts'
import type { Meaning } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { expectType } from './words.ts'

/**
 * Several identities of one child: the first in the declared order that holds decides (一人多重身份). While a higher one
 * is unknown the result is unknown, unless all that it could still be give the same.
 * `first` is the same as a chain of guarded cases; what may be missing, and SQL, follow from that.
 */
export type PriorityNode = NodeOf<'priority', ValueType, { identities: readonly Identity[]; otherwise: Node; first: Node }>
/** An identity by its name, whether the child has it, and what it gives. */
export type Identity<T extends ValueType = ValueType> = Readonly<{ name: string; when: Condition; gives: Typed<T> }>

export const byPriority = <T extends ValueType>(identities: readonly [Identity<T>, ...Identity<NoInfer<T>>[]], otherwise: Typed<NoInfer<T>>): Typed<T> =>
  node('priority', otherwise.type, {
    identities,
    otherwise,
    first: choose<T>(
      identities.map(i => [i.when, i.gives] as const),
      otherwise,
    ),
  }) as unknown as Typed<T>

export const priorityMeaning: Meaning<PriorityNode> = {
  operands: n => [n.first],
  check: (n, s) => [
    ...expectType(s, yesNo, ...n.identities.map(i => i.when)),
    ...expectType(s, n.type, n.otherwise, ...n.identities.map(i => i.gives)),
    ...n.identities
      .filter((i, at) => n.identities.findIndex(other => other.name === i.name) < at)
      .map(i => problem('policy/same-name-twice', { place: s.place, name: i.name })),
  ],
  range: (n, s) => s.range(n.first),
  evaluate: (n, s) => s.value(n.first),
  explain: (n, s) => {
    const has = n.identities.filter(i => s.value(i.when) === true)
    const counts = n.identities.find(i => s.value(i.when) !== false)
    const names = has.map(i => i.name).join('、')
    if (counts === undefined) return s.phrase(n.otherwise)
    if (s.value(counts.when) === null) return `${has.length === 0 ? '' : `属于${names}；`}还不知道是否属于排在前面的${counts.name}`
    return has.length === 1 ? `属于${names}：${s.phrase(counts.gives)}` : `同时属于${names}，按先后顺序以${counts.name}计：${s.phrase(counts.gives)}`
  },
  compile: (n, s) => s.value(n.first),
  missing: { evaluate: (n, s) => s.missing(n.first), compile: (n, s) => s.missing(n.first) },
}
