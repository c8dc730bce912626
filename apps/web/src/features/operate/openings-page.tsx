import { type Field, fields as fieldWords } from '@yingjin/domain/access'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord, today } from '../../shared/dates.ts'
import { TurnPages, turning } from '../../shared/list-page/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { roleWord } from './words.ts'
import './operate.css'

type Opening = Awaited<ReturnType<typeof office.access.listOpenings>>['openings'][number]

const wordOf = (field: string): string => (field in fieldWords ? fieldWords[field as Field] : field)

/** One opening: who saw whose rows, why and until when; how it was looked at, or for whoever may, how to. */
const OneOpening = ({ opening }: Readonly<{ opening: Opening }>) => {
  const [reviewing, setReviewing] = useState(false)
  const { grantId, name, role, divisionName, fields, reason, to, openedAt, reviewed, mayReview } = opening
  return (
    <li>
      {reviewed === null ? <StateWord shape="waiting">等人复核</StateWord> : <StateWord shape="done">已复核</StateWord>}{' '}
      <strong>
        {name}（{roleWord(role)}）打开{divisionName}的{fields.map(wordOf).join('、')}
      </strong>
      <div>原因：{reason}</div>
      <div className="soft">
        {momentWord(openedAt)} 打开，{to < today() ? `看到 ${to}，已经关上` : `看到 ${to} 为止`}
        {reviewed === null ? '' : `；${reviewed.name} ${momentWord(reviewed.at)} 复核：${reviewed.remark}`}
      </div>
      {mayReview ? (
        <Button className="no-print" size="small" aria-pressed={reviewing} onClick={() => setReviewing(!reviewing)}>
          复核
        </Button>
      ) : null}
      {reviewing && mayReview ? (
        <OrderForm
          id={`review opening ${grantId}`}
          fields={[
            { key: 'remark', label: '复核意见', kind: 'words', required: true, rows: 2, placeholder: '例如：有核查通知，属实；或：没有依据，已收回授权' },
          ]}
          button="写下复核意见"
          says="写下就记着，不能再改。不该打开的，到他的账号里收回这一项授权，马上看不到。"
          submit={({ remark = '' }, beside) => office.access.reviewOpening({ grantId, remark }, beside)}
          done={() => setReviewing(false)}
        />
      ) : null}
    </li>
  )
}

/** Rows that were opened with a reason, for whoever is responsible: the prefecture reviews them, the county sees that they were. */
const OpeningsPage = () => {
  const { after } = route.useSearch()
  const navigate = useNavigate()
  const { cursor, before } = turning(after, null)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['openings', cursor],
    queryFn: ({ signal }) => office.access.listOpenings(given({ after: cursor }), { signal }),
    placeholderData: keepPreviousData,
  })
  if (error !== null && data === undefined) return <RefusedPage title="打开过的明细" problem={problemOf(error)} />
  const waiting = data?.waiting ?? 0
  return (
    <>
      <div className="page-head">
        <h1>打开过的明细</h1>
        <div className="says">
          市（州）平时只看数目；写明原因打开明细的，每一次都列在这里，由市里另一个人复核。
          {waiting === 0 ? '' : `现在有 ${countWord(waiting)} 次等人复核，列在前面。`}
        </div>
      </div>
      <section className="paper" aria-label="打开过的明细">
        {data !== undefined && data.openings.length === 0 ? (
          <div className="empty">
            <strong>没有人打开过明细</strong>
            市（州）的人打开明细以后，会列在这里。
          </div>
        ) : null}
        <ul className="plain-list">
          {(data?.openings ?? []).map(opening => (
            <OneOpening key={opening.grantId} opening={opening} />
          ))}
        </ul>
        {data === undefined || data.openings.length === 0 ? null : (
          <div className="totals">
            <span aria-live="polite">
              共 {countWord(data.total)} 次，本页 {data.openings.length} 次，第 {before + 1} 页
            </span>
            <TurnPages
              after={after}
              next={data.next}
              waits={isPlaceholderData}
              go={to => void navigate({ to: '/operate/openings', search: given({ after: to }) })}
            />
          </div>
        )}
      </section>
    </>
  )
}

export const route = createLazyRoute('/operate/openings')({ component: OpeningsPage })
