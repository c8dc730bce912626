import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { office } from '../ask/index.ts'
import { given } from '../given.ts'
import { mayReach, useMe } from '../session/index.ts'
import { termWord } from '../term-word.ts'

/** Where to go on after rosters were taken in: a run where the term lacks none, else what is still missing. */
export const AfterCommit = () => {
  const mayRun = mayReach(useMe(), 'results', 'write')
  const at = useQuery({ queryKey: ['term'], queryFn: ({ signal }) => office.leads.termAtHand({}, { signal }), staleTime: 600_000 })
  const term = at.data === undefined ? undefined : (at.data.shown ?? at.data.current).term
  const { data } = useQuery({
    queryKey: ['progress', term],
    queryFn: ({ signal }) => office.registry.rosterProgress({ term: term ?? '' }, { signal }),
    enabled: term !== undefined,
  })
  if (data === undefined || term === undefined) return null
  const lacking = data.rosters.filter(({ standing }) => standing === 'missing' || standing === 'old').length
  const waiting = data.rosters.filter(({ standing }) => standing === 'waiting').length
  const enough = lacking === 0 && waiting === 0
  return (
    <p>
      下一步：
      {enough ? `${termWord(term)}要用的名册都入库了，` : `${termWord(term)}${lacking > 0 ? `还缺 ${lacking} 种名册` : `还有 ${waiting} 种名册没有入库`}，`}
      {enough && mayRun ? (
        <Link to="/runs/start" search={{}}>
          发起核定运行
        </Link>
      ) : (
        <Link to="/receive/progress" search={given({ term })}>
          看收数进度
        </Link>
      )}
      。
    </p>
  )
}
