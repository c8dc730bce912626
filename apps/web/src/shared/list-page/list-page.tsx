import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Popover, Select, Table } from 'antd'
import { type Key, type ReactNode, useState } from 'react'
import { problemOf } from '../ask/index.ts'
import { Told } from '../told.tsx'
import { useNarrow } from '../use-narrow.ts'
import { type ListSearch, turning } from './list-search.ts'

export type ListColumn<Row> = Readonly<{
  key: string
  title: string
  show: (row: Row) => ReactNode
  width?: number
  align?: 'right'
  /** On a phone only the facts that decide are shown: at most two. */
  decides?: true
  /** Off until somebody asks for it. */
  folded?: true
}>

export type ListFilter = Readonly<{ key: string; label: string; options: readonly Readonly<{ value: string; word: string }>[]; width?: number }>

export type ListAnswer<Row> = Readonly<{ total: number; rows: readonly Row[]; next: string | null }>

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
  /** What may be done with the rows ticked. */
  bulk?: (rows: readonly Row[], done: () => void) => ReactNode
  /** Nothing to show: what that means, and what to do next. */
  empty: Readonly<{ says: string; todo: ReactNode }>
  measure: string
}>

const chosenOf = (id: string): readonly string[] | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`columns ${id}`) ?? 'null')
    return Array.isArray(kept) ? kept.map(String) : null
  } catch {
    return null
  }
}

/** So many conditions are in sight; the others are folded until somebody wants them, or the address names one. */
const shownFilters = 3

/** A list as every clerk knows it: query form, table, totals; a phone gets cards. Filters and page stand in the address. */
export const ListPage = <Row extends object, Search extends ListSearch>(parts: ListPageParts<Row, Search>) => {
  const { id, title, says, search, go, load, filters, columns, keyOf, primary, bulk, empty, measure } = parts
  const narrow = useNarrow()
  const [ticked, setTicked] = useState<readonly Key[]>([])
  const [chosen, setChosen] = useState(() => chosenOf(id))
  const [unfolded, setUnfolded] = useState(() => filters.slice(shownFilters).some(({ key }) => search[key] !== undefined))
  const { cursor, before, back } = turning(search.after, null)
  const { data, error, isPending, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: [id, search],
    queryFn: ({ signal }) => load(search, cursor, signal),
    placeholderData: keepPreviousData,
  })
  const { forward } = turning(search.after, data?.next ?? null)
  const shown = columns.filter(({ key, folded }) => (chosen === null ? folded !== true : chosen.includes(key)))
  const choose = (keys: readonly string[]): void => {
    setChosen(keys)
    localStorage.setItem(`columns ${id}`, JSON.stringify(keys))
  }
  const filtered = filters.some(({ key }) => search[key] !== undefined)
  const filter = (key: string, value: string | undefined): void => {
    setTicked([])
    go({ ...search, [key]: value, after: undefined })
  }
  const rows = data?.rows ?? []
  const tickedRows = rows.filter(row => ticked.includes(keyOf(row)))

  const nothing = (
    <div className="empty">
      <strong>{filtered ? '没有符合条件的' : empty.says}</strong>
      {filtered ? (
        <button type="button" className="link-button" onClick={() => go({})}>
          清除条件，看全部
        </button>
      ) : (
        empty.todo
      )}
    </div>
  )
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="says">{says}</div>
        {primary}
      </div>
      <section className="paper" aria-label="查询条件">
        <div className="query">
          {(unfolded ? filters : filters.slice(0, shownFilters)).map(({ key, label, options, width = 160 }) => (
            <label key={key} htmlFor={`${id}-${key}`}>
              {label}
              <Select
                id={`${id}-${key}`}
                style={{ width: narrow ? '100%' : width }}
                value={search[key] ?? null}
                onChange={value => filter(key, value ?? undefined)}
                allowClear
                placeholder="全部"
                options={options.map(({ value, word }) => ({ value, label: word }))}
              />
            </label>
          ))}
          {filters.length <= shownFilters ? null : (
            <button type="button" className="link-button" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? '收起条件' : `更多条件（${filters.length - shownFilters}）`}
            </button>
          )}
          {narrow ? null : (
            <Popover
              trigger="click"
              placement="bottomRight"
              content={
                <Checkbox.Group
                  style={{ display: 'grid', gap: 8 }}
                  value={shown.map(({ key }) => key)}
                  options={columns.map(({ key, title: word }) => ({ value: key, label: word }))}
                  onChange={keys => choose(keys)}
                />
              }
            >
              <Button>选择列</Button>
            </Popover>
          )}
        </div>
      </section>
      {error === null ? null : (
        <>
          <Told problem={problemOf(error)} />
          <Button onClick={() => void refetch()}>再试一次</Button>
        </>
      )}
      <section className="paper" aria-label={title} aria-busy={isFetching}>
        {data !== undefined && rows.length === 0 ? (
          nothing
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
              pagination={false}
              size="small"
              columns={shown.map(({ key, title: word, show, width, align }) => ({
                key,
                title: word,
                ...(width === undefined ? {} : { width }),
                ...(align === undefined ? {} : { align }),
                render: (_: unknown, row: Row) => show(row),
              }))}
              {...(bulk === undefined ? {} : { rowSelection: { selectedRowKeys: [...ticked], onChange: (keys: Key[]) => setTicked(keys) } })}
            />
          </div>
        )}
        <div className="totals">
          {data === undefined ? null : (
            <span aria-live="polite">
              共 {data.total.toLocaleString('zh-CN')} {measure}
              {rows.length === 0 ? '' : `，本页 ${rows.length} ${measure}，第 ${before + 1} 页`}
            </span>
          )}
          {bulk !== undefined && tickedRows.length > 0 ? bulk(tickedRows, () => setTicked([])) : null}
          <span className="turn no-print">
            <Button disabled={back === null} onClick={() => go({ ...search, after: back ?? undefined })}>
              上一页
            </Button>
            <Button disabled={forward === undefined || isPlaceholderData} onClick={() => go({ ...search, after: forward })}>
              下一页
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}
