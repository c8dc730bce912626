import {
  add,
  and,
  bigint,
  type Bool,
  cases,
  coalesce,
  column,
  eq,
  type Expr,
  gt,
  isIn,
  isNull,
  lt,
  ne,
  not,
  or,
  type Plan,
  type Relation,
  type Schema,
  subtract,
  sumOf,
  text,
  values,
} from '@yingjin/sql'
import { type Figures, Layers, placeLine, scopeOver, stageGroups } from '../engines/compile.ts'
import { figureBitsIn, figuresInForce } from '../engines/figures.ts'
import type { AssembledLine } from '../pack/assembled-line.ts'
import { canonicalText } from '../nodes/canonical.ts'
import type { LineInfo, Policy } from '../settled/policy.ts'
import { shapeTexts, sqlOf } from '../engines/shape.ts'

/**
 * A policy under a name of its own: the paper as it is, a change, a step of an attribution.
 * @property part a step on the way to a change: its totals are asked, not who wins by it
 */
export type Version = Readonly<{ key: string; policy: Policy; part?: boolean }>

/** A county under the versions that concern it; the first is what the others are held against. */
export type CountyVersions = Readonly<{ county: string; versions: readonly Version[] }>

/** One line of a result under one version. `open`: undetermined, not entered or for a person to decide. */
export type Total = Readonly<{ version: string; county: string; stage: string | null; line: string; due: number; open: number; total_fen: number }>
/** `line` is empty for all lines of a person together. */
export type Movement = Readonly<{
  version: string
  county: string
  stage: string | null
  line: string
  winners: number
  losers: number
  gained_fen: number
  lost_fen: number
}>

/** How the states of one line differ from the first version: how often it comes to be due and ceases to be, how often it becomes open and is settled. */
export type StateMovement = Readonly<{
  version: string
  county: string
  stage: string | null
  line: string
  newly_due: number
  no_longer_due: number
  newly_open: number
  no_longer_open: number
}>

export type CountedRow = Readonly<Record<string, string | number | null>>
/** What each subject has of a line in the first version and in another, and its states, by the columns in which they stand; no sum is zero. */
export type MovedLine = Readonly<{ version: string; line: string; loan: boolean; was: string; is: string; wasState: string; isState: string }>
/**
 * A statement that counts, and what its rows say: one per county and stage. `each`: a row per subject instead, for whoever
 * asks which ones were counted as moved; it is as wide as there are lines that move.
 */
export type SimulationStatement = Readonly<{
  relation: Relation
  totals: (row: CountedRow) => readonly Total[]
  movements: (row: CountedRow) => readonly Movement[]
  stateMovements: (row: CountedRow) => readonly StateMovement[]
  each: () => Readonly<{ relation: Relation; moved: readonly MovedLine[] }>
}>

/** A loan is no expense: its ceiling is told, and nobody wins or loses by it. */
export const isLoan = (line: Pick<LineInfo, 'deliveries'>): boolean => line.deliveries.every(d => d.form === 'loan')

/** Counties whose versions are of the same shapes, one by one. */
const alike = (counties: readonly CountyVersions[]): readonly (readonly CountyVersions[])[] => {
  const texts = shapeTexts(counties.flatMap(c => c.versions.map(v => v.policy)))
  const groups = new Map<string, CountyVersions[]>()
  let at = 0
  for (const county of counties) {
    const shapes = texts.slice(at, at + county.versions.length)
    at += shapes.length
    const key = canonicalText(county.versions.map(({ key: version, part = false }, i) => ({ version, part, shape: shapes[i] ?? '' })))
    groups.set(key, [...(groups.get(key) ?? []), county])
  }
  return [...groups.values()]
}

const countyColumn = 'county'

/**
 * The figures of counties under many versions. What is the same in all counties is written where it is used, so that
 * versions which agree in it say the same; what differs is a column, one for all versions in which it differs alike.
 */
class FigureColumns {
  readonly #counties: readonly CountyVersions[]
  readonly #columns = new Map<string, Readonly<{ name: string; cells: readonly Expr[] }>>()

