import { useSyncExternalStore } from 'react'

const mediaHook = (query: string): (() => boolean) => {
  const media = window.matchMedia(query)
  const watch = (tell: () => void): (() => void) => {
    media.addEventListener('change', tell)
    return () => media.removeEventListener('change', tell)
  }
  return () => useSyncExternalStore(watch, () => media.matches)
}

/** A phone: lists are cards there, forms one column. */
export const useNarrow = mediaHook('(max-width: 720px)')

/** A phone, or another screen that is touched: what is tapped is as high as a thumb (office.css says the same). */
export const useThumb = mediaHook('(max-width: 720px), (pointer: coarse)')
