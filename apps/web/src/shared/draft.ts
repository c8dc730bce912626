import { useState } from 'react'

const place = (key: string): string => `draft ${key}`
const kept = (key: string): Readonly<Record<string, string>> => {
  try {
    const said: unknown = JSON.parse(sessionStorage.getItem(place(key)) ?? '{}')
    return typeof said === 'object' && said !== null ? (said as Readonly<Record<string, string>>) : {}
  } catch {
    return {}
  }
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
 * and after a look at another page, in this tab alone; it goes with the tab. `begins`: what stands there before anything is typed.
 */
export const useDraft = (key: string, begins: Readonly<Record<string, string>> = {}): Draft => {
  const [typed, setTyped] = useState(() => kept(key))
  const writeAll = (said: Readonly<Record<string, string>>): void => {
    // On what is kept, not on what was last drawn: two fields written one right after the other both stand.
    const next = { ...kept(key), ...said }
    setTyped(next)
    sessionStorage.setItem(place(key), JSON.stringify(next))
  }
  return {
    of: field => typed[field] ?? begins[field] ?? '',
    write: (field, text) => writeAll({ [field]: text }),
    writeAll,
    clear: () => {
      setTyped({})
      sessionStorage.removeItem(place(key))
    },
  }
}
