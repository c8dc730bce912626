import { isOver, type JobRow, jobStatusWords } from '@yingjin/domain/jobs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress, jobShapes, startJob, useJob } from '../../shared/job/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import { bytesWord } from './words.ts'
import './operate.css'

const Fact = ({ word, children }: Readonly<{ word: string; children: ReactNode }>) => (
  <div>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
)

/** Long work that may be begun from here, watched until it ends; what could lose records stays with the command line. */
const Begin = ({ kind, word, says }: Readonly<{ kind: string; word: string; says: string }>) => {
  const [begun, setBegun] = useState<string | null>(null)
  const queries = useQueryClient()
  const over = useJob(begun).ended !== null
  useEffect(() => {
    // It may have ended before it was first heard of.
    if (begun !== null) void queries.invalidateQueries()
  }, [begun, over, queries])
  const { busy, problem, attempt } = useAttempt()
  const begin = async (): Promise<void> => {
    await attempt(async () => setBegun(await startJob(kind, {})))
  }
  return (
    <div>
      <div className="acts no-print">
        <Button loading={busy} disabled={begun !== null && !over} onClick={() => void begin()}>
          {word}
        </Button>
        <span className="soft">{says}</span>
      </div>
      {problem === null ? null : <Told problem={problem} />}
      {begun === null ? null : (
        <JobProgress jobId={begun}>
          <Link to="/jobs/$jobId" params={{ jobId: begun }}>
            打开任务 {begun}
          </Link>
        </JobProgress>
      )}
    </div>
  )
}

/** A job of the county, live while it is at work, with the way to where it is watched. */
const jobsShown = { queued: '排队', running: '正在办', 'not-done': '没有办成' } as const

const JobLine = ({ row }: Readonly<{ row: JobRow }>) => {
  const { jobId, title, status, step, queuedAt, endedAt } = useJob(isOver(row.status) ? null : row.jobId).job ?? row
  return (
    <li>
      <div className="decides">
        <Link to="/jobs/$jobId" params={{ jobId }}>
          第 {jobId} 号 {title}
        </Link>
        <StateWord shape={jobShapes[status]}>{jobStatusWords[status]}</StateWord>
      </div>
      <div className="soft">{`${step === null || endedAt !== null ? '' : `${step} · `}${momentWord(endedAt ?? queuedAt)}`}</div>
    </li>
  )
}

