/** What differs from a locked list: who is on the list now, who no longer is, and of whom something else is said. */
export const lockChanges = { came: '新增', went: '减少', other: '变更' } as const
export type LockChange = keyof typeof lockChanges
export const lockChangeKinds = Object.keys(lockChanges) as [LockChange, ...LockChange[]]
