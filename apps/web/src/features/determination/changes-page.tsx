import { type ResultChange, resultChanges, resultChangeWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import './determination.css'
import { LeadDifferences } from './lead-differences.tsx'
import { OfRun } from './of-run.tsx'
import { countWord } from './words.ts'

const means: Readonly<Record<ResultChange, string>> = {
  new: '上次没有，这次有',
  changed: '核定或金额与上次不同',
  withdrawn: '上次有，这次没有',
  reappeared: '以前取消过，这次又有',
  unsettled: '这次认不准是谁，没有说它结束',
}

/** What the run changed against the one before: aid by aid, and each number opens to the rows with both reasons. */
const ChangesPage = () => {
  const search = route.useSearch()
  const me = useMe()
  const navigate = useNavigate()
  const go = (runId: string | undefined): void => void navigate({ to: '/results/changes', search: runId === undefined ? {} : { runId } })
  const ofRun = search.runId === undefined ? {} : { runId: search.runId }
  const { data, error } = useQuery({
    queryKey: ['change counts', search.runId],
    queryFn: ({ signal }) => office.leads.countResultChanges({ by: 'division', ...ofRun }, { signal }),
  })
  const mayOpen = mayReach(me, 'results', 'rows')
  const counts = data?.counts ?? []
  const kinds = resultChanges.filter(change => counts.some(each => each.change === change))
  const lines = [...Map.groupBy(counts, ({ line }) => line)].map(([line, of]) => ({ line, title: of[0]?.title ?? line, of }))
  const numberOf = (of: typeof counts, change?: ResultChange): number =>
    of.filter(each => change === undefined || each.change === change).reduce((sum, { results }) => sum + results, 0)
  const opened = (n: number, to: Readonly<{ change?: ResultChange; line?: string }>) =>
    n === 0 ? (
      ''
    ) : mayOpen ? (
      <Link className="opens" to="/results/changed" search={{ ...to, ...ofRun }}>
        {countWord(n)}
      </Link>
    ) : (
      countWord(n)
    )
  if (error !== null && data === undefined) return <RefusedPage title="与上次的差异" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>与上次运行的差异</h1>
        <div className="says">
          {data === undefined || data.comparedRun === null
            ? ''
            : `与它的上一次运行（编号 ${data.comparedRun}）比，核定有 ${countWord(numberOf(counts))} 项不同。`}
          {mayOpen ? '数字点开，看每一项上次为什么、这次为什么。' : ''}
        </div>
      </div>
      <OfRun id="changes-run" runId={search.runId} go={go} />
      {error === null ? null : <Told problem={problemOf(error)} />}
      <section className="paper wide" aria-label="差异">
        <h2>核定</h2>
        {data === undefined ? null : data.runId === null ? (
          <div className="empty">
            <strong>{search.runId === undefined ? '还没有发布过核定结果' : '没有这一次核定运行'}</strong>
            <Link to="/runs">看历次运行</Link>
          </div>
        ) : data.comparedWith === null ? (
          <div className="empty">
            <strong>这是第一次发布的运行，没有上一次可比</strong>
            下次运行发布后，新增、变更、取消、再现都列在这里。
          </div>
        ) : counts.length === 0 ? (
          <div className="empty">
            <strong>与上次没有不同</strong>
            您的范围内，每一项的核定和金额都与上次一样。
          </div>
        ) : (
          <table className="heat sums">
            <thead>
              <tr>
                <th scope="col">资助项目</th>
                {kinds.map(change => (
                  <th scope="col" key={change}>
                    {resultChangeWords[change]}
                    <br />
                    <span className="soft means">{means[change]}</span>
                  </th>
                ))}
                <th scope="col">合计</th>
              </tr>
            </thead>
            <tbody>
              <tr className="whole">
                <th scope="row">合计</th>
                {kinds.map(change => (
                  <td key={change}>{opened(numberOf(counts, change), { change })}</td>
                ))}
                <td>{opened(numberOf(counts), {})}</td>
              </tr>
              {lines.map(({ line, title, of }) => (
                <tr key={line}>
                  <th scope="row" className="inner">
                    {title}
                  </th>
                  {kinds.map(change => (
                    <td key={change}>{opened(numberOf(of, change), { change, line })}</td>
                  ))}
                  <td>{opened(numberOf(of), { line })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {mayReach(me, 'leads', 'rows') ? <LeadDifferences runId={search.runId} /> : null}
    </>
  )
}

export const route = createLazyRoute('/results/changes')({ component: ChangesPage })
