import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 720px)')
const watch = (tell: () => void): (() => void) => {
  narrow.addEventListener('change', tell)
  return () => narrow.removeEventListener('change', tell)
}

/** A phone: lists are cards there, forms one column. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => narrow.matches)
