import { done, problem, type Problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import { parametersIn, treesOf } from '../pack/walk.ts'
import { type ChosenReadings, lineInfoOf, type Policy } from '../settled/policy.ts'
import type { Known } from '../nodes/tree.ts'

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

/** The figures that a change may name: those that some line in force rests on, by their keys. */
export const changeableParameters = (policy: Policy): readonly string[] => [...parametersIn(treesOf(policy.bundle, []))].toSorted()

/** The same policy with the change made. What it does not name stays as the paper has it. */
export const withChange = (base: Policy, change: Change): Result<Policy, ChangeProblem> => {
  const known = changeableParameters(base)
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
