import { done, firstDayOf, onPaper, type PlainDate, problem, refused, type Result, type Term, termOnPaper } from '@yingjin/kernel'
import type { PackRegistry } from './load.ts'
import type { AnyPackSource, LapsedPaper } from './pack.ts'
import { documentTitle } from './document.ts'
import type { PackProblem } from '../problems.ts'

/** The path of the nation is the empty beginning of every division. */
export const nation = ''

const inForceOn = (source: AnyPackSource, on: PlainDate, knownOn: PlainDate | undefined): boolean =>
  source.document.inForce[0] <= on && on < source.document.inForce[1] && (knownOn === undefined || source.document.promulgated <= knownOn)

/** Of the papers of one division that are in force, those no other one of them replaces. */
const notReplaced = (packs: readonly AnyPackSource[]): readonly AnyPackSource[] =>
  packs.filter(p => !packs.some(other => other.id !== p.id && other.document.replaces.includes(p.id)))

const divisionsAbove = (division: string, packs: readonly AnyPackSource[]): readonly string[] =>
  [...new Set(packs.filter(p => division.startsWith(p.division)).map(p => p.division))].sort((a, b) => a.length - b.length)

/** Of each division on the way down that has papers, none in force, the one that ended last. What begins later was never law here. */
export const lapsedPapers = (division: string, term: Term, registry: PackRegistry, knownOn?: PlainDate): readonly LapsedPaper[] => {
  const all = Object.values(registry)
  const on = firstDayOf(term)
  return divisionsAbove(division, all).flatMap(of => {
    const here = all.filter(p => p.division === of && (knownOn === undefined || p.document.promulgated <= knownOn))
    if (here.some(p => inForceOn(p, on, knownOn))) return []
    const [last] = here.filter(p => p.document.inForce[1] <= on).toSorted((a, b) => (a.document.inForce[1] > b.document.inForce[1] ? -1 : 1))
    return last === undefined ? [] : [{ pack: last.id, title: documentTitle(last.document), division: of, inForce: last.document.inForce }]
  })
}

/** `国家《…汇编》（national）的有效期到2027年9月1日前为止，2027年秋季学期没有接续的文件：……` */
export const lapsedText = ({ pack, title, inForce }: LapsedPaper, term: Term): string =>
  `${title}（${pack}）的有效期到${onPaper(inForce[1])}前为止，${termOnPaper(term)}没有接续的文件：这份文件的条目不执行，也没有和它比对；请补上接续的文件`

/** What a result by this pack must say of the papers that ended: one sentence each. */
export const lapsedTexts = (lapsed: readonly LapsedPaper[], term: Term): readonly string[] => lapsed.map(l => lapsedText(l, term))

/**
 * The packs that hold for a county in a term, from the nation down. A paper above the county applies to all divisions
 * that begin with its own. Of two papers of one division in force at once one must say that it replaces the other.
 */
export const stackFor = (division: string, term: Term, registry: PackRegistry, knownOn?: PlainDate): Result<readonly AnyPackSource[], PackProblem> => {
  const all = Object.values(registry)
  const on = firstDayOf(term)
  const divisions = divisionsAbove(division, all)
  const stack: AnyPackSource[] = []
  for (const of of divisions) {
    const here = notReplaced(all.filter(p => p.division === of && inForceOn(p, on, knownOn)))
    if (here.length > 1) return refused(problem('policy/two-in-force', { division: of, term, packs: here.map(p => p.id).sort() }))
    stack.push(...here)
  }
  const own = stack.filter(p => p.division !== nation)
  if (own.length > 0) return done(stack)
  const papers = all.filter(p => p.division !== nation && division.startsWith(p.division))
  const [paper] = papers
  if (paper === undefined) return refused(problem('policy/no-pack', { division, papers: all.map(p => documentTitle(p.document)).toSorted() }))
  return refused(
    problem('policy/no-pack-in-force', {
      division,
      term,
      papers: papers.map(p => ({ title: documentTitle(p.document), from: p.document.inForce[0], to: p.document.inForce[1] })),
    }),
  )
}
