import { factOf, type FactKey, type Stage } from '@yingjin/facts'
import { done, type Result, type Term } from '@yingjin/kernel'
import {
  add,
  and,
  type Bool,
  bigint,
  bitAnd,
  cases,
  column,
  type Expr,
  isFalse,
  isIn,
  isNull,
  isTrue,
  ne,
  not,
  eq,
  or,
  type Plan,
  Relation,
  type Schema,
  type SqlType,
  table,
  text,
  unionAll,
  unknown,
} from '@yingjin/sql'
import { meaningOf } from '../nodes/index.ts'
import { inSql } from '../nodes/literal.ts'
import { isNothing, type MissingKey, relatedKey, type Settings, type SqlScope, unenteredKey, unionOfMasks, withoutEmptyChoice } from '../nodes/meaning.ts'
import { amountDecisionKey } from '../nodes/person-sets-amount.ts'
import { asCondition, asNumber } from '../nodes/words.ts'
import type { AssembledLine } from '../pack/assembled-line.ts'
import { asksForSum } from '../pack/assemble.ts'
import type { Delivery } from '../pack/line.ts'
import { documentTitle } from '../pack/document.ts'
import type { Pack } from '../pack/pack.ts'
import type { PackProblem } from '../problems.ts'
import { bitOf, type Mask } from '../pack/mask.ts'
import {
  decideText,
  failedText,
  groundText,
  type LineInfo,
  missingFacts,
  missingWords,
  ofOtherStage,
  type Policy,
  policyFor,
  type PolicyOptions,
  weightIn,
} from '../settled/policy.ts'
import { asConstruct, type Node, type ValueType } from '../nodes/tree.ts'

/**
 * One row per child and line. `form` is how it is paid, null unless due. Where a policy asks for more than 52 keys, the
 * further words of its missing masks follow as `missing_2`, `missing_3` … (`CompiledPolicy.missingColumns`).
 */
export const decisionSchema = {
  person_id: 'bigint',
  line: 'text',
  state: 'text',
  amount_fen: 'bigint',
  grounds: 'bigint',
  failed: 'bigint',
  missing: 'bigint',
  form: 'text',
} as const satisfies Schema
export type DecisionRelation = Relation<typeof decisionSchema>

export const sqlTypeOfFact = (key: FactKey): SqlType => sqlType(factOf(key).type)
const sqlTypes: Readonly<Record<ValueType['kind'], SqlType>> = {
  'yes-no': 'boolean',
  money: 'bigint',
  unrounded: 'bigint',
  count: 'bigint',
  rate: 'bigint',
  choice: 'text',
  code: 'text',
  date: 'date',
}
export const sqlType = (t: Readonly<{ kind: ValueType['kind'] }>): SqlType => sqlTypes[t.kind]

/** The column in which a count over related subjects stands beside the facts. */
export const relatedColumn = (n: Node): string => `related:${n.id}`
/** The column of the facts relation in which a person's decision on a line travels; the relation may lack it. */
export const decisionColumn = (line: string): string => `decision:${line}`
/** The column of the sum that a person filled in for a line, in fen; the relation may lack it. */
export const amountDecisionColumn = amountDecisionKey

type Layered = { readonly name: string; readonly expr: Expr; readonly layer: number; readonly needs: ReadonlySet<string> }

export const columnsIn = (e: Expr, into: Set<string>): Set<string> => {
  switch (e.kind) {
    case 'column':
      into.add(e.name)
      break
    case 'literal':
      break
    case 'call':
      for (const a of e.args) columnsIn(a, into)
      break
    case 'case':
      for (const [when, then] of e.branches) columnsIn(then, columnsIn(when, into))
      columnsIn(e.otherwise, into)
      break
    case 'aggregate':
    case 'window':
      throw new Error('a rule looks at one child only')
  }
  return into
}

/** Their text says each argument more than once (is it known, and what is it). */
const repeating: ReadonlySet<string> = new Set(['smaller', 'larger'])

/**
 * Every compound node becomes one column of a layer, computed from the layers beneath, so that nothing is written or
 * computed twice; a node is found again by its id wherever it stands in the pack. Columns live only as long as a later layer needs them.
 */
export class Layers {
  readonly #columns = new Map<string, Layered>()
  readonly #counts = new Map<string, number>()
  /** By what they say, so that nothing said again is placed again. */
  readonly #placed = new Map<string, Expr>()

