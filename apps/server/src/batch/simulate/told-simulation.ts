import { createHash } from 'node:crypto'
import { choiceWord } from '@yingjin/facts'
import type { Term } from '@yingjin/kernel'
import { canonicalText, type Change, documentTitle, type LineInfo, type Policy, type StateMovement, type Total, valueWord } from '@yingjin/policy'
import { baseline, placeOf, type SimulatedCounty, type Simulation } from './simulate.ts'

/** How often a line is due, how often it is open, and what its sum is; whole fen. */
export type Counted = Readonly<{ due: number; open: number; fen: number }>
/** The same over all lines: `fen` is what is paid, waived or given; the ceilings of loans stand apart. */
export type Summed = Counted & Readonly<{ loanFen: number }>
type Moved = Readonly<{ winners: number; losers: number; gainedFen: number; lostFen: number }>

/** Who comes to be due and who ceases, who becomes open and who is settled: by so much the counts under a change differ from those of now. */
export type StateMoves = Readonly<{ newlyDue: number; noLongerDue: number; newlyOpen: number; noLongerOpen: number }>

/** One line in one stage: as it is now, and under a change. `stageWord`: `初中`. */
export type ToldRow = Moved &
  Readonly<{ county: string; stageWord: string; line: string; title: string; loan: boolean; before: Counted; after: Counted; stateMoves: StateMoves }>
/** Who has more and who has less by one line of a stage; without a line (`''`) persons over all their lines together, loans apart. */
export type ToldMovement = Moved & Readonly<{ county: string; stageWord: string; line: string; title: string }>
/** What one clause alone adds or takes; without a clause (`''`) it is the remainder. */
export type ToldPart = Readonly<{ county: string; clause: string; says: string; fen: number }>
/** A figure or a reading that a change changes: where it stands, what it is now, what it would be. */
export type ToldChange = Readonly<{ county: string; what: string; says: string; was: string; is: string }>

export type ToldCounty = Summed & Moved & Readonly<{ county: string; concerned: boolean; parts: readonly ToldPart[] }>
export type ToldAlternative = Summed &
  Moved &
  Readonly<{
    name: string
    /** Over all lines but loans. */
    stateMoves: StateMoves
    changed: readonly ToldChange[]
    byCounty: readonly ToldCounty[]
    rows: readonly ToldRow[]
    movements: readonly ToldMovement[]
  }>

/**
 * A simulation as plain data with its words: what a page shows, a workbook holds and a digest is made of.
 * @property area  whose it is: `示例县`, `示例州所属2个县区`
 * @property notes what whoever reads it must know beside the numbers
 */
export type ToldSimulation = Readonly<{
  term: Term
  area: string
  notes: readonly string[]
  counties: readonly Readonly<{ county: string; countyName: string; document: string; now: Summed }>[]
  now: Summed
  alternatives: readonly ToldAlternative[]
}>

/** SHA-256 of all that is told: what a workbook says it is, and the trail says was taken along. */
export const simulationDigest = (told: ToldSimulation): string => createHash('sha256').update(canonicalText(told)).digest('hex')

const stageWord = (stage: string | null): string => (stage === null ? '学段未知' : choiceWord('stage', stage))
const nothing: Counted = { due: 0, open: 0, fen: 0 }
const stateMovesOf = (moved: readonly StateMovement[]): StateMoves =>
  moved.reduce<StateMoves>(
    (all, m) => ({
      newlyDue: all.newlyDue + m.newly_due,
      noLongerDue: all.noLongerDue + m.no_longer_due,
      newlyOpen: all.newlyOpen + m.newly_open,
      noLongerOpen: all.noLongerOpen + m.no_longer_open,
    }),
    { newlyDue: 0, noLongerDue: 0, newlyOpen: 0, noLongerOpen: 0 },
  )
const countedIn = (total: Total | undefined): Counted => (total === undefined ? nothing : { due: total.due, open: total.open, fen: total.total_fen })

/** `小学寄宿生生活补贴`: 1,000.00 元 → 1,250.00 元, and the clause it stands in. */
const changedBy = (policy: Policy, county: string, { parameters, readings }: Change): readonly ToldChange[] => [
  ...Object.entries(parameters).flatMap(([key, value]): readonly ToldChange[] => {
    const parameter = policy.pack.parameters[key]
    if (parameter === undefined) return []
    const was = policy.settings.parameter(key).value
    const says = policy.pack.clauses[parameter.clause]?.article ?? parameter.clause
    return [{ county, what: parameter.label, says, was: was === null ? '没有录入' : valueWord(was, parameter.type), is: valueWord(value, parameter.type) }]
  }),
  ...Object.entries(readings).flatMap(([id, option]): readonly ToldChange[] => {
    const reading = policy.pack.readings[id]
    if (reading === undefined) return []
    const taken = policy.settings.reading(id)
    return [{ county, what: reading.question, says: `读法 ${id}`, was: reading.options[taken] ?? taken, is: reading.options[option] ?? option }]
  }),
]

