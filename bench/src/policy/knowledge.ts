import { day, must, type Term, term } from '@yingjin/kernel'
import { loadPack, type Pack, type Policy, policyFor, stackFor } from '@yingjin/policy'
import type { InForce } from './by-hand.ts'
import { countyAid, type CountyDocument, divisionOf, figuresOf } from './county-aid.ts'

/**
 * W3: five documents, each of which replaces the one before on a day inside a term; in each the figures change inside
 * the term that it governs, and counties differ in which day of the term counts. The third is corrected afterwards; the
 * last is made known after the term began that it governs.
 */
export const terms: readonly Term[] = ['2023-autumn', '2024-spring', '2024-autumn', '2025-spring', '2025-autumn'].map(term)
const inForceFrom = ['2023-09-01', '2023-11-15', '2024-04-10', '2024-10-20', '2025-05-01'] as const
const changesOn = ['2023-10-10', '2024-05-06', '2024-11-11', '2025-04-15', '2025-10-08'] as const
const promulgated = ['2023-06-20', '2023-10-30', '2024-03-15', '2024-10-01', '2025-10-15'] as const
const end = '2026-09-01'
const corrected = 2
const correctionKnown = '2024-12-20'
const retroactive = 4

/** What was known on these days: neither, the correction, both. */
export const knownOn = ['2024-12-01', '2025-09-30', '2026-03-01'] as const

const before = (county: number, version: number) => figuresOf(county + 400 * (3 * version))
const after = (county: number, version: number) => figuresOf(county + 400 * (3 * version + 1))
const correction = (county: number, version: number) => figuresOf(county + 400 * (3 * version + 2))
const takesLastDay = (county: number): boolean => county % 2 === 1

const documentOf = (county: number, version: number): CountyDocument => {
  const [from, change] = [inForceFrom[version] ?? end, changesOn[version] ?? end]
  return {
    id: `county-aid-${version + 1}`,
    replaces: version === 0 ? [] : [`county-aid-${version}`],
    promulgated: promulgated[version] ?? end,
    inForce: [from, end],
    stretches: [
      { from, to: change, figures: before(county, version) },
      { from: change, to: end, figures: after(county, version) },
      ...(version === corrected ? [{ from, to: change, known: correctionKnown, figures: correction(county, version) }] : []),
    ],
    takes: takesLastDay(county) ? 'last-day' : 'first-day',
  }
}

/** All documents of the counties, loaded once. */
export const datedPacks = (counties: number): readonly (readonly Pack[])[] =>
  Array.from({ length: counties }, (_, county) =>
    inForceFrom.map((_from, version) => must(loadPack(countyAid(divisionOf(county), documentOf(county, version))))),
  )

/** What each county goes by in each term, as far as it was known on a day: found as the product finds it. */
export const policiesKnown = (packs: readonly (readonly Pack[])[], known: string): readonly Policy[] =>
  packs.flatMap((ofCounty, county) => {
    const registry = Object.fromEntries(ofCounty.map(p => [p.id, p]))
    return terms.map(t => {
      const [source] = must(stackFor(divisionOf(county), t, registry, day(known)))
      const found = ofCounty.find(p => p.id === source?.id)
      if (found === undefined) throw new Error(`no document for ${divisionOf(county)} in ${t}`)
      return must(policyFor(found, t, { knownOn: day(known) }))
    })
  })

/** The same, told without any of it: the term says the document, the county which half of it, the day what was known. */
export const figuresKnown = (counties: number, known: string): readonly InForce[] =>
  Array.from({ length: counties }, (_, county) =>
    terms.map((t, nth): InForce => {
      const known_ = nth === retroactive && known < (promulgated[retroactive] ?? end) ? nth - 1 : nth
      const late = takesLastDay(county) || known_ < nth
      const isCorrected = known_ === corrected && known >= correctionKnown
      return {
        division: divisionOf(county),
        term: t,
        figures: late ? after(county, known_) : isCorrected ? correction(county, known_) : before(county, known_),
      }
    }),
  ).flat()
