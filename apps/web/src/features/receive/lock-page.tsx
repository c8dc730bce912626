import { type LockChange, lockChanges } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage, nameColumn } from '../../shared/list-page/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { lockParts, type LockPart, type LockSearch } from './receive-search.ts'

type Changed = Awaited<ReturnType<typeof office.registry.compareWithLock>>['changes'][number]
type Member = Awaited<ReturnType<typeof office.registry.listLockedMembers>>['members'][number]
type Row = Omit<Changed, 'change' | 'facts'> & Partial<Pick<Changed, 'change' | 'facts'>> & Partial<Pick<Member, 'says'>>

const changeShapes = { came: 'open', went: 'wrong', other: 'under-way' } as const satisfies Readonly<Record<LockChange, string>>
const partWords: Readonly<Record<LockPart, string>> = { ...lockChanges, members: '锁定的名单' }

const columns: readonly ListColumn<Row>[] = [
  nameColumn,
  {
    key: 'place',
    title: '现在在哪里',
    show: ({ school, className, township }) =>
      [school, className, township].filter(each => each !== null).join(' ') || <span className="soft">没有登记学校和乡镇</span>,
  },
]
const asLocked: ListColumn<Row> = { key: 'says', title: '锁定时的登记', show: ({ says = '' }) => says, decides: true }
const asChanged: ListColumn<Row> = {
  key: 'change',
  title: '变化：锁定时 → 现在',
  show: ({ change, facts = [] }) => (
    <>
      {change === undefined ? null : <StateWord shape={changeShapes[change]}>{lockChanges[change]}</StateWord>}
      <ul className="plain-list">
        {facts.map(({ word, sourceName, then, now }) => (
          <li key={`${word} ${sourceName}`}>
            {word} <span className="soft">（{sourceName}）</span>：{then ?? '没有'} → <strong>{now ?? '没有了'}</strong>
          </li>
        ))}
      </ul>
    </>
  ),
  decides: true,
}

/** What differs since, in three numbers, each open to its names; and that the list is still what was locked. */
const Counts = ({ lockedListId, part }: Readonly<{ lockedListId: string; part: LockPart | null }>) => {
  const { data, error } = useQuery({
    queryKey: ['count against lock', lockedListId],
    queryFn: ({ signal }) => office.registry.countAgainstLock({ lockedListId }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <div>正在对照…</div>
  return (
    <>
      <div className="parts">
        {lockParts.map(each => (
          <Link
            key={each}
            className="opens"
            to="/receive/locks/$lockedListId"
            params={{ lockedListId }}
            search={{ part: each }}
            {...(each === part ? { 'aria-current': 'page' } : {})}
          >
            {partWords[each]} {countWord(data[each])} 人
          </Link>
        ))}
      </div>
      <div>
        {data.intact === null
          ? '只列出您的范围内的人。'
          : data.intact
            ? '核对过：名单和锁定时一模一样。'
            : '核对不上：名单和锁定时的摘要不一致，有人绕过系统改过数据。请立即告诉系统管理员和审计。'}
      </div>
    </>
  )
}

/** A locked list: what it holds, and what differs from it today. */
const LockPage = () => {
  const { lockedListId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const part = search.part === undefined ? null : (search.part as LockPart)
  const { data, error } = useQuery({
    queryKey: ['locked list', lockedListId],
    queryFn: ({ signal }) => office.registry.listLocked({ lockedListId }, { signal }),
  })
  if (error !== null) return <RefusedPage title="这份底数" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const [list] = data.lists
  if (list === undefined)
    return (
      <div className="empty">
        <strong>没有这份底数，或者不在您的权限范围内</strong>
        <Link to="/receive/locks">看全部底数</Link>
      </div>
    )
  const members = part === 'members'
  const wanted = part === null || part === 'members' ? { lockedListId } : { lockedListId, change: part }
  return (
    <ListPage<Row, LockSearch>
      key={members ? 'members' : 'changes'}
      id={members ? 'locked members' : 'lock changes'}
      title={list.name}
      says={
        <>
          <div>
            {list.sourceName}，{list.lockedBy ?? ''} {momentWord(list.lockedAt)} 锁定 {countWord(list.members)} 人，摘要{' '}
            <span className="identifier">{list.digest.slice(0, 12)}</span>。锁定的名单不能改、不能删；要换一份底数，请另起名称再锁定。{' '}
            <Link to="/receive/locks">看全部底数</Link>
          </div>
          <Counts lockedListId={lockedListId} part={part} />
        </>
      }
      search={search}
      go={to => void navigate({ to: '/receive/locks/$lockedListId', params: { lockedListId }, search: to as LockSearch })}
      load={async (_, after, signal) => {
        const from = given({ after })
        if (members) {
          const found = await office.registry.listLockedMembers({ lockedListId, ...from }, { signal })
          return { total: found.total, rows: found.members, next: found.next }
        }
        const found = await office.registry.compareWithLock({ ...wanted, ...from }, { signal })
        return { total: found.total, rows: found.changes, next: found.next }
      }}
      take={(_, as) => (members ? office.registry.takeLockedMembers.file({ lockedListId, as }) : office.registry.takeLockChanges.file({ ...wanted, as }))}
      filters={[{ key: 'part', label: '看哪一部分', options: lockParts.map(value => ({ value, word: partWords[value] })) }]}
      columns={[...columns, members ? asLocked : asChanged]}
      keyOf={({ personId }) => personId}
      empty={{ says: '和锁定时一样，没有变化', todo: '名册以后再变，在这里列出。' }}
      measure="人"
    />
  )
}

export const route = createLazyRoute('/receive/locks/$lockedListId')({ component: LockPage })
