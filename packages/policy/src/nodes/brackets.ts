import type { Period } from '@yingjin/kernel'
import { cases, type Expr, not, unknown } from '@yingjin/sql'
import type { Count, Node, Sum, Typed, ValueType } from './tree.ts'
import { allKnown, type Band, bandOf, bandOperands, bandProblems, bandWord, isWithin } from './bands.ts'
import { type Meaning, nothing, union, unionOfMasks } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectType } from './words.ts'

/** A value per band of a quantity (分档). With the quantity unknown the result is unknown. */
export type BracketsNode = NodeOf<'brackets', ValueType, { by: Node; bands: readonly BandOf<Node>[] }>
type BandOf<V extends Node> = Band & Readonly<{ gives: V }>
type BandOver<B extends Node, V extends Node> = Readonly<{ from: B; to: B | null; gives: V }>

type Brackets = {
  <T extends ValueType>(by: Count, first: BandOver<Count, Typed<T>>, ...rest: readonly BandOver<Count, Typed<NoInfer<T>>>[]): Typed<T>
  <P extends Period, T extends ValueType>(
    by: Sum<P>,
    first: BandOver<Sum<NoInfer<P>>, Typed<T>>,
    ...rest: readonly BandOver<Sum<NoInfer<P>>, Typed<NoInfer<T>>>[]
  ): Typed<T>
}
export const brackets = ((by: Node, first: BandOf<Node>, ...rest: readonly BandOf<Node>[]) =>
  node('brackets', first.gives.type, { by, bands: [first, ...rest] })) as unknown as Brackets

export const bracketsMeaning: Meaning<BracketsNode> = {
  operands: n => [n.by, ...bandOperands(n.bands), ...n.bands.map(b => b.gives)],
  check: (n, s) => [...bandProblems(s, n.by, n.bands), ...expectType(s, n.type, ...n.bands.map(b => b.gives))],
  range: (n, s) => {
    const all = n.bands.map(b => s.range(b.gives))
    return { min: Math.min(...all.map(r => r.min)), max: Math.max(...all.map(r => r.max)) }
  },
  evaluate: (n, s) => {
    const band = bandOf(n.bands, s.value(n.by), s)
    return band === null ? null : s.value(band.gives)
  },
  explain: (n, s) => {
    const band = bandOf(n.bands, s.value(n.by), s)
    return band === null ? `取决于${s.phrase(n.by)}` : `${s.phrase(n.by)}，属于 ${bandWord(band, s)} 的一档：${s.phrase(band.gives)}`
  },
  compile: (n, s) => {
    const by = asNumber(s.value(n.by))
    const branches = n.bands.map(b => [isWithin(b, by, s), s.value(b.gives)] as const)
    const open = unknown(branches[0]?.[1].type ?? 'bigint')
    return cases<Expr['type']>([[not(allKnown(n.bands, by, s)), open], ...branches], open)
  },
  missing: {
    evaluate: (n, s) => {
      const band = bandOf(n.bands, s.value(n.by), s)
      if (band !== null) return s.missing(band.gives)
      if (s.value(n.by) !== null && bandOperands(n.bands).every(b => s.value(b) !== null)) return nothing
      return union([n.by, ...bandOperands(n.bands), ...n.bands.map(b => b.gives)].map(s.missing))
    },
    compile: (n, s) => {
      const by = asNumber(s.value(n.by))
      const everything = unionOfMasks([n.by, ...bandOperands(n.bands), ...n.bands.map(b => b.gives)].map(s.missing))
      const whenKnown = cases(
        n.bands.map(b => [isWithin(b, by, s), s.missing(b.gives)] as const),
        unionOfMasks([]),
      )
      return cases([[allKnown(n.bands, by, s), whenKnown]], everything)
    },
  },
}
