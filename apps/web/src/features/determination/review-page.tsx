import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress } from '../../shared/job/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { TakeFile } from '../../shared/take-file.tsx'
import { countWord } from '../../shared/count-word.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { termWord } from '../../shared/term-word.ts'
import './determination.css'
import { ReviewChanges } from './review-changes.tsx'
import { ReviewDecisions } from './review-decisions.tsx'
import { DecideRun } from './review-decide.tsx'
import { dueOf, ReviewRosters, ReviewTotals, ReviewWaits } from './review-sums.tsx'

const title = '待发布的运行'

/** A run before anybody else sees it: what it would change, whom it leaves waiting, on what it rests; then it is published or dropped. */
const ReviewPage = () => {
  const { run = '', publish } = route.useSearch()
  const { data, error } = useQuery({
    queryKey: ['run review', run],
    queryFn: ({ signal }) => office.leads.showRunReview({ run }, { signal }),
    enabled: run !== '',
  })
  if (error !== null && data === undefined) return <RefusedPage title={title} problem={problemOf(error)} />
  if (data === undefined && run !== '') return null
  const review = data?.review ?? null
  if (data === undefined || review === null)
    return (
      <section className="paper empty">
        <strong>这次运行还没有备好可看的结果</strong>
        <Link to="/runs/start">到“发起核定运行”去备好</Link>
      </section>
    )
  const due = dueOf(review.told.totals)
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="says">
          {termWord(review.term)}，基准日 {review.referenceDate}，{momentWord(review.madeAt)} 备好。儿童 {countWord(review.told.persons)} 人，符合条件{' '}
          {countWord(due.n)} 项，{yuanWord(due.fen)} 元{due.loanFen === '0' ? '' : `，另有可贷额度 ${yuanWord(due.loanFen)} 元`}。
          {data.published ? '' : '现在只有能发布全县结果的人看得到。'}
          <small className="soft"> 运行编号 {run}，与运行报告上的对照。</small>
        </div>
        <Link to="/runs/start">发起核定运行</Link>
      </div>
      {publish === undefined ? null : (
        <section className="paper" aria-label="发布进度">
          <JobProgress
            jobId={publish}
            end={({ newPersons, doubtfulRows }) => ({
              says: `${termWord(review.term)}的运行已发布；人员库新增 ${String(newPersons)} 人，存疑 ${String(doubtfulRows)} 行。`,
              to: (
                <>
                  <Link to="/results/totals">看核定汇总</Link> <Link to="/results/changes">看与上次的差异</Link>
                </>
              ),
            })}
          />
        </section>
      )}
      {review.dropped === null ? null : (
        <div className="told late" role="status">
          {review.dropped.by ?? '有人'}在 {momentWord(review.dropped.at)} 放弃了这次运行：{review.dropped.says}。什么也没有发布。
        </div>
      )}
      {data.published && publish === undefined ? (
        <div className="told" role="status">
          这次运行已经发布。<Link to="/results/totals">看核定汇总</Link>
        </div>
      ) : null}
      {review.outdated ? (
        <div className="told late" role="status">
          备好以后又发布过一次，下面的差异不是与最近发布的比。<Link to="/runs/start">去重新备好</Link>
        </div>
      ) : null}
      {review.listed ? (
        <>
          <ReviewChanges run={run} review={review} />
          <ReviewDecisions run={run} review={review} />
        </>
      ) : (
        <div className="told late" role="status">
          后来又备好了{termWord(review.term)}的另一次结果，这一次逐项的差异和带上的决定没有留着。
          {data.published ? <Link to="/results/changes">看与上次的差异</Link> : <Link to="/runs/start">去重新备好</Link>}
        </div>
      )}
      <ReviewTotals totals={review.told.totals} />
      <ReviewWaits told={review.told} />
      <ReviewRosters told={review.told} />
      {data.workbooks.length === 0 ? null : (
        <section className="paper no-print" aria-label="工作簿">
          <h2>工作簿</h2>
          <p className="soft">密封存放在服务器上，取出一份，操作日志里就记一笔。里面有全县孩子的姓名和情况，请放在只有您打得开的地方。</p>
          <ul className="workbooks">
            {data.workbooks.map(name => (
              <li key={name}>
                <TakeFile className="link-button" take={() => office.leads.takeRunWorkbook.file({ run, name })}>
                  {name}
                </TakeFile>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.published || review.dropped !== null || publish !== undefined ? null : <DecideRun run={run} term={review.term} />}
    </>
  )
}

export const route = createLazyRoute('/runs/review')({ component: ReviewPage })
