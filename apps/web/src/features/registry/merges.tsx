import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'

type Event = Awaited<ReturnType<typeof office.registry.listMerges>>['events'][number]

/** What parting the two again would do, and the act. */
const Split = ({ personId, done }: Readonly<{ personId: string; done: () => void }>) => {
  const { data, error } = useQuery({ queryKey: ['split', personId], queryFn: ({ signal }) => office.registry.showSplit({ personId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在数拆分的后果…</p>
  const { name, version, mergedIntoName, own, givenBack } = data
  return (
    <>
      <p>
        拆开以后，“{name}”又是单独一份：原来的 {countWord(own)} 条记载回到它名下，合并以后各份名册说到它的 {countWord(givenBack)} 条也还给它，其余留在“
        {mergedIntoName}”名下；线索、待决问题和资助核定各归各的，下一次核定按两个人算。
      </p>
      <OrderForm
        id={`split ${personId}`}
        fields={[{ key: 'reason', label: '凭什么说是两个人', kind: 'words', rows: 2, required: true }]}
        button={`把${name}拆出来`}
        danger
        submit={({ reason = '' }, beside) => office.registry.splitPerson({ personId, version, reason }, beside)}
        done={done}
      />
    </>
  )
}

const Line = ({ event, may }: Readonly<{ event: Event; may: boolean }>) => {
  const [parting, setParting] = useState(false)
  const { kind, personId, name, otherPersonId, otherName, reason, at, by, stands } = event
  return (
    <li>
      {momentWord(at)} {by ?? ''}
      {kind === 'merge' ? '把' : '从'}
      <Link to="/persons/$personId" params={{ personId: kind === 'merge' ? otherPersonId : personId }} search={{}}>
        {kind === 'merge' ? otherName : name}
      </Link>
      {kind === 'merge' ? '的一份并入' : '拆出'}
      <Link to="/persons/$personId" params={{ personId: kind === 'merge' ? personId : otherPersonId }} search={{}}>
        {kind === 'merge' ? name : otherName}
      </Link>
      ：{reason}{' '}
      {stands && may ? (
        <button type="button" className="link-button no-print" aria-expanded={parting} onClick={() => setParting(!parting)}>
          拆分：先看后果
        </button>
      ) : null}
      {parting ? <Split personId={otherPersonId} done={() => setParting(false)} /> : null}
    </li>
  )
}

/** How a file became one of several, or several of one; nothing stands here where it never did. */
export const Merges = ({ personId }: Readonly<{ personId: string }>) => {
  const may = mayReach(useMe(), 'persons', 'write')
  const { data, error } = useQuery({ queryKey: ['merges', personId], queryFn: ({ signal }) => office.registry.listMerges({ personId }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || data.events.length === 0) return null
  return (
    <section className="paper" aria-label="合并和拆分">
      <h2>合并和拆分</h2>
      <ul className="plain-list">
        {data.events.map(event => (
          <Line key={event.eventId} event={event} may={may} />
        ))}
      </ul>
    </section>
  )
}
