type Whose = Readonly<{ accountId: string; onBehalfOf: Readonly<{ accountId: string }> | null }>

/** Whose work this is: of an account for itself, or of a deputy for another. */
export const whoseOf = ({ accountId, onBehalfOf }: Whose): string => (onBehalfOf === null ? accountId : `${accountId} for ${onBehalfOf.accountId}`)

let whose = 'nobody'
/** From now on what is kept in this tab is this person's: whoever works here next is not shown it. */
export const keepFor = (of: Whose): void => {
  whose = whoseOf(of)
}

const place = (key: string): string => `${key} of ${whose}`

export const readKept = (key: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(place(key)) ?? 'null')
  } catch {
    return null
  }
}
export const keep = (key: string, said: unknown): void => sessionStorage.setItem(place(key), JSON.stringify(said))
export const forgetKept = (key: string): void => sessionStorage.removeItem(place(key))

const mine = (): readonly string[] => Object.keys(sessionStorage).filter(name => name.endsWith(place('')))

/** How many of my things whose name begins so hold any words. */
export const countKept = (beginning: string): number =>
  mine().filter(name => name.startsWith(beginning) && /:"[^"]/.test(sessionStorage.getItem(name) ?? '')).length

/** Once I leave: nothing of mine lies in a browser that others use. */
export const forgetAllKept = (): void => {
  for (const name of mine()) sessionStorage.removeItem(name)
}