  constructor(counties: readonly CountyVersions[]) {
    this.#counties = counties
  }

  #of<T extends Expr>(stem: string, cells: readonly T[]): T {
    const [first] = cells
    if (first === undefined) throw new Error('a simulation without a county')
    const said = JSON.stringify(cells)
    if (cells.every(c => c === first || JSON.stringify(c) === JSON.stringify(first))) return first
    const name = this.#columns.get(said)?.name ?? `figure:${this.#columns.size + 1}:${stem}`
    this.#columns.set(said, { name, cells })
    return column(name, first.type) as unknown as T
  }

  /** The figures of the nth version. */
  under(version: number): Figures {
    const policies = this.#counties.map(c => (c.versions[version] as Version).policy)
    const inForce = policies.map(figuresInForce)
    const example = policies[0] as Policy
    return {
      settings: {
        ...example.settings,
        parameter: key => {
          throw new Error(`compiling looked at the value of ${key}, which differs between counties`)
        },
      },
      figure: (key, type) =>
        this.#of(
          key,
          inForce.map(f => sqlOf(f.values[key] ?? null, type)),
        ),
      figureBit: (key, word) =>
        this.#of(
          'bit',
          inForce.map(f => bigint(figureBitsIn(f, word).bits[key] ?? 0)),
        ),
      unentered: word =>
        this.#of(
          'unentered',
          inForce.map(f => bigint(figureBitsIn(f, word).unentered)),
        ),
    }
  }

  /** The facts of these counties with their figures beside them. */
  beside(plan: Plan, name: string, facts: Relation): Relation {
    const counties = this.#counties.map(c => c.county)
    const here = facts.where(c => isIn(c[countyColumn] as Expr<'text'>, counties.map(text)))
    const columns = [...this.#columns.values()]
    if (columns.length === 0) return here
    const schema: Schema = { [countyColumn]: 'text', ...Object.fromEntries(columns.map(c => [c.name, (c.cells[0] as Expr).type])) }
    const rows = counties.map((county, i) => [text(county), ...columns.map(c => c.cells[i] as Expr)])
    const figures = plan.step(name, 'the figures of each county under each version', values(schema, rows) as unknown as Relation)
    return here.join(
      'inner',
      figures,
      (l, r) => [[l[countyColumn] as Expr, r[countyColumn] as Expr]],
      (l, r) => ({ ...l, ...Object.fromEntries(columns.map(c => [c.name, r[c.name] as Expr])) }),
    ) as unknown as Relation
  }
}

/** `both`: two counts in one sum (`pair`), because an engine takes one sum of all rows far faster than two counts of some. */
type Counted = Readonly<{ both: string; fen: string }>
type Moved = Readonly<{ both: string; gained: string; lost: string }>
/** Each a sum of two counts: those who come in, those who go out. */
type CountedStates = Readonly<{ due: string; open: string }>

/** A sum of these holds both counts while each is below it: 67 million of one stage in one county. */
const second = 2 ** 26
const pair = (first: Bool, otherwise: Bool): Expr<'bigint'> =>
  cases<'bigint'>(
    [
      [first, bigint(1)],
      [otherwise, bigint(second)],
    ],
    bigint(0),
  )
const apart = (both: number): readonly [number, number] => [both % second, Math.floor(both / second)]

const stageColumn = column('stage', 'text')
const subjectColumn = 'person_id'
const nothing = bigint(0)
const isDue = (state: Expr<'text'>): Bool => eq(state, text('due'))
/** Undetermined, not entered or for a person to decide. */
const isOpen = (state: Expr<'text'>): Bool => and(ne(state, text('due')), ne(state, text('not-due')))
/** Of whom it is now and was not, and of whom it was and is no more. */
const crossing = (of: (state: Expr<'text'>) => Bool, was: Expr<'text'>, is: Expr<'text'>): Expr<'bigint'> =>
  pair(and(of(is), not(of(was))), and(of(was), not(of(is))))

