import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Popover, Select, Table } from 'antd'
import { type Key, lazy, type ReactNode, Suspense, useState } from 'react'
import { type GivenFile, type Problem, problemOf } from '../ask/index.ts'
import { RefusedPage } from '../refused-page.tsx'
import { Told } from '../told.tsx'
import { useNarrow } from '../use-narrow.ts'
import { countWord } from '../count-word.ts'
import { FilterField } from './filter-field.tsx'
import { KeptFilters } from './kept-filters.tsx'
import type { ListFilter } from './list-filter.ts'
import { type ListSearch, turning } from './list-search.ts'
import { TakeButtons } from './take-buttons.tsx'
import { TurnPages } from './turn-pages.tsx'
import './list-page.css'

const ListPaper = lazy(() => import('../paper/index.ts').then(({ ListPaper: default_ }) => ({ default: default_ })))

export type ListColumn<Row> = Readonly<{
  key: string
  title: string
  show: (row: Row) => ReactNode
  width?: number
  align?: 'right'
  /** On a phone only the facts that decide are shown: at most two. */
  decides?: true
  /** On a phone it stands under them with its title, where it says anything; or what stands there in its place. */
  below?: true | ((row: Row) => ReactNode)
  /** Off until somebody asks for it. */
  folded?: true
  /** The columns on paper that say what it says, where those are others: who takes it off the list has them off the paper too. */
  onPaper?: readonly string[]
}>

/** `beyond`: how many more there are that the reader may not see, where the question says so. */
export type ListAnswer<Row> = Readonly<{ total: number; rows: readonly Row[]; next: string | null; beyond?: number }>

/** The whole list under its conditions, as the office gives it to be taken along. */
export type TakeList<Search> = (search: Search, as: 'workbook' | 'paper') => Promise<GivenFile>

export type ListPageParts<Row, Search extends ListSearch> = Readonly<{
  /** Names the list in memory: which columns somebody chose. */
  id: string
  title: string
  /** One sentence: what this list is and as of when. */
  says: ReactNode
  search: Search
  go: (search: ListSearch) => void
  load: (search: Search, cursor: string | undefined, signal: AbortSignal) => Promise<ListAnswer<Row>>
  filters: readonly ListFilter[]
  columns: readonly ListColumn<Row>[]
  keyOf: (row: Row) => string
  /** The one thing to do on this page. */
  primary?: ReactNode
  /** Something new on the list: a button in the head, and the form that it opens above the list. */
  begins?: Readonly<{ word: string; form: ReactNode }> | undefined
  /** Over the conditions: what all of it comes to. */
  above?: ReactNode
  /** What may be done with the whole list under its conditions, whatever pages it has. */
  whole?: (total: number) => ReactNode
  /** What may be done with the rows ticked, on whatever pages; `total` is how many the whole list has. */
  bulk?: (rows: readonly Row[], done: () => void, total: number) => ReactNode
  /** Nothing to show: what that means, and what to do next. */
  empty: Readonly<{ says: string; todo: ReactNode }>
  measure: string
  /** What its own order is called, and others the list may stand in; the one chosen is `search.sort`. */
  sorts?: Readonly<{ own: string; others: readonly Readonly<{ value: string; word: string }>[] }>
  /** On a phone a card has one thing to do. */
  act?: (row: Row) => ReactNode
  /** With it, the list is exported and printed. */
  take?: TakeList<Search>
}>

const paperColumns = ({ title, onPaper = [title] }: Readonly<{ title: string; onPaper?: readonly string[] }>): readonly string[] => onPaper

const chosenOf = (id: string): readonly string[] | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`columns ${id}`) ?? 'null')
    return Array.isArray(kept) && kept.length > 0 ? kept.map(String) : null
  } catch {
    return null
  }
}

/** What else must be read before a card is opened, each under its title. */
const CardLines = <Row,>({ columns, row }: Readonly<{ columns: readonly ListColumn<Row>[]; row: Row }>) => {
  const said = columns.flatMap(({ key, title, below, show }) => {
    const shown = below === undefined ? '' : (below === true ? show : below)(row)
    return shown === '' || shown === null ? [] : [{ key, title, shown }]
  })
  return said.length === 0 ? null : (
    <dl className="card-lines">
      {said.map(({ key, title, shown }) => (
        <div key={key}>
          <dt>{title}</dt>
          <dd>{shown}</dd>
        </div>
      ))}
    </dl>
  )
}

/** So many conditions are in sight; the others are folded until somebody wants them, or the address names one. On a phone the list comes first. */
const shownFilters = { wide: 3, narrow: 0 }

