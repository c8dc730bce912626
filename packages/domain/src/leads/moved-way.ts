/** Whether an alternative gives a child more or less than the papers in force. */
export const amountWays = ['more', 'less'] as const
/**
 * How what is said of a child and an aid differs under an alternative: due and not before, due no more; open (undetermined,
 * not entered, for a person to decide) and not before, open no more.
 */
export const stateWays = ['newly-due', 'no-longer-due', 'newly-open', 'no-longer-open'] as const
export type StateWay = (typeof stateWays)[number]
export const movedWays = [...amountWays, ...stateWays] as const
export type MovedWay = (typeof movedWays)[number]
export const movedWords: Readonly<Record<MovedWay, string>> = {
  more: '增加',
  less: '减少',
  'newly-due': '新享受',
  'no-longer-due': '不再享受',
  'newly-open': '变未定',
  'no-longer-open': '变已定',
}
export const isStateWay = (way: MovedWay | undefined): way is StateWay => (stateWays as readonly string[]).includes(way ?? '')
