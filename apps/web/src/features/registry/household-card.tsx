import { householdRegisters, householdWord, readableNumber, relationWord, spanWord } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import { given } from '../../shared/given.ts'

type Member = Awaited<ReturnType<typeof office.registry.showHousehold>>['members'][number]

type Parts = Readonly<{
  members: readonly Member[]
  /** Whose file it stands in: not a link to itself. */
  personId: string | null
  asKnownOn: string | undefined
  caption?: ReactNode
}>

/** Who belongs to a household, with the relation, the days, and the rosters that say so. */
export const MemberTable = ({ members, personId, asKnownOn, caption }: Parts) => {
  const dated = members.some(({ from, to }) => from !== null || to !== null)
  return (
    <table className="facts household">
      {caption === undefined ? null : <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">姓名</th>
          <th scope="col">与户主关系</th>
          {dated ? <th scope="col">起止</th> : null}
          <th scope="col">依据哪份名册</th>
        </tr>
      </thead>
      <tbody>
        {members.map(each => (
          <tr key={each.personId}>
            <td>
              {each.personId === personId ? (
                each.name
              ) : (
                <Link to="/persons/$personId" params={{ personId: each.personId }} search={given({ asKnownOn })}>
                  {each.name}
                </Link>
              )}
            </td>
            <td>{relationWord(each.relation ?? '')}</td>
            {dated ? <td>{spanWord({ valid_from: each.from, valid_to: each.to })}</td> : null}
            <td>
              {each.sources.map(({ sourceName, asOf }) => (
                <div key={sourceName}>
                  {sourceName}
                  {asOf === null ? '' : <span className="soft">，截至 {asOf}</span>}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 户卡 within a file: who else is in the household, as the register that counts it says; whoever is out of reach is not in it. */
export const HouseholdCard = ({ householdId, personId, asKnownOn }: Readonly<{ householdId: string; personId: string; asKnownOn: string | undefined }>) => {
  const { data, error } = useQuery({
    queryKey: ['household', householdId, asKnownOn ?? 'now'],
    queryFn: ({ signal }) => office.registry.showHousehold({ householdId, ...given({ asKnownOn }) }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在打开户卡…</p>
  const { household, members } = data
  const number = readableNumber(household.number)
  const caption = (
    <>
      {householdRegisters[household.register]}
      {number === null ? '' : <span className="identifier"> {number}</span>}，
      {[householdWord(members), `${members.length} 人`].filter(part => part !== null).join('，')}{' '}
      {asKnownOn === undefined ? (
        <Link className="no-print" to="/households/$householdId" params={{ householdId }}>
          打开户卡
        </Link>
      ) : null}
    </>
  )
  return <MemberTable members={members} personId={personId} asKnownOn={asKnownOn} caption={caption} />
}
