import { done, firstDayOf, type PlainDate, problem, refused, type Result, type Term } from '@yingjin/kernel'
import type { PackRegistry } from './load.ts'
import type { AnyPackSource } from './pack.ts'
import type { PackProblem } from './problems.ts'

/** The path of the nation is the empty beginning of every division. */
export const nation = ''

const inForceOn = (source: AnyPackSource, on: PlainDate, knownOn: PlainDate | undefined): boolean =>
  source.document.inForce[0] <= on && on < source.document.inForce[1] && (knownOn === undefined || source.document.promulgated <= knownOn)

/** Of the papers of one division that are in force, those no other one of them replaces. */
const notReplaced = (packs: readonly AnyPackSource[]): readonly AnyPackSource[] =>
  packs.filter(p => !packs.some(other => other.id !== p.id && other.document.replaces.includes(p.id)))

/**
 * The packs that hold for a county in a term, from the nation down. A paper above the county applies to all divisions
 * that begin with its own. Of two papers of one division in force at once one must say that it replaces the other.
 */
export const stackFor = (division: string, term: Term, registry: PackRegistry, knownOn?: PlainDate): Result<readonly AnyPackSource[], PackProblem> => {
  const all = Object.values(registry)
  const on = firstDayOf(term)
  const divisions = [...new Set(all.filter(p => division.startsWith(p.division)).map(p => p.division))].sort((a, b) => a.length - b.length)
  const stack: AnyPackSource[] = []
  for (const of of divisions) {
    const here = notReplaced(all.filter(p => p.division === of && inForceOn(p, on, knownOn)))
    if (here.length > 1) return refused(problem('policy/two-in-force', { division: of, term, packs: here.map(p => p.id).sort() }))
    stack.push(...here)
  }
  const own = stack.filter(p => p.division !== nation)
  if (own.length > 0) return done(stack)
  const papers = all.filter(p => p.division !== nation && division.startsWith(p.division))
  const known = all.map(p => p.id).sort()
  const [paper] = papers
  if (paper === undefined) return refused(problem('policy/no-pack', { division, known }))
  return refused(
    problem('policy/no-pack-in-force', { division, term, packs: papers.map(p => ({ id: p.id, from: p.document.inForce[0], to: p.document.inForce[1] })) }),
  )
}
