import { type FactValues, nothingKnown } from '@yingjin/facts'
import { type JavaScriptInput, javascriptRuntime, JavaScriptWriter } from '@yingjin/sql'
import { columnsIn, Layers, missingColumns, outcomeParts, type OutcomePart, placeLine, relatedColumn, scopeOver, stageGroups, wideColumn } from './compile.ts'
import { besideFacts, figureIn, type FiguresInForce } from './figures.ts'
import { type HumanDecisions, type Outcome, type RelatedSubjects, scopeFor } from './outcome.ts'
import type { AssembledLine } from '../pack/assembled-line.ts'
import { maskOfWords } from '../pack/mask.ts'
import { everyNode, treesOf } from '../pack/walk.ts'
import { ofOtherStage, type Policy } from '../settled/policy.ts'

/**
 * The third engine of a policy, beside the evaluator and SQL: one generated function over the facts of one subject,
 * straight-line, that allocates nothing but what it gives back. It is `decide` to the bit and explains nothing.
 *
 * `new Function` makes it, once per shape. So it is for Node alone: a page under a content security policy forbids it,
 * and a door that serves one asks `decide`.
 */
export type Program = Readonly<{
  source: string
  decide: (facts: FactValues, figures: FiguresInForce, decisions?: HumanDecisions, counts?: RelatedCounts) => readonly Outcome[]
}>

/** Counts over related subjects, made before: by the column in which SQL would find them. */
export type RelatedCounts = Readonly<Record<string, number | null>>

/** What counts for a policy the related subjects that its rules ask for. */
export const countingFor = (policy: Policy): ((related: RelatedSubjects) => RelatedCounts) => {
  const trees = treesOf([...policy.bundle, ...policy.standards], policy.subject === 'student' ? policy.pack.notices : [])
  const counts = everyNode(trees).flatMap(n => (n.kind === 'related-count' ? [n] : []))
  return related => {
    const scope = scopeFor(policy, nothingKnown, {}, new Map(), related)
    return Object.fromEntries(counts.map(n => [relatedColumn(n), scope.countRelated(n.relation, n.where)]))
  }
}

const key = (text: string): string => JSON.stringify(text)

/** How a column is read: figures from their record `p`, what people decided from `d`, counts from `r`, facts from `f`. */
const read = (name: string): JavaScriptInput => {
  const figure = figureIn(name)
  if (figure?.part === 'value') return { code: `p.values[${key(figure.key)}]`, known: false }
  if (figure !== null) {
    const bits = figure.word === 0 ? 'p' : `p.further[${figure.word - 1}]`
    return { code: figure.part === 'bit' ? `${bits}.bits[${key(figure.key)}]` : `${bits}.unentered`, known: true }
  }
  if (name.startsWith(decided.yesNo)) {
    const of = `d[${key(name.slice(decided.yesNo.length))}]`
    return { code: `(typeof ${of} === 'boolean' ? ${of} : null)`, known: false }
  }
  if (name.startsWith(decided.sum)) return { code: `(typeof d[${key(name)}] === 'number' ? d[${key(name)}] : null)`, known: false }
  return { code: `(${name.startsWith('related:') ? 'r' : 'f'}[${key(name)}] ?? null)`, known: false }
}
const decided = { yesNo: 'decision:', sum: 'amount-decision:' } as const

const keys = { state: 'state', amount_fen: 'amountFen', grounds: 'grounds', failed: 'failed', missing: 'missing', form: 'form' } as const satisfies Partial<
  Record<OutcomePart, keyof Outcome>
>

/** The statements for some lines: inputs once, then every node once, then the outcomes at their places. */
const statements = (policy: Policy, bundle: readonly AssembledLine[]): readonly string[] => {
  const layers = new Layers()
  const figures = besideFacts(policy, () => true)
  const scope = scopeOver(policy, layers, () => true, figures)
  for (const assembled of bundle) placeLine(assembled, layers, scope, figures.unentered)
  const columns = layers.inOrder(bundle.flatMap(({ line }) => outcomeParts(policy).map(part => wideColumn(line.id, part))))
  const writer = new JavaScriptWriter(read)
  const made = new Set(columns.map(([name]) => name))
  const inputs = columns.reduce((all, [, e]) => columnsIn(e, all), new Set<string>())
  return [
    ...[...inputs].filter(name => !made.has(name)).flatMap(name => writer.take(name)),
    ...columns.flatMap(([name, e]) => writer.name(name, e)),
    ...bundle.map(({ line }) => {
      const words = missingColumns(policy).map(column => writer.read(wideColumn(line.id, column)))
      const parts = (Object.keys(keys) as (keyof typeof keys)[]).map(part => {
        const value = part === 'missing' && words.length > 1 ? `$mask(${words.join(', ')})` : writer.read(wideColumn(line.id, part))
        return `${keys[part]}: ${value}`
      })
      return `out[${policy.bundle.findIndex(a => a.line.id === line.id)}] = { line: ${key(line.id)}, ${parts.join(', ')} };`
    }),
  ]
}

const elsewhereOf = ({ line }: AssembledLine): Outcome =>
  Object.freeze({ line: line.id, state: 'not-due', amountFen: null, form: null, grounds: 0, failed: ofOtherStage, missing: 0 })

/** The program of a policy; it decides for every policy of the same shape, given that policy's figures. */
export const programFor = (policy: Policy): Program => {
  const groups = policy.subject === 'student' ? stageGroups(policy.bundle) : [{ stages: [], bundle: policy.bundle }]
  const source = [
    '"use strict";',
    // Functions of a few lines each: what is longer than an engine's limit is never optimised.
    ...groups.flatMap(({ bundle }, i) => [`const lines${i} = (f, p, d, r, out) => {`, ...statements(policy, bundle), '};']),
    'return (f, p, d = {}, r = {}) => {',
    'const stage = f.stage ?? null;',
    'const out = $elsewhere.slice();',
    ...groups.map(({ stages }, i) => {
      const call = `lines${i}(f, p, d, r, out);`
      return policy.subject === 'student' ? `if (${['stage === null', ...stages.map(s => `stage === ${key(s)}`)].join(' || ')}) ${call}` : call
    }),
    'return out;',
    '};',
  ].join('\n')
  const decide = new Function('$', '$elsewhere', '$mask', source)(javascriptRuntime, policy.bundle.map(elsewhereOf), maskOfWords) as Program['decide']
  return Object.freeze({ source, decide })
}
