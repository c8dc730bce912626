import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type Matter, matterWords } from '@yingjin/domain/registry'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { HouseholdCard } from './household-card.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { given } from '../../shared/given.ts'
import { Part } from './locked.tsx'
import { FactTable } from './person-facts.tsx'
import { Merges } from './merges.tsx'
import { LeadsOf, LooksAt, OpenRequests, Results } from './person-parts.tsx'
import { TimelinePart } from './timeline-part.tsx'
import { Unmask } from './unmask.tsx'

const matters = Object.keys(matterWords) as readonly Matter[]

/** One child, one file (一生一档): who and where, what is open, every source beside the others, and what happened when. */
const PersonPage = () => {
  const { personId } = route.useParams()
  const { asKnownOn } = route.useSearch()
  const me = useMe()
  const { data, error } = useQuery({
    queryKey: ['person', personId, asKnownOn ?? 'now'],
    queryFn: ({ signal }) => office.registry.showPerson({ personId, ...given({ asKnownOn }) }, { signal }),
  })
  if (error !== null) {
    return (
      <RefusedPage title="一生一档" problem={problemOf(error)}>
        {mayReach(me, 'persons', 'rows') ? <Link to="/persons">回到查找</Link> : <Link to="/">回到待办</Link>}
      </RefusedPage>
    )
  }
  if (data === undefined) return <p className="empty">正在打开…</p>
  const { person, facts, mergedInto } = data
  const { place } = person
  const past = asKnownOn !== undefined
  const then = facts.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '')
  const where = [place.school, place.className, place.township].filter(each => each !== null)
  return (
    <article className="file">
      {past ? (
        <div className="told late" role="status">
          您看到的是 {then === '' ? '' : `${momentWord(then)} `}当时所知，不是现在的。{' '}
          <Link to="/persons/$personId" params={{ personId }} search={{}}>
            回到现在
          </Link>
        </div>
      ) : null}
      {mergedInto === null ? null : (
        <div className="told late">
          这份档案已并入另一份：
          <Link to="/persons/$personId" params={{ personId: mergedInto }} search={{}}>
            打开那一份
          </Link>
          。
        </div>
      )}
      <div className="page-head">
        <h1>{person.name}</h1>
        <div className="says">
          {[person.sex, person.bornOn === null ? '出生日期不详' : `${person.bornOn} 出生`, where.length === 0 ? '没有学校和乡镇的记载' : where.join(' ')]
            .filter(each => each !== null)
            .join(' · ')}
        </div>
        {past || !mayReach(me, 'persons', 'write') ? null : (
          <>
            <Link className="second-button no-print" to="/persons/$personId/school-life" params={{ personId }}>
              办学籍变动
            </Link>
            {mergedInto === null ? (
              <Link className="second-button no-print" to="/persons/$personId/merge" params={{ personId }} search={{}}>
                与另一份合并
              </Link>
            ) : null}
          </>
        )}
        <button type="button" className="second-button no-print" onClick={() => window.print()}>
          打印这份档案
        </button>
      </div>
      {past ? null : <OpenRequests personId={personId} />}
      {past ? null : <Merges personId={personId} />}
      {past ? null : (
        <Part title="线索" field="leads">
          <LeadsOf personId={personId} />
        </Part>
      )}
      {past ? null : (
        <Part title="资助核定" field="results">
          <Results personId={personId} />
        </Part>
      )}
      {matters.map(matter => {
        const of = facts.filter(each => each.matter === matter)
        const locked = matter === 'designation' && !mayReach(me, 'designations', 'rows')
        return of.length === 0 && !locked ? null : (
          <Part key={matter} title={matterWords[matter]} field={matter === 'designation' ? 'designations' : null}>
            {of.length === 0 ? null : <FactTable personId={personId} matter={matter} facts={of} asking={!past} />}
            {matter === 'household_member'
              ? [...new Set(of.map(({ says }) => String(says['household_id'])))].map(householdId => (
                  <HouseholdCard key={householdId} householdId={householdId} personId={personId} asKnownOn={asKnownOn} />
                ))
              : null}
            {matter === 'identity_number' && !past ? <Unmask personId={personId} kinds={of.map(({ says }) => String(says['kind']))} /> : null}
          </Part>
        )
      })}
      <TimelinePart personId={personId} facts={facts} past={past} />
      {past ? null : (
        <Part title="谁看过" field="trail">
          <LooksAt personId={personId} />
        </Part>
      )}
    </article>
  )
}

export const route = createLazyRoute('/persons/$personId')({ component: PersonPage })
