import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../shared/ask/index.ts'
import { termWord } from '../shared/term-word.ts'
import { PrintedBy } from '../shared/printed-by.tsx'
import { demonstration } from '../shared/demonstration.ts'
import { LogOut, type Me } from '../shared/session/index.ts'
import { JobTray } from './job-tray.tsx'
import { LineBar } from './line-bar.tsx'
import { SearchBox } from './search-box.tsx'
import { SideMenu } from './side-menu.tsx'

/** A page of an earlier run says so above itself; the bar does too, where the county and the term of the newest one stand. */
const OnThisPage = ({ newest, term }: Readonly<{ newest: string; term: string }>) => {
  const { runId } = useSearch({ strict: false }) as Readonly<{ runId?: string }>
  const { data } = useQuery({ queryKey: ['runs'], queryFn: ({ signal }) => office.leads.listRuns({ limit: 200 }, { signal }), enabled: runId !== undefined })
  const run = data?.runs.find(each => each.runId === runId)
  if (runId === undefined || data === undefined || run?.run === newest) return null
  const word =
    run === undefined ? '较早的运行' : `${termWord(run.term)}${run.publishedAt === null ? '' : `，${run.publishedAt.slice(0, 10)} 发布`}，编号 ${run.run}`
  return (
    <span className="late-word" title={word}>
      {run === undefined || run.term === term ? '本页：较早的运行' : `本页：${termWord(run.term)}，较早的运行`}
    </span>
  )
}

/** County and term: the two things that make a number wrong. The term is the office's, never the browser's. */
const Where = ({ me }: Readonly<{ me: Me }>) => {
  const { data } = useQuery({ queryKey: ['term'], queryFn: ({ signal }) => office.leads.termAtHand({}, { signal }), staleTime: 600_000 })
  return (
    <span className="where">
      <strong>{me.divisionName}</strong>
      {data === undefined ? null : data.shown === null ? (
        <span>{data.current.word}（还没有核定）</span>
      ) : (
        <span title={`数字出自核定运行 ${data.shown.run}，基准日 ${data.shown.referenceDate}`}>
          {data.shown.word}
          {data.shown.term === data.current.term ? '' : <span className="soft"> 今天已是{data.current.word}</span>}
        </span>
      )}
      {data === undefined || data.shown === null ? null : <OnThisPage newest={data.shown.run} term={data.shown.term} />}
    </span>
  )
}

const MyWork = () => {
  const { data } = useQuery({ queryKey: ['my work', 'count'], queryFn: ({ signal }) => office.leads.countMyWork({}, { signal }) })
  return (
    <Link to="/" className="my-work">
      待办{data === undefined ? '' : ` ${data.total}`}
      {data === undefined || data.overdue === 0 ? null : <span className="late-word">过期 {data.overdue}</span>}
    </Link>
  )
}

/** What stands around every page: the bar, the menu, and the way past them to the work. */
export const Shell = ({ me }: Readonly<{ me: Me }>) => {
  const [menuOpen, setMenuOpen] = useState(false)
  return (
    <>
      <a className="skip" href="#work">
        跳到正文
      </a>
      <header className="bar">
        {demonstration === null ? null : <p className="demonstration-bar">演示：虚构的示例县，没有真人。</p>}
        <button type="button" className="menu-button" aria-expanded={menuOpen} aria-controls="menu" onClick={() => setMenuOpen(!menuOpen)}>
          菜单
        </button>
        <Link to="/" className="house">
          应尽
        </Link>
        <Where me={me} />
        <SearchBox me={me} />
        <span className="who">
          <MyWork />
          <JobTray />
          <Link to="/me" title="我的账号：权限、代办、口令">
            {me.onBehalfOf === null ? me.name : `${me.name} 代 ${me.onBehalfOf.name}`}
          </Link>
          <LogOut className="link-button leave" />
        </span>
      </header>
      <LineBar />
      <div className="frame">
        <SideMenu me={me} open={menuOpen} went={() => setMenuOpen(false)} />
        <main className="work" id="work" tabIndex={-1}>
          <Outlet />
          <PrintedBy />
        </main>
      </div>
    </>
  )
}
