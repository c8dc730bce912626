import { type Field, fields as fieldWords, openedForAtMostDays } from '@yingjin/domain/access'
import { useQueries, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord, today } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'

type County = Awaited<ReturnType<typeof office.access.listCounties>>['counties'][number]
type Counts = Readonly<{ unclosed: number; overdue: number }>

/** What a page shows once it is open: names stand with the children, grounds with the categories. */
const openable = {
  names: { word: '线索，连同孩子的姓名和学校', fields: ['leads', 'persons'] },
  grounds: { word: '再加上困难类别和依据', fields: ['leads', 'persons', 'designations'] },
} as const satisfies Readonly<Record<string, Readonly<{ word: string; fields: readonly Field[] }>>>
const isOpenable = (text: string): text is keyof typeof openable => text in openable

const wordOf = (field: string): string => (field in fieldWords ? fieldWords[field as Field] : field)

/** The rows of one county, with a reason and until a day; another person of the prefecture looks at it afterwards. */
const OpenForm = ({ county, done }: Readonly<{ county: County; done: () => void }>) => (
  <OrderForm
    id={`open rows ${county.division}`}
    begins={{ what: 'names', to: today() }}
    fields={[
      { key: 'what', label: '打开什么', kind: 'choice', required: true, options: Object.entries(openable).map(([value, { word }]) => ({ value, word })) },
      { key: 'to', label: '看到哪天为止', kind: 'day', required: true },
      { key: 'reason', label: '为什么要看明细', kind: 'words', required: true, rows: 2, placeholder: '例如：核查未入学线索的办理，来文编号' },
    ]}
    button={`打开${county.name}的明细`}
    says={`最多看 ${openedForAtMostDays} 天，到期自动关上。谁、为什么、看到哪天，本市的管理员要复核，${county.name}也看得到；看了谁都记在操作日志里。只看，不能改，也不能导出。`}
    submit={({ what = '', to = '', reason = '' }, beside) =>
      office.access.openRows({ division: county.division, fields: isOpenable(what) ? [...openable[what].fields] : [], to, reason }, beside)
    }
    done={done}
  />
)

const CountyCard = ({ county, counts, byDuty, children }: Readonly<{ county: County; counts: Counts | undefined; byDuty: boolean; children: ReactNode }>) => {
  const [opening, setOpening] = useState(false)
  const open = byDuty || county.opened.some(({ fields }) => fields.includes('leads'))
  const shown = (count: number, more: Readonly<{ overdue?: 'true' }>) =>
    open && count > 0 ? (
      <Link className="opens" to="/leads" search={{ county: county.division, state: 'unclosed', ...more }}>
        {countWord(count)}
      </Link>
    ) : (
      countWord(count)
    )
  return (
    <section className="paper" aria-label={county.name}>
      <h2>{county.name}</h2>
      {children}
      {counts === undefined ? null : (
        <p>
          没有销号的线索 {shown(counts.unclosed, {})} 条，其中已过期 {shown(counts.overdue, { overdue: 'true' })} 条。
          <Link to="/leads/places" search={{ county: county.division }}>
            看线索分布
          </Link>
        </p>
      )}
      {!open && county.opened.length === 0 ? <p className="soft">现在只看数目。要看是哪些孩子，写明原因打开。</p> : null}
      <ul className="plain-list">
        {county.opened.map(({ grantId, fields, reason, to }) => (
          <li key={grantId}>
            打开着：{fields.map(wordOf).join('、')}，看到 {to} 为止。<span className="soft">原因：{reason}</span>
          </li>
        ))}
      </ul>
      <div className="acts no-print">
        {open ? (
          <Link to="/leads" search={{ county: county.division, state: 'unclosed' }}>
            看线索清单
          </Link>
        ) : null}
        {byDuty ? null : (
          <Button aria-pressed={opening} type={opening ? 'primary' : 'default'} onClick={() => setOpening(!opening)}>
            {open ? '再打开一次…' : '打开明细…'}
          </Button>
        )}
      </div>
      {opening ? <OpenForm county={county} done={() => setOpening(false)} /> : null}
    </section>
  )
}

/** What a prefecture sees of its counties: how many, and with a reason, for some days, who. */
const CountiesPage = () => {
  const me = useMe()
  const { data, error, dataUpdatedAt } = useQuery({ queryKey: ['counties'], queryFn: ({ signal }) => office.access.listCounties({}, { signal }) })
  const counties = data?.counties ?? []
  // Whoever sees rows and opened none sees them by the duty itself.
  const byDuty = mayReach(me, 'leads', 'rows') && counties.every(({ opened }) => opened.length === 0)
  const counted = useQueries({
    queries: counties.map(({ division }) => ({
      queryKey: ['leads of county', division],
      queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>) => office.leads.countLeads({ by: 'division', county: division }, { signal }),
    })),
  })
  if (error !== null && data === undefined) return <RefusedPage title="下属县区" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>下属县区</h1>
        <div className="says">
          {me.divisionName}下属各县区的线索有多少；截至 {momentWord(new Date(dataUpdatedAt).toISOString())}
          。平时只看数目，要看是哪些孩子，写明原因，限期打开。
        </div>
      </div>
      {data !== undefined && counties.length === 0 ? (
        <div className="empty">
          <strong>没有下属县区</strong>
          本县的线索在“线索”里看。
        </div>
      ) : null}
      {counties.map((county, at) => {
        const { data: of, error: refused } = counted[at] ?? {}
        const unclosed = (of?.counts ?? []).filter(({ state }) => state !== 'closed')
        const counts = {
          unclosed: unclosed.reduce((sum, { leads }) => sum + leads, 0),
          overdue: unclosed.reduce((sum, { overdue }) => sum + overdue, 0),
        }
        return (
          <CountyCard key={county.division} county={county} byDuty={byDuty} counts={of === undefined ? undefined : counts}>
            {refused === null || refused === undefined ? null : <Told problem={problemOf(refused)} />}
          </CountyCard>
        )
      })}
    </>
  )
}

export const route = createLazyRoute('/counties')({ component: CountiesPage })
