import { problem } from '@yingjin/kernel'
import type { Node, ValueType } from './tree.ts'
import type { Meaning, Settings } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { expectType } from './words.ts'

/**
 * A place where the text can be read in more than one way (register `O-…`). The pack takes one reading and says so;
 * the others stay in the tree and are switched when the pack is compiled.
 */
export type ReadingNode = NodeOf<'reading', ValueType, { of: string; options: Readonly<Record<string, Node>> }>

/** Pack writers use `drafting(...).reading`, which knows the open points and demands every option. */
export const readingNode = <T extends ValueType>(
  of: string,
  type: T,
  options: Readonly<Record<string, Node>>,
): NodeOf<'reading', T, Pick<ReadingNode, 'of' | 'options'>> => node('reading', type, { of, options })

export const readAs = (n: ReadingNode, s: Pick<Settings, 'reading'>): Node => {
  const chosen = n.options[s.reading(n.of)]
  if (chosen === undefined) throw new Error(`reading ${n.of} was not checked: ${s.reading(n.of)}`)
  return chosen
}

export const readingMeaning: Meaning<ReadingNode> = {
  operands: n => Object.values(n.options),
  check: (n, s) => {
    const known = s.readingOptions(n.of)
    if (known === null) return [problem('policy/unknown-reading', { place: s.place, reading: n.of })]
    const given = Object.keys(n.options)
    const [lacking, surplus] = [known.filter(k => !given.includes(k)), given.filter(k => !known.includes(k))]
    return [
      ...(lacking.length + surplus.length > 0 ? [problem('policy/reading-options', { place: s.place, reading: n.of, lacking, surplus })] : []),
      ...expectType(s, n.type, ...Object.values(n.options)),
    ]
  },
  range: (n, s) => {
    const all = Object.values(n.options).map(s.range)
    return { min: Math.min(...all.map(r => r.min)), max: Math.max(...all.map(r => r.max)) }
  },
  evaluate: (n, s) => s.value(readAs(n, s)),
  explain: (n, s) => s.phrase(readAs(n, s)),
  compile: (n, s) => s.value(readAs(n, s)),
  missing: { evaluate: (n, s) => s.missing(readAs(n, s)), compile: (n, s) => s.missing(readAs(n, s)) },
}
