import { lookText } from '@yingjin/domain/access'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { LooksTable } from '../../shared/looks-table.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { entryWord } from './entry-word.ts'

/** 谁看过: who looked at one person or did something about them, for whoever reads the trail; the file itself needs another right. */
const LooksPage = () => {
  const { personId } = route.useParams()
  const me = useMe()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['looks', personId],
    queryFn: ({ pageParam, signal }) => office.access.whoLooked({ personId, ...(pageParam === null ? {} : { before: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next ?? undefined,
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  const looks = (data?.pages ?? []).flatMap(page => page.looks)
  return (
    <>
      <div className="page-head">
        <h1>谁看过人员 {personId}</h1>
        <div className="says">看过这个人的档案、清单，导出过、办理过的每一次，最新的在前；截至 {today()}。日志里不写姓名。</div>
      </div>
      <section className="paper" aria-label="谁看过">
        {data !== undefined && looks.length === 0 ? (
          <div className="empty">
            <strong>没有人看过</strong>
            或者这个编号不在您的范围内。
          </div>
        ) : (
          <LooksTable
            looks={looks.map(({ entryId, at, kind, name, accountId, accountName, reason }) => ({
              entryId,
              at,
              who: (
                <Link to="/operate/trail" search={{ accountId }}>
                  {accountName}
                </Link>
              ),
              did: `${lookText[kind]} · ${entryWord(name)}`,
              reason,
            }))}
          />
        )}
        {hasNextPage ? (
          <button type="button" className="second-button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            看更早的
          </button>
        ) : null}
      </section>
      {mayReach(me, 'persons', 'rows') ? (
        <Link to="/persons/$personId" params={{ personId }} search={{}}>
          打开这个人的档案
        </Link>
      ) : (
        <Link to="/operate/trail">回到操作日志</Link>
      )}
    </>
  )
}

export const route = createLazyRoute('/operate/looks/$personId')({ component: LooksPage })
