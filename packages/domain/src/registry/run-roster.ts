/** `taken`: the next run takes it. `replaced`: a later one of the same source is there. `not-here`: its content is not kept here, or is of an older program. */
export const runRosterStandings = ['taken', 'replaced', 'not-here'] as const
export type RunRosterStanding = (typeof runRosterStandings)[number]
export const runRosterStandingWords: Readonly<Record<RunRosterStanding, string>> = {
  taken: '带上',
  replaced: '已有更新的一份',
  'not-here': '带不上',
}
