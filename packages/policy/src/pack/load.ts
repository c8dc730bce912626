import { factKeys } from '@yingjin/facts'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { check, stackProblems } from './check.ts'
import { assemble } from './assemble.ts'
import { canonicalText } from '../nodes/canonical.ts'
import { problemsBetween, under } from './upper-document.ts'
import type { AnyPackSource, LapsedPaper, Pack, PackSource } from './pack.ts'
import { type PackProblem, type PackRefused, packRefused } from '../problems.ts'
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

/** Everything that is wrong with a pack taken by itself. */
const problemsAlone = (source: PackSource): readonly PackProblem[] => {
  const unstackable = stackProblems(source)
  if (unstackable.length > 0) return unstackable
  return check(source, assemble(source.lines, source.stack).bundle)
}

const finish = (whole: PackSource, { base, source }: Resolved, documentOf: Pack['documentOf'], lapsed: readonly LapsedPaper[]): Pack => {
  const { bundle: assembled, quotas } = assemble(whole.lines, whole.stack)
  const asked = factsIn(treesOf(assembled, whole.notices))
  return Object.freeze({
    ...whole,
    base,
    documentOf,
    ownIntended: source.intended ?? [],
    bundle: assembled.filter(a => a.line.effect === 'pays'),
    standards: assembled.filter(a => a.line.effect === 'compares'),
    quotas,
    facts: Object.freeze(factKeys.filter(k => asked.has(k))),
    lapsed: Object.freeze(lapsed),
    canonicalText: canonicalText({ ...whole, base }),
  })
}

const papersOf = (source: PackSource): Pack['documentOf'] => Object.fromEntries(source.lines.map(l => [l.id, source.document]))

/**
 * A pack ready for use: base resolved, lines set against each other, everything checked. Refused with all its problems
 * at once; a rule that cannot be read is never a rule for everyone.
 */
export const loadPack = (source: AnyPackSource, registry: PackRegistry = {}): Result<Pack, PackRefused> => loadStack([source], registry)

/**
 * The packs of a county, from the nation down to the county itself, as one: each is checked alone, then a lower one says
 * of every line above it that is the same aid whether it replaces it, adds to it or leaves it. A replaced line does not
 * pay any more; it stays to be held against what takes its place.
 * @param lapsed papers of the same way down that ended before the term asked for (`lapsedPapers`)
 */
export const loadStack = (sources: readonly AnyPackSource[], registry: PackRegistry = {}, lapsed: readonly LapsedPaper[] = []): Result<Pack, PackRefused> => {
  const lowest = sources.at(-1)
  if (lowest === undefined) throw new Error('a stack without a pack')
  const resolved: Resolved[] = []
  for (const source of sources) {
    const r = resolve(source, registry, [])
    if (!r.ok) return refused(packRefused(source.id, [r.problem]))
    const problems = problemsAlone(r.value.source)
    if (problems.length > 0) return refused(packRefused(source.id, problems))
    resolved.push(r.value)
  }
  const [first, ...lower] = resolved.map(r => r.source) as [PackSource, ...PackSource[]]
  let whole = first
  let documentOf = papersOf(first)
  const standsIn = new Map(resolved.flatMap(r => r.source.lines.map(l => [l.id, r.source.id] as const)))
  for (const next of lower) {
    const problems = problemsBetween(whole, next, line => standsIn.get(line) ?? first.id)
    if (problems.length > 0) return refused(packRefused(next.id, problems))
    whole = under(whole, next)
    documentOf = { ...documentOf, ...papersOf(next) }
  }
  return done(finish(whole, resolved.at(-1) as Resolved, documentOf, lapsed))
}

/** The digest of a pack, by the hash function the caller has (packages have none). */
export const packDigest = (pack: Pack, digest: (text: string) => string): string => digest(pack.canonicalText)
