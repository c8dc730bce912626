import { isOver, type JobRow } from '@yingjin/domain/jobs'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress, startJob, useJob } from '../../shared/job/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { termWord } from '../../shared/term-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import './determination.css'
import { RunRosterList } from './run-rosters.tsx'
import { useRuns } from './use-runs.ts'

/** The newest kept run of a term that is not in the records yet: what it would change is looked at before it gets there. */
const NotPublished = ({ term, run }: Readonly<{ term: string; run: string }>) => {
  const navigate = useNavigate()
  const { busy, problem, attempt } = useAttempt()
  const { data, error } = useQuery({ queryKey: ['run review', run], queryFn: ({ signal }) => office.leads.showRunReview({ run }, { signal }) })
  const prepare = async (): Promise<void> => {
    await attempt(async () => navigate({ to: '/runs/start', search: { job: await startJob('batch.review-latest-run', { term }) } }))
  }
  if (data === undefined) return error === null ? null : <Told problem={problemOf(error)} />
  const { review } = data
  if (review !== null && review.dropped !== null)
    return (
      <p className="soft">
        {termWord(term)}、{momentWord(review.madeAt)} 备好的运行，在 {momentWord(review.dropped.at)} 放弃了：{review.dropped.says}。
        <Link to="/runs/review" search={{ run }}>
          看那次的结果
        </Link>
      </p>
    )
  return (
    <section className="paper" aria-label="还没有发布">
      <h2>{termWord(term)}的运行还没有发布</h2>
      <p className="soft" title={`运行编号 ${run}`}>
        {review === null ? '' : `${momentWord(review.madeAt)} 备好。`}
        先看结果：应发多少、与已发布的有哪些不同、还缺什么、用了哪些名册；看过再决定发布还是放弃。发布以前，学校和乡镇看到的不变。
      </p>
      {problem === null ? null : <Told problem={problem} />}
      {review === null || review.outdated || !review.listed ? (
        <Button type="primary" loading={busy} onClick={() => void prepare()}>
          备好这次的结果
        </Button>
      ) : (
        <Link className="primary-link" to="/runs/review" search={{ run }}>
          看过结果再发布
        </Link>
      )}
    </section>
  )
}

