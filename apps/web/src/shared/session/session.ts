import { actOnBehalfOf, office, problemOf } from '../ask/index.ts'

/** Whoever is at the desk: account, division, roles and how far they reach. */
export type Me = Awaited<ReturnType<typeof office.access.me>>

const place = 'stands in for'

/** For whom I act from now on, in this tab alone; null for myself. */
export const standInFor = (accountId: string | null): void => {
  if (accountId === null) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, accountId)
  actOnBehalfOf(accountId)
}

/** Who is at the desk. Whose days as a deputy are over acts for itself again. */
export const whoAmI = async (): Promise<Me> => {
  const behalf = sessionStorage.getItem(place)
  actOnBehalfOf(behalf)
  try {
    return await office.access.me({})
  } catch (error) {
    if (behalf === null || problemOf(error).status === 0) throw error
    standInFor(null)
    return office.access.me({})
  }
}

export type Reach = 'rows' | 'counts' | 'write'

/** Whether a field of data is within reach anywhere at all; which rows, the database says. */
export const mayReach = ({ may }: Me, field: string, how: Reach): boolean =>
  may.some(each => each.field === field && (each[how] || (how === 'counts' && each.rows)))
