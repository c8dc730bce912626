import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Fragment, useId, useState } from 'react'
import { rowsWord, schoolsMissing, schoolsMissingWord } from '@yingjin/domain/registry'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { type StateShape, StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { Reminders } from './reminders.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { termWord } from '../../shared/term-word.ts'
import './receive.css'

type Roster = Awaited<ReturnType<typeof office.registry.rosterProgress>>['rosters'][number]

const standings: Readonly<Record<Roster['standing'], Readonly<{ word: string; shape: StateShape }>>> = {
  missing: { word: '没有收到', shape: 'wrong' },
  old: { word: '已经过期', shape: 'wrong' },
  waiting: { word: '收到了，还没入库', shape: 'waiting' },
  'in-force': { word: '已入库，有效', shape: 'done' },
}
const order: readonly Roster['standing'][] = ['missing', 'old', 'waiting', 'in-force']

/** 2022-autumn as it is said: 2022年秋季学期. */
const termNow = (): string => {
  const [year = 0, month = 0] = today().split('-').map(Number)
  return month >= 9 ? `${year}-autumn` : month >= 3 ? `${year}-spring` : `${year - 1}-autumn`
}
const placeInTime = (term: string): number => Number(term.slice(0, 4)) + (term.endsWith('autumn') ? 0.5 : 0)
/** The newest first. */
const newestFirst = (terms: readonly string[]): readonly string[] => [...new Set(terms)].toSorted((a, b) => placeInTime(b) - placeInTime(a))

/** `opens`: whoever sees the batches opens them; whoever counts reads how many. */
const Line = ({ roster, opens }: Readonly<{ roster: Roster; opens: boolean }>) => {
  const { standing, rosterName, asOf, missingSince, establishes, importId, deliveryId, tooOld, rowsRefused, saysWhoIsNot, imports } = roster
  const taken = rowsWord(roster)
  return (
    <tr>
      <th scope="row">
        {rosterName}
        {establishes.length === 0 ? null : <div className="soft">用来认定：{establishes.join('、')}</div>}
      </th>
      <td>
        <StateWord shape={standings[standing].shape}>{standings[standing].word}</StateWord>
      </td>
      <td>{asOf ?? ''}</td>
      <td>{missingSince === null ? '' : `从 ${missingSince} 起`}</td>
      <td>
        {!opens && (importId !== null || deliveryId !== null) ? (
          `${imports > 1 ? `${imports} 批：` : ''}收 ${taken}，未收 ${countWord(rowsRefused)} 行`
        ) : standing === 'waiting' && deliveryId !== null ? (
          <Link className="opens" to="/receive" search={{ delivery: deliveryId }}>
            来件：收 {taken}，未收 {countWord(rowsRefused)} 行
          </Link>
        ) : importId === null ? (
          ''
        ) : (
          <Link className="opens" to="/receive/history" search={{ roster: roster.roster }}>
            {imports > 1 ? `${imports} 批：` : ''}收 {taken}，未收 {countWord(rowsRefused)} 行
          </Link>
        )}
        {rowsRefused === 0 || !saysWhoIsNot || standing === 'missing' ? null : (
          <div className="soft">未收的行除写明已退出的以外不改好，核定说不出谁不在这份名册上，靠它认定的学生都要等着：改好以后整份再收。</div>
        )}
        {tooOld === null || standing === 'in-force' ? null : (
          <div className="soft">
            {opens ? (
              <Link to="/receive" search={{ delivery: tooOld.deliveryId }}>
                来件里有一份
              </Link>
            ) : (
              '来件里有一份'
            )}
            {tooOld.asOf === null ? '' : `截至 ${tooOld.asOf}`}，学期第一天已经过期，不算到了。
          </div>
        )}
      </td>
    </tr>
  )
}

/** Which schools have no row in a roster that each of them delivers: opened, by name and since when. */
const Schools = ({ roster, opens }: Readonly<{ roster: Roster; opens: boolean }>) => {
  const word = schoolsMissingWord(roster)
  if (word === null || roster.schools === null) return null
  const waits =
    roster.deliveryId === null ? null : (
      <div className="soft">
        来件里还有一份没入库，入库以后再算
        {opens ? (
          <>
            ：
            <Link to="/receive" search={{ delivery: roster.deliveryId }}>
              打开来件
            </Link>
          </>
        ) : null}
        。
      </div>
    )
  return (
    <tr className="schools-of">
      <td colSpan={5}>
        {schoolsMissing(roster) === 0 ? (
          <span className="soft">{word}。</span>
        ) : (
          <details>
            <summary>{word}</summary>
            <ul>
              {roster.schools.without.map(({ schoolId, name, township, since, lastAsOf }) => (
                <li key={schoolId}>
                  {name}
                  <span className="soft">
                    {township === null ? '' : `（${township}）`}：从 {since} 起缺，{lastAsOf === null ? '还没有收到过' : `上次截至 ${lastAsOf}`}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {schoolsMissing(roster) === 0 ? null : waits}
      </td>
    </tr>
  )
}

/** 收数进度: which rosters a term needs, from whom, and since when none is in force; a department at a time, to be chased and printed. */
const ProgressPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const at = useId()
  const me = useMe()
  const [printing, setPrinting] = useState(false)
  // As the bar above says it: the term of the newest run, else that of today.
  const atHand = useQuery({ queryKey: ['term'], queryFn: ({ signal }) => office.leads.termAtHand({}, { signal }), staleTime: 600_000 })
  const term = search.term ?? (atHand.data === undefined ? termNow() : (atHand.data.shown ?? atHand.data.current).term)
  const { data, error } = useQuery({
    queryKey: ['progress', term],
    queryFn: ({ signal }) => office.registry.rosterProgress({ term }, { signal }),
    enabled: search.term !== undefined || !atHand.isPending,
  })
  // Today's term, that of the newest run, and those of which lists are there.
  const offered = newestFirst([
    term,
    ...(atHand.data === undefined ? [termNow()] : [atHand.data.current.term, ...(atHand.data.shown === null ? [] : [atHand.data.shown.term])]),
    ...(data?.terms ?? []),
  ])
  const rosters = data?.rosters ?? []
  const senders = [...Map.groupBy(rosters, ({ sender }) => sender)].toSorted(
    ([, a], [, b]) => lackingIn(b) - lackingIn(a) || owedBySchools(b) - owedBySchools(a),
  )
  if (printing && data !== undefined)
    return (
      <Reminders
        county={me.divisionName}
        term={termWord(term)}
        on={data.on}
        owing={senders.flatMap(([sender, of]) => (of.some(isOwed) ? [{ sender, rosters: of.filter(isLacking), bySchools: of.filter(lacksSchools) }] : []))}
        back={() => setPrinting(false)}
      />
    )
  if (error !== null && data === undefined) return <RefusedPage title="收数进度" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>收数进度</h1>
        <div className="says">
          {data === undefined
            ? '正在打开…'
            : `${termWord(term)}要用 ${rosters.length} 种名册${data.byPolicy ? '（按本县现行政策）' : '（这一学期没有现行的本县政策，列出全部种类）'}：${owedWord(rosters)}；以学期第一天 ${data.on} 是否有效为准，截至 ${today()}。`}
        </div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <div className="query no-print progress-query">
        <label htmlFor={at}>
          学期
          <select id={at} value={term} onChange={({ target }) => void navigate({ to: '/receive/progress', search: { term: target.value } })}>
            {offered.map(each => (
              <option key={each} value={each}>
                {termWord(each)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="second-button" disabled={!rosters.some(isOwed)} onClick={() => setPrinting(true)}>
          打印催报单
        </button>
        {mayReach(me, 'imports', 'write') ? (
          <Link to="/receive" className="second-button as-button">
            去放入名册
          </Link>
        ) : null}
      </div>
      {senders.map(([sender, of]) => (
        <section key={sender} className="paper sender" aria-label={sender}>
          <h2>
            {sender} <span className="soft">{owedWord(of)}</span>
          </h2>
          <div className="wide">
            <table className="facts progress">
              <thead>
                <tr>
                  <th scope="col">名册</th>
                  <th scope="col">情况</th>
                  <th scope="col">截至</th>
                  <th scope="col">缺</th>
                  <th scope="col">收到的</th>
                </tr>
              </thead>
              <tbody>
                {of
                  .toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing))
                  .map(roster => (
                    <Fragment key={roster.roster}>
                      <Line roster={roster} opens={mayReach(me, 'imports', 'rows')} />
                      <Schools roster={roster} opens={mayReach(me, 'imports', 'rows')} />
                    </Fragment>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  )
}

const isLacking = ({ standing }: Roster): boolean => standing === 'missing' || standing === 'old'
const lacksSchools = (roster: Roster): boolean => schoolsMissing(roster) > 0
const isOwed = (roster: Roster): boolean => isLacking(roster) || lacksSchools(roster)
const owedBySchools = (rosters: readonly Roster[]): number => rosters.filter(lacksSchools).length
/** 还缺 2 种，另有 1 种名册有学校没报; 都到了 where nothing is owed. */
const owedWord = (rosters: readonly Roster[]): string => {
  const [whole, inPart] = [lackingIn(rosters), owedBySchools(rosters)]
  if (inPart === 0) return whole === 0 ? '都到了' : `还缺 ${whole} 种`
  return `${whole === 0 ? '' : `还缺 ${whole} 种，另`}有 ${inPart} 种名册有学校没报`
}
const lackingIn = (rosters: readonly Roster[]): number => rosters.filter(isLacking).length

export const route = createLazyRoute('/receive/progress')({ component: ProgressPage })
