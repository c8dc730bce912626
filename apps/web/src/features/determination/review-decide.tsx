import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { startJob } from '../../shared/job/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { Told } from '../../shared/told.tsx'
import { termWord } from '../../shared/term-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'

/** What is done with a run that was looked at: published, or dropped with a reason. */
export const DecideRun = ({ run, term }: Readonly<{ run: string; term: string }>) => {
  const navigate = useNavigate()
  const { busy, problem, attempt } = useAttempt()
  const [dropping, setDropping] = useState(false)
  const publish = async (): Promise<void> => {
    await attempt(async () => navigate({ to: '/runs/review', search: { run, publish: await startJob('batch.publish-latest-run', { term, run }) } }))
  }
  return (
    <section className="paper no-print" aria-label="发布或放弃">
      <h2>看过以后</h2>
      <p className="soft">
        发布以后，核定、线索和待决问题按这次运行更新，学校和乡镇就看得到；发布后不能改，要改的办完再运行一次、再发布。放弃的什么也不发布，已发布的照旧。
      </p>
      {problem === null ? null : <Told problem={problem} />}
      <div className="acts">
        <Button type="primary" loading={busy} onClick={() => void publish()}>
          发布{termWord(term)}的运行
        </Button>
        <Button aria-expanded={dropping} onClick={() => setDropping(!dropping)}>
          放弃这次运行
        </Button>
      </div>
      {dropping ? (
        <OrderForm
          id={`drop-run ${run}`}
          fields={[{ key: 'says', label: '为什么放弃', kind: 'words', rows: 2, required: true, placeholder: '例如：低保名册拿错了，等民政局重发' }]}
          button="放弃，不发布"
          danger
          says="原因留在操作日志里。名册和决定都不动；改好以后再运行一次。"
          submit={({ says = '' }, beside) => office.leads.dropRun({ run, says }, beside)}
          done={() => setDropping(false)}
        />
      ) : null}
    </section>
  )
}
