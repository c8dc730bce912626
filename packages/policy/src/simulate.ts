import { done, problem, type Problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import {
  add,
  bigint,
  coalesce,
  countRows,
  eq,
  type Expr,
  gt,
  isKnown,
  lt,
  multiply,
  ne,
  or,
  type Plan,
  type Relation,
  subtract,
  sumOf,
  text,
  unionAll,
  values,
} from '@yingjin/sql'
import { parametersIn, treesOf } from './pack/walk.ts'
import { type ChosenReadings, lineInfoOf, type Policy } from './policy.ts'
import { compileShape, divisionColumn, shapesOf, termColumn } from './shape.ts'
import type { Known } from './tree.ts'

/**
 * What somebody thinks of changing: figures of the document by their keys (whole fen, counts, codes as the parameter has
 * them), and readings of its open points.
 */
export type Change = Readonly<{ name: string; parameters: Readonly<Record<string, Known>>; readings: ChosenReadings }>

export type ChangeProblem =
  | Problem<'simulate/unknown-parameter', { change: string; parameter: string; known: readonly string[] }>
  | Problem<'simulate/wrong-kind', { change: string; parameter: string; label: string }>
  | Problem<'simulate/unknown-reading', { change: string; reading: string; option: string; known: readonly string[] }>
  | Problem<'simulate/changes-nothing', { change: string }>

export const changeWording: WordingFor<ChangeProblem> = {
  'simulate/unknown-parameter': p => `测算“${p.change}”：本政策没有参数“${p.parameter}”；可以改的有：${p.known.join('、')}。`,
  'simulate/wrong-kind': p => `测算“${p.change}”：参数“${p.parameter}”（${p.label}）的值写法不对，金额写整数分，数量写整数。`,
  'simulate/unknown-reading': p => `测算“${p.change}”：读法 ${p.reading} 没有“${p.option}”这种理解；可选：${p.known.join('、')}。`,
  'simulate/changes-nothing': p => `测算“${p.change}”：没有写要改什么。`,
}

const usedBy = (policy: Policy): readonly string[] => [...parametersIn(treesOf(policy.bundle, []))].toSorted()

/** The same policy with the change made. What it does not name stays as the paper has it. */
export const withChange = (base: Policy, change: Change): Result<Policy, ChangeProblem> => {
  const known = usedBy(base)
  if (Object.keys(change.parameters).length + Object.keys(change.readings).length === 0)
    return refused(problem('simulate/changes-nothing', { change: change.name }))
  for (const [parameter, value] of Object.entries(change.parameters)) {
    if (!known.includes(parameter)) return refused(problem('simulate/unknown-parameter', { change: change.name, parameter, known }))
    const type = base.pack.parameters[parameter]?.type.kind
    const sound = type === 'money' || type === 'count' || type === 'rate' ? Number.isSafeInteger(value) && Number(value) >= 0 : typeof value === 'string'
    if (!sound) return refused(problem('simulate/wrong-kind', { change: change.name, parameter, label: base.settings.parameter(parameter).label }))
  }
  for (const [reading, option] of Object.entries(change.readings)) {
    const options = Object.keys(base.pack.readings[reading]?.options ?? {})
    if (!options.includes(option)) return refused(problem('simulate/unknown-reading', { change: change.name, reading, option, known: options }))
  }
  const settings: Policy['settings'] = {
    ...base.settings,
    parameter: key => {
      const printed = base.settings.parameter(key)
      const value = change.parameters[key]
      return value === undefined ? printed : { ...printed, value, printed: `测算“${change.name}”` }
    },
    reading: id => change.readings[id] ?? base.settings.reading(id),
  }
  const unentered = base.unentered.filter(key => change.parameters[key] === undefined)
  return done({ ...base, settings, unentered, lines: base.bundle.map(a => lineInfoOf({ pack: base.pack, settings }, a)) })
}

/** One step of an attribution: what a clause alone changes, those before it in the document already changed. */
export type AttributionStep = Readonly<{ clause: string; policy: Policy }>

/**
 * The change clause by clause, in the order of the document, readings after the clauses: each step has everything before
 * it and the last one is the whole change. What is left between the last step and the change is a remainder of zero for
 * every change of figures and readings; it is shown all the same.
 */
export const attributionSteps = (base: Policy, change: Change): readonly AttributionStep[] => {
  const order = [...Object.keys(base.pack.clauses), ...Object.keys(base.pack.readings)]
  const clauseOf = (parameter: string): string => base.pack.parameters[parameter]?.clause ?? ''
  const touched = new Set([...Object.keys(change.parameters).map(clauseOf), ...Object.keys(change.readings)])
  const clauses = order.filter(c => touched.has(c))
  return clauses.map((clause, i) => {
    const done_ = new Set(clauses.slice(0, i + 1))
    const part: Change = {
      name: change.name,
      parameters: Object.fromEntries(Object.entries(change.parameters).filter(([p]) => done_.has(clauseOf(p)))),
      readings: Object.fromEntries(Object.entries(change.readings).filter(([r]) => done_.has(r))),
    }
    const policy = withChange(base, part)
    if (!policy.ok) throw new Error(`a part of a sound change is not sound: ${policy.problem.code}`)
    return { clause, policy: policy.value }
  })
}

/** A policy under a name of its own: the paper as it is, a change, a step of an attribution. */
export type Version = Readonly<{ key: string; policy: Policy }>

export const outcomeSchema = { person_id: 'bigint', version: 'text', county: 'text', stage: 'text', line: 'text', state: 'text', amount_fen: 'bigint' } as const
type Outcomes = Relation<typeof outcomeSchema>

/**
 * Every version over the same facts, read once: versions that differ in figures alone run as one statement joined to a
 * table of those figures, the others beside it. `facts` has `person_id`, `county` and what the versions ask for. Lines
 * that are plainly not due are left out.
 */
export const compileVersions = (plan: Plan, versions: readonly Version[], facts: Relation): Outcomes => {
  const versionOf = new Map(versions.map(v => [v.policy, v.key]))
  if (versionOf.size !== versions.length || new Set(versionOf.values()).size !== versions.length) throw new Error('two versions with one policy or one key')
  const named = versions.map(v => ({ ...v.policy, pack: { ...v.policy.pack, division: v.key } }))
  const rows = shapesOf(named).map((shape, n): Outcomes => {
    const compiled = compileShape(shape)
    const keys = shape.policies.map(p => p.pack.division)
    const among = values(
      { [divisionColumn]: 'text', [termColumn]: 'text', nth: 'bigint' } as const,
      shape.policies.map((p, i) => [text(p.pack.division), text(p.term), bigint(i)]),
    )
    const each = plan.step(
      `simulated_${n + 1}`,
      `every subject once for each of ${keys.length} versions of one shape`,
      facts.join(
        'inner',
        among as unknown as Relation,
        () => [],
        (l, r) => ({
          ...l,
          person_id: add(multiply(l['person_id'] as Expr<'bigint'>, bigint(keys.length)), r['nth'] as Expr<'bigint'>),
          subject: l['person_id'] as Expr<'bigint'>,
          [divisionColumn]: r[divisionColumn] as Expr,
          [termColumn]: r[termColumn] as Expr,
        }),
      ) as unknown as Relation,
    )
    const figures = plan.step(`figures_${n + 1}`, 'the figures of each version', compiled.figures)
    // Steps of a shape are named by its stages: a second shape needs names of its own.
    const decided = compiled.decide(stepsNamed(plan, `version_${n + 1}`), each, figures)
    return decided
      .where(c => ne(c.state, text('not-due')))
      .join(
        'inner',
        each,
        (l, r) => [[l.person_id, r['person_id'] as Expr]],
        (l, r) => ({
          person_id: r['subject'] as Expr<'bigint'>,
          version: r[divisionColumn] as Expr<'text'>,
          county: r['county'] as Expr<'text'>,
          stage: r['stage'] as Expr<'text'>,
          line: l.line,
          state: l.state,
          amount_fen: l.amount_fen,
        }),
      )
  })
  const [first, ...rest] = rows
  if (first === undefined) throw new Error('a simulation without versions')
  return plan.step('simulated', 'what is due, or open, under each version', unionAll(first, ...rest))
}

/** The same plan, with a word before the name of every step. */
const stepsNamed = (plan: Plan, before: string): Plan =>
  ({ step: (name: string, why: string, relation: Relation) => plan.step(`${before}_${name}`, why, relation) }) as unknown as Plan

export const totalSchema = { version: 'text', county: 'text', stage: 'text', line: 'text', due: 'bigint', open: 'bigint', total_fen: 'bigint' } as const

/** Subjects and money by version, county, stage and line. `open`: undetermined, not entered or for a person to decide. */
export const compileTotals = (outcomes: Outcomes): Relation<typeof totalSchema> =>
  outcomes.groupBy(
    c => ({ version: c.version, county: c.county, stage: c.stage, line: c.line }),
    c => ({
      due: countRows(eq(c.state, text('due'))),
      open: countRows(ne(c.state, text('due'))),
      total_fen: coalesce(sumOf(c.amount_fen, isKnown(c.amount_fen)), bigint(0)),
    }),
  ) as unknown as Relation<typeof totalSchema>

export const movementSchema = {
  version: 'text',
  county: 'text',
  stage: 'text',
  line: 'text',
  winners: 'bigint',
  losers: 'bigint',
  gained_fen: 'bigint',
  lost_fen: 'bigint',
} as const

/** One row per person (or person and line) with what the version gives more, or less, than the baseline. */
const differences = (outcomes: Outcomes, baseline: string, version: string, byLine: boolean) => {
  const of = (key: string) =>
    outcomes
      .where(c => eq(c.version, text(key)))
      .groupBy(
        c => ({ person_id: c.person_id, county: c.county, stage: c.stage, ...(byLine ? { line: c.line } : { line: text('') }) }),
        c => ({ fen: coalesce(sumOf(c.amount_fen, isKnown(c.amount_fen)), bigint(0)) }),
      )
  return of(baseline).join(
    'full',
    of(version),
    (l, r) => [
      [l.person_id, r.person_id],
      [l.line, r.line],
    ],
    (l, r) => ({
      county: coalesce(r.county, l.county),
      stage: coalesce(r.stage, l.stage),
      line: coalesce(r.line, l.line),
      fen: subtract(coalesce(r.fen, bigint(0)), coalesce(l.fen, bigint(0))),
    }),
  )
}

/**
 * Who wins and who loses against the baseline, and how much together: by county, stage and line, and with an empty `line`
 * by county and stage over all lines of a person.
 */
export const compileMovements = (outcomes: Outcomes, baseline: string, versions: readonly string[]): Relation<typeof movementSchema> => {
  const rows = versions.flatMap(version =>
    [true, false].map(byLine =>
      differences(outcomes, baseline, version, byLine)
        .groupBy(
          c => ({ county: c.county, stage: c.stage, line: c.line }),
          c => ({
            winners: countRows(gt(c.fen, bigint(0))),
            losers: countRows(lt(c.fen, bigint(0))),
            gained_fen: coalesce(sumOf(c.fen, gt(c.fen, bigint(0))), bigint(0)),
            lost_fen: coalesce(sumOf(subtract(bigint(0), c.fen), lt(c.fen, bigint(0))), bigint(0)),
          }),
        )
        .where(c => or(gt(c.winners, bigint(0)), gt(c.losers, bigint(0))))
        .select(c => ({
          version: text(version),
          county: c.county,
          stage: c.stage,
          line: c.line,
          winners: c.winners,
          losers: c.losers,
          gained_fen: c.gained_fen,
          lost_fen: c.lost_fen,
        })),
    ),
  )
  const [first, ...rest] = rows
  if (first === undefined) throw new Error('a simulation without a change')
  return unionAll(first, ...rest) as unknown as Relation<typeof movementSchema>
}
