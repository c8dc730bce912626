import { lookText } from '@yingjin/domain/access'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { TrailSearch } from './operate-search.ts'
import { CheckTrail } from './check-trail.tsx'
import { entryWord } from './entry-word.ts'
import { FindTaken } from './find-taken.tsx'
import './operate.css'

type Entry = Awaited<ReturnType<typeof office.access.listTrail>>['entries'][number]

const columns: readonly ListColumn<Entry>[] = [
  { key: 'at', title: '时间', show: ({ at }) => momentWord(at), decides: true },
  {
    key: 'who',
    title: '谁',
    show: ({ accountId, accountName, onBehalfOf }) => (
      <>
        <Link to="/operate/trail" search={{ accountId }}>
          {accountName}
        </Link>
        {onBehalfOf === null ? '' : ` 代 ${onBehalfOf}`}
      </>
    ),
    below: true,
  },
  {
    key: 'what',
    title: '做了什么',
    show: ({ kind, name }) => `${lookText[kind]} · ${entryWord(name)}`,
    decides: true,
  },
  {
    key: 'persons',
    title: '涉及几个人',
    show: ({ persons, entryId }) =>
      persons === 0 ? (
        ''
      ) : (
        <Link className="opens" to="/operate/trail/$entryId" params={{ entryId }}>
          {countWord(persons)}
        </Link>
      ),
    align: 'right',
  },
  { key: 'reason', title: '原因', show: ({ reason }) => reason ?? '' },
  { key: 'seal', title: '封记', show: ({ seal }) => (seal === null ? <span className="soft">还没有封</span> : `第 ${seal} 号`) },
  { key: 'entryId', title: '编号', show: ({ entryId }) => <span className="identifier">{entryId}</span>, folded: true },
]

/** 操作日志: who did, looked at, opened and took along what; sealed in a chain that can be checked here and now. */
const TrailPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'trail', 'rows')
  return (
    <>
      <ListPage
        id="trail"
        title="操作日志"
        says="谁在什么时候办了、看了、导出了什么，最新的在前。每隔几秒封记一次，封记以后改动一个字都查得出来。"
        search={search}
        go={to => void navigate({ to: '/operate/trail', search: to as TrailSearch })}
        load={async ({ kind, accountId, on }, before, signal) => {
          const { total, entries, next } = await office.access.listTrail(given({ kind: kind as Entry['kind'] | undefined, accountId, on, before }), { signal })
          return { total, rows: entries, next }
        }}
        filters={[
          { key: 'on', label: '哪一天', kind: 'day' },
          { key: 'kind', label: '做了什么', options: Object.entries(lookText).map(([value, word]) => ({ value, word })) },
          ...(search.accountId === undefined
            ? []
            : [{ key: 'accountId', label: '谁', options: [{ value: search.accountId, word: `账号 ${search.accountId}` }] }]),
        ]}
        columns={columns}
        keyOf={({ entryId }) => entryId}
        primary={<CheckTrail />}
        empty={{ says: '还没有日志', todo: '有人登录或办理以后，会列在这里。' }}
        measure="条"
      />
      {may ? <FindTaken /> : null}
    </>
  )
}

export const route = createLazyRoute('/operate/trail')({ component: TrailPage })
