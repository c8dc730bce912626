import type { LeadKind } from '@yingjin/determination'

/**
 * What a list of leads may be narrowed to by the household, and the finding that says it. It stands in the ground of a lead,
 * so that whoever may not read categories of difficulty is refused, and never told how many there are (0249).
 */
export const leadHouseholds = ['lifted-out'] as const
export type LeadHousehold = (typeof leadHouseholds)[number]
export const leadHouseholdWords: Readonly<Record<LeadHousehold, string>> = { 'lifted-out': '脱贫户的孩子不在学' }
export const findingOf = { 'lifted-out': 'lifted-out-dropout' } as const satisfies Readonly<Record<LeadHousehold, LeadKind>>
