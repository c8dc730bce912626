import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress, startJob } from '../../shared/job/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import './determination.css'
import { useRuns } from './use-runs.ts'
import { termWord } from './words.ts'

/** The newest kept run of a term that is not in the records yet, and how it gets there. */
const Publish = ({ term, run, job }: Readonly<{ term: string; run: string; job: string | undefined }>) => {
  const navigate = useNavigate()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const publish = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const publishing = await startJob('batch.publish-latest-run', { term })
      await navigate({ to: '/runs/start', search: { ...(job === undefined ? {} : { job }), publish: publishing } })
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="paper" aria-label="发布">
      <h2>{termWord(term)}的运行还没有发布</h2>
      <p className="soft">运行 {run}。发布以后，核定、线索和待决问题按这次运行更新，学校和乡镇就看得到；发布后不能改，只能再运行一次。</p>
      {problem === null ? null : <Told problem={problem} />}
      <Button type="primary" loading={busy} onClick={() => void publish()}>
        发布{termWord(term)}的运行
      </Button>
    </section>
  )
}

/** A run begun as a job and watched; whoever leaves comes back by the same address. Looked at, it is published. */
const StartRunPage = () => {
  const { job, publish } = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const runs = useRuns() ?? []
  const { data: inbox, error } = useQuery({ queryKey: ['inbox'], queryFn: ({ signal }) => office.jobs.listInbox({}, { signal }) })
  if (!mayReach(me, 'results', 'write'))
    return (
      <section className="paper empty">
        <strong>核定运行由资助中心发起</strong>
        <Link to="/runs">看历次运行</Link>
      </section>
    )
  const open = (inbox?.kept ?? []).filter(({ run }) => !runs.some(each => each.run === run))
  const terms = [...new Set([...(inbox?.kept ?? []).map(({ term }) => term), ...runs.map(({ term }) => term), ...(inbox === undefined ? [] : [inbox.term])])]
  return (
    <>
      <div className="page-head">
        <h1>发起核定运行</h1>
        <div className="says">按收件夹里的名册、现行政策包和学期的参照日重新核定全县。运行本身不改动已发布的结果。</div>
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
      {publish === undefined ? (
        open.slice(0, 1).map(each => <Publish key={each.run} term={each.term} run={each.run} job={job} />)
      ) : (
        <section className="paper" aria-label="发布进度">
          <JobProgress
            jobId={publish}
            end={({ run, newPersons, doubtfulRows }) => ({
              says: `运行 ${String(run)} 已发布；人员库新增 ${String(newPersons)} 人，存疑 ${String(doubtfulRows)} 行。`,
              to: (
                <>
                  <Link to="/results/totals">看核定汇总</Link> <Link to="/results/changes">看与上次的差异</Link>
                </>
              ),
            })}
          />
        </section>
      )}
      {job !== undefined || inbox === undefined ? null : inbox.folders.length === 0 ? (
        <section className="paper empty">
          <strong>收件夹里还没有名册</strong>
          请管理员把收到的名册（一个学期一个文件夹）放到这台服务器的 {inbox.inbox} 下面，再回到这里。
        </section>
      ) : (
        <section className="paper" aria-label="发起">
          <OrderForm
            id="start run"
            fields={[
              {
                key: 'folder',
                label: '名册文件夹',
                kind: 'choice',
                required: true,
                options: inbox.folders.map(({ folder, files, changedAt }) => ({
                  value: folder,
                  word: `${folder}（${files} 个文件，${momentWord(changedAt).slice(0, 10)}）`,
                })),
              },
              { key: 'term', label: '学期', kind: 'choice', required: true, options: terms.map(term => ({ value: term, word: termWord(term) })) },
            ]}
            button="发起核定运行"
            says="全县一次要几分钟。可以离开这一页，回来还在；看过结果再发布。"
            submit={async ({ folder = '', term = '' }, { key }) => {
              const started = await startJob('batch.run-rosters', { folder, term }, key)
              await navigate({ to: '/runs/start', search: { job: started } })
            }}
          />
        </section>
      )}
    </>
  )
}

export const route = createLazyRoute('/runs/start')({ component: StartRunPage })
