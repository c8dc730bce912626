import { factKeys } from '@yingjin/facts'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { check, stackProblems } from '../check.ts'
import { assemble } from './assemble.ts'
import { canonicalText } from './canonical.ts'
import type { AnyPackSource, Pack, PackSource } from './pack.ts'
import { type PackProblem, type PackRefused, packRefused } from './problems.ts'
import { factsIn, treesOf } from './walk.ts'

/** Packs by id, as the caller has them at hand; a base is looked up here and nowhere else. */
export type PackRegistry = Readonly<Record<string, AnyPackSource>>

type Resolved = Readonly<{ source: PackSource; base: string | null }>

const resolve = (source: AnyPackSource, registry: PackRegistry, via: readonly string[]): Result<Resolved, PackProblem> => {
  if (!('base' in source)) return done({ source, base: null })
  const chain = [...via, source.id]
  if (via.includes(source.id)) return refused(problem('policy/base-in-a-circle', { packs: chain }))
  const base = registry[source.base]
  if (base === undefined) return refused(problem('policy/unknown-base', { pack: source.id, base: source.base, known: Object.keys(registry).sort() }))
  const under = resolve(base, registry, chain)
  if (!under.ok) return under
  return done({ source: { ...under.value.source, id: source.id, division: source.division, document: source.document }, base: source.base })
}

/**
 * A pack ready for use: base resolved, lines set against each other, everything checked. Refused with all its problems
 * at once; a rule that cannot be read is never a rule for everyone.
 */
export const loadPack = (source: AnyPackSource, registry: PackRegistry = {}): Result<Pack, PackRefused> => {
  const resolved = resolve(source, registry, [])
  if (!resolved.ok) return refused(packRefused(source.id, [resolved.problem]))
  const whole = resolved.value.source
  const unstackable = stackProblems(whole)
  if (unstackable.length > 0) return refused(packRefused(source.id, unstackable))
  const { bundle: assembled, quotas } = assemble(whole.lines, whole.stack)
  const problems = check(whole, assembled)
  if (problems.length > 0) return refused(packRefused(source.id, problems))
  const [bundle, standards] = [assembled.filter(a => a.line.standing === 'pays'), assembled.filter(a => a.line.standing === 'compares')]
  const asked = factsIn(treesOf(assembled, whole.notices))
  return done(
    Object.freeze({
      ...whole,
      base: resolved.value.base,
      bundle,
      standards,
      quotas,
      facts: Object.freeze(factKeys.filter(k => asked.has(k))),
      canonicalText: canonicalText({ ...whole, base: resolved.value.base }),
    }),
  )
}

/** The digest of a pack, by the hash function the caller has (packages have none). */
export const packDigest = (pack: Pack, digest: (text: string) => string): string => digest(pack.canonicalText)
