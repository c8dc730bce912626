import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { gapWords } from '@yingjin/domain/leads'
import { office } from './ask/index.ts'
import { ByProof } from './by-proof.tsx'
import { countWord } from './count-word.ts'
import { given } from './given.ts'

/** Children, results and questions that wait for a fact, beside one another: three numbers, each with its own word and list; and who waits for a roster. */
export const Waiting = ({ runId }: Readonly<{ runId?: string | undefined }>) => {
  const ofRun = given({ runId })
  const { data } = useQuery({ queryKey: ['waiting', runId], queryFn: ({ signal }) => office.leads.countWaiting(ofRun, { signal }) })
  if (data === undefined || data.results + data.gaps.length === 0) return null
  const { children, results, questions, gaps } = data
  // One roster may say several facts: who waits for the most of them is how many at least wait for it.
  const byRoster = [
    ...Map.groupBy(
      gaps.flatMap(({ rosters, children: of }) => rosters.map(roster => ({ roster, of }))),
      ({ roster }) => roster,
    ),
  ]
    .map(([roster, of]) => ({ roster, children: Math.max(...of.map(each => each.of)) }))
    .toSorted((a, b) => b.children - a.children)
  const withoutRoster = gaps.filter(({ rosters }) => rosters.length === 0)
  return (
    <section className="paper" aria-label="待补信息">
      <p>
        待补信息的项目{' '}
        <Link className="opens" to="/results/list" search={{ state: 'undetermined', ...ofRun }}>
          {countWord(results)} 项
        </Link>
        ，涉及学生{' '}
        <Link className="opens" to="/results/waiting" search={ofRun}>
          {countWord(children)} 人
        </Link>
        。
        {questions === null ? null : (
          <>
            要人补的问题{' '}
            <Link className="opens" to="/questions" search={{ matter: 'missing-fact', state: 'open', asked: 'true' }}>
              {countWord(questions)} 个
            </Link>
            ：一个学生的一条信息问一次，补上一条，几个项目可能就定了。
          </>
        )}
      </p>
      {byRoster.length === 0 ? null : (
        <details>
          <summary>另有 {gapWords.lacking(gaps.length - withoutRoster.length)}</summary>
          <ul>
            {byRoster.map(each => (
              <li key={each.roster}>
                {each.roster}：全县 {countWord(each.children)} 人在等
              </li>
            ))}
          </ul>
          <Link to="/receive/progress">看收数进度，催还没到的、改好没收的</Link>
        </details>
      )}
      {withoutRoster.length === 0 ? null : (
        <details>
          <summary>还有 {gapWords.byProof(withoutRoster.length)}</summary>
          <ByProof gaps={gaps} />
        </details>
      )}
    </section>
  )
}
