import { choiceCodes, type ChoiceName, type ChoiceOf } from '@yingjin/facts'
import { problem } from '@yingjin/kernel'
import { cases, eq, type Expr, isKnown, text, unknown } from '@yingjin/sql'
import type { Node, Typed, ValueType } from './tree.ts'
import { isNothing, type Meaning, nothing, union, unionOfMasks } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asText, expectType, typeWord } from './words.ts'

/**
 * A value per code of a closed set, total: a code without a value must be named in `absent`, because the line that
 * uses the table is not for it (the loader checks that against the stages of the line). With the key unknown the result is unknown.
 */
export type TableNode = NodeOf<'table', ValueType, { by: Node; cells: Readonly<Record<string, Node>>; absent: readonly string[] }>

export const table = <C extends ChoiceName, K extends ChoiceOf<C>, T extends ValueType>(
  by: Typed<Readonly<{ kind: 'choice'; of: C }>>,
  cells: Readonly<Record<K, Typed<T>>>,
  absent: readonly Exclude<ChoiceOf<C>, K>[] = [],
): Typed<T> => {
  const first = Object.values<Typed<T>>(cells)[0]
  if (first === undefined) throw new Error('a table without cells')
  return node('table', first.type, { by, cells, absent }) as unknown as Typed<T>
}

const cellFor = (n: TableNode, key: unknown): Node | undefined => n.cells[String(key)]

export const tableMeaning: Meaning<TableNode> = {
  operands: n => [n.by, ...Object.values(n.cells)],
  check: (n, s) => {
    const t = n.by.type
    if (t.kind !== 'choice') return [problem('policy/unit-mismatch', { place: s.place, expected: '取值', found: typeWord(t) })]
    const codes: readonly string[] = choiceCodes(t.of)
    const given = [...Object.keys(n.cells), ...n.absent]
    const lacking = codes.filter(c => !given.includes(c))
    return [
      ...(lacking.length > 0 ? [problem('policy/table-not-total', { place: s.place, lacking })] : []),
      ...given.filter(c => !codes.includes(c)).map(code => problem('policy/unknown-code', { place: s.place, choice: t.of, code })),
      ...expectType(s, n.type, ...Object.values(n.cells)),
    ]
  },
  range: (n, s) => {
    const all = Object.values(n.cells).map(s.range)
    return { min: Math.min(...all.map(r => r.min)), max: Math.max(...all.map(r => r.max)) }
  },
  evaluate: (n, s) => {
    const key = s.value(n.by)
    const cell = key === null ? undefined : cellFor(n, key)
    return cell === undefined ? null : s.value(cell)
  },
  explain: (n, s) => {
    const key = s.value(n.by)
    const cell = key === null ? undefined : cellFor(n, key)
    return cell === undefined ? `取决于${s.phrase(n.by)}` : s.phrase(cell)
  },
  compile: (n, s) => {
    const by = asText(s.value(n.by))
    const branches = Object.entries(n.cells).map(([code, cell]) => [eq(by, text(code)), s.value(cell)] as const)
    return cases<Expr['type']>(branches, unknown(branches[0]?.[1].type ?? 'bigint'))
  },
  missing: {
    evaluate: (n, s) => {
      const key = s.value(n.by)
      if (key === null) return union([s.missing(n.by), ...Object.values(n.cells).map(s.missing)])
      const cell = cellFor(n, key)
      return cell === undefined ? nothing : s.missing(cell)
    },
    compile: (n, s) => {
      const by = asText(s.value(n.by))
      const open = Object.entries(n.cells).flatMap(([code, cell]) => {
        const mask = s.missing(cell)
        return isNothing(mask) ? [] : [[code, mask] as const]
      })
      if (open.length === 0) return s.missing(n.by)
      const whenKnown = cases(
        open.map(([code, mask]) => [eq(by, text(code)), mask] as const),
        unionOfMasks([]),
      )
      return cases([[isKnown(by), whenKnown]], unionOfMasks([s.missing(n.by), ...open.map(([, mask]) => mask)]))
    },
  },
}
