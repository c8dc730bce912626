import { householdRegisters, householdWord, matterTables, readableNumber } from '@yingjin/domain/registry'
import { resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { dayOnPaper, today } from '../../shared/dates.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { Told } from '../../shared/told.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import { Part } from './locked.tsx'
import { MemberTable } from './household-card.tsx'

type Household = Awaited<ReturnType<typeof office.registry.showHousehold>>

const [kindColumn, standingColumn] = matterTables.designation.columns

/** What the household and each of its members is known as, by whose list. */
const Designations = ({ designations, members }: Readonly<Pick<Household, 'designations' | 'members'>>) => {
  if (designations === null) return null
  if (designations.length === 0) return <p className="soft">没有困难类别的记载。</p>
  const nameOf = new Map(members.map(({ personId, name }) => [personId, name]))
  return (
    <div className="wide">
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">谁</th>
            <th scope="col">类别</th>
            <th scope="col">是否</th>
            <th scope="col">名册截至</th>
          </tr>
        </thead>
        <tbody>
          {designations.map(({ personId, kind, standing, roster, asOf }) => (
            <tr key={`${personId} ${kind} ${roster}`}>
              <td>{personId === null ? '全户' : (nameOf.get(personId) ?? '')}</td>
              <td>{kindColumn?.show({ kind })}</td>
              <td>{standingColumn?.show({ standing })}</td>
              <td>{asOf ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What one member is due in the newest run. */
const DueOf = ({ personId, name }: Readonly<{ personId: string; name: string }>) => {
  const { data, error } = useQuery({ queryKey: ['results of', personId], queryFn: ({ signal }) => office.leads.resultsOfChild({ personId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  const results = data?.results ?? []
  return (
    <li>
      <strong>{name}</strong>
      {data === undefined ? (
        <span className="soft"> 正在打开…</span>
      ) : results.length === 0 ? (
        <span className="soft"> 没有符合、待补或待判断的项目</span>
      ) : (
        <ul className="plain-list">
          {results.map(({ line, title, state, amountFen, form }) => (
            <li key={`${line} ${form}`}>
              <Link to="/results/of/$personId" params={{ personId }} search={{ line }}>
                {title}
              </Link>{' '}
              {resultStateWords[state]}
              {amountFen === null ? '' : ` ${yuanWord(amountFen)} 元`}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** 户卡: a household with its members, what it is known as, and what help each of them is due. */
const HouseholdPage = () => {
  const { householdId } = route.useParams()
  const { data, error } = useQuery({
    queryKey: ['household', householdId, 'now'],
    queryFn: ({ signal }) => office.registry.showHousehold({ householdId }, { signal }),
  })
  if (error !== null) return <RefusedPage title="户卡" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开户卡…</p>
  const { household, members, designations, place } = data
  const number = readableNumber(household.number)
  return (
    <article className="file">
      <div className="page-head">
        <h1>
          户卡：{householdWord(members) ?? householdRegisters[household.register]}
          {place === null ? '' : ` · ${place}`}
        </h1>
        <div className="says">
          {householdRegisters[household.register]}
          {number === null ? '' : `，户号 ${number}`}。截至 {dayOnPaper(today())}，{members.length}{' '}
          人。同一家人在不同的册子里可以是不同的户；不在您的范围内的人不列。
        </div>
        <button type="button" className="second-button no-print" onClick={() => window.print()}>
          打印户卡
        </button>
      </div>
      <section className="paper" aria-label="家庭成员">
        <h2>家庭成员</h2>
        {members.length === 0 ? <p className="soft">没有您看得到的成员。</p> : <MemberTable members={members} personId={null} asKnownOn={undefined} />}
      </section>
      <Part title="困难类别" field="designations">
        <Designations designations={designations} members={members} />
      </Part>
      <Part title="应得的帮助" field="results">
        <p className="soft">最近一次核定；明摆着不符合的项目不列。</p>
        <ul className="plain-list">
          {members.map(({ personId, name }) => (
            <DueOf key={personId} personId={personId} name={name} />
          ))}
        </ul>
      </Part>
    </article>
  )
}

export const route = createLazyRoute('/households/$householdId')({ component: HouseholdPage })
