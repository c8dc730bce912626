import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inForceName, readFigure, figureText, type FigureShape } from '@yingjin/domain/policy'
import { parseTerm, periodOnPaper, type Term, word } from '@yingjin/kernel'
import {
  type Change,
  changeableParameters,
  changeWording,
  documentTitle,
  packDigest,
  parametersIn,
  type Policy,
  policyFor,
  readingsIn,
  type ValueType,
  withChange,
  wordPackProblem,
} from '@yingjin/policy'
import { latestRun } from './batch/run/kept-run.ts'
import { rulesSince } from './batch/run/rules-since.ts'
import { digestOfText } from './batch/run/run-record.ts'
import { keptRuns } from './batch/keep/kept-runs.ts'
import { keptTerms } from './batch/keep/kept-terms.ts'
import type { PlannedChange } from './batch/simulate/simulate.ts'
import { writeSimulation } from './batch/simulate/simulation-workbook.ts'
import { simulationDigest, type ToldSimulation } from './batch/simulate/told-simulation.ts'
import { countyPack, type PackAsked } from './packs.ts'
import { withPrivateScratch } from './platform/files/index.ts'
import { programVersion } from './platform/version.ts'
import type { SimulationBasis, Simulations } from './policy/index.ts'
import { simulatedCounties } from './simulated-counties.ts'

/** How a figure is typed; a choice, a day or a code is none that is costed here. */
const shapeOf = (type: ValueType): FigureShape | null => {
  switch (type.kind) {
    case 'money':
      return { kind: 'money', unit: `元，${periodOnPaper(type.per)}`, den: null }
    case 'count':
      return { kind: 'count', unit: type.unit, den: null }
    case 'rate':
      return { kind: 'rate', unit: type.den === 100 ? '%' : `分母 ${type.den}`, den: type.den }
    default:
      return null
  }
}

const titlesOf = (policy: Policy, rests: (line: Policy['bundle'][number]) => boolean): string[] => [
  ...new Set(policy.bundle.filter(rests).map(({ line }) => line.title)),
]

const figuresOf = (policy: Policy): SimulationBasis['figures'] =>
  changeableParameters(policy).flatMap(key => {
    const parameter = policy.pack.parameters[key]
    const shape = parameter === undefined ? null : shapeOf(parameter.type)
    if (parameter === undefined || shape === null) return []
    const { value } = policy.settings.parameter(key)
    const clause = policy.pack.clauses[parameter.clause]
    return [
      {
        key,
        label: parameter.label,
        ...shape,
        now: typeof value === 'number' ? figureText(shape, value) : null,
        article: clause?.article ?? parameter.clause,
        text: clause?.text ?? '',
        lines: titlesOf(policy, ({ due, amount }) => parametersIn([due, amount]).has(key)),
      },
    ]
  })

/** Open points that some line in force rests on. */
const readingsOf = (policy: Policy): SimulationBasis['readings'] =>
  readingsIn(policy.bundle.flatMap(({ due, amount }) => [due, amount])).flatMap(id => {
    const reading = policy.pack.readings[id]
    if (reading === undefined) return []
    return [
      {
        id,
        question: reading.question,
        taken: policy.settings.reading(id),
        options: Object.entries(reading.options).map(([option, text]) => ({ option, text })),
        lines: titlesOf(policy, ({ due, amount }) => readingsIn([due, amount]).includes(id)),
      },
    ]
  })

/** In the order of the document: by its clauses, then as they are named. */
const inOrder = (policy: Policy, figures: SimulationBasis['figures']): SimulationBasis['figures'] => {
  const clauses = Object.keys(policy.pack.clauses)
  const at = (key: string): number => clauses.indexOf(policy.pack.parameters[key]?.clause ?? '')
  const names = Object.keys(policy.pack.parameters)
  return figures.toSorted((a, b) => at(a.key) - at(b.key) || names.indexOf(a.key) - names.indexOf(b.key))
}

