/** All tabs of one browser have one login: what becomes of it in one tab, the others are told. */
export type Told = 'entered' | 'left'

const line = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('office')

export const tellTabs = (what: Told): void => line?.postMessage(what)

export const whenTabsTell = (hear: (what: Told) => void): (() => void) => {
  const heard = ({ data }: MessageEvent): void => hear(data === 'left' ? 'left' : 'entered')
  line?.addEventListener('message', heard)
  return () => line?.removeEventListener('message', heard)
}
