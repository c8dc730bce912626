import type { ReactNode } from 'react'

export type StateShape = 'open' | 'waiting' | 'under-way' | 'done' | 'wrong'

/** A state as a word with a shape. */
export const StateWord = ({ shape, children }: Readonly<{ shape: StateShape; children: ReactNode }>) => <span className={`state ${shape}`}>{children}</span>
