import { resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import { CheckTrail } from './check-trail.tsx'
import { FindTaken } from './find-taken.tsx'
import { daysWord } from './words.ts'
import './operate.css'

type Run = Awaited<ReturnType<typeof office.leads.listRuns>>['runs'][number]
type Verified = Awaited<ReturnType<typeof office.leads.verifyRun>>

/** Whether what stands of a run is what it said when it was published. */
const VerifyRun = ({ run }: Readonly<{ run: Run }>) => {
  const [verified, setVerified] = useState<Verified | null>(null)
  const { busy, problem, attempt } = useAttempt()
  const verify = async (): Promise<void> => {
    await attempt(async () => setVerified(await office.leads.verifyRun({ run: run.run })))
  }
  const wrong = verified?.tables.filter(({ asPublished }) => !asPublished) ?? []
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void verify()}>
        核对这次运行
      </Button>
      {problem === null ? null : <Told problem={problem} />}
      {verified === null ? null : wrong.length === 0 ? (
        <div role="status">库里的{verified.tables.map(({ word, rows }) => `${word} ${countWord(rows)} 行`).join('、')}，与发布时一致。</div>
      ) : (
        <div className="told wrong" role="alert">
          {wrong.map(({ word }) => word).join('、')}与发布时不一致，在查明以前不要据以发放。
        </div>
      )}
    </>
  )
}

/** The auditor's desk: batches that open to their names, checks, and the trail. */
const AuditPage = () => {
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['runs to audit'], queryFn: ({ signal }) => office.leads.listRuns({}, { signal }) })
  const role = me.roles.find(each => each.role === 'A-45')
  if (error !== null && data === undefined) return <RefusedPage title="审计" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>审计</h1>
        <div className="says">
          发布过的核定、它们对不对得上、谁动过什么；截至 {today()}。{role === undefined ? '' : `您的授权 ${daysWord(role.from, role.to)}，只看不改。`}
        </div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <section className="paper" aria-label="批次">
        <h2>批次</h2>
        {data !== undefined && data.runs.length === 0 ? (
          <div className="empty">
            <strong>还没有发布过核定</strong>
            资助中心发布以后，会列在这里。
          </div>
        ) : null}
        <ul className="plain-list">
          {(data?.runs ?? []).map(run => (
            <li key={run.runId}>
              <strong>
                <Link to="/operate/runs/$runId" params={{ runId: run.runId }} search={{}}>
                  {termWord(run.term)}核定
                </Link>
              </strong>{' '}
              <span className="soft">
                运行 <span className="identifier">{run.run}</span> · 程序 {run.programVersion} · 政策摘要{' '}
                <span className="identifier">{run.packDigest.slice(0, 16)}</span>
              </span>
              <div>
                {Object.entries(run.counts.results)
                  .filter(([, n]) => n > 0)
                  .map(([state, n], at) => (
                    <span key={state}>
                      {at === 0 ? '' : '，'}
                      {resultStateWords[state as keyof typeof resultStateWords]}{' '}
                      <Link className="opens" to="/operate/runs/$runId" params={{ runId: run.runId }} search={{ state }}>
                        {countWord(n)}
                      </Link>
                    </span>
                  ))}{' '}
                人项
              </div>
              <VerifyRun run={run} />
            </li>
          ))}
        </ul>
      </section>
      <FindTaken />
      <section className="paper" aria-label="操作日志">
        <h2>操作日志</h2>
        <CheckTrail />
        <p>
          <Link to="/operate/trail" search={{}}>
            打开操作日志
          </Link>
        </p>
      </section>
    </>
  )
}

export const route = createLazyRoute('/operate/audit')({ component: AuditPage })
