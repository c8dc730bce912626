import type { County } from './county.ts'
import { situationOf } from './enrolment.ts'

/** The part of the county one file covers: all of it, or one township where a whole would be too large for a sheet. */
export type Scope = Readonly<{ label: string; townships: readonly number[] }>

/** Workbooks hold up to this many children; beyond, files are split by township and the largest travel as CSV. */
export const workbookLimit = 200_000

export const scopesOf = (county: County): readonly Scope[] => {
  const all = county.places.townships.map((_, t) => t)
  return county.people.children <= workbookLimit
    ? [{ label: '', townships: all }]
    : all.map(t => ({ label: `（${county.places.townships[t]?.name ?? ''}）`, townships: [t] }))
}

export const isLarge = (county: County): boolean => county.people.children > workbookLimit

export const householdsIn = function* (county: County, scope: Scope): Generator<number> {
  for (const t of scope.townships) yield* county.homes[t] ?? []
}

/** A parent who died; the household's head and the children's guardian never do here, because rosters rest on them. */
export const hasDied = (county: County, adult: number): boolean => {
  const household = county.people.household[adult] ?? 0
  return adult % 89 === 0 && (county.households.adults[household] ?? 0) === 3 && adult > (county.households.firstAdult[household] ?? 0)
}

/** Everybody of a household who is alive: its adults, then its children. */
export const membersOf = (county: County, household: number): readonly number[] => {
  const { firstAdult, adults, firstChild, children } = county.households
  return [
    ...Array.from({ length: adults[household] ?? 0 }, (_, i) => (firstAdult[household] ?? 0) + i).filter(a => !hasDied(county, a)),
    ...Array.from({ length: children[household] ?? 0 }, (_, i) => (firstChild[household] ?? 0) + i).filter(c => situationOf(county.enrolments, c) !== 'dead'),
  ]
}
export const childrenOf = (county: County, household: number): readonly number[] =>
  Array.from({ length: county.households.children[household] ?? 0 }, (_, i) => (county.households.firstChild[household] ?? 0) + i)
