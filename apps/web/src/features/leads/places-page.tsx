import { type OpenKind, openKindIds, openKinds } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { TakeButtons } from '../../shared/list-page/index.ts'
import { ListPaper } from '../../shared/paper/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { useNarrow } from '../../shared/use-narrow.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { type Board, boards, type LeadSearch } from './lead-search.ts'
import { OfCounty, useCounty } from './of-county.tsx'
import './leads.css'

/** What a line of the board stands for. */
const boardWords: Readonly<Record<Board, string>> = { township: '乡镇', school: '学校', owner: '责任人' }
type Cell = Readonly<{ open: number; overdue: number }>

type Counted = Pick<Awaited<ReturnType<typeof office.leads.countLeads>>['counts'][number], 'kind' | 'leads' | 'overdue'>
type Owners = Awaited<ReturnType<typeof office.leads.listLeadOwners>>['owners']
/** A line of the board: what it is called, how many there are, and to which rows it opens. */
type Line = Readonly<{ key: string; name: string; of: (kind: OpenKind | null) => Cell; opens: LeadSearch; oldestDueOn: string | null }>
const sumOf =
  (counts: readonly Counted[]) =>
  (kind: OpenKind | null): Cell =>
    counts
      .filter(each => kind === null || each.kind === kind)
      .reduce<Cell>((sum, { leads, overdue }) => ({ open: sum.open + leads, overdue: sum.overdue + overdue }), { open: 0, overdue: 0 })

/** How dark a cell is: by its share of the largest, in four steps that print in black and white too. */
const shadeOf = (n: number, most: number): string => (n === 0 ? '' : `shade-${Math.min(4, Math.ceil((n / most) * 4))}`)

const linesOfOwners = (owners: Owners): readonly Line[] =>
  owners.map(({ ownerAccountId, name, kinds, oldestDueOn }) => ({
    key: ownerAccountId ?? '',
    name: name ?? (ownerAccountId === null ? '还没有责任人' : `账号 ${ownerAccountId}`),
    of: sumOf(kinds),
    opens: { owner: ownerAccountId ?? 'none' },
    oldestDueOn,
  }))

const linesOfPlaces = (open: Awaited<ReturnType<typeof office.leads.countLeads>>['counts'], by: Exclude<Board, 'owner'>): readonly Line[] =>
  [...Map.groupBy(open, ({ place }) => place)].map(([place, of]) => ({
    key: place ?? '',
    name: of[0]?.placeName ?? (place === null ? (by === 'school' ? '不在学校' : '没有乡镇') : place),
    of: sumOf(of),
    opens: by === 'township' ? { township: place ?? 'none' } : { schoolId: place ?? 'none' },
    oldestDueOn: null,
  }))

/** A number, or the words around it, open to its rows for whoever may see them. */
type Opened = (n: number, search: LeadSearch, words?: string) => ReactNode
type CardParts = Readonly<{ line: Line; kinds: readonly OpenKind[]; opened: Opened }>

/** A line of the board on a phone: who or where, how many and how late; below, of which kinds. */
const BoardCard = ({ line: { name, of, opens, oldestDueOn }, kinds, opened }: CardParts) => (
  <li>
    <div className="decides">
      <strong>{name}</strong>
      <span>
        {opened(of(null).open, opens, `${countWord(of(null).open)} 条`)}
        {of(null).overdue === 0 ? null : (
          <StateWord shape="wrong">{opened(of(null).overdue, { ...opens, overdue: 'true' }, `已过期 ${countWord(of(null).overdue)}`)}</StateWord>
        )}
      </span>
    </div>
    <div className="parts">
      {kinds.map(kind =>
        of(kind).open === 0 ? null : <span key={kind}>{opened(of(kind).open, { ...opens, kind }, `${openKinds[kind].word} ${countWord(of(kind).open)}`)}</span>,
      )}
    </div>
    {oldestDueOn === null ? null : <div className={oldestDueOn < today() ? 'late-number' : 'soft'}>最早期限 {oldestDueOn}</div>}
  </li>
)