/** Lines that share a stage under every version: one statement, a row per county and stage. */
const statement = (
  plan: Plan,
  name: string,
  counties: readonly CountyVersions[],
  facts: Relation,
  stages: readonly string[],
  lineIds: readonly string[],
): SimulationStatement => {
  const [example] = counties as readonly [CountyVersions]
  const layers = new Layers()
  const figures = new FigureColumns(counties)
  const outputs = new Set<string>()
  const sums: Record<string, Expr> = {}
  /** What is said already has its name already: what no version changes is decided and counted once. */
  const said = new Map<string, string>()
  const once = (stem: string, expr: Expr): string => {
    const key = JSON.stringify(expr)
    const known = said.get(key)
    if (known !== undefined) return known
    const given = `${stem}_${said.size}`
    said.set(key, given)
    sums[given] = expr
    return given
  }
  const sum = (stem: string, of: Expr<'bigint'>): Expr<'bigint'> => {
    const placed = layers.place(stem, of)
    if (placed.kind === 'column') outputs.add(placed.name)
    return coalesce(sumOf(placed), nothing)
  }

  const counted = new Map<string, Counted>()
  const moved = new Map<string, Moved>()
  const keyOf = (version: string, line: string): string => canonicalText([version, line])
  const crossed = new Map<string, CountedStates>()
  type Side = Readonly<{ state: Expr<'text'>; amount: Expr<'bigint'> }>
  const before = new Map<string, Side>()
  const sides: Readonly<{ version: string; line: string; loan: boolean; was: Side; is: Side }>[] = []
  for (const [nth, { key: version, policy, part = false }] of example.versions.entries()) {
    const inForce = figures.under(nth)
    const scope = scopeOver(policy, layers, has => Object.hasOwn(facts.schema, has), inForce)
    const assembledOf = new Map(policy.bundle.map((a): [string, AssembledLine] => [a.line.id, a]))
    const differing: Expr<'bigint'>[] = []
    const movedBy = (line: string, difference: Expr<'bigint'>): void => {
      const by = layers.place('difference', difference)
      const [wins, loses] = [gt(by, nothing), lt(by, nothing)]
      moved.set(keyOf(version, line), {
        both: once('moved', sum('moves', pair(wins, loses))),
        gained: once('gained', sum('gains', cases([[wins, by]], nothing))),
        lost: once('lost', sum('loses', cases([[loses, subtract(nothing, by)]], nothing))),
      })
    }
    for (const id of lineIds) {
      const parts: Record<string, Expr> = {}
      placeLine(assembledOf.get(id) as AssembledLine, layers, scope, inForce.unentered, (partName, expr) => {
        const placed = layers.place(partName, expr)
        parts[partName] = placed
        return placed
      })
      const is: Side = { state: parts['state'] as Expr<'text'>, amount: parts['amount_fen'] as Expr<'bigint'> }
      counted.set(keyOf(version, id), {
        both: once('counted', sum('counts', pair(isDue(is.state), ne(is.state, text('not-due'))))),
        fen: once('fen', sum('amount', is.amount)),
      })
      if (nth === 0) before.set(id, is)
      const was = before.get(id) as Side
      const loan = policy.lines.some(l => l.id === id && isLoan(l))
      const crosses = JSON.stringify(was.state) !== JSON.stringify(is.state)
      const moves = !loan && JSON.stringify(was.amount) !== JSON.stringify(is.amount)
      if (part || !(crosses || moves)) continue
      sides.push({ version, line: id, loan, was, is })
      if (crosses)
        crossed.set(keyOf(version, id), {
          due: once('due', sum('crosses', crossing(isDue, was.state, is.state))),
          open: once('open', sum('crosses', crossing(isOpen, was.state, is.state))),
        })
      if (!moves) continue
      const difference = layers.place('difference', subtract(coalesce(is.amount, nothing), coalesce(was.amount, nothing)))
      differing.push(difference)
      movedBy(id, difference)
    }
    if (differing.length > 0) movedBy('', differing.length === 1 ? (differing[0] as Expr<'bigint'>) : add(...differing))
  }

  const concerned = figures.beside(plan, `figures_${name}`, facts).where(() => or(isNull(stageColumn), isIn(stageColumn, stages.map(text))))
  const decided = layers.over(concerned, [countyColumn, 'stage', ...outputs])
  const relation = decided.groupBy(
    () => ({ county: column(countyColumn, 'text'), stage: stageColumn }),
    () => sums,
  ) as unknown as Relation
  const each = (): ReturnType<SimulationStatement['each']> => {
    const needed = [
      ...new Set(sides.flatMap(({ was, is }) => [was.amount, is.amount, was.state, is.state]).flatMap(of => (of.kind === 'column' ? [of.name] : []))),
    ]
    const columns: Record<string, Expr> = {}
    const moved = sides.map(({ version, line, loan, was, is }, at): MovedLine => {
      const names = { was: `was_${at}`, is: `is_${at}`, wasState: `was_state_${at}`, isState: `is_state_${at}` }
      columns[names.was] = coalesce(was.amount, nothing)
      columns[names.is] = coalesce(is.amount, nothing)
      columns[names.wasState] = was.state
      columns[names.isState] = is.state
      return { version, line, loan, ...names }
    })
    const subject = { [subjectColumn]: column(subjectColumn, 'bigint'), county: column(countyColumn, 'text'), stage: stageColumn }
    return {
      relation: layers.over(concerned, [subjectColumn, countyColumn, 'stage', ...needed]).select(() => ({ ...subject, ...columns })) as unknown as Relation,
      moved,
    }
  }
  const whose = (row: CountedRow) => ({ county: String(row['county']), stage: row['stage'] === null ? null : String(row['stage']) })
  const number = (row: CountedRow, given: string): number => Number(row[given])
  const both = <T>(of: ReadonlyMap<string, T>, lines: readonly string[]): readonly Readonly<{ version: string; line: string; of: T }>[] =>
    example.versions.flatMap(({ key: version }) =>
      lines.flatMap(line => {
        const found = of.get(keyOf(version, line))
        return found === undefined ? [] : [{ version, line, of: found }]
      }),
    )
  return {
    relation,
    each,
    totals: row =>
      both(counted, lineIds).flatMap(({ version, line, of }): readonly Total[] => {
        const [due, open] = apart(number(row, of.both))
        return due + open === 0 ? [] : [{ version, ...whose(row), line, due, open, total_fen: number(row, of.fen) }]
      }),
    movements: row =>
      both(moved, ['', ...lineIds]).flatMap(({ version, line, of }): readonly Movement[] => {
        const [winners, losers] = apart(number(row, of.both))
        if (winners + losers === 0) return []
        return [{ version, ...whose(row), line, winners, losers, gained_fen: number(row, of.gained), lost_fen: number(row, of.lost) }]
      }),
    stateMovements: row =>
      both(crossed, lineIds).flatMap(({ version, line, of }): readonly StateMovement[] => {
        const [newly_due, no_longer_due] = apart(number(row, of.due))
        const [newly_open, no_longer_open] = apart(number(row, of.open))
        if (newly_due + no_longer_due + newly_open + no_longer_open === 0) return []
        return [{ version, ...whose(row), line, newly_due, no_longer_due, newly_open, no_longer_open }]
      }),
  }
}

/**
 * Every county under every version, the facts read once: counties whose versions have the same shapes share a statement,
 * one per group of stages. A subject is decided by all versions in one row; of a line only what a version changes is
 * decided again. `facts` has `county`, and what the versions ask for.
 */
export const compileSimulation = (plan: Plan, counties: readonly CountyVersions[], facts: Relation): readonly SimulationStatement[] => {
  for (const { county, versions } of counties)
    if (versions.length === 0 || new Set(versions.map(v => v.key)).size < versions.length) throw new Error(`${county} has no version, or two of one name`)
  if (new Set(counties.map(c => c.county)).size < counties.length) throw new Error('a county twice in one simulation')
  return alike(counties).flatMap((group, g) => {
    const bundle = group[0]?.versions[0]?.policy.bundle ?? []
    return stageGroups(bundle).map(({ stages, bundle: lines }, s) =>
      statement(
        plan,
        `${g + 1}_${s + 1}`,
        group,
        facts,
        stages,
        lines.map(a => a.line.id),
      ),
    )
  })
}
