import { presences, presenceWords, resultChanges, resultChangeWords } from '@yingjin/domain/leads'
import { Link } from '@tanstack/react-router'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { DifferenceTable } from './difference-table.tsx'
import type { Review } from './review-sums.tsx'
import { comparedRunWord, useRuns } from './use-runs.ts'

/** Against what is published: each number opens to the names behind it. */
export const ReviewChanges = ({ run, review: { changes, comparedRun, counts } }: Readonly<{ run: string; review: Review }>) => {
  const runs = useRuns()
  return (
    <section className="paper wide" aria-label="与已发布的差异">
      <h2>与已发布的比</h2>
      {comparedRun === null ? (
        <p className="empty">还没有发布过运行，这是第一次，没有可比的。</p>
      ) : changes.length === 0 ? (
        <p className="empty">与已发布的（{comparedRunWord(runs, each => each.run === comparedRun)}）没有不同：每一项的核定和金额都一样。</p>
      ) : (
        <DifferenceTable
          head="资助项目"
          changes={resultChanges.filter(kind => counts.changes[kind] > 0)}
          words={resultChangeWords}
          lines={[...Map.groupBy(changes, ({ line }) => line)].map(([key, of]) => ({ key, word: of[0]?.title ?? key, of }))}
          counts={changes}
          changeOf={({ change }) => change}
          numberOf={({ results }) => results}
          opened={(n, change, line) =>
            n === 0 ? (
              ''
            ) : (
              <Link className="opens" to="/runs/reviewed" search={{ run, ...given({ change, line }) }}>
                {countWord(n)}
              </Link>
            )
          }
        />
      )}
      <p className="soft">
        发布以后的线索：{presences.map(presence => `${presenceWords[presence]} ${countWord(counts.leads[presence])} 条`).join(' · ')}。
        {counts.unsettled === 0 ? '' : `有 ${countWord(counts.unsettled)} 人现在认不准是人员库里的谁，没有与已发布的比。`}
      </p>
    </section>
  )
}
