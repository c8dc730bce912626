import type { County } from './county.ts'

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

/** Everybody of a household: its adults, then its children. */
export const membersOf = (county: County, household: number): readonly number[] => {
  const { firstAdult, adults, firstChild, children } = county.households
  return [
    ...Array.from({ length: adults[household] ?? 0 }, (_, i) => (firstAdult[household] ?? 0) + i),
    ...Array.from({ length: children[household] ?? 0 }, (_, i) => (firstChild[household] ?? 0) + i),
  ]
}
export const childrenOf = (county: County, household: number): readonly number[] =>
  Array.from({ length: county.households.children[household] ?? 0 }, (_, i) => (county.households.firstChild[household] ?? 0) + i)
