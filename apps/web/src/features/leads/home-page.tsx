import { presenceWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { placesOf, schoolsMissing } from '@yingjin/domain/registry'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { mayReach, type Me, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { type FactColumn, FactsTable } from '../../shared/facts-table.tsx'
import { countWord } from '../../shared/count-word.ts'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import { childWord } from './shapes.ts'
import { useDoubtfulRows } from './use-doubtful-rows.ts'
import { WhatISent } from './what-i-sent.tsx'

/** What has to be done by whoever may: to be given to somebody, and to be looked at by a second person. */
const WaitingForAnybody = ({ waiting }: Readonly<{ waiting: Awaited<ReturnType<typeof office.leads.listMyWork>>['waiting'] }>) => {
  const doubtful = useDoubtfulRows()
  const lines: readonly (readonly [n: number, shown: ReactNode])[] = [
    [
      waiting.leadsWithoutOwner,
      <Link key="owner" to="/leads" search={{ owner: 'none' }}>
        {waiting.leadsWithoutOwner} 条线索还没有责任人
      </Link>,
    ],
    [
      waiting.leadsToClose,
      <Link key="close" to="/leads" search={{ toReview: 'true' }}>
        {waiting.leadsToClose} 条线索等人复核销号
      </Link>,
    ],
    [
      waiting.questionsWithoutOwner,
      <Link key="answer" to="/questions" search={{ state: 'open', owner: 'none', asked: 'true' }}>
        {waiting.questionsWithoutOwner} 个问题还没有派给人作答
      </Link>,
    ],
    [
      waiting.questionsToReview,
      <Link key="review" to="/questions" search={{ toReview: 'true' }}>
        {waiting.questionsToReview} 个回答等第二个人复核
      </Link>,
    ],
    [
      waiting.changesToAnswer,
      <Link key="change" to="/persons/changes" search={{}}>
        {waiting.changesToAnswer} 件更正申请等您审批
      </Link>,
    ],
    [
      doubtful.rows,
      <Link key="doubtful" to="/receive/history" search={{ undecided: 'true' }}>
        {doubtful.batches} 批名册里有 {countWord(doubtful.rows)} 行存疑，等人认定是谁
      </Link>,
    ],
  ]
  const shown = lines.filter(([count]) => count > 0)
  return shown.length === 0 ? null : (
    <section className="paper" aria-label="等人办的">
      <h2>等人办的</h2>
      <ul className="plain-list">
        {shown.map(([, line], at) => (
          // The lines stand in one order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

const mostChildren = 50

/**
 * Children of my class, school, township, village or household with something open, the oldest deadline first, as the list
 * gives them: each with what it is, and the day it is due. What is mine to do stands above already (`mine`), and is not listed twice.
 */
const MyChildren = ({ word, mine }: Readonly<{ word: string; mine: ReadonlySet<string> }>) => {
  const { data, error } = useQuery({
    queryKey: ['leads of my children'],
    queryFn: ({ signal }) => office.leads.listLeads({ state: 'unclosed', limit: 200 }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return null
  const open = data.leads.filter(({ leadId }) => !mine.has(leadId))
  const children = [...new Set(open.map(({ personId }) => personId))]
  if (children.length === 0 && mine.size > 0) return null
  return (
    <section className="paper" aria-label={word}>
      <h2>
        {word}里，{mine.size > 0 ? '另有 ' : ''}
        {children.length}
        {data.next === null ? '' : ' 多'} 人有事没有办完{mine.size > 0 ? '（由别人办）' : ''}
      </h2>
      {children.length === 0 ? <p className="soft">都办完了。有新的线索会列在这里。</p> : null}
      <ul className="cards">
        {children.slice(0, mostChildren).map(personId => {
          const own = open.filter(each => each.personId === personId)
          const [first] = own
          const dueOn = own.reduce((least, each) => (each.dueOn < least ? each.dueOn : least), first?.dueOn ?? '')
          return (
            <li key={personId}>
              <div className="decides">
                <span>
                  <Link to="/persons/$personId" params={{ personId }}>
                    {first?.child?.name ?? `人员 ${personId}`}
                  </Link>{' '}
                  <span className="soft">{placeWord(first?.child ?? null)}</span>
                  <br />
                  {own.map(({ leadId, word }, at) => (
                    <span key={leadId}>
                      {at === 0 ? '' : '、'}
                      <Link to="/leads/$leadId" params={{ leadId }}>
                        {word}
                      </Link>
                    </span>
                  ))}
                </span>
                {dueOn < today() ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : <span>{dueOn} 到期</span>}
              </div>
            </li>
          )
        })}
      </ul>
      {children.length > mostChildren || data.next !== null ? (
        <p>
          <Link to="/leads">看全部线索</Link>
        </p>
      ) : null}
    </section>
  )
}

const mostKinds = 5

type Growth = Awaited<ReturnType<typeof office.leads.leadGrowth>>['kinds']

type Grown = Growth[number]

const kindColumn: FactColumn<Grown> = { word: '问题', as: 'head', show: ({ word }) => word }
const totalColumn: FactColumn<Grown> = {
  word: '合计',
  as: 'amount',
  show: ({ kind, total }) => (
    <Link className="opens" to="/leads" search={{ kind }}>
      {countWord(total)}
    </Link>
  ),
}
const grownColumns = (['new', 'reopened', 'persisting', 'gone'] as const).map((of): FactColumn<Grown> => ({
  word: presenceWords[of],
  as: 'amount',
  show: ({ kind, presence }) =>
    presence[of] === 0 ? (
      '0'
    ) : (
      <Link className="opens" to="/leads" search={{ kind, presence: of }}>
        {countWord(presence[of])}
      </Link>
    ),
}))

/** After the first run nothing grew: of which kinds there are most, each opening to the names behind it. */
const WhatIsThere = ({ kinds }: Readonly<{ kinds: Growth }>) => {
  const most = kinds.slice(0, mostKinds)
  return (
    <section className="paper" aria-label="最多的问题">
      <h2>最多的 {most.length} 类问题</h2>
      <p className="soft">这是第一次运行，没有上次可比；点数字看是哪些孩子。</p>
      <div className="wide">
        <FactsTable className="numbers" columns={[kindColumn, totalColumn]} rows={most} keyOf={({ kind }) => kind} />
      </div>
    </section>
  )
}

/** The gaps that grew most, each opening to the names behind it. */
const WhatGrew = () => {
  const { data, error } = useQuery({ queryKey: ['growth'], queryFn: ({ signal }) => office.leads.leadGrowth({}, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return null
  if (data.kinds.length === 0) return null
  if (!data.hasBefore) return <WhatIsThere kinds={data.kinds} />
  const grew = data.kinds.filter(({ presence }) => presence.new + presence.reopened > presence.gone).slice(0, mostKinds)
  if (grew.length === 0)
    return (
      <section className="paper" aria-label="涨得最多的问题">
        <h2>比上次运行，没有哪一类问题变多</h2>
        <Link to="/leads/places">看线索分布：各乡镇、各校、各责任人还有多少</Link>
      </section>
    )
  return (
    <section className="paper" aria-label="涨得最多的问题">
      <h2>比上次运行，涨得最多的 {grew.length} 类问题</h2>
      <div className="wide">
        <FactsTable className="numbers" columns={[kindColumn, ...grownColumns, totalColumn]} rows={grew} keyOf={({ kind }) => kind} />
      </div>
      <p className="soft">合计含已销号的；点数字看是哪些孩子。</p>
    </section>
  )
}

/** Which rosters the term at hand lacks and since when, for whoever receives them. */
const MissingRosters = () => {
  const at = useQuery({ queryKey: ['term'], queryFn: ({ signal }) => office.leads.termAtHand({}, { signal }), staleTime: 600_000 })
  const term = (at.data?.shown ?? at.data?.current)?.term
  const { data } = useQuery({
    queryKey: ['progress', term],
    queryFn: ({ signal }) => office.registry.rosterProgress({ term: term ?? '' }, { signal }),
    enabled: term !== undefined,
  })
  if (data === undefined) return null
  const owed = data.rosters.filter(roster => isLacking(roster) || schoolsMissing(roster) > 0)
  const lacking = owed.filter(isLacking).length
  const inPart = owed.length - lacking
  return owed.length === 0 ? null : (
    <section className="paper" aria-label="还缺的名册">
      <h2>
        <Link to="/receive/progress" search={given({ term })}>
          {[...(lacking === 0 ? [] : [`还缺 ${lacking} 种名册`]), ...(inPart === 0 ? [] : [`${inPart} 种名册有学校没报`])].join('，')}
        </Link>
      </h2>
      <ul className="plain-list">
        {[...Map.groupBy(owed, ({ sender }) => sender)].map(([sender, of]) => (
          <li key={sender}>
            {sender}：
            {of
              .map(roster =>
                isLacking(roster)
                  ? `${roster.rosterName}${roster.missingSince === null ? '' : `（从 ${roster.missingSince} 起）`}`
                  : `${roster.rosterName}缺 ${schoolsMissing(roster)} 所${placesOf(roster.roster)}`,
              )
              .join('、')}
          </li>
        ))}
      </ul>
    </section>
  )
}

const isLacking = ({ standing }: Readonly<{ standing: string }>): boolean => standing === 'missing' || standing === 'old'

/** What the newest run decided, for whoever decides and whoever answers for it. */
const LastRun = ({ me }: Readonly<{ me: Me }>) => {
  const { data } = useQuery({ queryKey: ['last run'], queryFn: ({ signal }) => office.leads.listRuns({ limit: 1 }, { signal }) })
  const [run] = data?.runs ?? []
  if (run === undefined) return null
  const { due, undetermined, decide } = run.counts.results
  const { new: added, changed, withdrawn } = run.counts.changes
  const opens = mayReach(me, 'results', 'rows')
  const counted = (state: 'due' | 'undetermined' | 'decide', count: number): ReactNode =>
    opens && count > 0 ? (
      <Link className="opens" to="/results/list" search={{ state }}>
        {countWord(count)}
      </Link>
    ) : count > 0 ? (
      <Link className="opens" to="/results/totals">
        {countWord(count)}
      </Link>
    ) : (
      countWord(count)
    )
  return (
    <section className="paper" aria-label="最近一次核定">
      <h2>最近一次核定</h2>
      <p>
        基准日 {run.referenceDate}，全县：符合条件 {counted('due', due)} 项，待补信息的项目 {counted('undetermined', undetermined)} 项，需人工判断{' '}
        {counted('decide', decide)} 项。
        {run.comparedWith === null ? (
          '这是第一次，没有上次可比。'
        ) : (
          <>
            比上次：
            <Link to="/results/changes">
              新增 {countWord(added ?? 0)}、变更 {countWord(changed ?? 0)}、取消 {countWord(withdrawn ?? 0)}
            </Link>
            。
          </>
        )}
      </p>
    </section>
  )
}

/** Whose children are named one by one: of a class or school they are pupils, of a township or village whoever lives there. */
const ofSchools: readonly string[] = ['class', 'school']
const nearby: readonly string[] = [...ofSchools, 'township', 'village', 'household', 'person']

/** 待办: what this person must do, the oldest deadline first; what waits for anybody; and what the duty looks at first. */
const HomePage = () => {
  const me = useMe()
  const { data, error } = useQuery({ queryKey: ['my work', 'list'], queryFn: ({ signal }) => office.leads.listMyWork({}, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { total, overdue, work, waiting } = data
  const seesLeads = mayReach(me, 'leads', 'rows')
  const isNear = me.roles.some(({ kind }) => nearby.includes(kind))
  const isPrefecture = me.roles.some(({ kind, key }) => kind === 'division' && key.endsWith('00'))
  const isCounty = me.roles.some(({ kind, key }) => kind === 'division' && !key.endsWith('00'))
  const isPartner = me.roles.some(({ kind }) => kind === 'sender' || kind === 'import')
  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        <div className="says">
          {isPartner && total === 0
            ? '贵单位送来的名单：还要送什么、哪些没有收下和为什么。'
            : total === 0
              ? '现在没有归您办的事。'
              : `归您办的 ${total} 件，其中已过期 ${overdue} 件；最早到期的在前。`}
          截至 {today()}。
        </div>
      </div>
      {work.length === 0 ? null : (
        <section className="paper" aria-label="归我办的">
          <ul className="cards">
            {work.map(({ what, id, word, child, dueOn, overdue: late }) => (
              <li key={`${what} ${id}`}>
                <div className="decides">
                  <span>
                    {what === 'lead' ? (
                      <Link to="/leads/$leadId" params={{ leadId: id }}>
                        {word} · {childWord(child)}
                      </Link>
                    ) : (
                      <Link to="/questions/$questionId" params={{ questionId: id }}>
                        {word} · {childWord(child)}
                      </Link>
                    )}{' '}
                    <span className="soft">{placeWord(child)}</span>
                  </span>
                  {late ? <StateWord shape="wrong">{dueOn} 已过期</StateWord> : <span>{dueOn} 到期</span>}
                </div>
              </li>
            ))}
          </ul>
          {total > work.length ? <p className="soft">只列出最早到期的 {work.length} 件。</p> : null}
        </section>
      )}
      {(['leads', 'questions', 'persons', 'imports'] as const).some(field => mayReach(me, field, 'write')) ? <WaitingForAnybody waiting={waiting} /> : null}
      {seesLeads && isNear ? (
        <MyChildren
          word={me.roles.some(({ kind }) => ofSchools.includes(kind)) ? '我的学生' : '我负责的孩子'}
          mine={new Set(work.flatMap(({ what, id }) => (what === 'lead' ? [id] : [])))}
        />
      ) : null}
      {isPrefecture && mayReach(me, 'leads', 'counts') ? (
        <section className="paper" aria-label="下属县区">
          <Link to="/counties">看下属各县区的线索有多少</Link>
        </section>
      ) : null}
      {seesLeads && isCounty ? <WhatGrew /> : null}
      {mayReach(me, 'imports', 'counts') && isCounty ? <MissingRosters /> : null}
      {mayReach(me, 'results', 'counts') && isCounty ? <LastRun me={me} /> : null}
      {isPartner && mayReach(me, 'imports', 'rows') ? <WhatISent /> : null}
      {mayReach(me, 'audits', 'rows') ? (
        <section className="paper" aria-label="审计">
          <Link to="/operate/audit">打开审计：发布过的批次、核对、操作日志</Link>
        </section>
      ) : null}
      {mayReach(me, 'access', 'write') && isPrefecture ? (
        <section className="paper" aria-label="打开过的明细">
          <Link to="/operate/openings">看谁打开过县区的明细，还有没有等人复核的</Link>
        </section>
      ) : null}
      {mayReach(me, 'access', 'write') && isCounty ? (
        <section className="paper" aria-label="账号">
          <Link to="/operate/duties" search={{}}>
            看哪里没有责任人、哪些责任人还没有账号
          </Link>
        </section>
      ) : null}
    </>
  )
}

export const route = createLazyRoute('/')({ component: HomePage })
