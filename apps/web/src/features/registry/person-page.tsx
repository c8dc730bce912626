import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import { matters, matterWords, partWords } from './words.ts'

const said = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map(said).join('、')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, part]) => `${partWords[key] ?? key}：${said(part)}`)
      .join('；')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** One child, one file (一生一档): every source beside the others, with its day and its row. */
const PersonPage = () => {
  const { personId } = route.useParams()
  const { data, error, isPending } = useQuery({
    queryKey: ['person', personId],
    queryFn: ({ signal }) => office.registry.showPerson({ personId }, { signal }),
  })
  if (error !== null) {
    return (
      <>
        <Told problem={problemOf(error)} />
        <Link to="/persons">回到查找</Link>
      </>
    )
  }
  if (isPending) return <p className="empty">正在打开…</p>
  const { person, facts } = data
  return (
    <>
      <div className="page-head">
        <h1>{person.name}</h1>
        <div className="says">
          {[person.sex, person.bornOn === null ? null : `${person.bornOn} 出生`, ...person.numbers.map(({ masked }) => masked)]
            .filter(each => each !== null)
            .join(' · ')}
        </div>
      </div>
      {matters.map(matter => {
        const of = facts.filter(each => each.matter === matter)
        return of.length === 0 ? null : (
          <section className="paper" key={matter} aria-label={matterWords[matter]}>
            <h2>{matterWords[matter]}</h2>
            <table className="facts">
              <thead>
                <tr>
                  <th>内容</th>
                  <th>来源</th>
                  <th>位置</th>
                  <th>登记时间</th>
                </tr>
              </thead>
              <tbody>
                {of.map(({ says, source, sheet, row, recordedAt }, at) => (
                  // The same source may say two things: its place in the list is what tells them apart.
                  // oxlint-disable-next-line react/no-array-index-key
                  <tr key={`${source} ${at}`}>
                    <td>{said(says)}</td>
                    <td>{source}</td>
                    <td>{sheet === null ? '' : `${sheet} 第 ${row ?? ''} 行`}</td>
                    <td>{recordedAt.slice(0, 10)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      })}
    </>
  )
}

export const route = createLazyRoute('/persons/$personId')({ component: PersonPage })
