import { Link } from '@tanstack/react-router'
import type { office } from '../../shared/ask/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import type { QuestionSearch } from './question-search.ts'
import './leads.css'

type Missing = Awaited<ReturnType<typeof office.leads.countMissingFacts>>
type Parts = Readonly<{ missing: Missing; search: QuestionSearch }>

/** Which facts are still missing and how often, over all questions of the newest run; each number opens to its rows. */
export const MissingFacts = ({ missing: { facts, total }, search: { owner, schoolId, township, key } }: Parts) => {
  if (total === 0) return null
  const to = (more: QuestionSearch): QuestionSearch => ({
    matter: 'missing-fact',
    state: 'open',
    asked: 'true',
    ...(owner === undefined || owner === 'none' ? {} : { owner }),
    ...given({ schoolId, township }),
    ...more,
  })
  const narrowed = [owner === 'none' ? undefined : owner, schoolId, township].some(each => each !== undefined)
  return (
    <section className="paper missing-facts" aria-label="还缺哪些信息">
      <p>
        {narrowed ? '现在的条件下，' : ''}最近一次运行还缺{' '}
        <Link className="opens" to="/questions" search={to({})}>
          {countWord(total)}
        </Link>{' '}
        条信息没有人答，点一项就只看这一项：
      </p>
      <ul>
        {facts.map(each => (
          <li key={each.key}>
            <Link to="/questions" search={to({ key: each.key })} {...(each.key === key ? { 'aria-current': 'true' as const } : {})}>
              {each.word} <span className="opens">{countWord(each.questions)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
