import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Problem } from './ask/index.ts'
import { Told } from './told.tsx'

type Parts = Readonly<{
  /** What was to be opened, as its page is called. */
  title: string
  problem: Problem
  /** Asks once more; only what another try may change is offered it. */
  again?: () => unknown
  /** Where to go on, beside the desk. */
  children?: ReactNode
}>

const mayPass = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500

/** In place of a page that is not to be had: why, and where to go on. Nothing of the page stands around it, no number and no table. */
export const RefusedPage = ({ title, problem, again, children }: Parts) => (
  <section className="paper refused-page" aria-label={`${title}没有打开`}>
    <h1>{title}没有打开</h1>
    <Told problem={problem} />
    <div className="acts">
      {again !== undefined && mayPass(problem) ? (
        <button type="button" className="second-button" onClick={() => void again()}>
          再试一次
        </button>
      ) : null}
      {children}
      <Link to="/">回到待办</Link>
    </div>
  </section>
)
