import { type DutyPlace, dutyPlaces, type DutyStanding, dutyStandings } from '@yingjin/domain/registry'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, type Me, useMe } from '../../shared/session/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { given } from '../../shared/given.ts'
import type { DutySearch } from './operate-search.ts'
import { FillForm } from './fill-form.tsx'
import { dutyShapes, type Duty, grantFor } from './duty.ts'
import { nameNewAccount } from './new-account.ts'
import { daysWord } from './words.ts'
import './operate.css'

const Holders = ({ duty, me }: Readonly<{ duty: Duty; me: Me }>) => (
  <>
    {duty.holders.length === 0 ? <span className="soft">没有</span> : null}
    {duty.holders.map(({ responsibilityId, personId, name, chain, role, deputy, from, to, hasAccount }) => (
      <div key={responsibilityId}>
        {name === null ? (
          '（不在您的范围内）'
        ) : mayReach(me, 'persons', 'rows') ? (
          <Link className="opens" to="/operate/duties/holders/$personId" params={{ personId }}>
            {name}
          </Link>
        ) : (
          name
        )}{' '}
        <span className="soft">{`${chain}·${role}，${daysWord(from, to)}${deputy === null ? '' : `，${deputy} 代`}`}</span>{' '}
        {hasAccount || name === null ? null : mayReach(me, 'access', 'write') ? (
          <Link className="act-link" to="/operate/accounts/new" search={{ personId, ...grantFor(duty) }} onClick={() => nameNewAccount(personId, name)}>
            开账号
          </Link>
        ) : (
          <span className="soft">还没有账号，请系统管理员开</span>
        )}
      </div>
    ))}
  </>
)

/** Places and who answers for them: behind every number of the responsibility page. */
const DutyPlacesPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const [filling, setFilling] = useState<readonly Duty[]>([])
  const columns: readonly ListColumn<Duty>[] = [
    { key: 'name', title: '哪里', show: ({ name, within, place }) => (place === 'class' ? `${within ?? ''}${name}` : name), decides: true },
    { key: 'place', title: '管哪里', show: ({ place }) => dutyPlaces[place], folded: true },
    { key: 'within', title: '所在', show: ({ within, place }) => (place === 'class' || within === null ? '' : within) },
    { key: 'standing', title: '责任', show: ({ standing }) => <StateWord shape={dutyShapes[standing]}>{dutyStandings[standing]}</StateWord>, decides: true },
    { key: 'holders', title: '责任人', show: duty => <Holders duty={duty} me={me} /> },
  ]
  const mayFill = mayReach(me, 'persons', 'write')
  return (
    <>
      <ListPage
        id="duties"
        title="各处责任人"
        says={
          <>
            谁负责哪一处；截至 {today()}。
            <Link to="/operate/duties" search={given({ chain: search.chain, role: search.role })}>
              回到责任体系
            </Link>
          </>
        }
        search={search}
        go={to => void navigate({ to: '/operate/duties/places', search: to as DutySearch })}
        load={async ({ place, standing, chain, role, schoolId }, after, signal) => {
          const { total, duties, next } = await office.registry.listDuties(
            given({ place: place as DutyPlace | undefined, standing: standing as DutyStanding | undefined, chain, role, schoolId, after }),
            { signal },
          )
          return { total, rows: duties, next }
        }}
        filters={[
          { key: 'place', label: '管哪里', options: Object.entries(dutyPlaces).map(([value, word]) => ({ value, word })) },
          { key: 'standing', label: '责任', options: Object.entries(dutyStandings).map(([value, word]) => ({ value, word })) },
        ]}
        columns={columns}
        keyOf={({ place, key }) => `${place} ${key}`}
        {...(mayFill
          ? {
              bulk: (rows: readonly Duty[], done: () => void) => (
                <Button
                  type="primary"
                  onClick={() => {
                    setFilling(rows)
                    done()
                  }}
                >
                  给这 {rows.length} 处落实责任人
                </Button>
              ),
            }
          : {})}
        empty={{ says: '没有要落实责任人的地方', todo: '学校、乡镇、班级登记以后，会列在这里。' }}
        measure="处"
      />
      {filling.length === 0 ? null : <FillForm duties={filling} close={() => setFilling([])} />}
    </>
  )
}

export const route = createLazyRoute('/operate/duties/places')({ component: DutyPlacesPage })
