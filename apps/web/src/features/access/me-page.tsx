import { useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { send } from '../../shared/ask/index.ts'
import { actForMyself, LogOut, type Me, standInFor, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { useAttempt } from '../../shared/use-attempt.ts'

const least = 10

/** Held to be a secret: nothing of it is kept as a draft. */
const ChangePassword = () => {
  const { busy, problem, attempt } = useAttempt()
  const [says, setSays] = useState<string | null>(null)
  const change = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const [current, next, again] = ['current', 'next', 'again'].map(name => String(given.get(name) ?? ''))
    setSays(null)
    await attempt(async () => {
      if (next !== again) return setSays('两次写的新口令不一样，没有修改。')
      await send('POST', '/api/login/password', { current, next }, {})
      form.reset()
      setSays('口令已改，其他地方的登录都已退出。')
    })
  }
  return (
    <form className="order-form plain-fields" onSubmit={event => void change(event)}>
      {problem === null ? null : <Told problem={problem} />}
      <label>
        现在的口令
        <input name="current" type="password" autoComplete="current-password" required />
      </label>
      <label>
        新口令
        <input name="next" type="password" autoComplete="new-password" required minLength={least} aria-describedby="password-says" />
      </label>
      <p className="soft" id="password-says">
        至少 {least} 个字符；几个不相干的词连起来最好记。
      </p>
      <label>
        再写一遍新口令
        <input name="again" type="password" autoComplete="new-password" required minLength={least} />
      </label>
      <p role="status">{says}</p>
      <button type="submit" className="second-button" disabled={busy}>
        修改口令
      </button>
    </form>
  )
}

const grantWord = ({ from, to }: Me['roles'][number]): string => (to === null ? `${from} 起` : `${from} 至 ${to}`)

/** Who I am here, what I may, for whom I act, and my own password. */
const MePage = () => {
  const me = useMe()
  const queries = useQueryClient()
  const act = (forAccountId: string | null): void => {
    if (forAccountId === null) actForMyself()
    else standInFor(me.accountId, forAccountId)
    queries.clear()
    location.assign('/')
  }
  return (
    <>
      <div className="page-head">
        <h1>我的账号</h1>
        <div className="says">
          {me.name}，{me.divisionName}
          {me.onBehalfOf === null ? '' : `；现在代 ${me.onBehalfOf.name} 办理`}。
        </div>
      </div>
      <section className="paper" aria-label="权限">
        <h2>{me.onBehalfOf === null ? '我的权限' : `${me.onBehalfOf.name} 的权限`}</h2>
        <table className="facts stacks">
          <thead>
            <tr>
              <th>角色</th>
              <th>管哪里</th>
              <th>在这里可以做的</th>
              <th>期限</th>
            </tr>
          </thead>
          <tbody>
            {me.roles.map(role => (
              <tr key={`${role.role} ${role.kind} ${role.key}`}>
                <td data-word="角色">{role.name}</td>
                <td data-word="管哪里">{role.place}</td>
                <td data-word="可以做的">{role.acts.join('、') || '还没有可以在这里办的'}</td>
                <td data-word="期限">{grantWord(role)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {me.standsInFor.length === 0 && me.onBehalfOf === null ? null : (
        <section className="paper" aria-label="代办">
          <h2>代办</h2>
          <p className="soft">代别人办的每一件事，都同时记下您和他的名字。</p>
          <div className="acts">
            {me.onBehalfOf === null ? null : (
              <button type="button" className="second-button" onClick={() => act(null)}>
                不再代办，办自己的事
              </button>
            )}
            {me.standsInFor
              .filter(({ accountId }) => accountId !== me.onBehalfOf?.accountId)
              .map(({ deputyId, accountId, name, to }) => (
                <button type="button" className="second-button" key={deputyId} onClick={() => act(accountId)}>
                  代 {name} 办理（到 {to}）
                </button>
              ))}
          </div>
        </section>
      )}
      <p>
        <LogOut className="second-button" />
      </p>
      <section className="paper" aria-label="口令">
        <h2>修改口令</h2>
        <ChangePassword />
      </section>
    </>
  )
}

export const route = createLazyRoute('/me')({ component: MePage })
