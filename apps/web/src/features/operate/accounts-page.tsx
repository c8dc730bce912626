import { type AccountStanding, accountStandings, allRoles, type Role, roleOf } from '@yingjin/domain/access'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { given } from '../../shared/given.ts'
import type { AccountSearch } from './operate-search.ts'
import { type Account, accountShapes, daysWord, grantWord } from './words.ts'
import './operate.css'

const columns: readonly ListColumn<Account>[] = [
  {
    key: 'name',
    title: '姓名',
    show: ({ accountId, name }) => (
      <Link to="/operate/accounts/$accountId" params={{ accountId }}>
        {name}
      </Link>
    ),
    decides: true,
  },
  { key: 'username', title: '登录名', show: ({ username, system }) => username ?? <span className="soft">{system ? '程序自用' : '没有'}</span> },
  {
    key: 'grants',
    title: '授权',
    show: ({ grants }) => {
      const now = grants.filter(({ stands }) => stands !== 'over')
      return now.length === 0 ? (
        <span className="soft">没有</span>
      ) : (
        now.map(grant => (
          <div key={grant.grantId}>
            {grantWord(grant)} <span className="soft">{daysWord(grant.from, grant.to)}</span>
          </div>
        ))
      )
    },
    decides: true,
  },
  { key: 'standing', title: '账号', show: ({ standing }) => <StateWord shape={accountShapes[standing]}>{accountStandings[standing]}</StateWord> },
  { key: 'seenAt', title: '最近在线', show: ({ seenAt }) => (seenAt === null ? <span className="soft">还没有登录过</span> : momentWord(seenAt)) },
  { key: 'factor', title: '动态码', show: ({ secondFactor }) => (secondFactor ? '已启用' : '没有'), folded: true },
]

/** Who may come in, as what and until when. */
const AccountsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  return (
    <ListPage
      id="accounts"
      title="账号和授权"
      says="谁能进来、以什么身份、管到哪里、到哪天为止。"
      search={search}
      go={to => void navigate({ to: '/operate/accounts', search: to as AccountSearch })}
      load={async ({ role, standing }, before, signal) => {
        const { total, accounts, next } = await office.access.listAccounts(
          given({ role: role as Role | undefined, standing: standing as AccountStanding | undefined, before }),
          { signal },
        )
        return { total, rows: accounts, next }
      }}
      filters={[
        { key: 'standing', label: '账号', options: Object.entries(accountStandings).map(([value, word]) => ({ value, word })) },
        { key: 'role', label: '角色', options: allRoles.map(value => ({ value, word: roleOf(value).name })), width: 240 },
      ]}
      columns={columns}
      keyOf={({ accountId }) => accountId}
      primary={
        mayReach(me, 'access', 'write') ? (
          <Link className="primary-link no-print" to="/operate/accounts/new" search={{}}>
            新建账号
          </Link>
        ) : null
      }
      empty={{ says: '您的范围内还没有账号', todo: '点“新建账号”开第一个。' }}
      measure="个"
    />
  )
}

export const route = createLazyRoute('/operate/accounts')({ component: AccountsPage })
