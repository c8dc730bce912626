import { office } from '../ask/index.ts'

/** Whoever is at the desk: account, division, roles and how far they reach. */
export type Me = Awaited<ReturnType<typeof office.access.me>>

export const whoAmI = (): Promise<Me> => office.access.me({})

export type Reach = 'rows' | 'counts' | 'write'

/** Whether a field of data is within reach anywhere at all; which rows, the database says. */
export const mayReach = ({ may }: Me, field: string, how: Reach): boolean =>
  may.some(each => each.field === field && (each[how] || (how === 'counts' && each.rows)))
