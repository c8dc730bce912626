import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { LocksSearch } from './receive-search.ts'

type Locked = Awaited<ReturnType<typeof office.registry.listLocked>>['lists'][number]

const columns: readonly ListColumn<Locked>[] = [
  {
    key: 'name',
    title: '底数名称',
    show: ({ lockedListId, name }) => (
      <Link to="/receive/locks/$lockedListId" params={{ lockedListId }} search={{}}>
        {name}
      </Link>
    ),
    decides: true,
  },
  { key: 'source', title: '名册', show: ({ sourceName }) => sourceName },
  { key: 'members', title: '锁定人数', align: 'right', show: ({ members }) => <span className="amount">{countWord(members)} 人</span>, decides: true },
  { key: 'when', title: '什么时候锁定', show: ({ lockedAt }) => momentWord(lockedAt) },
  { key: 'by', title: '谁锁定', show: ({ lockedBy }) => lockedBy ?? '' },
  { key: 'digest', title: '摘要', show: ({ digest }) => <span className="identifier">{digest.slice(0, 12)}</span> },
]

/** Which roster, and under what name: what it holds now is said before it is locked. */
const LockForm = ({ done }: Readonly<{ done: (lockedListId: string) => void }>) => {
  const { data, error } = useQuery({ queryKey: ['lockable'], queryFn: ({ signal }) => office.registry.listLockable({}, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在数各份名册的人数…</p>
  if (data.rosters.length === 0)
    return (
      <p className="soft">
        还没有可以锁定的名册。先在“<Link to="/receive">来件</Link>”里收数、入库。
      </p>
    )
  return (
    <OrderForm
      id="lock list"
      fields={[
        {
          key: 'source',
          label: '锁定哪份名册',
          kind: 'choice',
          required: true,
          options: data.rosters.map(({ source, sourceName, persons, parts }) => ({
            value: source,
            word: `${sourceName}（${parts > 1 ? `全部 ${parts} 份，` : ''}现在 ${countWord(persons)} 人）`,
          })),
        },
        { key: 'name', label: '底数名称', kind: 'line', required: true, placeholder: '如 2022 年秋季脱贫户底数' },
      ]}
      button="锁定底数"
      says="锁定的是这一刻名册上的人和他们的登记。锁定以后不能改、不能删；名册以后再变，列为新增、减少、变更，底数不动。"
      submit={async ({ source = '', name = '' }, beside) => done((await office.registry.lockList({ source, name }, beside)).lockedListId)}
    />
  )
}

/** 底数锁定: every list that was locked, and a new one. */
const LocksPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'designations', 'write')
  return (
    <ListPage
      id="locks"
      title="底数锁定"
      says="把一份名册在某一刻的名单定下来，作为以后核对的底数：谁后来进来、谁出去、谁的登记变了，都对照它说。"
      search={search}
      go={to => void navigate({ to: '/receive/locks', search: to as LocksSearch })}
      load={async (_, before, signal) => {
        const { total, lists, next } = await office.registry.listLocked(given({ before }), { signal })
        return { total, rows: lists, next }
      }}
      filters={[]}
      columns={columns}
      keyOf={({ lockedListId }) => lockedListId}
      begins={
        may
          ? {
              word: '锁定一份底数',
              form: (
                <LockForm done={lockedListId => void navigate({ to: '/receive/locks/$lockedListId', params: { lockedListId }, search: { part: 'members' } })} />
              ),
            }
          : undefined
      }
      empty={{ says: '还没有锁定过底数', todo: may ? '各单位的名册收齐、入库以后，点上面的“锁定一份底数”。' : '由县学生资助中心锁定。' }}
      measure="份"
    />
  )
}

export const route = createLazyRoute('/receive/locks')({ component: LocksPage })
