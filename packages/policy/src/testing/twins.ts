import type { FactKey, FactValues } from '@yingjin/facts'
import {
  and,
  bigint,
  cases,
  coalesce,
  column,
  concat,
  eq,
  type Expr,
  isNull,
  ne,
  Plan,
  printRelation,
  type Relation,
  type Schema,
  type SqlType,
  stepSql,
  table,
  text,
  toText,
} from '@yingjin/sql'
import { amountDecisionColumn, type CompiledPolicy, decisionColumn, factsTable, relatedColumn } from '../engines/compile.ts'
import { noticesFor } from '../engines/evaluate.ts'
import { figuresInForce } from '../engines/figures.ts'
import { decide, type Outcome } from '../engines/outcome.ts'
import { everyNode, treesOf } from '../pack/walk.ts'
import { ofOtherStage, type Policy } from '../settled/policy.ts'
import { countingFor, type Program, programFor, type RelatedCounts } from '../engines/program.ts'
import type { Value } from '../nodes/tree.ts'
import { type Mask, maskOfWords, wordsOfMask } from '../pack/mask.ts'
import type { Beside } from './beside.ts'

/**
 * The engine on the other side (`onDuckDb`): makes a table of these rows, runs the steps and the query and gives back its columns.
 * Rows are in the order of the schema.
 */
export type Engine = (
  table: string,
  schema: Schema,
  rows: readonly (readonly Value[])[],
  query: string,
  steps?: readonly string[],
) => Promise<Readonly<Record<string, readonly unknown[]>>>

const parts = ['state', 'amount_fen', 'grounds', 'failed', 'missing', 'form'] as const
/** A mask as a text: its first word, and of the further words those that are not empty, `5+2:1`. */
const masked = (mask: Mask): string =>
  wordsOfMask(mask)
    .map((word, i) => (i === 0 ? String(word) : word === 0 ? '' : `+${i + 1}:${word}`))
    .join('')

/** An outcome as one text, `due 62500 1 0 0 to-person-cash`. */
const written = (o: Outcome): string => `${o.state} ${o.amountFen ?? '-'} ${o.grounds} ${o.failed} ${masked(o.missing)} ${o.form ?? '-'}`
/** The one answer of a line for another stage. It is left out below, so that a million texts stay short. */
const elsewhere = `not-due - 0 ${ofOtherStage} 0 -`
/** All that was said of one subject, `T-1 due 62500 1 0 0 to-person-cash;`. */
export const said = (outcomes: readonly Outcome[]): string => {
  let text_ = ''
  for (const o of outcomes) {
    const one = written(o)
    if (one !== elsewhere) text_ += `${o.line} ${one};`
  }
  return text_
}

/** The same text, made of the columns of the wide form. */
const saidInSql = (wide: Relation, lines: readonly string[]): Expr<'text'> => {
  const part = (line: string, name: (typeof parts)[number]): Expr => column(`${line}:${name}`, wide.schema[`${line}:${name}`] ?? 'text')
  const shown = (e: Expr): Expr<'text'> => coalesce(toText(e), text('-'))
  const one = (line: string): Expr<'text'> => {
    const [state, amount, grounds, failed, missing, form] = parts.map(name => part(line, name)) as [
      Expr<'text'>,
      Expr<'bigint'>,
      Expr<'bigint'>,
      Expr<'bigint'>,
      Expr<'bigint'>,
      Expr<'text'>,
    ]
    const further = Object.keys(wide.schema)
      .filter(name => name.startsWith(`${line}:missing_`))
      .map(name => ({ word: name.slice(`${line}:missing_`.length), bits: column(name, 'bigint') }))
    const other = and(
      eq(failed, bigint(ofOtherStage)),
      eq(state, text('not-due')),
      isNull(amount),
      eq(grounds, bigint(0)),
      eq(missing, bigint(0)),
      isNull(form),
      ...further.map(({ bits }) => eq(bits, bigint(0))),
    )
    const beyond = further.map(({ word, bits }) => cases([[ne(bits, bigint(0)), concat(text(`+${word}:`), toText(bits))]], text('')))
    const told = [state, amount, grounds, failed, missing].flatMap(e => [text(' '), shown(e)])
    told.push(...beyond, text(' '), shown(form))
    return cases([[other, text('')]], concat(text(line), ...told, text(';')))
  }
  return concat(text(''), ...lines.map(one))
}

/** Who said what of one line; `sql` and `javascript` are held against the evaluator. */
export type Disagreement = Readonly<{ student: FactValues; beside: Beside; line: string; evaluator: string; javascript: string; sql: string }>

