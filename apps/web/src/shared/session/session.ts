import { actOnBehalfOf, office, problemOf } from '../ask/index.ts'

/** Whoever is at the desk: account, division, roles and how far they reach. */
export type Me = Awaited<ReturnType<typeof office.access.me>>

const place = 'stands in for'

type StandsIn = Readonly<{ accountId: string; forAccountId: string }>
const standsIn = (): StandsIn | null => {
  try {
    const said = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<StandsIn> | null
    return typeof said?.accountId === 'string' && typeof said.forAccountId === 'string' ? { accountId: said.accountId, forAccountId: said.forAccountId } : null
  } catch {
    return null
  }
}

/** For whom this account acts from now on, in this tab alone. */
export const standInFor = (accountId: string, forAccountId: string): void => {
  sessionStorage.setItem(place, JSON.stringify({ accountId, forAccountId }))
  actOnBehalfOf(forAccountId)
}
export const actForMyself = (): void => {
  sessionStorage.removeItem(place)
  actOnBehalfOf(null)
}

/** Who is at the desk. Whose days as a deputy are over acts for itself again, and so does another who logs in after a deputy. */
export const whoAmI = async (): Promise<Me> => {
  const behalf = standsIn()
  actOnBehalfOf(behalf?.forAccountId ?? null)
  try {
    const me = await office.access.me({})
    if (behalf === null || me.accountId === behalf.accountId) return me
  } catch (error) {
    if (behalf === null || problemOf(error).status === 0) throw error
  }
  actForMyself()
  return office.access.me({})
}

export type Reach = 'rows' | 'counts' | 'write'

/** Whether a field of data is within reach anywhere at all; which rows, the database says. */
export const mayReach = ({ may }: Me, field: string, how: Reach): boolean =>
  may.some(each => each.field === field && (each[how] || (how === 'counts' && each.rows)))
