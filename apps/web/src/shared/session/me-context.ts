import { createContext, use } from 'react'
import type { Me } from './session.ts'

/** Whoever is at the desk, for pages that show what only some may do. */
export const MeContext = createContext<Me | null>(null)

export const useMe = (): Me => {
  const me = use(MeContext)
  if (me === null) throw new Error('a page stands outside the desk')
  return me
}
