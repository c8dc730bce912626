import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { Rests } from '../../shared/rests.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { RollOverCountsList, RollOverState } from './roll-over-list.tsx'

/** What taking it back would do, counted on what stands now; or what was done on top of it, and about whom. */
const Undo = ({ rollOverId, schoolYear }: Readonly<{ rollOverId: string; schoolYear: string }>) => {
  const { data, error } = useQuery({
    queryKey: ['undo roll-over', rollOverId],
    queryFn: ({ signal }) => office.registry.showUndoRollOver({ rollOverId }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在数撤销的后果…</p>
  const { ended, restored, handovers, classes, rests, people, peopleInAll } = data
  if (rests.length > 0)
    return (
      <Rests rests={rests}>
        {people.length === 0 ? null : (
          <p>
            升级以后又办过学籍变动的有 {countWord(peopleInAll)} 人：
            {people.map(({ personId, name }, at) => (
              <span key={personId}>
                {at === 0 ? '' : '、'}
                <Link to="/persons/$personId" params={{ personId }} search={{}}>
                  {name}
                </Link>
              </span>
            ))}
            {peopleInAll > people.length ? '等' : ''}。
          </p>
        )}
      </Rests>
    )
  return (
    <>
      <p>
        撤销会收回这次升级写下的 {countWord(ended)} 条学籍，恢复升级以前的 {countWord(restored)} 条；{countWord(handovers)} 名毕业生不再等高一级学校接收，
        {countWord(classes)} 个班回到上一学年的班名。撤销也记在日志里；之后可以再升一次。
      </p>
      <OrderForm
        id={`undo roll-over ${rollOverId}`}
        fields={[]}
        button={`撤销升到 ${schoolYear} 学年`}
        danger
        submit={(_, beside) => office.registry.undoRollOver({ rollOverId }, beside)}
      />
    </>
  )
}

/** One roll-over: who did it, when, how many, and what taking it back would do. */
const RolledOverPage = () => {
  const { rollOverId } = route.useParams()
  const me = useMe()
  const [undoing, setUndoing] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['roll-overs', rollOverId],
    queryFn: ({ signal }) => office.registry.listRollOvers({ rollOverId }, { signal }),
  })
  if (error !== null) return <RefusedPage title="这次升级" problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const [found] = data.rollOvers
  const back = <Link to="/persons/roll-over">看历次升级</Link>
  if (found === undefined)
    return (
      <div className="empty">
        <strong>没有这次升级，或者不在您的权限范围内</strong>
        {back}
      </div>
    )
  const { schoolYear, schoolName, counts, doneAt, doneBy, undoneAt, undoneBy } = found
  return (
    <>
      <div className="page-head">
        <h1>
          {schoolName ?? '全县'}升到 {schoolYear} 学年
        </h1>
        <div className="says">
          <RollOverState of={found} /> {doneBy ?? ''} {momentWord(doneAt)} 办{undoneAt === null ? '' : `；${undoneBy ?? ''} ${momentWord(undoneAt)} 撤销`}。{' '}
          {back}
        </div>
      </div>
      <section className="paper" aria-label="升级结果">
        <h2>办的时候的人数</h2>
        <RollOverCountsList of={counts} />
        {undoneAt === null ? (
          <p>
            毕业的学生由哪所学校接收，在“<Link to="/persons/handovers">转学和升学</Link>”里办。
          </p>
        ) : null}
      </section>
      {undoneAt === null && mayReach(me, 'persons', 'write') ? (
        <section className="paper no-print" aria-label="撤销">
          <button type="button" className="second-button" aria-pressed={undoing} onClick={() => setUndoing(!undoing)}>
            撤销：先看后果
          </button>
          {undoing ? <Undo rollOverId={rollOverId} schoolYear={schoolYear} /> : null}
        </section>
      ) : null}
    </>
  )
}

export const route = createLazyRoute('/persons/roll-over/$rollOverId')({ component: RolledOverPage })
