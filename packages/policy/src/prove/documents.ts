import { problem } from '@yingjin/kernel'
import type { AnyPackSource } from '../pack/pack.ts'
import type { ProofFinding } from './findings.ts'

/**
 * The papers of each division against each other: days without a paper between one and the one that takes its place, days
 * with two, and replacements that are not there or not earlier.
 */
export const proveDocuments = (sources: readonly AnyPackSource[]): readonly ProofFinding[] => {
  const divisions = [...new Set(sources.map(s => s.division))].sort()
  return divisions.flatMap(division => {
    const here = sources.filter(s => s.division === division).toSorted((a, b) => (a.document.inForce[0] < b.document.inForce[0] ? -1 : 1))
    const byId = new Map(here.map(s => [s.id, s] as const))
    const replaced = (a: AnyPackSource, b: AnyPackSource): boolean => a.document.replaces.includes(b.id) || b.document.replaces.includes(a.id)
    return here.flatMap((s, i): readonly ProofFinding[] => [
      ...s.document.replaces.flatMap((id): readonly ProofFinding[] => {
        const before = byId.get(id)
        if (before === undefined) return [problem('policy/replaces-unknown', { pack: s.id, replaces: id, known: [...byId.keys()].sort() })]
        const [from, to] = [before.document.inForce[1], s.document.inForce[0]]
        if (before.document.inForce[0] >= to) return [problem('policy/replaces-later', { pack: s.id, replaces: id, from: before.document.inForce[0] })]
        const covered = here.some(o => o !== s && o.document.inForce[0] <= from && o.document.inForce[1] >= to)
        return from < to && !covered ? [problem('policy/documents-hole', { division, before: id, after: s.id, from, to })] : []
      }),
      ...here.slice(i + 1).flatMap((o): readonly ProofFinding[] => {
        const [from, to] = [o.document.inForce[0], o.document.inForce[1] < s.document.inForce[1] ? o.document.inForce[1] : s.document.inForce[1]]
        return from < to && !replaced(s, o) ? [problem('policy/documents-overlap', { division, packs: [s.id, o.id] as const, from, to })] : []
      }),
    ])
  })
}