/** 运行状态: whether the program is well, which rules hold, what is kept and under which keys. */
const SystemPage = () => {
  const me = useMe()
  const installation = useQuery({ queryKey: ['installation'], queryFn: ({ signal }) => office.operate.showInstallation({}, { signal }) })
  const packs = useQuery({ queryKey: ['packs in force'], queryFn: ({ signal }) => office.operate.listPacks({}, { signal }) })
  const kept = useQuery({ queryKey: ['kept'], queryFn: ({ signal }) => office.operate.listKept({}, { signal }) })
  const [status, setStatus] = useState<keyof typeof jobsShown>()
  const jobs = useQuery({
    queryKey: ['all jobs', status],
    queryFn: ({ signal }) => office.jobs.listJobs({ own: false, ...(status === undefined ? { limit: 10 } : { status, limit: 100 }) }, { signal }),
  })
  const error = installation.error ?? packs.error ?? kept.error
  const may = mayReach(me, 'access', 'write')
  const is = installation.data
  const field = is?.keys.fields.find(({ purpose, endedAt }) => purpose === 'field' && endedAt === null)
  const last = kept.data?.backups[0]
  if (error !== null && is === undefined) return <RefusedPage title="运行状态" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>运行状态</h1>
        <div className="says">程序、数据库、政策包、密钥和备份现在怎样；这里不显示任何人，也不显示密钥。</div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <section className="paper" aria-label="程序和数据库">
        <h2>程序和数据库</h2>
        {is === undefined ? (
          <p className="empty">正在打开…</p>
        ) : (
          <dl className="facts-line">
            <Fact word="程序">
              {is.program.version}（Node {is.program.node.replace('v', '')}，{is.program.system}）
            </Fact>
            <Fact word="数据库">
              PostgreSQL {is.database.version}，{bytesWord(is.database.bytes)}
              {is.database.step === null ? '' : `，数据库结构第 ${Number(is.database.step.slice(0, 4))} 版`}
            </Fact>
            <Fact word="县里今天">{is.database.today}</Fact>
            <Fact word="磁盘还剩">
              {is.disk === null ? (
                '看不到'
              ) : Number(is.disk.freeBytes) * 10 < Number(is.disk.ofBytes) ? (
                <StateWord shape="wrong">{bytesWord(is.disk.freeBytes)}，不到一成，请清理或扩容</StateWord>
              ) : (
                `${bytesWord(is.disk.freeBytes)}，共 ${bytesWord(is.disk.ofBytes)}`
              )}
            </Fact>
            <Fact word="操作日志">
              {countWord(is.trail.entries)} 条，{countWord(is.trail.seals)} 号封记
              {is.trail.sealedAt === null ? '' : `，最近 ${momentWord(is.trail.sealedAt)}`}{' '}
              <Link to="/operate/trail" search={{}}>
                打开日志
              </Link>
            </Fact>
          </dl>
        )}
      </section>
      <section className="paper" aria-label="政策包">
        <h2>在用的政策包{packs.data === undefined ? '' : `（${termWord(packs.data.term)}）`}</h2>
        {typeof packs.data?.refused !== 'string' ? null : (
          <div className="told late" role="status">
            {packs.data.refused}
          </div>
        )}
        <ul className="plain-list">
          {(packs.data?.packs ?? []).map(({ id, title, issuer, number, from, until }) => (
            <li key={id}>
              {issuer}《{title}》{number === null ? '' : `（${number}）`}{' '}
              <span className="soft">
                {until === null ? `${from} 起执行` : `${from} 至 ${until}（不含）执行`} · {id}
              </span>
            </li>
          ))}
        </ul>
        {typeof packs.data?.digest !== 'string' ? null : (
          <p className="soft">
            合起来的摘要 <span className="identifier break-all">{packs.data.digest}</span>，与运行报告上的相同就是同一套政策。
          </p>
        )}
      </section>
      <section className="paper" aria-label="任务">
        <h2>任务</h2>
        {is === undefined ? null : is.jobs === null ? (
          <p className="soft">您的职责看不到全县的任务。</p>
        ) : (
          <p>
            {Object.entries({ queued: is.jobs.waiting, running: is.jobs.running, 'not-done': is.jobs.notDone } as const).map(([each, number]) => (
              <span key={each}>
                <button type="button" className="link-button" aria-pressed={status === each} onClick={() => setStatus(each as keyof typeof jobsShown)}>
                  {jobsShown[each as keyof typeof jobsShown]} {countWord(number)} 个
                </button>
                　
              </span>
            ))}
            {is.jobs.oldestWaiting === null ? '' : `排队的最早 ${momentWord(is.jobs.oldestWaiting)}。`}
            {status === undefined ? (
              <span className="soft">下面是最近的 10 个。</span>
            ) : (
              <button type="button" className="link-button" onClick={() => setStatus(undefined)}>
                看最近的
              </button>
            )}
          </p>
        )}
        {status !== undefined && jobs.data?.jobs.length === 0 ? <p className="empty">现在没有这样的任务。</p> : null}
        {jobs.data === undefined || jobs.data.next === null || status === undefined ? null : <p className="soft">只列最近的 100 个。</p>}
        <ul className="cards">
          {(jobs.data?.jobs ?? []).map(row => (
            <JobLine key={row.jobId} row={row} />
          ))}
        </ul>
      </section>
      <section className="paper" id="backups" aria-label="备份">
        <h2>备份</h2>
        <p>
          {kept.data === undefined ? (
            ''
          ) : last === undefined ? (
            <StateWord shape="wrong">还没有备份过</StateWord>
          ) : (
            `最近一次截至 ${momentWord(last.asOf)}：全部数据，共 ${countWord(last.rows)} 条记录。`
          )}
        </p>
        <ul className="plain-list">
          {(kept.data?.backups ?? []).map(({ folder, asOf, rows }) => (
            <li key={folder}>
              <span className="identifier">{folder}</span>{' '}
              <span className="soft">
                截至 {momentWord(asOf)}，{countWord(rows)} 条记录
              </span>
            </li>
          ))}
        </ul>
        {may ? <Begin kind="platform.back-up" word="现在备份" says="写在数据目录的 backups 里；请另外拷一份到别的机器，主密钥分开保管。" /> : null}
        <p className="soft">
          从备份恢复会换掉现在的数据，只能在服务器上办：停下程序，运行 <code>yingjin restore 备份文件夹 --data 空的数据目录</code>。
        </p>
      </section>
      <section className="paper" aria-label="密钥">
        <h2>密钥</h2>
        {is === undefined ? null : (
          <dl className="facts-line">
            <Fact word="主密钥">
              {is.keys.master === null ? (
                <StateWord shape="wrong">没有找到，请核对配置文件夹</StateWord>
              ) : (
                `第 ${is.keys.master.version} 号（指纹 ${is.keys.master.fingerprint}）`
              )}
            </Fact>
            <Fact word="字段密钥">
              {field === undefined ? '还没有' : `第 ${field.version} 号（${cipherWords[field.suite] ?? field.suite}），${momentWord(field.madeAt)} 起用`}
            </Fact>
          </dl>
        )}
        {may ? <Begin kind="platform.rotate-field-keys" word="更换字段密钥" says="证件号、电话、账号逐页换成新密钥封存；换的时候照常办理。" /> : null}
        <p className="soft">
          更换主密钥要在服务器上办：<code>yingjin rotate-keys --county {me.division}</code>。主密钥一定要另外保管一份，丢了谁也打不开封存的内容。
        </p>
      </section>
      <section className="paper" aria-label="快照和运行">
        <h2>留存的运行和快照</h2>
        {kept.data === undefined ? null : (
          <>
            <p>
              运行 {kept.data.runs.length} 次，封存的快照 {kept.data.snapshots.length} 份
              {kept.data.unsealed === 0 ? '' : `；有 ${kept.data.unsealed} 个文件夹是以前的程序留下、没有封存的`}。
            </p>
            <ul className="plain-list">
              {kept.data.runs.map(({ run, term, restsOn, endedOn }) => (
                <li key={`${term} ${run}`}>
                  {termWord(term)}，运行编号 <span className="identifier">{run}</span>（审计时与运行报告上的对照）{' '}
                  <span className="soft">
                    依据 {restsOn} 份快照{endedOn === null ? '' : `，${endedOn} 已销毁，不能再重算`}
                  </span>
                </li>
              ))}
            </ul>
            <details>
              <summary>快照 {kept.data.snapshots.length} 份</summary>
              <ul className="plain-list">
                {kept.data.snapshots.map(({ id, file, kinds, rows, endedOn }) => (
                  <li key={id}>
                    {file} <span className="soft">{`${kinds.length} 种名册 ${countWord(rows)} 行${endedOn === null ? '' : `，${endedOn} 已销毁`}`}</span>
                  </li>
                ))}
              </ul>
            </details>
            <p className="soft">
              到期的快照销毁后不能恢复，只能在服务器上办：<code>yingjin forget</code>。
            </p>
          </>
        )}
      </section>
    </>
  )
}

/** By which cipher numbers are sealed, as an inspection asks for it. */
const cipherWords: Readonly<Record<string, string>> = { 'aes-256-gcm': '国际通用的 AES 加密，256 位', 'sm4-ctr-hmac-sm3': '国家密码标准 SM4 加密、SM3 验真' }

export const route = createLazyRoute('/operate/system')({ component: SystemPage })
