import { type ResultState, resultStateWords } from '@yingjin/domain/leads'
import type { ReactNode } from 'react'
import { yuanWord } from '../../shared/yuan-word.ts'

export type Sums = Readonly<{ states: readonly Readonly<{ state: ResultState; n: number }>[]; fen: string; loan: string }>
type Parts = Readonly<{
  /** Of which place or aid it is; what unfolds a place is part of it. */
  head: ReactNode
  sums: Sums
  /** A number with its words, open to its rows. */
  opened: (n: number, state: ResultState, words: string) => ReactNode
  children?: ReactNode
}>

/** The sums of a place or an aid on a phone: how much is due, and how many of each state. */
export const TotalsCard = ({ head, sums: { states, fen, loan }, opened, children }: Parts) => (
  <li>
    <div className="decides">
      <strong>{head}</strong>
      <span className="amount">应发 {yuanWord(fen)} 元</span>
    </div>
    <div className="parts">
      {states.map(({ state, n }) => (n === 0 ? null : <span key={state}>{opened(n, state, resultStateWords[state])}</span>))}
      {loan === '0' ? null : <span>可贷额度 {yuanWord(loan)} 元</span>}
    </div>
    {children}
  </li>
)
