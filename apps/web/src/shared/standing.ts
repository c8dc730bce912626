import { createContext } from 'react'

/** How a record stands, in words by their name: 办理 → 已派. A form over it shows what somebody else changed meanwhile. */
export type Standing = Readonly<Record<string, string>>

export const StandingContext = createContext<Standing | null>(null)

export type Changed = Readonly<{ word: string; was: string; is: string }>

/** What is otherwise now than it was, in the order in which it stands. */
export const changedSince = (seen: Standing | null, now: Standing | null): readonly Changed[] =>
  seen === null || now === null
    ? []
    : [...new Set([...Object.keys(seen), ...Object.keys(now)])]
        .map(word => ({ word, was: seen[word] ?? '', is: now[word] ?? '' }))
        .filter(({ was, is }) => was !== is)