/** A list as every clerk knows it: query form, table, totals; a phone gets cards. Filters and page stand in the address. */
export const ListPage = <Row extends object, Search extends ListSearch>(parts: ListPageParts<Row, Search>) => {
  const { id, title, says, search, go, load, filters, columns, keyOf, primary, begins, bulk, empty, measure, sorts, act, take, above, whole } = parts
  const narrow = useNarrow()
  const inSight = narrow ? shownFilters.narrow : shownFilters.wide
  /** By their keys, as they stood when they were ticked: they stay through a turn of the page. */
  const [ticked, setTicked] = useState<ReadonlyMap<Key, Row>>(new Map())
  const [chosen, setChosen] = useState(() => chosenOf(id))
  const [unfolded, setUnfolded] = useState(() => !narrow && filters.slice(inSight).some(({ key }) => search[key] !== undefined))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [beginning, setBeginning] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [said, setSaid] = useState<Problem | string | null>(null)
  const asked: Search = Object.keys(typed).length === 0 ? search : { ...search, ...typed }
  const { cursor, before } = turning(search.after, null)
  const { data, error, isPending, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: [id, asked],
    queryFn: ({ signal }) => load(asked, cursor, signal),
    placeholderData: keepPreviousData,
  })
  const shown = columns.filter(({ key, folded }) => (chosen === null ? folded !== true : chosen.includes(key)))
  const choose = (keys: readonly string[] | null): void => {
    setChosen(keys)
    if (keys === null) localStorage.removeItem(`columns ${id}`)
    else localStorage.setItem(`columns ${id}`, JSON.stringify(keys))
  }
  const conditions = filters.filter(({ frames }) => frames !== true)
  const chosenFilters = conditions.filter(({ key }) => asked[key] !== undefined).length
  const filtered = chosenFilters > 0
  const untick = (): void => setTicked(new Map())
  const filter = (key: string, value: string | undefined, neverInAddress = false): void => {
    untick()
    if (!neverInAddress) return go({ ...search, [key]: value, after: undefined })
    const { [key]: _, ...others } = typed
    setTyped(value === undefined ? others : { ...others, [key]: value })
    go({ ...search, after: undefined })
  }
  const anew = (to: ListSearch): void => {
    untick()
    setTyped({})
    go(to)
  }
  /** What is left when every condition is taken away. */
  const framed = Object.fromEntries(filters.flatMap(({ key, frames }) => (frames === true ? [[key, search[key]]] : [])))
  const rows = data?.rows ?? []
  // One that is in sight stands as it is now.
  const inSightNow = new Map<Key, Row>(rows.map(row => [keyOf(row), row]))
  const tickedRows = [...ticked].map(([key, row]) => inSightNow.get(key) ?? row)
  const elsewhere = tickedRows.filter(row => !inSightNow.has(keyOf(row))).length
  const tick = (keys: readonly Key[]): void =>
    setTicked(
      new Map(
        keys.flatMap(key => {
          const row = inSightNow.get(key) ?? ticked.get(key)
          return row === undefined ? [] : [[key, row] as const]
        }),
      ),
    )

  // Not for this reader at all: neither the query form nor an empty table stands around the refusal.
  if (error !== null && data === undefined && problemOf(error).status === 403) return <RefusedPage title={title} problem={problemOf(error)} />
  const nothing = (
    <div className="empty">
      <strong>{filtered ? '没有符合条件的' : empty.says}</strong>
      {filtered ? (
        <button type="button" className="link-button" onClick={() => anew(framed)}>
          清除条件，看全部
        </button>
      ) : (
        empty.todo
      )}
    </div>
  )
  if (printing && take !== undefined)
    return (
      <Suspense fallback={<p className="empty">正在准备打印…</p>}>
        <ListPaper
          take={() => take(asked, 'paper')}
          back={() => setPrinting(false)}
          without={columns.flatMap(paperColumns).filter(header => !shown.flatMap(paperColumns).includes(header))}
        />
      </Suspense>
    )
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="says">{says}</div>
        {primary}
        {begins === undefined ? null : (
          <button type="button" className="plain-button no-print" aria-expanded={beginning} onClick={() => setBeginning(!beginning)}>
            {begins.word}
          </button>
        )}
      </div>
      {above}
      {begins === undefined || !beginning ? null : (
        <section className="paper no-print" aria-label={begins.word}>
          {begins.form}
        </section>
      )}
      {/* On a phone, a list without conditions that nobody takes along has nothing to ask. */}
      <section className="paper" aria-label="查询条件" hidden={narrow && filters.length === 0 && take === undefined && sorts === undefined}>
        <div className="query">
          {(unfolded ? filters : filters.slice(0, inSight)).map(each => (
            <FilterField
              key={each.key}
              id={`${id}-${each.key}`}
              filter={each}
              value={asked[each.key]}
              narrow={narrow}
              set={value => filter(each.key, value, each.kind === 'words' && each.neverInAddress === true)}
            />
          ))}
          {sorts === undefined || (narrow && !unfolded) ? null : (
            <label htmlFor={`${id}-sort`}>
              排列
              <Select
                id={`${id}-sort`}
                style={{ width: narrow ? '100%' : 160 }}
                value={search['sort'] ?? null}
                onChange={value => filter('sort', value ?? undefined)}
                allowClear
                placeholder={sorts.own}
                options={sorts.others.map(({ value, word }) => ({ value, label: word }))}
              />
            </label>
          )}
          {filters.length <= inSight ? null : (
            <button type="button" className="link-button" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded
                ? '收起条件'
                : inSight > 0
                  ? `更多条件（${filters.length - inSight}）`
                  : chosenFilters === 0
                    ? `条件（${filters.length}）`
                    : `条件（已选 ${chosenFilters}）`}
            </button>
          )}
          <span className="tools">
            {filters.length === 0 ? null : <KeptFilters id={id} search={search} go={anew} />}
            {take === undefined ? null : <TakeButtons take={as => take(asked, as)} narrow={narrow} print={() => setPrinting(true)} say={setSaid} />}
            {narrow ? null : (
              <Popover
                trigger="click"
                placement="bottomRight"
                content={
                  <>
                    <Checkbox.Group
                      style={{ display: 'grid', gap: 8 }}
                      value={shown.map(({ key }) => key)}
                      options={columns.map(({ key, title: word }) => ({ value: key, label: word, disabled: shown.length === 1 && shown[0]?.key === key }))}
                      onChange={keys => choose(keys)}
                    />
                    <button type="button" className="link-button" disabled={chosen === null} onClick={() => choose(null)}>
                      恢复原来的列
                    </button>
                  </>
                }
              >
                <Button>选择列</Button>
              </Popover>
            )}
          </span>
        </div>
        {said === null ? null : <div className="tools-say">{typeof said === 'string' ? <span role="status">{said}</span> : <Told problem={said} />}</div>}
      </section>
      {error === null ? null : (
        <>
          <Told problem={problemOf(error)} />
          <Button onClick={() => void refetch()}>再试一次</Button>
        </>
      )}
      <section className="paper" aria-label={title} aria-busy={isFetching}>
        {error !== null && data === undefined ? null : data !== undefined && rows.length === 0 ? (
          nothing
        ) : data === undefined && narrow ? (
          <p className="empty">正在打开…</p>
        ) : narrow ? (
          <ul className="cards">
            {rows.map(row => (
              <li key={keyOf(row)}>
                <div className="decides">
                  {columns
                    .filter(({ decides }) => decides === true)
                    .map(({ key, show }) => (
                      <span key={key}>{show(row)}</span>
                    ))}
                </div>
                <CardLines columns={columns} row={row} />
                {act === undefined ? null : <div className="card-act">{act(row)}</div>}
              </li>
            ))}
          </ul>
        ) : (
          // A wide table scrolls in its own box, and the page does not.
          <div className="wide">
            <Table<Row>
              rowKey={keyOf}
              dataSource={[...rows]}
              loading={isPending || isPlaceholderData}
              // What is not answered yet is not nothing.
              locale={{ emptyText: '正在打开…' }}
              pagination={false}
              size="small"
              columns={shown.map(({ key, title: word, show, width, align }) => ({
                key,
                title: word,
                ...(width === undefined ? {} : { width }),
                ...(align === undefined ? {} : { align }),
                render: (_: unknown, row: Row) => show(row),
              }))}
              {...(bulk === undefined
                ? {}
                : { rowSelection: { selectedRowKeys: [...ticked.keys()], preserveSelectedRowKeys: true, onChange: (keys: Key[]) => tick(keys) } })}
            />
          </div>
        )}
        <div className="totals">
          {data === undefined ? null : (
            <span aria-live="polite">
              共 {countWord(data.total)} {measure}
              {rows.length === 0 ? '' : `，本页 ${rows.length} ${measure}，第 ${before + 1} 页`}
              {(data.beyond ?? 0) === 0 ? '' : `；另有 ${data.beyond?.toLocaleString('zh-CN')} ${measure}不在您的范围内`}
            </span>
          )}
          {bulk !== undefined && tickedRows.length > 0 ? (
            <div className="ticked">
              <span role="status">
                已选 {countWord(tickedRows.length)} {measure}
                {elsewhere === 0 ? '' : `，其中 ${countWord(elsewhere)} ${measure}在别的页`}
              </span>
              <button type="button" className="link-button" onClick={untick}>
                不选了
              </button>
              {bulk(tickedRows, untick, data?.total ?? tickedRows.length)}
            </div>
          ) : null}
          {whole !== undefined && data !== undefined && data.total > 0 && tickedRows.length === 0 && !isPlaceholderData ? whole(data.total) : null}
          <TurnPages after={search.after} next={data?.next ?? null} waits={isPlaceholderData} go={after => go({ ...search, after })} />
        </div>
      </section>
    </>
  )
}
