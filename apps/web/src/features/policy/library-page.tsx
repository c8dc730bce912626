import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { type FactColumn, FactsTable } from '../../shared/facts-table.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { termWord } from '../../shared/term-word.ts'
import './policy.css'

type Pack = Awaited<ReturnType<typeof office.policy.listPacks>>['packs'][number]

const whose = ({ division, own }: Pack): string => (division === '' ? '国家' : own ? '本地' : '其他县区')

const kinds = { figure: '数字', reading: '理解', rule: '规则' } as const

/** Whether what each term was decided by is what stands in the library now, and in what it is not. */
const SinceRuns = () => {
  const { data, error } = useQuery({ queryKey: ['rules since runs'], queryFn: ({ signal }) => office.policy.showRulesSince({}, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || data.runs.length === 0) return null
  return (
    <section className="paper" aria-label="核定以后改过的规则">
      <h2>核定以后，规则改过没有</h2>
      <p className="soft">每个学期最近一次运行当时用的政策包，和政策库里现在的比。改过的，已经核定的结果不会自己变，要再运行一次。</p>
      {data.runs.map(({ term, run, title, same, refused, differences, programThen, programNow }) => (
        <article key={run} className="rule">
          <h3>
            {termWord(term)} <span className="soft identifier">{run}</span>{' '}
            <StateWord shape={same ? 'done' : 'open'}>{same ? '没有改过' : refused === null ? `改过 ${differences.length} 处` : '不能比'}</StateWord>
          </h3>
          {title === null ? null : <p className="soft">{title}</p>}
          {refused === null ? null : <p>{refused}</p>}
          {programThen === programNow ? null : (
            <p className="soft">
              当时的程序是 {programThen}，现在是 {programNow}。
            </p>
          )}
          {!same && refused === null && differences.length === 0 ? <p>规则、数字和理解都没有变，改的是条款复述、算例这类不影响结果的文字。</p> : null}
          {differences.length === 0 ? null : (
            <div className="wide" role="group" aria-label="改过的规则" tabIndex={0}>
              <table className="facts">
                <thead>
                  <tr>
                    <th scope="col">改了什么</th>
                    <th scope="col">核定时</th>
                    <th scope="col">现在</th>
                    <th scope="col">影响的项目</th>
                  </tr>
                </thead>
                <tbody>
                  {differences.map(({ kind, what, was, is, lines }) => (
                    <tr key={`${kind} ${what}`}>
                      <th scope="row">
                        {what} <span className="soft">（{kinds[kind]}）</span>
                      </th>
                      <td>{was ?? '没有'}</td>
                      <td>{is ?? '没有了'}</td>
                      <td>{lines.join('、')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </article>
      ))}
    </section>
  )
}

const columns: readonly FactColumn<Pack>[] = [
  {
    word: '文件',
    show: ({ id, title, issuer, number }) => (
      <>
        <Link to="/policy/$packId" params={{ packId: id }}>
          {title}
        </Link>
        <div className="soft">
          {issuer}
          {number === null ? '' : ` · ${number}`}
        </div>
      </>
    ),
  },
  {
    word: '适用',
    show: pack => (
      <>
        {pack.divisionName} <span className="soft">{whose(pack)}</span>
      </>
    ),
  },
  { word: '发布', show: ({ promulgated }) => <span className="day">{promulgated}</span> },
  {
    word: '有效期',
    show: ({ from, to }) => (
      <>
        <span className="day">{from} 起，</span>
        <span className="day">{to} 前</span>
      </>
    ),
  },
  { word: '项目', as: 'amount', show: ({ lines }) => lines },
  { word: '条款', as: 'amount', show: ({ clauses }) => clauses },
  { word: '算例', as: 'amount', show: ({ cases }) => cases },
  { word: '待录入', show: ({ notEntered }) => (notEntered === 0 ? '' : <span className="day">{notEntered} 个数</span>) },
]

/** Every paper that the program decides by, each readable: the nation's, one's own, and those of others to compare with. */
const LibraryPage = () => {
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['packs'], queryFn: ({ signal }) => office.policy.listPacks({}, { signal }) })
  const packs = data?.packs ?? []
  if (error !== null && data === undefined) return <RefusedPage title="政策库" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>政策库</h1>
        <div className="says">核定依据的每一份文件：项目、条件、数额、条款、算例，以及两份文件差在哪里。点开文件名就能读、能打印。</div>
        {mayReach(me, 'results', 'write') ? (
          <Link className="second-button as-button" to="/policy/simulate" search={{}}>
            测算一次调整
          </Link>
        ) : null}
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {(data?.unreadable ?? []).map(({ id, says }) => (
        <div key={id} className="told wrong" role="alert">
          政策包 {id} 读不出来：{says}。请管理员用 pack:check 检查。
        </div>
      ))}
      <section className="paper wide" aria-label="政策库" aria-busy={data === undefined}>
        <FactsTable columns={columns} rows={packs} keyOf={({ id }) => id} />
      </section>
      {mayReach(me, 'results', 'counts') ? <SinceRuns /> : null}
    </>
  )
}

export const route = createLazyRoute('/policy')({ component: LibraryPage })
