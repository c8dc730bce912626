import { type FormEvent, useRef, useState } from 'react'
import { type Problem, problemOf, send } from '../../shared/ask/index.ts'
import { demonstration } from '../../shared/demonstration.ts'
import { Told } from '../../shared/told.tsx'

type Asking = 'password' | 'code'

/** Name and password, then the six digits where the account has a second factor. `welcome` is a page of its own. */
export const LoginForm = ({ welcome, entered }: Readonly<{ welcome: boolean; entered: () => Promise<void> }>) => {
  const [asking, setAsking] = useState<Asking>('password')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const logIn = (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const said = new FormData(event.currentTarget)
    return ask(name => String(said.get(name) ?? ''))
  }
  const ask = async (text: (name: string) => string): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = (await (asking === 'password'
        ? send('POST', '/api/login', { username: text('username').trim(), password: text('password') }, {})
        : send('POST', '/api/login/code', { code: text('code').replaceAll(/\s/g, '') }, {}))) as Readonly<{ state: 'in' | 'code-owed' }>
      if (answer.state === 'code-owed') setAsking('code')
      else await entered()
    } catch (error) {
      setProblem(problemOf(error))
      field.current?.focus()
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="login">
      <h1>{welcome ? '应尽 · 教育帮扶' : '登录已到期'}</h1>
      <p>{welcome ? '应助尽助，应返尽返，应入尽入。' : '您填写的内容都还在。重新登录后接着办。'}</p>
      {problem === null ? null : <Told problem={problem} />}
      <form onSubmit={event => void logIn(event)}>
        {asking === 'password' ? (
          <>
            <label>
              用户名
              <input name="username" autoComplete="username" autoCapitalize="none" required ref={field} />
            </label>
            <label>
              口令
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
          </>
        ) : (
          <label>
            手机验证器上的六位数字
            <input name="code" inputMode="numeric" autoComplete="one-time-code" required ref={field} />
          </label>
        )}
        <button type="submit" className="plain-button" disabled={busy}>
          {busy ? '正在登录…' : '登录'}
        </button>
      </form>
      {demonstration === null || asking === 'code' ? null : (
        <section className="demonstration" aria-label="演示账号">
          <h2>演示账号</h2>
          <p>这里是虚构的示例县，没有真人。点一个账号就以他的身份登录：</p>
          <ul>
            {demonstration.map(({ username, name, role, place, password }) => (
              <li key={username}>
                <button type="button" className="link-button" disabled={busy} onClick={() => void ask(key => ({ username, password })[key] ?? '')}>
                  {role} {name}
                </button>
                <span className="soft">{place}</span>
                <code>
                  {username} / {password}
                </code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>忘了口令，请找本单位管理账号的同志重设；本系统不发短信，也不会问您的口令。</p>
    </main>
  )
}
