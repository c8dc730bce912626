import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countWord } from './count-word.ts'

type Resting = Readonly<{ what: string; word: string; label: string }>

/** Each opens where it has a page. */
const Opens = ({ what, label }: Resting) =>
  what === 'import' ? (
    <Link to="/receive/history/$importId" params={{ importId: label }}>
      {label}
    </Link>
  ) : what === 'lead' ? (
    <Link to="/leads/$leadId" params={{ leadId: label }}>
      {label}
    </Link>
  ) : what === 'decision' ? (
    <Link to="/questions/$questionId" params={{ questionId: label }}>
      {label}
    </Link>
  ) : (
    label
  )

/** Why something cannot be undone yet: what was done on top of it, kind by kind, of each the newest first, as they are to be undone. */
export const Rests = ({ rests, children }: Readonly<{ rests: readonly Resting[]; children?: ReactNode }>) => (
  <div className="told late">
    现在还不能撤销：后面有 {countWord(rests.length)} 项依据它。请从后往前，先撤销这些：
    <ul className="plain-list">
      {[...Map.groupBy(rests, ({ word }) => word)].map(([word, of]) => (
        <li key={word}>
          {word} {countWord(of.length)} 项：
          {of
            .toSorted((a, b) => b.label.localeCompare(a.label, 'zh-CN', { numeric: true }))
            .map((each, at) => (
              <span key={each.label}>
                {at === 0 ? '' : '、'}
                <Opens {...each} />
              </span>
            ))}
        </li>
      ))}
    </ul>
    {children}
  </div>
)
