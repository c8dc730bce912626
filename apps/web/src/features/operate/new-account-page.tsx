import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { GrantForm } from './grant-form.tsx'
import { newAccountDraft } from './new-account.ts'
import './operate.css'

type Opened = Readonly<{ accountId: string; name: string; username: string; password: string }>

/** A login and a first grant; its password is shown this once. */
const NewAccountPage = () => {
  const { personId, role, kind, key, place, schoolId } = route.useSearch()
  const me = useMe()
  const [opened, setOpened] = useState<Opened | null>(null)
  if (!mayReach(me, 'access', 'write'))
    return (
      <div className="told late" role="alert">
        您的账号不能开账号。请找系统管理员；校（园）长可以给本校老师开账号。
      </div>
    )
  if (opened !== null)
    return (
      <>
        <div className="page-head">
          <h1>{opened.name}的账号开好了</h1>
          <div className="says">口令只显示这一次。请当面交给本人，请本人登录后修改；忘了就在账号页重设。</div>
        </div>
        <section className="paper" aria-label="登录名和口令">
          <dl className="facts-line">
            <div>
              <dt>登录名</dt>
              <dd className="identifier">{opened.username}</dd>
            </div>
            <div>
              <dt>口令</dt>
              <dd className="identifier">{opened.password}</dd>
            </div>
          </dl>
          <div className="acts no-print">
            <Button onClick={() => window.print()}>打印这一页</Button>
            <Link to="/operate/accounts/$accountId" params={{ accountId: opened.accountId }}>
              打开这个账号
            </Link>
            <Link to="/operate/duties" search={{}}>
              回到责任体系
            </Link>
          </div>
        </section>
      </>
    )
  return (
    <>
      <div className="page-head">
        <h1>新建账号</h1>
        <div className="says">
          {personId === undefined ? '开一个登录账号，同时给第一项授权。' : `${place ?? ''}的责任人还没有账号；有了账号，线索才交得到他手里。`}
        </div>
      </div>
      <section className="paper" aria-label="新建账号">
        <GrantForm
          id={newAccountDraft(personId)}
          given={{ role, kind, key, school: kind === 'class' ? schoolId : undefined }}
          above={(of, write) => (
            <>
              <label htmlFor="new-name">
                姓名
                <Input id="new-name" value={of('name')} onChange={({ target }) => write('name', target.value)} autoComplete="off" />
              </label>
              <label htmlFor="new-username">
                登录名
                <Input
                  id="new-username"
                  value={of('username')}
                  onChange={({ target }) => write('username', target.value)}
                  autoComplete="off"
                  spellCheck={false}
                />
                <span className="soft">2 至 40 个字母、数字、点或下划线，例如姓名的拼音</span>
              </label>
            </>
          )}
          lacking={of => of('name').trim() === '' || of('username').trim() === ''}
          button="开账号并授权"
          submit={async ({ reason, ...grant }, of, beside) => {
            const [said, username] = [of('name').trim(), of('username').trim()]
            const school = schoolId ?? (grant.kind === 'school' ? grant.key : of('school') || null)
            const { accountId, password } = await office.access.openAccount(
              { name: said, username, personId: personId ?? null, schoolId: school === '' ? null : school, grant, reason },
              beside,
            )
            setOpened({ accountId, name: said, username, password })
          }}
        />
      </section>
    </>
  )
}

export const route = createLazyRoute('/operate/accounts/new')({ component: NewAccountPage })
