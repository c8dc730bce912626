import { cases, eq, type Expr, isFalse, isTrue, unknown } from '@yingjin/sql'
import type { Condition, Node, Typed, ValueType } from './tree.ts'
import { type Meaning, union, unionOfMasks } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectType } from './words.ts'

/**
 * If … then … otherwise …: the otherwise is mandatory. Several guarded cases are a chain of these, so that the first
 * that holds decides. With the guard unknown the result is unknown, unless both branches give the same.
 */
export type ChooseNode = NodeOf<'choose', ValueType, { when: Condition; then: Node; otherwise: Node }>

export const choose = <T extends ValueType>(branches: readonly (readonly [when: Condition, then: Typed<T>])[], otherwise: Typed<NoInfer<T>>): Typed<T> =>
  branches.reduceRight<Typed<T>>((rest, [when, then]) => node('choose', then.type, { when, then, otherwise: rest }) as unknown as Typed<T>, otherwise)

export const chooseMeaning: Meaning<ChooseNode> = {
  operands: n => [n.when, n.then, n.otherwise],
  check: (n, s) => [...expectType(s, yesNo, n.when), ...expectType(s, n.type, n.then, n.otherwise)],
  range: (n, s) => {
    const [a, b] = [s.range(n.then), s.range(n.otherwise)]
    return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }
  },
  evaluate: (n, s) => {
    const when = s.value(n.when)
    if (when !== null) return s.value(when === true ? n.then : n.otherwise)
    const [then, otherwise] = [s.value(n.then), s.value(n.otherwise)]
    return then === otherwise ? then : null
  },
  explain: (n, s) => {
    const when = s.value(n.when)
    return when === null ? `取决于${s.phrase(n.when)}` : s.phrase(when === true ? n.then : n.otherwise)
  },
  compile: (n, s) => {
    const [when, then, otherwise] = [asCondition(s.value(n.when)), s.value(n.then), s.value(n.otherwise)]
    return cases<Expr['type']>(
      [
        [isTrue(when), then],
        [isFalse(when), otherwise],
        [eq(then, otherwise), then],
      ],
      unknown(then.type),
    )
  },
  missing: {
    evaluate: (n, s) => {
      const when = s.value(n.when)
      if (when !== null) return s.missing(when === true ? n.then : n.otherwise)
      return union([s.missing(n.when), s.missing(n.then), s.missing(n.otherwise)])
    },
    compile: (n, s) => {
      const when = asCondition(s.value(n.when))
      return cases(
        [
          [isTrue(when), s.missing(n.then)],
          [isFalse(when), s.missing(n.otherwise)],
        ],
        unionOfMasks([s.missing(n.when), s.missing(n.then), s.missing(n.otherwise)]),
      )
    },
  },
}
