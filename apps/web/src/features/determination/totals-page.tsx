import { type ResultState, resultStates } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { office, type Problem, problemOf } from '../../shared/ask/index.ts'
import { TakeButtons } from '../../shared/list-page/index.ts'
import { ListPaper } from '../../shared/paper/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { Waiting } from '../../shared/waiting.tsx'
import { useNarrow } from '../../shared/use-narrow.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import './determination.css'
import { countBys, type ResultSearch } from './result-search.ts'
import { OfRun } from './of-run.tsx'
import { SumHeads } from './sum-heads.tsx'
import { TotalsCard } from './totals-card.tsx'

type By = (typeof countBys)[number]
type Total = Awaited<ReturnType<typeof office.leads.resultTotals>>['totals'][number]

const byWords: Readonly<Record<By, string>> = { school: '按学校', stage: '按学段', township: '按乡镇', division: '只按项目' }
const nowhere: Readonly<Record<By, string>> = { school: '不在学校', stage: '学段未知', township: '没有乡镇', division: '全县' }
const filterOf = (by: By, place: string | null): ResultSearch => {
  const at = place ?? 'none'
  return by === 'division' ? {} : by === 'school' ? { schoolId: at } : by === 'stage' ? { stage: at } : { township: at }
}

const sumOf = (totals: readonly Total[], state?: ResultState) => {
  const of = totals.filter(each => state === undefined || each.state === state)
  return {
    n: of.reduce((sum, { children }) => sum + children, 0),
    fen: of.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n).toString(),
    loan: of.reduce((sum, { loanFen }) => sum + BigInt(loanFen), 0n).toString(),
  }
}