const sayings = (text_: string): ReadonlyMap<string, string> =>
  new Map(
    text_
      .split(';')
      .filter(one => one !== '')
      .map(one => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
  )

/** The rows of a table of facts. */
export const factRows = (compiled: Pick<CompiledPolicy, 'facts'>, students: readonly FactValues[]): readonly (readonly Value[])[] =>
  students.map((s, i) => [i, ...compiled.facts.map(key => s[key])])

/**
 * @property beside  what is known beside the facts of each student, in their order; nothing of those left out
 * @property program the generated function; the policy's own unless a test wants a wrong one
 */
export type TwinOptions = Readonly<{ beside?: readonly Beside[]; program?: Pick<Program, 'decide'> }>

const nothingBeside: Beside = { decisions: {}, related: {} }
/** The columns that stand beside the facts when something is known beside them. */
const columnsBeside = (policy: Policy): Schema =>
  Object.fromEntries(
    everyNode(treesOf(policy.bundle, [])).flatMap((n): readonly (readonly [string, SqlType])[] => {
      if (n.kind === 'human-decision') return [[decisionColumn(n.line), 'boolean']]
      if (n.kind === 'person-sets-amount') return [[amountDecisionColumn(n.line), 'bigint']]
      return n.kind === 'related-count' ? [[relatedColumn(n), 'bigint']] : []
    }),
  )
const besideIn = (column_: string, { decisions }: Beside, counts: RelatedCounts): Value => {
  const decided = decisions[column_.startsWith('decision:') ? column_.slice('decision:'.length) : column_]
  return decided ?? counts[column_] ?? null
}

/** What SQL says of those of whom it does not say what was said, by row. */
export const saidOtherwise = async (
  engine: Engine,
  factSchema: Schema,
  rows: readonly (readonly Value[])[],
  said_: readonly string[],
  of: Readonly<{ wide: (facts: Relation) => Relation; lines: readonly string[]; steps?: readonly string[] }>,
): Promise<ReadonlyMap<number, string>> => {
  const schema: Schema = { ...factSchema, said: 'text' }
  const facts = table('twins', schema)
  const wide = of.wide(facts)
  const found = wide.select(() => ({ person_id: column('person_id', 'bigint'), found: saidInSql(wide, of.lines) }))
  const differing = facts
    .join(
      'left',
      found,
      (l, r) => [[l['person_id'] as Expr, r.person_id]],
      (l, r) => ({ person_id: l['person_id'] as Expr<'bigint'>, said: l['said'] as Expr<'text'>, found: coalesce(r.found, text('no row;')) }),
    )
    .where(c => ne(c.said, c.found))
  const columns = await engine(
    'twins',
    schema,
    rows.map((row, i) => [...row, said_[i] ?? null]),
    `${printRelation(differing as unknown as Relation, 'duckdb')}\nORDER BY "person_id"`,
    of.steps,
  )
  return new Map((columns['person_id'] ?? []).map((id, i) => [Number(id), String(columns['found']?.[i])]))
}

/**
 * The first place where the three engines differ, or null. Every line, state, sum, form and mask of every student is
 * compared. SQL is given what the evaluator said, and gives back only those of whom it says otherwise.
 */
export const firstDisagreement = async (
  compiled: CompiledPolicy,
  students: readonly FactValues[],
  engine: Engine,
  { beside = [], program = programFor(compiled.policy) }: TwinOptions = {},
): Promise<Disagreement | null> => {
  const { policy } = compiled
  const figures = figuresInForce(policy)
  const known = students.map((_, i) => beside[i] ?? nothingBeside)
  const counting = countingFor(policy)
  const counts = known.map(k => counting(k.related))
  const evaluated = students.map((s, i) => said(decide(policy, s, known[i]?.decisions, known[i]?.related)))
  const generated = students.map((s, i) => said(program.decide(s, figures, known[i]?.decisions, counts[i])))
  const columns: Schema = beside.length === 0 ? {} : columnsBeside(policy)
  const rows = factRows(compiled, students).map((row, i) => [
    ...row,
    ...Object.keys(columns).map(name => besideIn(name, known[i] ?? nothingBeside, counts[i] ?? {})),
  ])
  const inSql = await saidOtherwise(engine, { ...compiled.factSchema, ...columns }, rows, evaluated, {
    wide: compiled.wide,
    lines: compiled.lines.map(l => l.id),
  })
  const first = students.findIndex((_, i) => generated[i] !== evaluated[i] || inSql.has(i))
  const student = students[first]
  if (student === undefined) return null
  const [evaluator, javascript, sql] = [evaluated[first] ?? '', generated[first] ?? '', inSql.get(first) ?? evaluated[first] ?? ''].map(sayings) as [
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
  ]
  const of = (by: ReadonlyMap<string, string>, line: string): string => by.get(line) ?? elsewhere
  const line = compiled.lines.map(l => l.id).find(id => of(evaluator, id) !== of(javascript, id) || of(evaluator, id) !== of(sql, id)) ?? ''
  return { student, beside: known[first] ?? nothingBeside, line, evaluator: of(evaluator, line), javascript: of(javascript, line), sql: of(sql, line) }
}

/** The bulk way (`CompiledPolicy.decide`): the same outcomes, without the lines that are simply for another stage. */
export const expectSameInBulk = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<void> => {
  const plan = new Plan()
  const decisions = compiled.decide(plan, factsTable('twins', compiled))
  const found = await engine(
    'twins',
    compiled.factSchema,
    factRows(compiled, students),
    printRelation(decisions as unknown as Relation, 'duckdb'),
    plan.steps.map(step => stepSql(step, 'duckdb')),
  )
  const maskAt = (i: number): Mask => maskOfWords(...compiled.missingColumns.map(name => found[name]?.[i] as Mask))
  const rows = new Map(
    (found['line'] ?? []).map((line, i) => [
      `${String(found['person_id']?.[i])} ${String(line)}`,
      parts.map(p => (p === 'missing' ? masked(maskAt(i)) : (found[p]?.[i] ?? '-'))).join(' '),
    ]),
  )
  if (rows.size !== found['line']?.length) throw new Error('a child has two rows for one line')
  const expected = students.flatMap((s, i) =>
    decide(compiled.policy, s)
      .filter(o => o.failed !== ofOtherStage)
      .map(o => [`${i} ${o.line}`, written(o)] as const),
  )
  const wrong = expected.find(([key, outcome]) => rows.get(key) !== outcome)
  if (wrong !== undefined) throw new Error(`${wrong[0]}: evaluator ${wrong[1]}, in bulk ${rows.get(wrong[0]) ?? 'no row'}`)
  if (rows.size !== expected.length) throw new Error(`${rows.size} rows in bulk for ${expected.length} outcomes`)
}

/** The same notices for the same students. */
export const expectSameNotices = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<void> => {
  const found = await engine(
    'twins',
    compiled.factSchema,
    factRows(compiled, students),
    `${printRelation(compiled.notices(factsTable('twins', compiled)), 'duckdb')}\nORDER BY "person_id", "notice"`,
  )
  const inSql = (found['notice'] ?? []).map((notice, i) => `${String(found['person_id']?.[i])} ${String(notice)}`)
  const here = students.flatMap((s, i) => noticesFor(compiled.policy, s).map(n => `${i} ${n.id}`))
  const differ = here.length > inSql.length ? here.find((n, i) => n !== inSql[i]) : inSql.find((n, i) => n !== here[i])
  if (differ !== undefined) throw new Error(`the twins differ on the notice of student and rule ${differ}`)
}

/** Takes facts away one by one, and turns yes into no, while the disagreement stays: what is left is the reason. */
export const shrink = async (compiled: CompiledPolicy, first: Disagreement, engine: Engine, options: TwinOptions = {}): Promise<Disagreement> => {
  let smallest = first
  for (const key of compiled.facts) {
    for (const simpler of [null, false] as const) {
      if (smallest.student[key] === null || (simpler === false && smallest.student[key] !== true)) continue
      const found = await firstDisagreement(compiled, [{ ...smallest.student, [key]: simpler } as FactValues], engine, { ...options, beside: [first.beside] })
      if (found !== null) smallest = found
    }
  }
  return smallest
}

const facts = (student: FactValues, keys: readonly FactKey[]): string =>
  keys
    .filter(k => student[k] !== null)
    .map(k => `${k}=${String(student[k])}`)
    .join(' ')

/** Evaluator, generated JavaScript and SQL say the same of every student, or this throws with the smallest student they differ on. */
export const expectTwins = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine, options: TwinOptions = {}): Promise<void> => {
  const first = await firstDisagreement(compiled, students, engine, options)
  if (first === null) return
  const d = await shrink(compiled, first, engine, options)
  throw new Error(
    `the twins differ on ${d.line} in ${compiled.policy.term} (${parts.join(' ')})\nevaluator:  ${d.evaluator}\nJavaScript: ${d.javascript}\nSQL:        ${d.sql}\nstudent: ${facts(d.student, compiled.facts)}${Object.keys({ ...d.beside.decisions, ...d.beside.related }).length === 0 ? '' : `\nbeside: ${JSON.stringify(d.beside)}`}`,
  )
}