/** The words of a simulation beside its numbers. */
export const tellSimulation = (
  s: Simulation,
  counties: readonly SimulatedCounty[],
  { area, notes }: Readonly<{ area: string; notes: readonly string[] }>,
): ToldSimulation => {
  const [first] = counties
  if (first === undefined) throw new Error('a simulation without a county')
  const ofCounty = new Map(counties.map(c => [c.county, c]))
  const lines = new Map<string, LineInfo>(counties.flatMap(c => c.policy.lines.map(l => [`${c.county} ${l.id}`, l] as const)))
  const titleOf = (county: string, line: string): string => lines.get(`${county} ${line}`)?.title ?? line
  const isLoan = (county: string, line: string): boolean => s.loans.some(l => l.county === county && l.line === line)

  const summed = (version: string, county: string | null): Summed =>
    s.totals
      .filter(t => t.version === version && (county === null || t.county === county))
      .reduce<Summed>(
        (all, t) =>
          isLoan(t.county, t.line)
            ? { ...all, loanFen: all.loanFen + t.total_fen }
            : { ...all, due: all.due + t.due, open: all.open + t.open, fen: all.fen + t.total_fen },
        { ...nothing, loanFen: 0 },
      )
  const moved = (version: string, of: Readonly<{ county?: string; stage?: string | null; line: string }>): Moved =>
    s.movements
      .filter(
        m =>
          m.version === version &&
          m.line === of.line &&
          (of.county === undefined || m.county === of.county) &&
          (of.stage === undefined || m.stage === of.stage),
      )
      .reduce<Moved>(
        (all, m) => ({
          winners: all.winners + m.winners,
          losers: all.losers + m.losers,
          gainedFen: all.gainedFen + m.gained_fen,
          lostFen: all.lostFen + m.lost_fen,
        }),
        { winners: 0, losers: 0, gainedFen: 0, lostFen: 0 },
      )
  const totalsOf = (version: string) => new Map(s.totals.filter(t => t.version === version).map(t => [placeOf(t), t]))
  const before = totalsOf(baseline)
  const rowsOf = (version: string): readonly ToldRow[] => {
    const after = totalsOf(version)
    return [...new Set([...before.keys(), ...after.keys()])].toSorted().map((key): ToldRow => {
      const [was, is] = [before.get(key), after.get(key)]
      const { county, stage, line } = (was ?? is) as Total
      return {
        county,
        stageWord: stageWord(stage),
        line,
        title: titleOf(county, line),
        loan: isLoan(county, line),
        before: countedIn(was),
        after: countedIn(is),
        ...moved(version, { county, stage, line }),
        stateMoves: stateMovesOf(s.stateMovements.filter(m => m.version === version && m.county === county && m.stage === stage && m.line === line)),
      }
    })
  }
  const clauseText = (county: string, clause: string): string => {
    const pack = ofCounty.get(county)?.policy.pack
    const c = pack?.clauses[clause]
    return c === undefined ? `读法 ${clause}：${pack?.readings[clause]?.question ?? ''}` : `${c.article}：${c.text}`
  }

  return {
    term: first.policy.term,
    area,
    notes,
    counties: counties.map(({ county, countyName, policy }) => ({
      county,
      countyName,
      document: documentTitle(policy.pack.document),
      now: summed(baseline, county),
    })),
    now: summed(baseline, null),
    alternatives: s.byChange.map(({ change, byCounty }): ToldAlternative => {
      const planned = s.changes.find(({ name }) => name === change)?.inCounty ?? {}
      return {
        name: change,
        ...summed(change, null),
        ...moved(change, { line: '' }),
        stateMoves: stateMovesOf(s.stateMovements.filter(m => m.version === change && !isLoan(m.county, m.line))),
        changed: counties.flatMap(({ county, policy }) => {
          const own = planned[county]
          return own === undefined ? [] : changedBy(policy, county, own)
        }),
        byCounty: byCounty.map(({ county, attributions, remainderFen }): ToldCounty => ({
          county,
          concerned: attributions.length > 0,
          ...summed(change, county),
          ...moved(change, { county, line: '' }),
          parts:
            attributions.length === 0
              ? []
              : [
                  ...attributions.map(({ clause, fen }) => ({ county, clause, says: clauseText(county, clause), fen })),
                  { county, clause: '', says: '余项', fen: remainderFen },
                ],
        })),
        rows: rowsOf(change),
        movements: s.movements
          .filter(m => m.version === change)
          .map(m => ({
            county: m.county,
            stageWord: stageWord(m.stage),
            line: m.line,
            title: m.line === '' ? '' : titleOf(m.county, m.line),
            winners: m.winners,
            losers: m.losers,
            gainedFen: m.gained_fen,
            lostFen: m.lost_fen,
          })),
      }
    }),
  }
}
