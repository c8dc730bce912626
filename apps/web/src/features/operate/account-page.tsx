import { accountStandings } from '@yingjin/domain/access'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { useSeek } from '../../shared/use-seek.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { given } from '../../shared/given.ts'
import { useOpenForm } from '../../shared/use-open-form.ts'
import { GrantForm } from './grant-form.tsx'
import { type Account, accountShapes, daysWord, grantWord, standsShapes, standsWords } from './words.ts'
import './operate.css'

type Shown = Awaited<ReturnType<typeof office.access.showAccount>>
type Doing = 'grant' | 'deputy' | 'password' | 'factor' | 'close' | `revoke ${string}` | `end ${string}` | `session ${string}`

const Password = ({ told }: Readonly<{ told: string }>) => (
  <div className="told" role="status">
    新口令：<span className="identifier">{told}</span>。只显示这一次，请当面交给本人，请本人登录后修改。所有地方的登录都已退出。
  </div>
)

/** 周建平（资助中心 · 示例县，登录名 fuhe）: namesakes are told apart by where they work and how they log in. */
const deputyWord = ({ name, username, grants }: Account): string =>
  `${name}（${[
    grants
      .filter(({ stands }) => stands === 'now')
      .map(grantWord)
      .join('、') || '没有授权',
    ...(username === null ? [] : [`登录名 ${username}`]),
  ].join('，')}）`

/** Who stands in while the holder is away, sought by name, name to log in by or duty among the accounts of the county. */
const DeputyForm = ({ account, done }: Readonly<{ account: Shown; done: () => void }>) => {
  const others = useSeek(['accounts to choose', account.accountId], async (name, signal) => {
    const { total, accounts } = await office.access.listAccounts({ standing: 'open', limit: 20, ...given({ name }) }, { signal })
    const choosable = accounts.filter(each => !each.system && each.accountId !== account.accountId)
    return { total: total - (accounts.length - choosable.length), choices: choosable.map(each => ({ value: each.accountId, word: deputyWord(each) })) }
  })
  return (
    <OrderForm
      id={`deputy ${account.accountId}`}
      fields={[
        {
          key: 'accountId',
          label: '谁代办',
          kind: 'sought',
          required: true,
          seek: others,
          placeholder: '输入姓名、登录名或职责查找',
        },
        { key: 'from', label: '从哪天起', kind: 'day', required: true },
        { key: 'to', label: '到哪天为止', kind: 'day', required: true },
        { key: 'reason', label: '为什么', kind: 'line', required: true, placeholder: '例如 产假、外出培训' },
      ]}
      button={`委托代办${account.name}的工作`}
      says="代办期间，代办人登录后选“代”就按本人的授权办理；办了什么都记着是谁代谁办的。"
      submit={({ accountId = '', from = '', to = '', reason = '' }, beside) =>
        office.access.appointDeputy({ forAccountId: account.accountId, accountId, from, to, reason }, beside)
      }
      done={done}
    />
  )
}

