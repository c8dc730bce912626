import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { LoginForm } from '../features/access/login-form.tsx'
import { lineIsUp, type Problem, problemOf, whenLoggedOut } from '../shared/ask/index.ts'
import { keepFor, whoseOf } from '../shared/kept.ts'
import { type Me, tellTabs, whenTabsTell, whoAmI } from '../shared/session/index.ts'
import { Told } from '../shared/told.tsx'

const Desk = lazy(() => import('./desk.tsx').then(({ Desk }) => ({ default: Desk })))

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Asked without a network too: a question that waits unasked would be neither answered nor refused, and its page empty.
      networkMode: 'always',
      retry: (failures, error) => problemOf(error).status === 0 && failures < 2 && navigator.onLine,
      staleTime: 15_000,
      // While the line is gone, what is at hand stays in sight; when it is back, everything is asked anew (line-bar.tsx).
      refetchOnMount: () => lineIsUp(),
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
})

type Standing = Readonly<{ at: 'door' } | { at: 'nobody' } | { at: 'desk'; me: Me; over: boolean } | { at: 'stuck'; problem: Problem }>

/** A page that the browser kept and takes out again may be another's: it is loaded anew. */
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})

/**
 * Who is there. Whoever is not logged in sees the login page; whose session ends in the middle of the work logs in above
 * the page, and what was typed stays where it is. When it is another who logs in, the page is loaded anew from its
 * beginning: nothing that the one before saw is left of it.
 */
export const Office = () => {
  const [standing, setStanding] = useState<Standing>({ at: 'door' })
  const atDesk = useRef<string | null>(null)
  const enter = async (): Promise<void> => {
    try {
      const me = await whoAmI()
      if (atDesk.current !== null && atDesk.current !== whoseOf(me)) {
        setStanding({ at: 'door' })
        return location.replace('/')
      }
      atDesk.current = whoseOf(me)
      keepFor(me)
      setStanding({ at: 'desk', me, over: false })
      await queries.invalidateQueries()
    } catch (error) {
      const problem = problemOf(error)
      setStanding(problem.code === 'access/not-logged-in' ? { at: 'nobody' } : { at: 'stuck', problem })
    }
  }
  const loggedIn = async (): Promise<void> => {
    await enter()
    tellTabs('entered')
  }
  useEffect(() => {
    whenLoggedOut(() => setStanding(now => (now.at === 'desk' ? { ...now, over: true } : { at: 'nobody' })))
    void enter()
    return whenTabsTell(what => (what === 'left' ? location.reload() : void enter()))
  }, [])

  if (standing.at === 'door') return <p className="empty">正在打开…</p>
  if (standing.at === 'nobody') return <LoginForm welcome entered={loggedIn} />
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
        <Desk me={standing.me} />
      </Suspense>
      {standing.over ? (
        <div className="over" role="dialog" aria-modal="true" aria-label="重新登录">
          <LoginForm welcome={false} entered={loggedIn} />
        </div>
      ) : null}
    </QueryClientProvider>
  )
}
