/** Whether an alternative gives a child more or less than the papers in force. */
export const movedWays = ['more', 'less'] as const
export type MovedWay = (typeof movedWays)[number]
export const movedWords: Readonly<Record<MovedWay, string>> = { more: '增加', less: '减少' }
