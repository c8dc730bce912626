import { isError, type ProofFinding } from '../../prove/findings.ts'
import { prove } from '../../prove/prove.ts'
import { proveDocuments } from '../../prove/documents.ts'
import { loadPack } from '../../pack/load.ts'
import type { Pack, PackSource } from '../../pack/pack.ts'
import { workCase, type WorkedCase } from '../worked-case.ts'
import type { Mutant } from './operators.ts'

/** A pack with its cases, as its county keeps them. */
export type PackWithCases = Readonly<{ source: PackSource; cases: readonly WorkedCase[] }>

/** By what a defect was found; each apart, so that one does not hide behind the other. */
export type Verdict = Readonly<{ byDiagnostics: readonly string[]; byCases: readonly string[] }>

const fails = (pack: Pack, c: WorkedCase): boolean => {
  const { got, expected } = workCase(pack, c)
  return JSON.stringify(sorted(got)) !== JSON.stringify(sorted(expected))
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}

const failsOrBreaks = (pack: Pack, c: WorkedCase): boolean => {
  try {
    return fails(pack, c)
  } catch {
    return true
  }
}

/** Errors of the checker and of the prover; a program that breaks on a pack has not said what is wrong with it. */
export const diagnosticsOf = (source: PackSource, beside: readonly PackSource[] = []): readonly string[] => {
  const loaded = loadPack(source)
  if (!loaded.ok) return [...new Set(loaded.problem.facts.problems.map(p => p.code))]
  const findings: readonly ProofFinding[] = [...prove(loaded.value), ...(beside.length === 0 ? [] : proveDocuments([source, ...beside]))]
  return [...new Set(findings.filter(isError).map(f => f.code))]
}

/** The cases that do not hold. Of a pack that its own checker refuses no case says anything. */
export const failingCases = ({ source, cases }: PackWithCases): readonly string[] => {
  const loaded = loadPack(source)
  return loaded.ok ? cases.filter(c => failsOrBreaks(loaded.value, c)).map(c => c.title) : []
}
/** The first that does not hold; one is enough. */
const firstFailing = (source: PackSource, cases: readonly WorkedCase[]): readonly string[] => {
  const loaded = loadPack(source)
  const first = loaded.ok ? cases.find(c => failsOrBreaks(loaded.value, c)) : undefined
  return first === undefined ? [] : [first.title]
}

export const judge = (mutant: Mutant, cases: readonly WorkedCase[]): Verdict => {
  const source = mutant.make()
  return { byDiagnostics: diagnosticsOf(source, mutant.beside?.()), byCases: firstFailing(source, cases) }
}
