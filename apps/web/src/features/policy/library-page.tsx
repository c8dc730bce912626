import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import './policy.css'

type Pack = Awaited<ReturnType<typeof office.policy.listPacks>>['packs'][number]

const whose = ({ division, own }: Pack): string => (division === '' ? '国家' : own ? '本地' : '其他县区')

/** Every paper that the program decides by, each readable: the nation's, one's own, and those of others to compare with. */
const LibraryPage = () => {
  const { data, error } = useQuery({ queryKey: ['packs'], queryFn: ({ signal }) => office.policy.listPacks({}, { signal }) })
  const packs = data?.packs ?? []
  return (
    <>
      <div className="page-head">
        <h1>政策库</h1>
        <div className="says">核定依据的每一份文件：项目、条件、数额、条款、算例，以及两份文件差在哪里。点开文件名就能读、能打印。</div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {(data?.unreadable ?? []).map(({ id, says }) => (
        <div key={id} className="told wrong" role="alert">
          政策包 {id} 读不出来：{says}。请管理员用 pack:check 检查。
        </div>
      ))}
      <section className="paper wide" aria-label="政策库" aria-busy={data === undefined}>
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">文件</th>
              <th scope="col">适用</th>
              <th scope="col">发布</th>
              <th scope="col">有效期</th>
              <th scope="col" className="amount">
                项目
              </th>
              <th scope="col" className="amount">
                条款
              </th>
              <th scope="col" className="amount">
                算例
              </th>
              <th scope="col">待录入</th>
            </tr>
          </thead>
          <tbody>
            {packs.map(pack => (
              <tr key={pack.id}>
                <td>
                  <Link to="/policy/$packId" params={{ packId: pack.id }}>
                    {pack.title}
                  </Link>
                  <div className="soft">
                    {pack.issuer}
                    {pack.number === null ? '' : ` · ${pack.number}`}
                  </div>
                </td>
                <td>
                  {pack.divisionName}
                  <div className="soft">{whose(pack)}</div>
                </td>
                <td>{pack.promulgated}</td>
                <td>
                  {pack.from} 起，{pack.to} 前
                </td>
                <td className="amount">{pack.lines}</td>
                <td className="amount">{pack.clauses}</td>
                <td className="amount">{pack.cases}</td>
                <td>{pack.notEntered === 0 ? '' : `${pack.notEntered} 个数`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

export const route = createLazyRoute('/policy')({ component: LibraryPage })
