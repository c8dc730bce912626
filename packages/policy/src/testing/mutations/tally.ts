import { foundByTypes } from './found-by-types.ts'
import { diagnosticsOf, failingCases, judge, type PackWithCases, type Verdict } from './judge.ts'
import { type Class, type OperatorName, operatorNames, operators } from './operators.ts'
import type { Place } from './draw.ts'

export type Judged = Place & Verdict & Readonly<{ byTypes: boolean }>
export type Row = Readonly<{
  operator: OperatorName
  class: Class
  does: string
  drawn: number
  byTypes: number
  byDiagnostics: number
  byCases: number
  missed: number
}>

/** What came of all that was drawn. `structural`: by types or diagnostics; `amounts`: by cases. Shares in whole hundredths, rounded down. */
export type Tally = Readonly<{
  judged: readonly Judged[]
  rows: readonly Row[]
  structural: Share
  amounts: Share
  falseAlarms: readonly string[]
}>
export type Share = Readonly<{ found: number; of: number; percent: number }>

const share = (judged: readonly Judged[], found: (j: Judged) => boolean): Share => {
  const n = judged.filter(found).length
  return { found: n, of: judged.length, percent: judged.length === 0 ? 100 : Math.floor((n * 100) / judged.length) }
}
export const isCaught = (j: Judged): boolean => j.byTypes || j.byDiagnostics.length > 0 || j.byCases.length > 0
/** What a structural defect must be found by. */
export const isProven = (j: Judged): boolean => j.byTypes || j.byDiagnostics.length > 0

/** What the packs themselves are told: whatever it is, it is a false alarm. */
export const alarmsOf = (packs: readonly PackWithCases[]): readonly string[] =>
  packs.flatMap(p => [...diagnosticsOf(p.source).map(code => `${p.source.id}：${code}`), ...failingCases(p).map(title => `${p.source.id}：算例“${title}”`)])

/** Makes every defect drawn, one at a time, and says what found it. */
export const tally = (packs: readonly PackWithCases[], places: readonly Place[]): Tally => {
  const casesOf = new Map(packs.map(p => [p.source.id, p.cases] as const))
  const judged = places.map((p): Judged => ({ ...p, ...judge(p.mutant, casesOf.get(p.pack) ?? []), byTypes: foundByTypes[p.operator] !== null }))
  const rows = operatorNames.map((operator): Row => {
    const of = judged.filter(j => j.operator === operator)
    return {
      operator,
      class: operators[operator].class,
      does: operators[operator].does,
      drawn: of.length,
      byTypes: of.filter(j => j.byTypes).length,
      byDiagnostics: of.filter(j => j.byDiagnostics.length > 0).length,
      byCases: of.filter(j => j.byCases.length > 0).length,
      missed: of.filter(j => !isCaught(j)).length,
    }
  })
  const of = (c: Class): readonly Judged[] => judged.filter(j => operators[j.operator].class === c)
  return {
    judged,
    rows,
    structural: share(of('structural'), isProven),
    amounts: share(of('amount'), j => j.byCases.length > 0),
    falseAlarms: alarmsOf(packs),
  }
}
