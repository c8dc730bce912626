import { presences, presenceWords, type ResultChange, resultChanges, resultChangeWords } from '@yingjin/domain/leads'
import { Link } from '@tanstack/react-router'
import type { Review } from './review-sums.tsx'
import { countWord } from './words.ts'

/** Against what is published: each number opens to the names behind it. */
export const ReviewChanges = ({ run, review: { changes, comparedRun, counts } }: Readonly<{ run: string; review: Review }>) => {
  const kinds = resultChanges.filter(kind => counts.changes[kind] > 0)
  const lines = [...Map.groupBy(changes, ({ line }) => line)]
  const opened = (of: typeof changes, to: Readonly<{ change?: ResultChange; line?: string }>) => {
    const n = of.reduce((sum, { results }) => sum + results, 0)
    return n === 0 ? (
      ''
    ) : (
      <Link className="opens" to="/runs/reviewed" search={{ run, ...to }}>
        {countWord(n)}
      </Link>
    )
  }
  const row = (of: typeof changes, to: Readonly<{ line?: string }>) => (
    <>
      {kinds.map(change => (
        <td key={change}>
          {opened(
            of.filter(each => each.change === change),
            { ...to, change },
          )}
        </td>
      ))}
      <td>{opened(of, to)}</td>
    </>
  )
  return (
    <section className="paper wide" aria-label="与已发布的差异">
      <h2>与已发布的比</h2>
      {comparedRun === null ? (
        <p className="empty">还没有发布过运行，这是第一次，没有可比的。</p>
      ) : changes.length === 0 ? (
        <p className="empty">与已发布的（编号 {comparedRun}）没有不同：每一项的核定和金额都一样。</p>
      ) : (
        <table className="heat sums">
          <thead>
            <tr>
              <th scope="col">资助项目</th>
              {kinds.map(change => (
                <th scope="col" key={change}>
                  {resultChangeWords[change]}
                </th>
              ))}
              <th scope="col">合计</th>
            </tr>
          </thead>
          <tbody>
            <tr className="whole">
              <th scope="row">合计</th>
              {row(changes, {})}
            </tr>
            {lines.map(([line, of]) => (
              <tr key={line}>
                <th scope="row" className="inner">
                  {of[0]?.title ?? line}
                </th>
                {row(of, { line })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="soft">
        发布以后的线索：{presences.map(presence => `${presenceWords[presence]} ${countWord(counts.leads[presence])} 条`).join(' · ')}。
        {counts.unsettled === 0 ? '' : `有 ${countWord(counts.unsettled)} 人现在认不准是人员库里的谁，没有与已发布的比。`}
      </p>
    </section>
  )
}
