import { dutyPlaces, dutyStandings } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import type { DutySearch } from './operate-search.ts'
import './operate.css'

type Given = Awaited<ReturnType<typeof office.leads.nameOwners>>

/** What is nobody's goes to whoever answers now: asked for after holes were filled. */
const GiveNow = () => {
  const [given, setGiven] = useState<Given | null>(null)
  const { busy, problem, attempt } = useAttempt()
  const give = async (): Promise<void> => {
    await attempt(async () => setGiven(await office.leads.nameOwners({}, { key: crypto.randomUUID() })))
  }
  return (
    <section className="paper no-print" aria-label="没有责任人的线索">
      <h2>补上责任人以后</h2>
      <p className="soft">还没有责任人的线索和待决问题，按现在的责任体系交到人手里；已经有人在办的不动。</p>
      {problem === null ? null : <Told problem={problem} />}
      {given === null ? null : (
        <div className="told" role="status">
          交出线索 {given.leads} 条、待决问题 {given.questions} 个；还没有责任人的线索{' '}
          <Link className="opens" to="/leads" search={{ owner: 'none' }}>
            {given.leadsWithoutOwner}
          </Link>{' '}
          条、问题 {given.questionsWithoutOwner} 个。
        </div>
      )}
      <Button loading={busy} onClick={() => void give()}>
        把没有责任人的交给责任人
      </Button>
    </section>
  )
}

/** 责任体系: of every kind of place how many have somebody, nobody, or somebody whom no lead reaches; each number opens. */
const DutiesPage = () => {
  const { chain, role } = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const of = given({ chain, role })
  const { data, error } = useQuery({ queryKey: ['duties', of], queryFn: ({ signal }) => office.registry.countDuties(of, { signal }) })
  const chains = useQuery({ queryKey: ['chains'], queryFn: ({ signal }) => office.registry.listChains({}, { signal }) })
  const roles = [...new Map([...(chains.data?.roles ?? []), ...(data?.roles ?? [])].map(each => [`${each.chain} ${each.role}`, each])).values()].map(each => ({
    value: `${each.chain} ${each.role}`,
    label: `${each.chain} · ${each.role}`,
    ...each,
  }))
  const opened = (n: number, search: DutySearch, bad = false) =>
    n === 0 ? (
      <span className="soft">0</span>
    ) : (
      <Link className={bad ? 'opens late-number' : 'opens'} to="/operate/duties/places" search={{ ...search, ...of }}>
        {countWord(n)}
      </Link>
    )
  const holes = (data?.places ?? []).reduce((sum, { nobody, noAccount }) => sum + nobody + noAccount, 0)
  if (error !== null && data === undefined) return <RefusedPage title="责任体系" problem={problemOf(error)} />
  return (
    <>
      <div className="page-head">
        <h1>责任体系</h1>
        <div className="says">
          每一处有没有人负责、线索交不交得到他手里；截至 {today()}，
          {data === undefined ? '正在数…' : holes === 0 ? '没有空缺。' : `空缺 ${countWord(holes)} 处，点数字看是哪些。`}
        </div>
      </div>
      {error === null ? null : <Told problem={problemOf(error)} />}
      <section className="paper" aria-label="查询条件">
        <div className="query">
          <label htmlFor="duty-role">
            责任体系和角色
            <Select
              id="duty-role"
              className="wide-select"
              allowClear
              placeholder="不分体系，有人负责就算"
              value={chain === undefined || role === undefined ? null : `${chain} ${role}`}
              options={roles.map(({ value, label }) => ({ value, label }))}
              onChange={value => {
                const chosen = roles.find(each => each.value === value)
                void navigate({ to: '/operate/duties', search: chosen === undefined ? {} : { chain: chosen.chain, role: chosen.role } })
              }}
            />
          </label>
        </div>
      </section>
      <section className="paper wide" aria-label="责任落实情况">
        <table className="heat">
          <thead>
            <tr>
              <th scope="col">管哪里</th>
              <th scope="col">共有</th>
              <th scope="col">{dutyStandings.held}</th>
              <th scope="col">{dutyStandings.nobody}</th>
              <th scope="col">{dutyStandings['no-account']}</th>
            </tr>
          </thead>
          <tbody>
            {(data?.places ?? []).map(({ place, all, held, nobody, noAccount }) => (
              <tr key={place}>
                <th scope="row">{dutyPlaces[place]}</th>
                <td>{opened(all, { place })}</td>
                <td>{opened(held, { place, standing: 'held' })}</td>
                <td>{opened(nobody, { place, standing: 'nobody' }, true)}</td>
                <td>{opened(noAccount, { place, standing: 'no-account' }, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {data !== undefined && data.places.length === 0 ? (
          <div className="empty">
            <strong>您的范围内没有要落实责任人的地方</strong>
            学校、乡镇、班级登记以后，这里会数出来。
          </div>
        ) : null}
      </section>
      {mayReach(me, 'leads', 'write') && mayReach(me, 'persons', 'write') ? <GiveNow /> : null}
    </>
  )
}

export const route = createLazyRoute('/operate/duties')({ component: DutiesPage })