const AccountPage = () => {
  const { accountId } = route.useParams()
  const me = useMe()
  const { open: doing, toggle, close } = useOpenForm<Doing>()
  const [password, setPassword] = useState<string | null>(null)
  const { data: account, error } = useQuery({ queryKey: ['account', accountId], queryFn: ({ signal }) => office.access.showAccount({ accountId }, { signal }) })
  if (error !== null)
    return (
      <RefusedPage title="这个账号" problem={problemOf(error)}>
        <Link to="/operate/accounts" search={{}}>
          回到账号清单
        </Link>
      </RefusedPage>
    )
  if (account === undefined) return <p className="empty">正在打开…</p>
  const may = mayReach(me, 'access', 'write') && !account.own && account.standing !== 'closed'
  const button = (what: Doing, word: string, key?: string) => (
    <Button key={key ?? what} size="small" type={doing === what ? 'primary' : 'default'} aria-pressed={doing === what} onClick={toggle(what)}>
      {word}
    </Button>
  )
  return (
    <>
      <div className="page-head">
        <h1>{account.name}的账号</h1>
        <div className="says">
          {account.username === null ? '不能登录' : `登录名 ${account.username}`} ·{' '}
          {account.seenAt === null ? '还没有登录过' : `最近在线 ${momentWord(account.seenAt)}`}
          {account.own ? ' · 这是您自己的账号，授权要由别的管理员办' : ''}
        </div>
      </div>
      {password === null ? null : <Password told={password} />}
      <section className="paper" aria-label="账号">
        <dl className="facts-line">
          <div>
            <dt>账号</dt>
            <dd>
              <StateWord shape={accountShapes[account.standing]}>{accountStandings[account.standing]}</StateWord>
            </dd>
          </div>
          <div>
            <dt>动态码</dt>
            <dd>{account.secondFactor ? '已启用' : '没有启用'}</dd>
          </div>
          <div>
            <dt>登录着</dt>
            <dd>{account.sessions} 处</dd>
          </div>
        </dl>
        {may && account.username !== null ? (
          <div className="acts no-print">
            {button('password', '重设口令')}
            {account.secondFactor ? button('factor', '重设动态码') : null}
            {button('close', '停用账号')}
          </div>
        ) : null}
        {doing === 'password' ? (
          <OrderForm
            id={`password ${accountId}`}
            fields={[]}
            button="重设口令"
            says="程序给一个新口令，只显示一次；他在所有地方的登录都会退出。"
            submit={async (_, beside) => setPassword((await office.access.resetPassword({ accountId }, beside)).password)}
            done={close('password')}
          />
        ) : null}
        {doing === 'factor' ? (
          <OrderForm
            id={`factor ${accountId}`}
            fields={[]}
            button="重设动态码"
            says="手机丢了才办。以后只凭口令登录，直到他重新登记手机；所有地方的登录都会退出。"
            submit={(_, beside) => office.access.dropSecondFactor({ accountId }, beside)}
            done={close('factor')}
          />
        ) : null}
        {doing === 'close' ? (
          <OrderForm
            id={`close ${accountId}`}
            fields={[]}
            danger
            button={`停用${account.name}的账号`}
            says="马上不能再登录和办理；他办过的都留着，归他的线索要另派给别人。停用后不能再启用，需要时另开账号。"
            submit={(_, beside) => office.access.closeAccount({ accountId, version: account.version }, beside)}
            done={close('close')}
          />
        ) : null}
      </section>
      <section className="paper" aria-label="授权">
        <h2>授权</h2>
        {account.grants.length === 0 ? <p className="soft">还没有授权，登录后什么也看不到。</p> : null}
        <ul className="plain-list">
          {account.grants.map(grant => (
            <li key={grant.grantId}>
              <StateWord shape={standsShapes[grant.stands]}>{standsWords[grant.stands]}</StateWord> {grantWord(grant)}{' '}
              <span className="soft">
                {daysWord(grant.from, grant.to)}
                {grant.reason === null ? '' : ` · ${grant.reason}`}
              </span>{' '}
              {may && grant.stands !== 'over' ? button(`revoke ${grant.grantId}`, '收回') : null}
              {doing === `revoke ${grant.grantId}` ? (
                <OrderForm
                  id={`revoke ${grant.grantId}`}
                  fields={[]}
                  danger
                  button={`收回“${grantWord(grant)}”`}
                  says="马上生效；办过的都留着。"
                  submit={(_, beside) => office.access.revokeGrant({ grantId: grant.grantId }, beside)}
                  done={close(`revoke ${grant.grantId}`)}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {may ? <div className="acts no-print">{button('grant', '再给一项授权')}</div> : null}
        {doing === 'grant' ? (
          <GrantForm
            id={`grant-${accountId}`}
            button="授权"
            submit={async ({ role, kind, key, from, to, reason }, _, beside) => {
              await office.access.giveGrant({ accountId, role, kind: kind as 'division', key, from, to, reason }, beside)
              close('grant')()
            }}
          />
        ) : null}
      </section>
      <section className="paper" aria-label="代办">
        <h2>代办</h2>
        {account.deputies.length + account.standsInFor.length === 0 ? <p className="soft">没有人代办，也不代别人办。</p> : null}
        <ul className="plain-list">
          {[
            ...account.deputies.map(each => ({ ...each, says: `${each.name} 代 ${account.name}` })),
            ...account.standsInFor.map(each => ({ ...each, says: `${account.name} 代 ${each.name}` })),
          ].map(({ deputyId, says, from, to, reason, stands }) => (
            <li key={deputyId}>
              <StateWord shape={standsShapes[stands]}>{standsWords[stands]}</StateWord> {says}{' '}
              <span className="soft">
                {daysWord(from, to)} · {reason}
              </span>{' '}
              {may && stands !== 'over' ? button(`end ${deputyId}`, '结束代办') : null}
              {doing === `end ${deputyId}` ? (
                <OrderForm
                  id={`end ${deputyId}`}
                  fields={[]}
                  button="结束代办"
                  says="马上生效。"
                  submit={(_, beside) => office.access.endDeputy({ deputyId }, beside)}
                  done={close(`end ${deputyId}`)}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {may ? <div className="acts no-print">{button('deputy', '委托代办')}</div> : null}
        {doing === 'deputy' ? <DeputyForm account={account} done={close('deputy')} /> : null}
      </section>
      <section className="paper" aria-label="登录">
        <h2>正在登录的地方</h2>
        {account.logins.length === 0 ? <p className="soft">现在没有登录。</p> : null}
        <ul className="plain-list">
          {account.logins.map(({ sessionId, startedAt, seenAt, address, agent }) => (
            <li key={sessionId}>
              {agentWord(agent)} <span className="identifier">{address}</span>{' '}
              <span className="soft">
                {momentWord(startedAt)} 登录，{momentWord(seenAt)} 还在用
              </span>{' '}
              {may ? button(`session ${sessionId}`, '让它退出') : null}
              {doing === `session ${sessionId}` ? (
                <OrderForm
                  id={`session ${sessionId}`}
                  fields={[]}
                  button="让这一处退出"
                  says="填了还没有提交的内容留在那台电脑的这个页签里，重新登录还在。"
                  submit={(_, beside) => office.access.endSessions({ accountId, sessionId }, beside)}
                  done={close(`session ${sessionId}`)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      {mayReach(me, 'trail', 'rows') ? (
        <p>
          <Link to="/operate/trail" search={{ accountId }}>
            看这个账号办过、看过什么
          </Link>
        </p>
      ) : null}
    </>
  )
}

/** What a browser calls itself, as people call it. */
const agentWord = (agent: string): string => {
  const device = /iPhone|iPad/.test(agent)
    ? '苹果手机或平板'
    : /Android/.test(agent)
      ? '安卓手机或平板'
      : /Windows/.test(agent)
        ? 'Windows 电脑'
        : /Mac OS/.test(agent)
          ? '苹果电脑'
          : /Linux/.test(agent)
            ? 'Linux 电脑'
            : '未知设备'
  const browser = /MicroMessenger/.test(agent)
    ? '微信'
    : /Edg\//.test(agent)
      ? 'Edge'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Chrome\//.test(agent)
          ? 'Chrome 内核浏览器'
          : /Safari\//.test(agent)
            ? 'Safari'
            : ''
  return browser === '' ? device : `${device} · ${browser}`
}

export const route = createLazyRoute('/operate/accounts/$accountId')({ component: AccountPage })
