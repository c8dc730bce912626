import { type ResultChange, resultChanges, resultChangeWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import './determination.css'
import { DifferenceTable } from './difference-table.tsx'
import { LeadDifferences } from './lead-differences.tsx'
import { OfRun } from './of-run.tsx'
import { comparedRunWord, useRuns } from './use-runs.ts'

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
  const runs = useRuns()
  const go = (runId: string | undefined): void => void navigate({ to: '/results/changes', search: given({ runId }) })
  const ofRun = given({ runId: search.runId })
  const { data, error } = useQuery({
    queryKey: ['change counts', search.runId],
    queryFn: ({ signal }) => office.leads.countResultChanges({ by: 'division', ...ofRun }, { signal }),
  })
  const mayOpen = mayReach(me, 'results', 'rows')
  const counts = data?.counts ?? []
  const inAll = counts.reduce((sum, { results }) => sum + results, 0)
  const opened = (n: number, change: ResultChange | undefined, line: string | undefined) =>
    n === 0 ? (
      ''
    ) : mayOpen ? (
      <Link className="opens" to="/results/changed" search={{ ...given({ change, line }), ...ofRun }}>
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
            : `与它的上一次运行（${comparedRunWord(runs, ({ run }) => run === data.comparedRun)}）比，核定有 ${countWord(inAll)} 项不同。`}
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
          <DifferenceTable
            head="资助项目"
            changes={resultChanges.filter(change => counts.some(each => each.change === change))}
            words={resultChangeWords}
            means={means}
            lines={[...Map.groupBy(counts, ({ line }) => line)].map(([key, of]) => ({ key, word: of[0]?.title ?? key, of }))}
            counts={counts}
            changeOf={({ change }) => change}
            numberOf={({ results }) => results}
            opened={opened}
          />
        )}
      </section>
      {mayReach(me, 'leads', 'rows') ? <LeadDifferences runId={search.runId} /> : null}
    </>
  )
}

export const route = createLazyRoute('/results/changes')({ component: ChangesPage })
