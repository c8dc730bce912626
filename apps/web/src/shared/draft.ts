import { useState } from 'react'
import { countKept, forgetKept, keep, readKept } from './kept.ts'

const place = (key: string): string => `draft ${key}`
const kept = (key: string): Readonly<Record<string, string>> => {
  const said = readKept(place(key))
  return typeof said === 'object' && said !== null ? (said as Readonly<Record<string, string>>) : {}
}

export type Draft = Readonly<{
  of: (field: string) => string
  write: (field: string, text: string) => void
  /** Several at once: what one choice makes of others. */
  writeAll: (said: Readonly<Record<string, string>>) => void
  /** Once it was submitted, or is wanted no more. */
  clear: () => void
}>

/**
 * What somebody has typed and not yet submitted: it is there again after the page is loaded anew, after the session ended
 * and after a look at another page, in this tab and for this account alone; it goes with the tab, or when one logs out.
 * `begins`: what stands there before anything is typed.
 */
export const useDraft = (key: string, begins: Readonly<Record<string, string>> = {}): Draft => {
  const [held, setHeld] = useState(() => ({ key, typed: kept(key) }))
  // A page that goes on to the next record holds what was typed of that one, not of the one before.
  if (held.key !== key) setHeld({ key, typed: kept(key) })
  const typed = held.key === key ? held.typed : kept(key)
  const writeAll = (said: Readonly<Record<string, string>>): void => {
    // On what is kept, not on what was last drawn: two fields written one right after the other both stand.
    const next = { ...kept(key), ...said }
    setHeld({ key, typed: next })
    keep(place(key), next)
  }
  return {
    of: field => typed[field] ?? begins[field] ?? '',
    write: (field, text) => writeAll({ [field]: text }),
    writeAll,
    clear: () => {
      setHeld({ key, typed: {} })
      forgetKept(place(key))
    },
  }
}

/** A draft that another page begins: it stands there when its form opens, and nothing that was typed is written over. */
export const beginDraft = (key: string, said: Readonly<Record<string, string>>): void => {
  if (readKept(place(key)) === null) keep(place(key), said)
}

/** How many forms hold words that were not submitted. */
export const countDrafts = (): number => countKept('draft ')
