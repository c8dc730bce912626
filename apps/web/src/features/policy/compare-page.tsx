import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Select } from 'antd'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import './policy.css'

/** Two papers beside each other: whose result changes, from what to what, and what in the text makes it. */
const ComparePage = () => {
  const { packId } = route.useParams()
  const { other } = route.useSearch()
  const navigate = useNavigate()
  const { data: library } = useQuery({ queryKey: ['packs'], queryFn: ({ signal }) => office.policy.listPacks({}, { signal }) })
  const { data, error, isFetching } = useQuery({
    queryKey: ['compare', packId, other],
    queryFn: ({ signal }) => office.policy.comparePacks({ id: packId, other: other ?? '' }, { signal }),
    enabled: other !== undefined,
  })
  const one = library?.packs.find(({ id }) => id === packId)
  return (
    <>
      <div className="page-head">
        <h1>两份文件的差异</h1>
        <div className="says">
          {one === undefined ? '' : `${one.title}（${one.divisionName}）与另一份比：`}
          同样的学生，哪些项目结果不同、差在哪一条。用两份文件的算例和随机生成的学生逐一核算。
        </div>
        <Link to="/policy/$packId" params={{ packId }}>
          回到这份文件
        </Link>
      </div>
      <section className="paper no-print" aria-label="另一份文件">
        <label htmlFor="other" className="compare-with">
          与哪一份比
          <Select
            id="other"
            className="compare-select"
            value={other ?? null}
            placeholder="请选择"
            options={(library?.packs ?? [])
              .filter(({ id }) => id !== packId)
              .map(({ id, title, divisionName }) => ({ value: id, label: `${divisionName}：${title}` }))}
            onChange={to => void navigate({ to: '/policy/compare/$packId', params: { packId }, search: to === null ? {} : { other: to } })}
          />
        </label>
      </section>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {isFetching ? <p className="empty">正在逐项核算…</p> : null}
      {data === undefined ? null : (
        <section className="paper" aria-label="差异">
          <ul className="said-lines">
            {data.says.map(({ depth, text }, at) => (
              // Sentences stand in their order.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at} className={`depth-${Math.min(depth, 3)}${text.startsWith('【') ? ' heading' : ''}`}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

export const route = createLazyRoute('/policy/compare/$packId')({ component: ComparePage })
