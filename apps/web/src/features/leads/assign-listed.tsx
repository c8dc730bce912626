import { leftOutWords, mostGiven } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useTakers } from './use-takers.ts'
import './leads.css'

/** What a list of leads is narrowed to; in which order it stands is no matter here. */
export type ListedFilter = Omit<Parameters<typeof office.leads.listLeads>[0], 'after' | 'limit' | 'county'>
type Weighed = Awaited<ReturnType<typeof office.leads.weighAssignment>>
type LeftOut = Weighed['leftOut'][number]

/** Leads that stay where they are, by why; the first of them by name. */
const StayBehind = ({ leftOut }: Readonly<{ leftOut: readonly LeftOut[] }>) => (
  <ul className="plain-list">
    {leftOut.map(({ why, leads, first }) => (
      <li key={why}>
        不派 {countWord(leads)} 条：{leftOutWords[why]}。{' '}
        <span className="soft">
          {first.map(({ leadId, word, child }, at) => (
            <span key={leadId}>
              {at === 0 ? '' : '、'}
              <Link to="/leads/$leadId" params={{ leadId }} search={{}}>
                {word}
                {child === null ? '' : ` · ${child}`}
              </Link>
            </span>
          ))}
          {leads > first.length ? `……另有 ${countWord(leads - first.length)} 条` : ''}
        </span>
      </li>
    ))}
  </ul>
)

/** A whole list, whatever pages it has, given to one person: what goes and what stays is read first. */
export const AssignListed = ({ filter, total, done }: Readonly<{ filter: ListedFilter; total: number; done: () => void }>) => {
  const { sort: _, ...of } = filter
  const takers = useTakers('leads')
  const [chosen, setChosen] = useState<Readonly<{ accountId: string; word: string }> | null>(null)
  const [given, setGiven] = useState<Readonly<{ given: number; leftOut: readonly LeftOut[] }> | null>(null)
  const { data: weighed, error } = useQuery({
    queryKey: ['weigh assignment', of, chosen?.accountId],
    queryFn: ({ signal }) => office.leads.weighAssignment({ ...of, accountId: chosen?.accountId ?? '' }, { signal }),
    enabled: chosen !== null && given === null && total <= mostGiven,
  })
  if (total > mostGiven)
    return (
      <p className="soft">
        现在的条件下有 {countWord(total)} 条，一次最多派 {countWord(mostGiven)} 条。请先选一个乡镇或学校。
      </p>
    )
  if (given !== null)
    return (
      <section className="bulk-answer" aria-label="已派出">
        <p role="status">
          派给{chosen?.word}：已派出 {countWord(given.given)} 条。
        </p>
        <StayBehind leftOut={given.leftOut} />
        <button type="button" className="link-button" onClick={done}>
          知道了
        </button>
      </section>
    )
  return (
    <section className="bulk-answer" aria-label="按当前条件派出">
      <strong>现在条件下的 {countWord(total)} 条，不只这一页</strong>
      <div className="query">
        <label htmlFor="assign-listed-to">
          派给
          <Select
            id="assign-listed-to"
            value={chosen?.accountId ?? null}
            placeholder="输入姓名或职责查找"
            loading={takers.busy}
            showSearch={{ filterOption: false, onSearch: takers.type }}
            notFoundContent={takers.busy ? '正在查找…' : '没有找到，换几个字再查'}
            options={(chosen === null || takers.choices.some(({ value }) => value === chosen.accountId)
              ? takers.choices
              : [{ value: chosen.accountId, word: chosen.word }, ...takers.choices]
            ).map(({ value, word }) => ({ value, label: word }))}
            onChange={(accountId: string) => setChosen({ accountId, word: takers.choices.find(({ value }) => value === accountId)?.word ?? accountId })}
          />
          {takers.beyond > 0 ? <span className="soft">另有 {countWord(takers.beyond)} 个没有列出，请输入几个字查找。</span> : null}
        </label>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {chosen !== null && weighed === undefined && error === null ? <p className="soft">正在看哪些可以派给他…</p> : null}
      {chosen === null || weighed === undefined ? null : (
        <>
          <StayBehind leftOut={weighed.leftOut} />
          {weighed.given === 0 ? (
            <p role="status">没有一条可以派给他。请另选一个人。</p>
          ) : (
            <OrderForm
              id="assign listed"
              fields={[{ key: 'says', label: '交代', kind: 'line' }]}
              button={`派出 ${countWord(weighed.given)} 条线索`}
              says="按您看到的这份清单派；您看过以后清单变了的，一条也不派，会告诉您。"
              submit={async ({ says = '' }, beside) =>
                setGiven(
                  await office.leads.assignListed({ ...of, accountId: chosen.accountId, stamp: weighed.stamp, ...(says === '' ? {} : { says }) }, beside),
                )
              }
            />
          )}
        </>
      )}
    </section>
  )
}