  /** Puts the expression into the earliest layer it can stand in; literals and columns need none. */
  place<T extends SqlType>(stem: string, expr: Expr<T>): Expr<T> {
    if (expr.kind === 'literal' || expr.kind === 'column') return expr
    const text_ = JSON.stringify(expr)
    const before = this.#placed.get(text_)
    if (before !== undefined) return before as Expr<T>
    const count = (this.#counts.get(stem) ?? 0) + 1
    this.#counts.set(stem, count)
    const placed = this.name(`${stem}_${count}`, expr)
    this.#placed.set(text_, placed)
    return placed
  }

  name<T extends SqlType>(name: string, of: Expr<T>): Expr<T> {
    const expr = this.#withoutRepeats(of)
    const needs = columnsIn(expr, new Set())
    const layer = 1 + Math.max(0, ...[...needs].map(n => this.#columns.get(n)?.layer ?? 0))
    if (this.#columns.has(name)) throw new Error(`two columns named ${name}`)
    this.#columns.set(name, { name, expr, layer, needs })
    return column(name, expr.type)
  }

  /** What a text would say twice gets a column of its own, because an engine computes it as often as it is said. */
  #withoutRepeats<T extends SqlType>(e: Expr<T>): Expr<T> {
    if (e.kind === 'call') {
      const args = e.args.map(a => (repeating.has(e.fn) ? this.place(e.fn, a) : this.#withoutRepeats(a)))
      return args.every((a, i) => a === e.args[i]) ? e : Object.freeze({ ...e, args: Object.freeze(args) })
    }
    if (e.kind !== 'case') return e
    const branches = e.branches.map(([when, then]) => [this.#withoutRepeats(when), this.#withoutRepeats(then)] as const)
    const otherwise = this.#withoutRepeats(e.otherwise)
    const same = otherwise === e.otherwise && branches.every(([when, then], i) => when === e.branches[i]?.[0] && then === e.branches[i]?.[1])
    return same ? e : Object.freeze({ ...e, branches: Object.freeze(branches), otherwise })
  }

  /** What these columns are made of, each after all that it needs. */
  inOrder(outputs: readonly string[]): readonly (readonly [name: string, expr: Expr])[] {
    const made = new Map<string, Expr>()
    const visit = (name: string): void => {
      const c = this.#columns.get(name)
      if (c === undefined || made.has(name)) return
      for (const needed of c.needs) visit(needed)
      made.set(name, c.expr)
    }
    for (const o of outputs) visit(o)
    return [...made]
  }

  /** The stack of projections over `input` that ends in exactly these columns. */
  over(input: Relation, outputs: readonly string[]): Relation {
    const wanted = new Map<string, number>()
    const want = (name: string, until: number): void => {
      const before = wanted.get(name) ?? -1
      if (before < until) wanted.set(name, until)
    }
    const top = 1 + Math.max(0, ...outputs.map(o => this.#columns.get(o)?.layer ?? 0))
    for (const o of outputs) want(o, top)
    const needed = new Set<string>()
    const visit = (name: string): void => {
      const c = this.#columns.get(name)
      if (c === undefined || needed.has(name)) return
      needed.add(name)
      for (const n of c.needs) {
        want(n, c.layer)
        visit(n)
      }
    }
    for (const o of outputs) visit(o)

    let relation = input
    for (let layer = 1; layer < top; layer += 1) {
      const here: Record<string, Expr> = {}
      for (const [name, type] of Object.entries(relation.schema)) if ((wanted.get(name) ?? -1) > layer) here[name] = column(name, type)
      for (const name of needed) {
        const c = this.#columns.get(name)
        if (c !== undefined && c.layer === layer) here[name] = c.expr
      }
      relation = relation.select(() => here) as unknown as Relation
    }
    return relation.select(() => Object.fromEntries(outputs.map(o => [o, column(o, relation.schema[o] ?? noColumn(o))]))) as unknown as Relation
  }
}

const noColumn = (name: string): never => {
  throw new Error(`no column ${name}`)
}

/** One column of the wide form. */
export const wideColumn = (line: string, part: OutcomePart): string => `${line}:${part}`
const firstParts = ['state', 'amount_fen', 'grounds', 'failed', 'missing', 'form'] as const
export type MissingColumn = 'missing' | `missing_${number}`
export type OutcomePart = (typeof firstParts)[number] | MissingColumn
/** The column of one word of a missing mask. */
export const missingColumn = (word: number): MissingColumn => (word === 0 ? 'missing' : `missing_${word + 1}`)
export const missingColumns = (policy: Policy): readonly MissingColumn[] => Array.from({ length: missingWords(policy) }, (_, word) => missingColumn(word))
/** The parts of an outcome of this policy: the further words of its missing masks last. */
export const outcomeParts = (policy: Policy): readonly OutcomePart[] => [...firstParts, ...missingColumns(policy).slice(1)]

const bits = (conditions: readonly Bool[]): Expr<'bigint'> => {
  const each = conditions.map((c, bit) => cases([[c, bigint(bitOf(bit))]], bigint(0)))
  return each.length === 0 ? bigint(0) : each.length === 1 ? (each[0] as Expr<'bigint'>) : add(...each)
}

/** Where the figures of the document are found: written into the expressions (`writtenIn`), or beside the facts (`shape.ts`). */
export type Figures = Pick<SqlScope, 'figure'> &
  Readonly<{
    settings: Settings
    /** The bit of a figure in one word of the missing mask, where nobody has entered it. */
    figureBit: (key: string, word: number) => Expr<'bigint'>
    /** All such bits in one word. */
    unentered: (word: number) => Expr<'bigint'>
  }>

const writtenIn = (policy: Policy): Figures => {
  const bit = (key: string, word: number): number => weightIn(policy, unenteredKey(key), word)
  return {
    settings: policy.settings,
    figure: (key, type) => {
      const { value } = policy.settings.parameter(key)
      return value === null ? unknown(sqlType(type)) : inSql(value, type)
    },
    figureBit: (key, word) => bigint(bit(key, word)),
    unentered: word => bigint(policy.unentered.reduce((mask, key) => mask + bit(key, word), 0)),
  }
}

/** What expressions are compiled in; `further` compiles the further words of the missing masks. */
export type CompileScope = SqlScope & Readonly<{ further: readonly SqlScope[] }>
export const scopeOver = (policy: Policy, layers: Layers, has: (column: string) => boolean, figures: Figures): CompileScope => {
  const values = new Map<string, Expr>()
  const [first, ...further] = missingColumns(policy).map((_, word) => scopeOfWord(policy, layers, has, figures, word, values))
  return { ...(first as SqlScope), further }
}

/** A scope whose masks are one word. All words share the values. */
const scopeOfWord = (policy: Policy, layers: Layers, has: (column: string) => boolean, figures: Figures, word: number, values: Map<string, Expr>): SqlScope => {
  const oneWord = missingWords(policy) === 1
  const weight = (key: MissingKey): number => weightIn(policy, key, word)
  const masks = new Map<string, Expr<'bigint'>>()
  const factBits = new Map<string, Expr<'bigint'>>()
  const scope: SqlScope = {
    ...figures.settings,
    fact: key => column(key, sqlTypeOfFact(key)),
    factBit: key => {
      const before = factBits.get(key)
      if (before !== undefined) return before
      const set = weight(key)
      const bit = set === 0 ? bigint(0) : layers.place(`${key}?`, cases([[isNull(column(key, sqlTypeOfFact(key))), bigint(set)]], bigint(0)))
      factBits.set(key, bit)
      return bit
    },
    countRelated: n => (has(relatedColumn(n)) ? column(relatedColumn(n), 'bigint') : unknown('bigint')),
    relatedBit: relation => bigint(weight(relatedKey(relation))),
    figure: figures.figure,
    figureBit: key => figures.figureBit(key, word),
    decision: line => (has(decisionColumn(line)) ? column(decisionColumn(line), 'boolean') : unknown('boolean')),
    amountDecision: line => (has(amountDecisionColumn(line)) ? column(amountDecisionColumn(line), 'bigint') : unknown('bigint')),
    value: n => {
      const before = values.get(n.id)
      if (before !== undefined) return before
      const placed = layers.place(n.kind, meaningOf(n).compile(n, scope))
      values.set(n.id, placed)
      return placed
    },
    missing: n => {
      const construct = asConstruct(n)
      if (construct.kind === 'fact') return scope.factBit(construct.key)
      const before = masks.get(n.id)
      if (before !== undefined) return before
      const value = scope.value(n)
      const compiled = meaningOf(n).missing.compile(n, scope)
      const mask = oneWord ? compiled : withoutEmptyChoice(compiled)
      if (meaningOf(n).strict === true) {
        const placed = layers.place(`${n.kind}?`, mask)
        masks.set(n.id, placed)
        return placed
      }
      const known = (value.kind === 'literal' && value.value !== null) || (mask.kind === 'literal' && mask.value === 0)
      const placed = known ? bigint(0) : layers.place(`${n.kind}?`, cases([[isNull(value), mask]], bigint(0)))
      masks.set(n.id, placed)
      return placed
    },
  }
  return scope
}

const formOf = (delivery: Delivery | Readonly<{ when: Node; then: Delivery; otherwise: Delivery }>, s: SqlScope): Expr<'text'> =>
  'when' in delivery ? cases([[asCondition(s.value(delivery.when)), text(delivery.then.form)]], text(delivery.otherwise.form)) : text(delivery.form)

/** Gives what a part of an outcome is made of a column. */
export type PutPart = <T extends SqlType>(part: OutcomePart, expr: Expr<T>) => Expr<T>

/** The same states as `outcomeOf`, as columns: under the names of the wide form unless they are put elsewhere. */
export const placeLine = (
  assembled: AssembledLine,
  layers: Layers,
  s: CompileScope,
  unentered: Figures['unentered'],
  named: PutPart = (part, expr) => layers.name(wideColumn(assembled.line.id, part), expr),
): void => {
  const { line, criteria, due, amount } = assembled
  const isDue = asCondition(s.value(due))
  const words = [s, ...s.further].map((of, word) => {
    const waits = unionOfMasks([of.missing(due), of.missing(amount), ...('when' in line.delivery ? [of.missing(line.delivery.when)] : [])])
    return { missing: named(missingColumn(word), cases([[isFalse(isDue), bigint(0)]], waits)), unentered: unentered(word) }
  })
  const isOut = layers.place('out', isFalse(isDue))
  const nothingMissing = and(...words.map(w => eq(w.missing, bigint(0))))
  const sumIsOpen = asksForSum(assembled) ? [isNull(s.value(amount))] : []
  named(
    'state',
    cases(
      [
        [isOut, text('not-due')],
        ...(words.every(w => isNothing(w.unentered))
          ? []
          : [[and(not(nothingMissing), ...words.map(w => eq(bitAnd(w.missing, w.unentered), w.missing))), text('not-entered')] as const]),
        [not(nothingMissing), text('undetermined')],
        [isNull(isDue), text('decide')],
        ...sumIsOpen.map(open => [open, text('decide')] as const),
      ],
      text('due'),
    ),
  )
  // The same as asking for the state, without comparing texts.
  const settled = layers.place('settled', and(isTrue(isDue), nothingMissing, ...sumIsOpen.map(not)))
  named('amount_fen', cases([[settled, asNumber(s.value(amount))]], unknown('bigint')))
  named('form', cases([[settled, formOf(line.delivery, s)]], unknown('text')))

  const fails = criteria.map(c => isFalse(asCondition(s.value(c.when))))
  const [otherStage] = criteria[0]?.origin === 'stage' ? fails : []
  named('failed', cases([...(otherStage === undefined ? [] : [[otherStage, bigint(ofOtherStage)] as const]), [isOut, bits(fails)]], bigint(0)))

  if (line.persons === 'everyone') {
    named('grounds', bigint(0))
    return
  }
  const { grounds, etcetera } = line.persons
  const holds = [...grounds, ...etcetera].map(g => isTrue(asCondition(s.value(g.when))))
  const byName = layers.place('named', bits(holds.slice(0, grounds.length)))
  const reached = and(not(isOut), nothingMissing)
  named('grounds', cases([[not(reached), bigint(0)], ...(etcetera.length === 0 ? [] : [[eq(byName, bigint(0)), bits(holds)] as const])], byName))
}

/** Single nodes over a table of facts: their value as `= <name>`, and the mask of what they wait for as `? <name>`, its further words as `?2 <name>` … */
export const compileNodes = (policy: Policy, facts: Relation, nodes: Readonly<Record<string, Node>>, figures: Figures = writtenIn(policy)): Relation => {
  const layers = new Layers()
  const scope = scopeOver(policy, layers, name => Object.hasOwn(facts.schema, name), figures)
  const outputs = Object.entries(nodes).flatMap(([name, n]) => {
    layers.name(`= ${name}`, scope.value(n))
    const masks = [scope, ...scope.further].map((of, word) => {
      const column_ = `?${word === 0 ? '' : word + 1} ${name}`
      layers.name(column_, of.missing(n))
      return column_
    })
    return [`= ${name}`, ...masks]
  })
  return layers.over(facts, ['person_id', ...outputs])
}

const stageColumn = column('stage', 'text')

/** Lines that share a stage stand together; a child of a known stage is in exactly one group. */
export const stageGroups = (bundle: readonly AssembledLine[]): readonly Readonly<{ stages: readonly Stage[]; bundle: readonly AssembledLine[] }>[] => {
  let groups: { stages: Set<Stage>; bundle: AssembledLine[] }[] = []
  for (const assembled of bundle) {
    const touching = groups.filter(g => assembled.line.stages.some(s => g.stages.has(s)))
    const joined = {
      stages: new Set([...touching.flatMap(g => [...g.stages]), ...assembled.line.stages]),
      bundle: [...touching.flatMap(g => g.bundle), assembled],
    }
    groups = [...groups.filter(g => !touching.includes(g)), joined]
  }
  return groups.map(g => ({ stages: [...g.stages], bundle: g.bundle }))
}

/** A policy as relational expressions over a table of facts, with the words for its masks. */
export type CompiledPolicy = Readonly<{
  policy: Policy
  /** The document as it is cited on a list: issuer, title and number. */
  title: string
  /** Bit order of every missing mask; the facts relation must have these columns, and `person_id`. */
  facts: readonly FactKey[]
  lines: readonly LineInfo[]
  factSchema: Schema
  /** One row per child: `<line>:state`, `:amount_fen`, `:grounds`, `:failed`, `:missing`, `:form`. */
  wide: (facts: Relation) => Relation
  /** The wide form as one row per child and line. Over a stored wide table this is a plain scan per line. */
  long: (wide: Relation) => DecisionRelation
  /**
   * The decisions of every child on the lines of the child's own stage (a child of unknown stage: on all lines). What is
   * left out is known not to be due for the one reason that the line is for another stage. The wide forms are steps of
   * the plan, one per group of stages, so that each child is computed once and only for lines that may concern it.
   */
  decide: (plan: Plan, facts: Relation) => DecisionRelation
  /** Notices known to hold: `person_id`, `notice`. */
  notices: (facts: Relation) => Relation<{ person_id: 'bigint'; notice: 'text' }>
  /** Words for the masks of a line, by its id: once per distinct mask, not per child. */
  groundText: (line: string, mask: Mask) => string
  failedText: (line: string, mask: Mask) => string
  decideText: (line: string, mask: Mask) => string
  missingFacts: (mask: Mask) => readonly FactKey[]
  /** The columns that hold the words of a missing mask, the lowest first: `missing`, and past 52 keys `missing_2` … */
  missingColumns: readonly MissingColumn[]
  /** Does a row of decisions wait for this? */
  waitsFor: (row: Readonly<Record<string, Expr>>, key: MissingKey) => Bool
}>

/** Settles and compiles a pack for a term; refused where it cannot be settled (`policyFor`). */
export const compile = (pack: Pack, term: Term, options: PolicyOptions = {}): Result<CompiledPolicy, PackProblem> => {
  const policy = policyFor(pack, term, options)
  return policy.ok ? done(compilePolicy(policy.value)) : policy
}

const waitsFor = (policy: Policy, row: Readonly<Record<string, Expr>>, key: MissingKey): Bool => {
  const word = missingColumns(policy).findIndex((_, at) => weightIn(policy, key, at) > 0)
  if (word === -1) throw new Error(`${policy.pack.id} does not ask for ${key}`)
  return ne(bitAnd(row[missingColumn(word)] as Expr<'bigint'>, bigint(weightIn(policy, key, word))), bigint(0))
}

export const compilePolicy = (policy: Policy, figures: Figures = writtenIn(policy)): CompiledPolicy => {
  const { pack, lines } = policy
  const lineById = new Map(lines.map(l => [l.id, l]))
  const infoOf = (id: string): LineInfo => {
    const info = lineById.get(id)
    if (info === undefined) throw new Error(`pack ${pack.id} has no line ${id}`)
    return info
  }
  const factSchema: Schema = { person_id: 'bigint', ...Object.fromEntries(policy.facts.map(k => [k, sqlTypeOfFact(k)])) }

  const demand = (facts: Relation): void => {
    const lacking = Object.entries(factSchema).filter(([name, type]) => facts.schema[name] !== type)
    if (lacking.length > 0) throw new Error(`the facts relation lacks ${lacking.map(([name, type]) => `${name} ${type}`).join(', ')}`)
  }

  const wideOf = (facts: Relation, bundle: readonly AssembledLine[]): Relation => {
    demand(facts)
    const layers = new Layers()
    const scope = scopeOver(policy, layers, name => Object.hasOwn(facts.schema, name), figures)
    for (const assembled of bundle) placeLine(assembled, layers, scope, figures.unentered)
    return layers.over(facts, ['person_id', ...bundle.flatMap(({ line }) => outcomeParts(policy).map(p => wideColumn(line.id, p)))])
  }

  const furtherColumns = missingColumns(policy).slice(1)
  const longOf = (from: Relation, ids: readonly string[]): DecisionRelation => {
    const [first, ...rest] = ids.map(id =>
      from.select(() => ({
        person_id: column('person_id', 'bigint'),
        line: text(id),
        state: column(wideColumn(id, 'state'), 'text'),
        amount_fen: column(wideColumn(id, 'amount_fen'), 'bigint'),
        grounds: column(wideColumn(id, 'grounds'), 'bigint'),
        failed: column(wideColumn(id, 'failed'), 'bigint'),
        missing: column(wideColumn(id, 'missing'), 'bigint'),
        form: column(wideColumn(id, 'form'), 'text'),
        ...Object.fromEntries(furtherColumns.map(name => [name, column(wideColumn(id, name), 'bigint')])),
      })),
    )
    if (first === undefined) throw new Error(`pack ${pack.id} has no line`)
    return unionAll(first, ...rest)
  }

  const decide = (plan: Plan, facts: Relation): DecisionRelation => {
    if (policy.subject !== 'student') {
      const wide = plan.step(`policy_${policy.subject}`, `state, sum and reasons of the lines for each ${policy.subject}`, wideOf(facts, policy.bundle))
      return longOf(
        wide,
        policy.bundle.map(({ line }) => line.id),
      )
    }
    const [first, ...rest] = stageGroups(policy.bundle).map(({ stages, bundle }) => {
      const concerned = facts.where(() => or(isNull(stageColumn), isIn(stageColumn, stages.map(text))))
      const wide = plan.step(
        `policy_${stages.join('_')}`,
        `state, sum and reasons of the lines for ${stages.join(', ')}, one row per child`,
        wideOf(concerned, bundle),
      )
      return longOf(
        wide,
        bundle.map(({ line }) => line.id),
      ).where(c => ne(c.failed, bigint(ofOtherStage)))
    })
    if (first === undefined) throw new Error(`pack ${pack.id} has no line`)
    return unionAll(first, ...rest)
  }

  const notices = (facts: Relation): Relation<{ person_id: 'bigint'; notice: 'text' }> => {
    demand(facts)
    const layers = new Layers()
    const scope = scopeOver(policy, layers, name => Object.hasOwn(facts.schema, name), figures)
    const names = pack.notices.map((n, i) => [n.id, layers.name(`notice_${i}`, isTrue(asCondition(scope.value(n.when))))] as const)
    const holding = layers.over(facts, ['person_id', ...names.map((_, i) => `notice_${i}`)])
    const [first, ...rest] = names.map(([id, holds]) =>
      holding.where(() => holds).select(() => ({ person_id: column('person_id', 'bigint'), notice: text(id) })),
    )
    return first === undefined
      ? facts.where(() => ({ type: 'boolean', kind: 'literal', value: false })).select(() => ({ person_id: column('person_id', 'bigint'), notice: text('') }))
      : unionAll(first, ...rest)
  }

  return {
    policy,
    title: documentTitle(pack.document),
    facts: policy.facts,
    lines,
    factSchema,
    wide: facts => wideOf(facts, policy.bundle),
    long: wide =>
      longOf(
        wide,
        lines.map(l => l.id),
      ),
    decide,
    notices,
    groundText: (line, mask) => groundText(infoOf(line), mask),
    failedText: (line, mask) => failedText(infoOf(line), mask),
    decideText: (line, mask) => decideText(infoOf(line), mask),
    missingFacts: mask => missingFacts(policy, mask),
    missingColumns: missingColumns(policy),
    waitsFor: (row, key) => waitsFor(policy, row, key),
  }
}

/** A table of facts by name, as `compile` wants it. */
export const factsTable = (name: string, compiled: Pick<CompiledPolicy, 'factSchema'>): Relation => table(name, compiled.factSchema)
