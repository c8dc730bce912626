import { useInfiniteQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { entryWord } from './entry-word.ts'
import './operate.css'

/** Whom one entry of the trail is about: numbers, each of which opens to who else looked at that person. */
const EntryPage = () => {
  const { entryId } = route.useParams()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['entry', entryId],
    queryFn: ({ pageParam, signal }) => office.access.personsOfEntry({ entryId, from: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, { numbers }) => sum + numbers.length, 0)
      return shown < last.total ? shown : undefined
    },
  })
  const [first] = data?.pages ?? []
  if (error !== null)
    return (
      <>
        <Told problem={problemOf(error)} />
        <Link to="/operate/trail">回到操作日志</Link>
      </>
    )
  if (first === undefined) return <p className="empty">正在打开…</p>
  return (
    <>
      <div className="page-head">
        <h1>日志 {entryId} 涉及的人</h1>
        <div className="says">
          {momentWord(first.at)}，{first.accountName} {entryWord(first.name)}，涉及 {countWord(first.total)}{' '}
          人。日志只记编号，不记姓名；点编号看还有谁看过这个人。
        </div>
      </div>
      <section className="paper" aria-label="涉及的人">
        <ul className="person-numbers">
          {(data?.pages ?? []).flatMap(({ numbers }) =>
            numbers.map(personId => (
              <li key={personId}>
                <Link className="opens identifier" to="/operate/looks/$personId" params={{ personId }}>
                  {personId}
                </Link>
              </li>
            )),
          )}
        </ul>
        {hasNextPage ? (
          <button type="button" className="second-button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            再列 100 个
          </button>
        ) : null}
      </section>
      <Link to="/operate/trail">回到操作日志</Link>
    </>
  )
}

export const route = createLazyRoute('/operate/trail/$entryId')({ component: EntryPage })
