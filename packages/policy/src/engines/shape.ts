import type { Term } from '@yingjin/kernel'
import { bigint, type Expr, type Plan, type Relation, type Schema, text, unknown, values } from '@yingjin/sql'
import {
  type CompiledPolicy,
  compilePolicy,
  type DecisionRelation,
  type Figures,
  Layers,
  outcomeParts,
  placeLine,
  scopeOver,
  sqlType,
  wideColumn,
} from './compile.ts'
import {
  besideFacts,
  bitColumn,
  figureBitsIn,
  figureColumn,
  figureKeys,
  figuresInForce,
  type FiguresInForce,
  mayHoldFigures,
  unenteredColumn,
} from './figures.ts'
import { inSql } from '../nodes/literal.ts'
import { canonicalText, shortHash } from '../nodes/canonical.ts'
import { everyNode, parametersIn, treesOf } from '../pack/walk.ts'
import { missingWords, type Policy } from '../settled/policy.ts'
import type { Node, Value } from '../nodes/tree.ts'

/**
 * Policies of one shape: the same rules with other figures. Their text is what they compile to with every figure a slot,
 * so that equal texts are equal programs whatever the counties, documents and terms they come from.
 * @property key short, from the text; policies are told apart by the text itself
 */
export type Shape = Readonly<{ key: string; policies: readonly Policy[] }>

const treesFor = (policy: Policy): readonly Node[] => treesOf([...policy.bundle, ...policy.standards], policy.subject === 'student' ? policy.pack.notices : [])

/** What is read and where figures stand. Those of a condition on other subjects are no slots, because others are counted before. */
const slotsOf = (policy: Policy) => ({
  subject: policy.subject,
  facts: policy.facts,
  related: policy.related,
  figures: figureKeys(policy).map(key => [key, policy.pack.parameters[key]?.type ?? null]),
  others: everyNode(treesFor(policy)).flatMap(n =>
    n.kind === 'related-count' ? [[n.id, [...parametersIn([n.where])].map(key => policy.settings.parameter(key).value)]] : [],
  ),
})

/** What a policy is made of, by the ids of its trees: what agrees in this and in the term compiles to one text. Quick to make. */
const madeOf = (policy: Policy): string =>
  canonicalText({
    term: policy.term,
    words: missingWords(policy),
    readings: Object.fromEntries(Object.keys(policy.pack.readings).map(id => [id, policy.settings.reading(id)])),
    lines: policy.bundle.map(({ line, criteria, due, amount }) => ({
      id: line.id,
      stages: line.stages,
      delivery: 'when' in line.delivery ? { ...line.delivery, when: line.delivery.when.id } : line.delivery,
      criteria: criteria.map(c => [c.origin, c.when.id]),
      persons: line.persons === 'everyone' ? line.persons : [line.persons.grounds, line.persons.etcetera].map(groups => groups.map(g => g.when.id)),
      due: due.id,
      amount: amount.id,
    })),
    notices: policy.subject === 'student' ? policy.pack.notices.map(n => [n.id, n.when.id]) : [],
    ...slotsOf(policy),
  })

/** What it compiles to. */
const textOf = (policy: Policy): string => {
  const layers = new Layers()
  const figures = besideFacts(policy, () => true)
  const scope = scopeOver(policy, layers, () => true, figures)
  for (const assembled of policy.bundle) placeLine(assembled, layers, scope, figures.unentered)
  const notices = policy.subject === 'student' ? policy.pack.notices.map(n => [n.id, layers.name(`notice:${n.id}`, scope.value(n.when))] as const) : []
  const outputs = policy.bundle.flatMap(({ line }) => outcomeParts(policy).map(part => wideColumn(line.id, part)))
  return canonicalText({
    ...slotsOf(policy),
    stages: policy.bundle.map(({ line }) => [line.id, line.stages]),
    columns: layers.inOrder([...outputs, ...notices.map(([id]) => `notice:${id}`)]),
  })
}

/** What each compiles to; the same kind of trees is compiled once. */
export const shapeTexts = (policies: readonly Policy[]): readonly string[] => {
  const texts = new Map<string, string>()
  return policies.map(policy => {
    const made = madeOf(policy)
    const text_ = texts.get(made) ?? textOf(policy)
    texts.set(made, text_)
    return text_
  })
}

/** Puts policies of one shape together, in the order in which their shapes first come up. */
export const shapesOf = (policies: readonly Policy[]): readonly Shape[] => {
  const byText = new Map<string, Policy[]>()
  const texts = shapeTexts(policies)
  for (const [i, policy] of policies.entries()) {
    const text_ = texts[i] as string
    byText.set(text_, [...(byText.get(text_) ?? []), policy])
  }
  return [...byText].map(([text_, members]) => Object.freeze({ key: shortHash(text_), policies: Object.freeze(members) }))
}

export const shapeKey = (policy: Policy): string => shortHash(textOf(policy))

/** The columns that say whose figures a subject is decided by. */
export const divisionColumn = 'division'
export const termColumn = 'term'

