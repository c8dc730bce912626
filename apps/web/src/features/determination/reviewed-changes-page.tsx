import { type ResultChange, resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { termWord } from '../../shared/term-word.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import { aidColumn, aidFilter, changeColumn, changeFilter, childColumn, placeColumn } from './result-columns.tsx'
import type { ReviewedSearch } from './result-search.ts'

type Change = Awaited<ReturnType<typeof office.leads.listReviewedChanges>>['changes'][number]

const said = (side: Change['was']): string =>
  side === null ? '没有' : `${resultStateWords[side.state]}${side.amountFen === null ? '' : ` ${yuanWord(side.amountFen)} 元`}`

const columns: readonly ListColumn<Change>[] = [
  childColumn,
  placeColumn,
  { ...aidColumn, below: true },
  changeColumn,
  { key: 'was', title: '已发布的', show: ({ was }) => said(was), below: true },
  { key: 'is', title: '待发布的', show: ({ is }) => said(is), below: true },
]

/** Whose results a run that is not published yet would change, child by child. */
const ReviewedChangesPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const { run = '' } = search
  const { data } = useQuery({
    queryKey: ['run review', run],
    queryFn: ({ signal }) => office.leads.showRunReview({ run }, { signal }),
  })
  const review = data?.review
  const filterOf = ({ change, line }: ReviewedSearch) => ({
    run,
    ...given({ change: change as ResultChange | undefined, line }),
  })
  return (
    <ListPage
      id="reviewed-changes"
      title="待发布的差异"
      says={
        <>
          {review === null || review === undefined ? '这次运行' : `${termWord(review.term)}、${momentWord(review.madeAt)} 备好的运行`}
          {data?.published === true ? '与发布以前的不同。' : '还没有发布，这里是它与已发布的不同。'}{' '}
          <Link to="/runs/review" search={{ run }}>
            回到待发布的运行
          </Link>
        </>
      }
      search={search}
      go={to => void navigate({ to: '/runs/reviewed', search: { ...to, run } as ReviewedSearch })}
      take={(asked, as) => office.leads.takeReviewedChanges.file({ ...filterOf(asked), as })}
      load={async (asked, after, signal) => {
        const { total, changes, next } = await office.leads.listReviewedChanges({ ...filterOf(asked), ...given({ after }) }, { signal })
        return { total, rows: changes, next }
      }}
      filters={[changeFilter, aidFilter(data?.review?.changes ?? [])]}
      columns={columns}
      keyOf={({ personId, line }) => `${personId} ${line}`}
      empty={{ says: '与已发布的没有不同', todo: <Link to="/runs/start">去发起核定运行</Link> }}
      measure="项"
    />
  )
}

export const route = createLazyRoute('/runs/reviewed')({ component: ReviewedChangesPage })