/** Where the leads are that are not closed, and with whom: a table by kind and deadline, each number opening to its rows; cards on a phone. */
const PlacesPage = () => {
  const search = route.useSearch()
  const { county } = search
  const navigate = useNavigate()
  const within = given({ county })
  const me = useMe()
  const narrow = useNarrow()
  const [printing, setPrinting] = useState(false)
  const [said, setSaid] = useState<Problem | string | null>(null)
  const [order, setOrder] = useState<OpenKind | 'all' | 'overdue' | 'oldest' | null>(null)
  const { opens } = useCounty(county)
  const mayOpen = mayReach(me, 'leads', 'rows') && (county === undefined || opens)
  // Whoever sees counts alone is told of places; with whom the leads are, whoever sees them.
  const shown = boards.filter(each => each !== 'owner' || mayOpen)
  const by = shown.find(each => each === search.by) ?? 'township'
  const counted = useQuery({
    queryKey: ['leads by', by, county],
    queryFn: ({ signal }) => office.leads.countLeads({ by: by === 'owner' ? 'division' : by, ...within }, { signal }),
  })
  const owned = useQuery({
    queryKey: ['owners of leads', county],
    queryFn: ({ signal }) => office.leads.listLeadOwners(within, { signal }),
    enabled: by === 'owner',
  })
  const error = counted.error ?? (by === 'owner' ? owned.error : null)
  const data = by === 'owner' && owned.data === undefined ? undefined : counted.data
  const open = (counted.data?.counts ?? []).filter(({ state }) => state !== 'closed')
  const kinds = openKindIds.filter(kind => open.some(each => each.kind === kind))
  const lines = by === 'owner' ? linesOfOwners(owned.data?.owners ?? []) : linesOfPlaces(open, by)
  const sorted = order === null || (order === 'oldest' && by !== 'owner') ? (by === 'owner' ? 'oldest' : 'all') : order
  const weight = (line: Line): number => (sorted === 'overdue' ? line.of(null).overdue : line.of(sorted === 'all' || sorted === 'oldest' ? null : sorted).open)
  // Array.toSorted is younger than the oldest browser we serve.
  const inOrder = [...lines].sort(
    (a, b) =>
      (sorted === 'oldest' ? (a.oldestDueOn ?? '').localeCompare(b.oldestDueOn ?? '') : 0) || weight(b) - weight(a) || a.name.localeCompare(b.name, 'zh-CN'),
  )
  const most = Math.max(1, ...inOrder.flatMap(line => kinds.map(kind => line.of(kind).open)))
  const { open: total, overdue: late } = sumOf(open)(null)
  const opened: Opened = (n, search, words = countWord(n)) =>
    n === 0 ? (
      ''
    ) : mayOpen ? (
      <Link className="opens" to="/leads" search={{ state: 'unclosed', ...within, ...search }}>
        {words}
      </Link>
    ) : (
      words
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
  const orders = [
    ...kinds.map(kind => [kind, openKinds[kind].word] as const),
    ['all', '合计'] as const,
    ['overdue', '已过期'] as const,
    ...(by === 'owner' ? [['oldest', '最早期限'] as const] : []),
  ]
  const take = (as: 'workbook' | 'paper') => (by === 'owner' ? office.leads.takeLeadOwners.file({ as }) : office.leads.takeLeadPlaces.file({ by, as }))
  if (printing) return <ListPaper take={() => take('paper')} back={() => setPrinting(false)} />
  if (error !== null && data === undefined) return <RefusedPage title="线索分布" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>线索分布</h1>
        <div className="says">
          {county === undefined ? null : <OfCounty county={county} />}
          {data === undefined
            ? '正在数…'
            : `还没有销号的 ${countWord(total)} 条，其中已过期 ${countWord(late)} 条；截至 ${today()}。${mayOpen ? '数字点开就是名单。' : ''}`}
        </div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <div className="acts no-print">
        {shown.map(each => (
          <Button
            key={each}
            type={by === each ? 'primary' : 'default'}
            aria-pressed={by === each}
            onClick={() => void navigate({ to: '/leads/places', search: { ...within, ...(each === 'township' ? {} : { by: each }) } })}
          >
            按{boardWords[each]}
          </Button>
        ))}
        {county === undefined ? <TakeButtons take={take} narrow={narrow} print={() => setPrinting(true)} say={setSaid} /> : null}
      </div>
      {said === null ? null : typeof said === 'string' ? <p role="status">{said}</p> : <Told problem={said} />}
      <section className="paper wide" aria-label="线索分布">
        {data === undefined ? (
          <p className="empty">正在打开…</p>
        ) : total === 0 ? (
          <div className="empty">
            <strong>没有未销号的线索</strong>
            您的范围内的线索都办完了。
          </div>
        ) : narrow ? (
          <>
            <label className="board-order">
              排列
              <select value={sorted} onChange={({ target }) => setOrder(orders.find(([key]) => key === target.value)?.[0] ?? null)}>
                {orders.map(([key, word]) => (
                  <option key={key} value={key}>
                    {key === 'oldest' ? '最早期限早的在前' : `${word}多的在前`}
                  </option>
                ))}
              </select>
            </label>
            <ul className="cards">
              {inOrder.map(line => (
                <BoardCard key={line.key} line={line} kinds={kinds} opened={opened} />
              ))}
            </ul>
            <p>
              合计 {opened(total, {}, `${countWord(total)} 条`)}
              {late === 0 ? null : <>，已过期 {opened(late, { overdue: 'true' }, `${countWord(late)} 条`)}</>}
            </p>
          </>
        ) : (
          <table className="heat">
            <thead>
              <tr>
                <th scope="col">{boardWords[by]}</th>
                {orders.map(([key, word]) => (
                  <th scope="col" key={key} aria-sort={sorted !== key ? 'none' : key === 'oldest' ? 'ascending' : 'descending'}>
                    <button type="button" className="sorts" onClick={() => setOrder(key)}>
                      {word}
                      {sorted !== key ? '' : key === 'oldest' ? ' ↑' : ' ↓'}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {inOrder.map(line => (
                <tr key={line.key}>
                  <th scope="row">{line.name}</th>
                  {numbers(line.of, line.opens, true)}
                  {line.oldestDueOn === null ? null : <td className={line.oldestDueOn < today() ? 'late-number' : ''}>{line.oldestDueOn}</td>}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                {numbers(sumOf(open), {}, false)}
                {by === 'owner' ? <td /> : null}
              </tr>
            </tfoot>
          </table>
        )}
      </section>
    </>
  )
}

export const route = createLazyRoute('/leads/places')({ component: PlacesPage })
