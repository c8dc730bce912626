import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { LoginForm } from '../features/access/login-form.tsx'
import { type Problem, problemOf, whenLoggedOut } from '../shared/ask/index.ts'
import { Told } from '../shared/told.tsx'
import { type Me, whoAmI } from '../shared/session/index.ts'

const Desk = lazy(() => import('./desk.tsx').then(({ Desk }) => ({ default: Desk })))

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => problemOf(error).status === 0 && failures < 2, staleTime: 15_000, refetchOnWindowFocus: false } },
})

type Standing = Readonly<{ at: 'door' } | { at: 'nobody' } | { at: 'desk'; me: Me; over: boolean } | { at: 'stuck'; problem: Problem }>

/**
 * Who is there. Whoever is not logged in sees the login page; whose session ends in the middle of the work logs in above
 * the page, and what was typed stays where it is.
 */
export const Office = () => {
  const [standing, setStanding] = useState<Standing>({ at: 'door' })
  const enter = async (): Promise<void> => {
    try {
      const me = await whoAmI()
      setStanding({ at: 'desk', me, over: false })
      await queries.invalidateQueries()
    } catch (error) {
      const problem = problemOf(error)
      setStanding(problem.code === 'access/not-logged-in' ? { at: 'nobody' } : { at: 'stuck', problem })
    }
  }
  useEffect(() => {
    whenLoggedOut(() => setStanding(now => (now.at === 'desk' ? { ...now, over: true } : { at: 'nobody' })))
    void enter()
  }, [])

  if (standing.at === 'door') return <p className="empty">正在打开…</p>
  if (standing.at === 'nobody') return <LoginForm welcome entered={enter} />
  if (standing.at === 'stuck') {
    return (
      <main className="login">
        <Told problem={standing.problem} />
        <button type="button" className="plain-button" onClick={() => void enter()}>
          再试一次
        </button>
      </main>
    )
  }
  return (
    <QueryClientProvider client={queries}>
      <Suspense fallback={<p className="empty">正在打开…</p>}>
        <Desk me={standing.me} left={() => setStanding({ at: 'nobody' })} />
      </Suspense>
      {standing.over ? (
        <div className="over" role="dialog" aria-modal="true" aria-label="重新登录">
          <LoginForm welcome={false} entered={enter} />
        </div>
      ) : null}
    </QueryClientProvider>
  )
}
