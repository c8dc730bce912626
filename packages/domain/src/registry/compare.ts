/** Persons of two rosters: on both, on the first alone, on the second alone. */
export const comparedParts = ['both', 'left', 'right'] as const
export type ComparedPart = (typeof comparedParts)[number]