/** Which lists go along, of which term; what is begun is exactly what is ticked. */
const Begin = ({
  terms,
  folders,
}: Readonly<{ terms: readonly string[]; folders: readonly Readonly<{ folder: string; files: number; changedAt: string }>[] }>) => {
  const navigate = useNavigate()
  const [at, folderAt] = [useId(), useId()]
  const [term, setTerm] = useState(terms[0] ?? '')
  const [folder, setFolder] = useState('')
  /** What was ticked otherwise than it stood. */
  const [otherwise, setOtherwise] = useState<Readonly<Record<string, boolean>>>({})
  const { busy, problem, attempt } = useAttempt()
  const key = useRef<Readonly<{ said: string; key: string }> | null>(null)
  const { data: rosters, error } = useQuery({ queryKey: ['run-rosters', term], queryFn: ({ signal }) => office.registry.listRunRosters({ term }, { signal }) })
  const chosen = new Set((rosters?.lists ?? []).flatMap(({ key: of, standing }) => ((otherwise[of] ?? standing === 'taken') ? [of] : [])))
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const order = { term, lists: [...chosen], ...(folder === '' ? {} : { folder }) }
    const written = JSON.stringify(order)
    if (key.current?.said !== written) key.current = { said: written, key: crypto.randomUUID() }
    const { key: once } = key.current
    await attempt(async () => navigate({ to: '/runs/start', search: { job: await startJob('batch.run-rosters', order, once) } }))
  }
  const count = chosen.size
  return (
    <form className="paper begin-run" aria-label="发起" onSubmit={event => void begin(event)}>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {problem === null ? null : <Told problem={problem} />}
      <label htmlFor={at}>
        学期
        <select id={at} value={term} onChange={({ target }) => setTerm(target.value)}>
          {terms.map(each => (
            <option key={each} value={each}>
              {termWord(each)}
            </option>
          ))}
        </select>
      </label>
      {folders.length === 0 ? null : (
        <label htmlFor={folderAt}>
          另外带上管理员放在服务器上的大文件
          <select id={folderAt} value={folder} onChange={({ target }) => setFolder(target.value)}>
            <option value="">不带</option>
            {folders.map(({ folder: each, files, changedAt }) => (
              <option key={each} value={each}>
                {each}（{files} 个文件，{momentWord(changedAt).slice(0, 10)}）
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="soft">
        带上勾选的名册，和办公室到这时的全部决定：补来的信息、人工判断、认定过的行、更正和学籍变动。全县一次要几分钟，可以离开这一页，回来还在；发布以前，学校和乡镇看到的不变。
      </p>
      <Button type="primary" htmlType="submit" loading={busy} disabled={count === 0 && folder === ''}>
        开始运行（{count} 份名册）
      </Button>
      {rosters === undefined ? null : rosters.lists.length === 0 && folders.length === 0 ? (
        <p className="empty">
          <strong>还没有收到名册</strong>
          先把各单位的名册放进“收数”，入库以后再回到这里。<Link to="/receive">去收数</Link>
        </p>
      ) : (
        <RunRosterList rosters={rosters} chosen={chosen} choose={(of, on) => setOtherwise(before => ({ ...before, [of]: on }))} />
      )}
    </form>
  )
}

/** Kinds of long work after which a run begun beside it would not be what was meant. */
const ofRuns: readonly string[] = ['batch.run-rosters', 'batch.review-latest-run', 'batch.publish-latest-run']

/** A run that somebody began and that is not over, with the way to watch it; another may be begun on purpose. */
const UnderWay = ({ row, children }: Readonly<{ row: JobRow; children: ReactNode }>) => {
  const [another, setAnother] = useState(false)
  const job = useJob(row.jobId).job ?? row
  return (
    <>
      <section className="paper" aria-label="正在办的运行">
        <h2>已经有一次在办：{job.title}</h2>
        <p>
          {job.own ? '您' : (row.begunBy ?? '同事')}在 {momentWord(job.begunAt ?? job.queuedAt)} 发起的，{job.begunAt === null ? '还在排队' : '正在办'}
          {job.step === null ? '' : `：${job.step}`}。办完以后，结果在这一页看。
        </p>
        <div className="acts">
          <Link className="primary-link" to="/runs/start" search={{ job: job.jobId }}>
            看进度
          </Link>
          {another ? null : (
            <button type="button" className="link-button" onClick={() => setAnother(true)}>
              仍要另外发起一次
            </button>
          )}
        </div>
      </section>
      {another ? children : null}
    </>
  )
}

/** A run begun as a job and watched; whoever leaves comes back by the same address. What came of it is looked at, and then published or dropped. */
const StartRunPage = () => {
  const { job } = route.useSearch()
  const me = useMe()
  const runs = useRuns() ?? []
  const jobs = useQuery({ queryKey: ['jobs', 'lately'], queryFn: ({ signal }) => office.jobs.listJobs({ own: false, limit: 100 }, { signal }) })
  const { data: inbox, error: notRead } = useQuery({ queryKey: ['inbox'], queryFn: ({ signal }) => office.jobs.listInbox({}, { signal }) })
  if (!mayReach(me, 'results', 'write'))
    return (
      <section className="paper empty">
        <strong>核定运行由资助中心发起</strong>
        <Link to="/runs">看历次运行</Link>
      </section>
    )
  const underWay = jobs.data?.jobs.find(({ kind, status }) => ofRuns.includes(kind) && !isOver(status))
  const open = (inbox?.kept ?? []).filter(({ run }) => !runs.some(each => each.run === run))
  const terms = [...new Set([...(inbox?.kept ?? []).map(({ term }) => term), ...runs.map(({ term }) => term), ...(inbox === undefined ? [] : [inbox.term])])]
  const begin = inbox === undefined ? null : <Begin terms={terms} folders={inbox.folders} />
  const error = notRead ?? jobs.error
  return (
    <>
      <div className="page-head">
        <h1>发起核定运行</h1>
        <div className="says">按收到的名册、办公室的决定、现行政策包和学期的基准日重新核定全县。运行本身不改动已发布的结果。</div>
        <Link to="/runs">历次运行</Link>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {job === undefined ? null : (
        <section className="paper" aria-label="运行进度">
          <JobProgress jobId={job}>
            <Link to="/runs/start" search={{}}>
              再发起一次
            </Link>
          </JobProgress>
        </section>
      )}
      {open.slice(0, 1).map(each => (
        <NotPublished key={each.run} term={each.term} run={each.run} />
      ))}
      {job !== undefined || inbox === undefined || jobs.data === undefined ? null : underWay === undefined ? (
        begin
      ) : (
        <UnderWay key={underWay.jobId} row={underWay}>
          {begin}
        </UnderWay>
      )}
    </>
  )
}

export const route = createLazyRoute('/runs/start')({ component: StartRunPage })