/** A shape as one statement over the facts of many counties. */
export type CompiledShape = Readonly<{
  key: string
  /** The facts relation must have these: `person_id`, `division`, `term`, and the facts. */
  factSchema: Schema
  /** One row per division and term: every figure that is not the same in all, and its bit where nobody has entered it. Give it the place of a table. */
  figures: Relation
  /** Facts with the figures of their county and term beside them. */
  beside: (facts: Relation, figures: Relation) => Relation
  /** Subjects for whose county and term there is no policy of this shape: they are told, never decided. */
  withoutPolicy: (facts: Relation, figures: Relation) => Relation
  /** `CompiledPolicy.wide`, `decide` and `notices` over many counties. */
  wide: (facts: Relation, figures: Relation) => Relation
  decide: (plan: Plan, facts: Relation, figures: Relation) => DecisionRelation
  notices: (facts: Relation, figures: Relation) => Relation<{ person_id: 'bigint'; notice: 'text' }>
  /** Whose words a row is told in; bits of figures not entered are those of its own policy. */
  policyOf: (division: string, term: Term) => Policy | null
}>

/** A figure as it is written into a statement. */
export const sqlOf = (value: Value, type: Node['type']): Expr => (value === null ? unknown(sqlType(type)) : inSql(value, type))

/**
 * Compiles policies that share a shape into one statement joined to a table of their figures. Two policies for the same
 * county and term are an error of the caller.
 */
export const compileShape = ({ key, policies }: Shape): CompiledShape => {
  const [example] = policies
  if (example === undefined) throw new Error('a shape without policies')
  const whose = (division: string, term: Term): string => `${division} ${term}`
  const byWhose = new Map(policies.map(p => [whose(p.pack.division, p.term), p]))
  if (byWhose.size < policies.length) throw new Error('two policies of one shape for one county and term')

  const open = new Set(policies.flatMap(p => p.unentered))
  const inForce = new Map(policies.map(p => [p, figuresInForce(p)]))
  const valueIn = (p: Policy, k: string): Value => inForce.get(p)?.values[k] ?? null
  // What is the same in all of them is written into the statement; a column of it would be carried past every subject.
  const keys = figureKeys(example).filter(k => open.has(k) || policies.some(p => valueIn(p, k) !== valueIn(example, k)))
  const inColumns = besideFacts(example, k => open.has(k), open.size > 0)
  const figuresOf: Figures = { ...inColumns, figure: (k, type) => (keys.includes(k) ? inColumns.figure(k, type) : sqlOf(valueIn(example, k), type)) }
  const typeOf = (k: string): Node['type'] => {
    const type = example.pack.parameters[k]?.type
    if (type === undefined) throw new Error(`no parameter ${k}`)
    return type
  }
  const bits = keys.filter(k => open.has(k))
  const words = open.size === 0 ? [] : Array.from({ length: missingWords(example) }, (_, word) => word).filter(word => mayHoldFigures(example, word))
  const figureSchema: Schema = {
    [divisionColumn]: 'text',
    [termColumn]: 'text',
    ...Object.fromEntries(keys.map(k => [figureColumn(k), sqlType(typeOf(k))])),
    ...Object.fromEntries(words.flatMap(word => [...bits.map(k => bitColumn(k, word)), unenteredColumn(word)].map(name => [name, 'bigint' as const]))),
  }
  const rows = policies.map(p => {
    const f = inForce.get(p) as FiguresInForce
    return [
      text(p.pack.division),
      text(p.term),
      ...keys.map(k => sqlOf(valueIn(p, k), typeOf(k))),
      ...words.flatMap(word => {
        const of = figureBitsIn(f, word)
        return [...bits.map(k => bigint(of.bits[k] ?? 0)), bigint(of.unentered)]
      }),
    ]
  })
  const compiled: CompiledPolicy = compilePolicy(example, figuresOf)
  const same = (l: Readonly<Record<string, Expr>>, r: Readonly<Record<string, Expr>>) =>
    [
      [l[divisionColumn] as Expr, r[divisionColumn] as Expr],
      [l[termColumn] as Expr, r[termColumn] as Expr],
    ] as const
  const beside: CompiledShape['beside'] = (facts, figures) =>
    facts.join('inner', figures, same, (l, r) => ({
      ...l,
      ...Object.fromEntries(Object.entries(r).filter(([name]) => name !== divisionColumn && name !== termColumn)),
    })) as unknown as Relation

  return {
    key,
    factSchema: { ...compiled.factSchema, [divisionColumn]: 'text', [termColumn]: 'text' },
    figures: values(figureSchema, rows) as unknown as Relation,
    beside,
    withoutPolicy: (facts, figures) => facts.lacking(figures, same),
    wide: (facts, figures) => compiled.wide(beside(facts, figures)),
    decide: (plan, facts, figures) => compiled.decide(plan, beside(facts, figures)),
    notices: (facts, figures) => compiled.notices(beside(facts, figures)),
    policyOf: (division, term) => byWhose.get(whose(division, term)) ?? null,
  }
}