/** A run by place and aid: how many are due, open, left to a person, and what is due; each number opens to its rows. */
const TotalsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const narrow = useNarrow()
  const [printing, setPrinting] = useState(false)
  const [said, setSaid] = useState<Problem | string | null>(null)
  const by = (search.by ?? 'school') as By
  /** Places whose aids are shown one by one. */
  const [unfolded, setUnfolded] = useState<ReadonlySet<string | null>>(new Set())
  const turn = (place: string | null): void => setUnfolded(new Set(unfolded.has(place) ? [...unfolded].filter(each => each !== place) : [...unfolded, place]))
  const ofRun = given({ runId: search.runId })
  const { data, error } = useQuery({
    queryKey: ['result totals', by, search.runId],
    queryFn: ({ signal }) => office.leads.resultTotals({ by, ...ofRun }, { signal }),
  })
  const mayOpen = mayReach(me, 'results', 'rows')
  const go = (runId: string | undefined): void => void navigate({ to: '/results/totals', search: { by, ...given({ runId }) } })
  const totals = data?.totals ?? []
  const states = resultStates.filter(state => totals.some(each => each.state === state))
  const places = [...Map.groupBy(totals, ({ place }) => place)]
    .map(([place, of]) => ({ place, name: of[0]?.placeName ?? place ?? nowhere[by], of }))
    .toSorted((a, b) => Number(a.place === null) - Number(b.place === null) || a.name.localeCompare(b.name, 'zh-CN'))
  const opened = (n: number, to: ResultSearch, words = countWord(n)): ReactNode =>
    n === 0 ? (
      ''
    ) : mayOpen ? (
      <Link className="opens" to="/results/list" search={{ ...to, ...ofRun }}>
        {words}
      </Link>
    ) : (
      words
    )
  const whole = sumOf(totals, 'due')
  const lends = whole.loan !== '0'
  const numbers = (of: readonly Total[], to: ResultSearch) => (
    <>
      {states.map(state => (
        <td key={state} className="amount">
          {opened(sumOf(of, state).n, { ...to, state })}
        </td>
      ))}
      <td className="amount">{yuanWord(sumOf(of, 'due').fen)}</td>
      {lends ? <td className="amount">{sumOf(of, 'due').loan === '0' ? '' : yuanWord(sumOf(of, 'due').loan)}</td> : null}
    </>
  )
  const cardOf = (key: string, head: ReactNode, of: readonly Total[], to: ResultSearch, children?: ReactNode) => (
    <TotalsCard
      key={key}
      head={head}
      sums={{ states: states.map(state => ({ state, n: sumOf(of, state).n })), fen: sumOf(of, 'due').fen, loan: sumOf(of, 'due').loan }}
      opened={(n, state, word) => opened(n, { ...to, state }, `${word} ${countWord(n)} 项`)}
    >
      {children}
    </TotalsCard>
  )
  const linesOf = (of: readonly Total[]) => [...Map.groupBy(of, ({ line }) => line)].map(([line, own]) => ({ line, title: own[0]?.title ?? line, own }))
  const take = (as: 'workbook' | 'paper') => office.leads.takeResultTotals.file({ by, ...ofRun, lines: unfolded.size > 0, as })
  if (printing) return <ListPaper take={() => take('paper')} back={() => setPrinting(false)} />
  if (error !== null && data === undefined) return <RefusedPage title="核定汇总" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>核定汇总</h1>
        <div className="says">
          {data === undefined || data.runId === null
            ? ''
            : `符合条件 ${countWord(whole.n)} 项，${yuanWord(whole.fen)} 元${lends ? `，另有可贷额度 ${yuanWord(whole.loan)} 元` : ''}。`}
          {mayOpen ? '数字点开就是名单。' : '您的职责看人数，名单由资助中心打开。'}
        </div>
      </div>
      <OfRun id="totals-run" runId={search.runId} go={go} />
      {error === null ? null : <Told problem={problemOf(error)} />}
      {mayOpen ? <Waiting runId={search.runId} /> : null}
      <div className="acts no-print">
        {countBys.map(each => (
          <Button
            key={each}
            type={each === by ? 'primary' : 'default'}
            aria-pressed={each === by}
            onClick={() => void navigate({ to: '/results/totals', search: { ...search, by: each } })}
          >
            {byWords[each]}
          </Button>
        ))}
        {by === 'division' ? null : (
          <Button onClick={() => setUnfolded(unfolded.size > 0 ? new Set() : new Set(places.map(({ place }) => place)))}>
            {unfolded.size > 0 ? '收起项目' : '展开全部项目'}
          </Button>
        )}
        <TakeButtons take={take} narrow={narrow} print={() => setPrinting(true)} say={setSaid} />
        {mayReach(me, 'questions', 'rows') && search.runId === undefined ? (
          <>
            <Link to="/questions" search={{ matter: 'missing-fact', state: 'open', asked: 'true' }}>
              要补的信息
            </Link>
            <Link to="/questions" search={{ matter: 'discretion', state: 'open', asked: 'true' }}>
              需人工判断
            </Link>
          </>
        ) : null}
      </div>
      {said === null ? null : typeof said === 'string' ? <p role="status">{said}</p> : <Told problem={said} />}
      <section className="paper wide" aria-label="核定汇总">
        {data !== undefined && totals.length === 0 ? (
          <div className="empty">
            <strong>
              {data.runId === null ? (search.runId === undefined ? '还没有发布过核定结果' : '没有这一次核定运行') : '您的范围内这次运行没有核定结果'}
            </strong>
            <Link to="/runs">看历次运行</Link>
          </div>
        ) : data === undefined ? (
          <p className="empty">正在打开…</p>
        ) : narrow ? (
          <ul className="cards">
            {cardOf('', '合计', totals, {})}
            {places.flatMap(({ place, name, of }) => {
              const to = filterOf(by, place)
              const aids = linesOf(of).map(({ line, title, own }) => cardOf(line, title, own, { ...to, line }))
              if (by === 'division') return aids
              const head = (
                <button type="button" className="link-button" aria-expanded={unfolded.has(place)} onClick={() => turn(place)}>
                  {unfolded.has(place) ? '－' : '＋'} {name}
                </button>
              )
              return [cardOf(place ?? 'none', head, of, to, unfolded.has(place) ? <ul className="cards inner-cards">{aids}</ul> : null)]
            })}
          </ul>
        ) : (
          <table className="heat sums">
            <thead>
              <tr>
                <th scope="col">{by === 'division' ? '资助项目' : byWords[by].slice(1)}</th>
                <SumHeads states={states} lends={lends} />
              </tr>
            </thead>
            {by === 'division' ? null : (
              <tbody>
                <tr className="whole">
                  <th scope="row">合计</th>
                  {numbers(totals, {})}
                </tr>
              </tbody>
            )}
            {places.map(({ place, name, of }) => {
              const to = filterOf(by, place)
              return (
                <tbody key={place ?? ''}>
                  <tr className="whole">
                    <th scope="row">
                      {by === 'division' ? (
                        '合计'
                      ) : (
                        <button type="button" className="link-button" aria-expanded={unfolded.has(place)} onClick={() => turn(place)}>
                          {unfolded.has(place) ? '－' : '＋'} {name}
                        </button>
                      )}
                    </th>
                    {numbers(of, to)}
                  </tr>
                  {(by === 'division' || unfolded.has(place) ? linesOf(of) : []).map(({ line, title, own }) => (
                    <tr key={line}>
                      <th scope="row" className="inner">
                        {title}
                      </th>
                      {numbers(own, { ...to, line })}
                    </tr>
                  ))}
                </tbody>
              )
            })}
          </table>
        )}
      </section>
    </>
  )
}

export const route = createLazyRoute('/results/totals')({ component: TotalsPage })
