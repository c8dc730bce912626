import { type ChangeStatus, changeStatuses, changeStatusWords } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { TurnPages, turning } from '../../shared/list-page/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { ChangeRequest } from './change-request.tsx'
import type { ChangesSearch } from './person-search.ts'

const empty: Readonly<Record<ChangeStatus, string>> = {
  asked: '没有等审批的更正',
  approved: '还没有同意过更正',
  returned: '没有退回的更正',
  withdrawn: '没有撤回的更正',
}

/** 更正申请: what was asked to be changed of persons, or of somebody to be registered; who makes does not check. */
const ChangesPage = () => {
  const search = route.useSearch()
  const go = route.useNavigate()
  const status = (search.status ?? 'asked') as ChangeStatus
  const { cursor } = turning(search.after, null)
  const { data, error } = useQuery({
    queryKey: ['changes', status, cursor],
    queryFn: ({ signal }) => office.registry.listChanges({ status, limit: 20, ...given({ after: cursor }) }, { signal }),
  })
  const to = (next: ChangesSearch): void => void go({ search: next })
  return (
    <>
      <div className="page-head">
        <h1>更正申请</h1>
        <div className="says">
          对学生和责任人记载的更正、新人的登记：一个人申请，另一个人看过再定。截至 {today()}
          {data === undefined ? '' : `，${changeStatusWords[status]} ${countWord(data.total)} 件`}。
        </div>
      </div>
      <div className="acts no-print">
        {changeStatuses.map(each => (
          <Button
            key={each}
            type={each === status ? 'primary' : 'default'}
            aria-pressed={each === status}
            onClick={() => to(each === 'asked' ? {} : { status: each })}
          >
            {changeStatusWords[each]}
          </Button>
        ))}
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {data === undefined ? null : data.requests.length === 0 ? (
        <section className="paper" aria-label="更正申请">
          <div className="empty">
            <strong>{empty[status]}</strong>
            {status === 'asked' ? '在学生的档案里点“这条不对”，就是一件申请。' : ''}
          </div>
        </section>
      ) : (
        data.requests.map(request => (
          <section key={request.requestId} className="paper" aria-label={request.name}>
            <h2>
              {request.personId === null ? (
                `${request.name}（还没有登记）`
              ) : (
                <Link to="/persons/$personId" params={{ personId: request.personId }} search={{}}>
                  {request.name}
                </Link>
              )}
            </h2>
            <ChangeRequest request={request} />
          </section>
        ))
      )}
      {search.after === undefined && (data?.next ?? null) === null ? null : (
        <div className="acts no-print">
          <TurnPages after={search.after} next={data?.next ?? null} go={after => to({ status, ...given({ after }) })} />
        </div>
      )}
    </>
  )
}

export const route = createLazyRoute('/persons/changes')({ component: ChangesPage })
