import { type OpenKind, openKindIds, openKinds } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { TakeButtons } from '../../shared/list-page/index.ts'
import { ListPaper } from '../../shared/paper/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { useNarrow } from '../../shared/use-narrow.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { LeadSearch } from './lead-search.ts'
import { OfCounty, useCounty } from './of-county.tsx'
import './leads.css'

type By = 'township' | 'school'
type Cell = Readonly<{ open: number; overdue: number }>

type Counted = Awaited<ReturnType<typeof office.leads.countLeads>>['counts'][number]
const sumOf =
  (counts: readonly Counted[]) =>
  (kind: OpenKind | null): Cell =>
    counts
      .filter(each => kind === null || each.kind === kind)
      .reduce<Cell>((sum, { leads, overdue }) => ({ open: sum.open + leads, overdue: sum.overdue + overdue }), { open: 0, overdue: 0 })

/** How dark a cell is: by its share of the largest, in four steps that print in black and white too. */
const shadeOf = (n: number, most: number): string => (n === 0 ? '' : `shade-${Math.min(4, Math.ceil((n / most) * 4))}`)

/** Where the leads are that are not closed: a table of places and kinds, each number opening to its rows. */
const PlacesPage = () => {
  const { county } = route.useSearch()
  const within = given({ county })
  const me = useMe()
  const narrow = useNarrow()
  const [printing, setPrinting] = useState(false)
  const [said, setSaid] = useState<Problem | string | null>(null)
  const [by, setBy] = useState<By>('township')
  const [order, setOrder] = useState<OpenKind | 'all' | 'overdue'>('all')
  const { data, error } = useQuery({ queryKey: ['leads by', by, county], queryFn: ({ signal }) => office.leads.countLeads({ by, ...within }, { signal }) })
  const { opens } = useCounty(county)
  const mayOpen = mayReach(me, 'leads', 'rows') && (county === undefined || opens)
  const open = (data?.counts ?? []).filter(({ state }) => state !== 'closed')
  const kinds = openKindIds.filter(kind => open.some(each => each.kind === kind))
  const ofPlace = new Map<string | null, (typeof open)[number][]>()
  for (const line of open) ofPlace.set(line.place, [...(ofPlace.get(line.place) ?? []), line])
  const places = [...ofPlace].map(([place, of]) => ({
    place,
    name: of[0]?.placeName ?? (place === null ? (by === 'school' ? '不在学校' : '没有乡镇') : place),
    of: sumOf(of),
  }))
  const weight = (place: (typeof places)[number]): number => (order === 'overdue' ? place.of(null).overdue : place.of(order === 'all' ? null : order).open)
  // Array.toSorted is younger than the oldest browser we serve.
  const inOrder = [...places].sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name, 'zh-CN'))
  const most = Math.max(1, ...inOrder.flatMap(place => kinds.map(kind => place.of(kind).open)))
  const { open: total, overdue: late } = sumOf(open)(null)
  const opened = (n: number, search: LeadSearch) =>
    n === 0 ? (
      ''
    ) : mayOpen ? (
      <Link className="opens" to="/leads" search={{ state: 'unclosed', ...within, ...search }}>
        {countWord(n)}
      </Link>
    ) : (
      countWord(n)
    )
  /** The numbers of a place or of all of them: by kind, together, and past their day. */
  const numbers = (of: (kind: OpenKind | null) => Cell, at: LeadSearch, shaded: boolean) => (
    <>
      {kinds.map(kind => (
        <td key={kind} className={shaded ? shadeOf(of(kind).open, most) : ''}>
          {opened(of(kind).open, { ...at, kind })}
        </td>
      ))}
      <td>{opened(of(null).open, at)}</td>
      <td className={of(null).overdue > 0 ? 'late-number' : ''}>{opened(of(null).overdue, { ...at, overdue: 'true' })}</td>
    </>
  )
  const take = (as: 'workbook' | 'paper') => office.leads.takeLeadPlaces.file({ by, as })
  if (printing) return <ListPaper take={() => take('paper')} back={() => setPrinting(false)} />
  if (error !== null && data === undefined) return <RefusedPage title="各乡镇各校" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>线索按乡镇和学校</h1>
        <div className="says">
          {county === undefined ? null : <OfCounty county={county} />}
          还没有销号的 {countWord(total)} 条，其中已过期 {countWord(late)} 条；截至 {today()}。{mayOpen ? '数字点开就是名单。' : ''}
        </div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <div className="acts no-print">
        <Button type={by === 'township' ? 'primary' : 'default'} aria-pressed={by === 'township'} onClick={() => setBy('township')}>
          按乡镇
        </Button>
        <Button type={by === 'school' ? 'primary' : 'default'} aria-pressed={by === 'school'} onClick={() => setBy('school')}>
          按学校
        </Button>
        {county === undefined ? <TakeButtons take={take} narrow={narrow} print={() => setPrinting(true)} say={setSaid} /> : null}
      </div>
      {said === null ? null : typeof said === 'string' ? <p role="status">{said}</p> : <Told problem={said} />}
      <section className="paper wide" aria-label="线索分布">
        {data !== undefined && total === 0 ? (
          <div className="empty">
            <strong>没有未销号的线索</strong>
            您的范围内的线索都办完了。
          </div>
        ) : (
          <table className="heat">
            <thead>
              <tr>
                <th scope="col">{by === 'township' ? '乡镇' : '学校'}</th>
                {[...kinds.map(kind => [kind, openKinds[kind].word] as const), ['all', '合计'] as const, ['overdue', '已过期'] as const].map(([key, word]) => (
                  <th scope="col" key={key} aria-sort={order === key ? 'descending' : 'none'}>
                    <button type="button" className="sorts" onClick={() => setOrder(key)}>
                      {word}
                      {order === key ? ' ↓' : ''}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {inOrder.map(place => (
                <tr key={place.place ?? ''}>
                  <th scope="row">{place.name}</th>
                  {numbers(place.of, by === 'township' ? { township: place.place ?? 'none' } : { schoolId: place.place ?? 'none' }, true)}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                {numbers(sumOf(open), {}, false)}
              </tr>
            </tfoot>
          </table>
        )}
      </section>
    </>
  )
}

export const route = createLazyRoute('/leads/places')({ component: PlacesPage })
