import { createContext } from 'react'

/** How a record stands, in words by their name: 办理 → 已派. A form over it shows what somebody else changed meanwhile. */
export type Standing = Readonly<Record<string, string>>

/** `own`: how many acts were done on this page itself; `did` counts one more. */
export type StandingNow = Readonly<{ now: Standing; own: number; did: () => void }>

export const StandingContext = createContext<StandingNow | null>(null)

export type Changed = Readonly<{ word: string; was: string; is: string }>

/** What is otherwise now than it was, in the order in which it stands. */
export const changedSince = (seen: Standing | null, now: Standing | null): readonly Changed[] =>
  seen === null || now === null
    ? []
    : [...new Set([...Object.keys(seen), ...Object.keys(now)])]
        .map(word => ({ word, was: seen[word] ?? '', is: now[word] ?? '' }))
        .filter(({ was, is }) => was !== is)
