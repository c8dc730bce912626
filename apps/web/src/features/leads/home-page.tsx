import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { childWord, placeWord } from './shapes.ts'

/** 待办: what this person must do, the oldest deadline first; and what waits for anybody who may do it. */
const HomePage = () => {
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['my work'], queryFn: ({ signal }) => office.leads.listMyWork({}, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { total, overdue, work, waiting } = data
  const lines: readonly (readonly [n: number, shown: ReactNode])[] = [
    [
      waiting.leadsWithoutOwner,
      <Link key="owner" to="/leads" search={{ withoutOwner: 'true' }}>
        {waiting.leadsWithoutOwner} 条线索还没有责任人
      </Link>,
    ],
    [
      waiting.leadsToClose,
      <Link key="close" to="/leads" search={{ state: 'proposed' }}>
        {waiting.leadsToClose} 条线索等人复核销号
      </Link>,
    ],
    [
      waiting.questionsWithoutOwner,
      <Link key="answer" to="/questions" search={{ state: 'open' }}>
        {waiting.questionsWithoutOwner} 个问题还没有人作答
      </Link>,
    ],
    [
      waiting.questionsToReview,
      <Link key="review" to="/questions" search={{ state: 'to-review' }}>
        {waiting.questionsToReview} 个回答等第二个人复核
      </Link>,
    ],
  ]
  const shared = mayReach(me, 'leads', 'write') || mayReach(me, 'questions', 'write') ? lines.filter(([n]) => n > 0) : []
  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        <div className="says">
          {total === 0 ? '现在没有归您办的事。' : `归您办的 ${total} 件，其中已过期 ${overdue} 件；最早到期的在前。`}截至 {today()}。
        </div>
      </div>
      {work.length === 0 ? null : (
        <section className="paper" aria-label="归我办的">
          <ul className="cards">
            {work.map(({ what, id, word, child, dueOn, overdue: late }) => (
              <li key={`${what} ${id}`}>
                <div className="decides">
                  <span>
                    {what === 'lead' ? (
                      <Link to="/leads/$leadId" params={{ leadId: id }}>
                        {word} · {childWord(child)}
                      </Link>
                    ) : (
                      <Link to="/questions/$questionId" params={{ questionId: id }}>
                        {word} · {childWord(child)}
                      </Link>
                    )}{' '}
                    <span className="soft">{placeWord(child)}</span>
                  </span>
                  {late ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : <span>{dueOn} 到期</span>}
                </div>
              </li>
            ))}
          </ul>
          {total > work.length ? <p className="soft">只列出最早到期的 {work.length} 件。</p> : null}
        </section>
      )}
      {shared.length === 0 ? null : (
        <section className="paper" aria-label="等人办的">
          <h2>等人办的</h2>
          <ul className="plain-list">
            {shared.map(([, shown], at) => (
              // The lines stand in one order.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>{shown}</li>
            ))}
          </ul>
        </section>
      )}
      {total === 0 && shared.length === 0 ? <p className="empty">没有等您办的事。左边的菜单是您可以看的。</p> : null}
    </>
  )
}

export const route = createLazyRoute('/')({ component: HomePage })
