import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Why something cannot be undone yet: what was done on top of it, each opening where it has a page. */
export const Rests = ({ rests, children }: Readonly<{ rests: readonly Readonly<{ what: string; word: string; label: string }>[]; children?: ReactNode }>) => (
  <div className="told late">
    现在还不能撤销：后面有依据它的
    {rests.map(({ what, word, label }, at) => (
      <span key={`${what} ${label}`}>
        {at === 0 ? '' : '、'}
        {what === 'import' ? (
          <Link to="/receive/history/$importId" params={{ importId: label }}>
            {word} {label}
          </Link>
        ) : (
          `${word} ${label}`
        )}
      </span>
    ))}
    。请从后往前，先撤销这些。
    {children}
  </div>
)