/** Simulations over the kept runs of a data directory; `null`: there is none, and nothing to simulate. */
export const officeSimulations = (dataDir: string | null, packs: PackAsked = {}): Simulations => ({
  basisOf: async (division, asked, run) => {
    const terms = dataDir === null ? [] : keptTerms(dataDir, division)
    const wanted = asked === undefined ? terms[0] : termIn(asked)
    const runs =
      wanted === undefined || dataDir === null
        ? []
        : keptRuns(dataDir, division, wanted).map(({ record, keptAt, newest }) => ({
            run: record.run,
            keptAt,
            newest,
            otherProgram: record.programVersion === programVersion ? null : record.programVersion,
          }))
    const nothing = { terms: [...terms], term: wanted ?? null, run: null, runs, document: null, notes: [], figures: [], readings: [] }
    if (wanted === undefined || dataDir === null) return { ...nothing, refused: '还没有核定运行，没有可以测算的数据。请先发起一次核定运行。' }
    const found = await simulatedCounties([division], wanted, dataDir, packs, run)
    if (!found.ok) return { ...nothing, refused: found.message }
    const [county] = found.counties
    if (county === undefined) throw new Error('one county was asked for')
    const { policy } = county
    return {
      ...nothing,
      run: basename(county.directory),
      refused: null,
      document: documentTitle(policy.pack.document),
      notes: [...found.notes],
      figures: inOrder(policy, figuresOf(policy)),
      readings: readingsOf(policy),
    }
  },
  rulesSince: async division => {
    if (dataDir === null) return { runs: [] }
    const runs = await Promise.all(keptTerms(dataDir, division).map(term => rulesOfRun(dataDir, division, term, packs)))
    return { runs: runs.flatMap(run => (run === null ? [] : [run])) }
  },
  workbookOf: told =>
    withPrivateScratch(async scratch => {
      const path = join(scratch, '测算.xlsx')
      await writeSimulation(path, asTold(told))
      return { bytes: readFileSync(path), digest: simulationDigest(asTold(told)) }
    }),
})

/** The newest kept run of a term against the policy that holds there now, under the readings it took. */
const rulesOfRun = async (dataDir: string, division: string, term: Term, packs: PackAsked) => {
  const latest = latestRun(dataDir, division, term)
  if (latest === null) return null
  const { run, pack, packDigest: then, programVersion: programThen } = latest.record
  const of = { term, run, pack, programThen, programNow: programVersion }
  const found = await countyPack(division, term, packs)
  if (!found.ok) return { ...of, title: null, same: false, refused: found.message, differences: [] }
  const title = documentTitle(found.pack.document)
  const policy = policyFor(found.pack, term, { readings: latest.readings })
  if (!policy.ok) return { ...of, title, same: false, refused: wordPackProblem(policy.problem), differences: [] }
  const differences = rulesSince(latest.record, policy.value).map(each => ({ ...each, lines: [...each.lines] }))
  return { ...of, title, same: packDigest(found.pack, digestOfText) === then, refused: null, differences }
}

/** What was kept of a simulation, as the workbook takes it: of which run it is stands beside it. */
const asTold = ({ run: _run, asDecided: _asDecided, term: written, ...told }: Parameters<Simulations['workbookOf']>[0]): ToldSimulation => {
  const term = termIn(written)
  if (term === undefined) throw new Error(`a simulation of no term: ${written}`)
  return { ...told, term }
}

const termIn = (written: string): Term | undefined => {
  const term = parseTerm(written)
  return term.ok ? term.value : undefined
}

/** One alternative as it was ordered: figures as they were typed. */
export type OrderedAlternative = Readonly<{ name: string; figures: Readonly<Record<string, string>>; readings: Readonly<Record<string, string>> }>

/** The alternatives of an order against the policy of the county; or the first thing that is wrong with one, in a sentence. */
export const plannedChanges = (
  county: string,
  policy: Policy,
  alternatives: readonly OrderedAlternative[],
): Readonly<{ changes: readonly PlannedChange[] }> | Readonly<{ says: string }> => {
  const changes: PlannedChange[] = []
  for (const { name, figures, readings } of alternatives) {
    if (name === inForceName) return { says: `方案不能叫“${inForceName}”，请改名` }
    const parameters: Record<string, Change['parameters'][string]> = {}
    for (const [key, written] of Object.entries(figures)) {
      const parameter = policy.pack.parameters[key]
      const shape = parameter === undefined ? null : shapeOf(parameter.type)
      const read = shape === null ? null : readFigure(shape, written)
      if (read !== null && 'says' in read) return { says: `方案“${name}”的“${parameter?.label ?? key}”（写的是“${written}”）：${read.says}` }
      // A figure that is not of this paper is refused below, with those that are.
      parameters[key] = read === null ? written : read.value
    }
    const change: Change = { name, parameters, readings }
    const made = withChange(policy, change)
    if (!made.ok) return { says: word(changeWording, made.problem) }
    changes.push({ name, inCounty: { [county]: change } })
  }
  return { changes }
}
