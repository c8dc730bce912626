/** Whether a school is open on a day. */
export const schoolStandings = { open: '在办', closed: '已撤并', 'not-yet': '尚未开办' } as const
export type SchoolStanding = keyof typeof schoolStandings
export const schoolStandingKinds = Object.keys(schoolStandings) as [SchoolStanding, ...SchoolStanding[]]
