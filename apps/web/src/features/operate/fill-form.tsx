import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AutoComplete, Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { useDraft } from '../../shared/draft.ts'
import { orderKey } from '../../shared/order-key.ts'
import { Told } from '../../shared/told.tsx'
import { useAttempt } from '../../shared/use-attempt.ts'
import { type Duty, dutyWord, targetOf } from './duty.ts'
import { adultWord, seekAdult, type Sought } from './seek-adult.ts'

const roleWords: Readonly<Record<Duty['place'], string>> = { class: '师长', school: '校长', village: '村长（主任）', township: '乡镇长', division: '教育局长' }

/** Who answers, place by place, as a school sends its list: names are looked up, and whoever is not known is asked for. */
export const FillForm = ({ duties, close }: Readonly<{ duties: readonly Duty[]; close: () => void }>) => {
  const id = `fill ${duties[0]?.place ?? ''}`
  const draft = useDraft(id)
  const queries = useQueryClient()
  const [sought, setSought] = useState<Readonly<Record<string, Sought>>>({})
  const { busy, problem, attempt } = useAttempt()
  const [asked, setAsked] = useState<readonly string[]>([])
  const counted = useQuery({ queryKey: ['duties', {}], queryFn: ({ signal }) => office.registry.countDuties({}, { signal }) })
  const chains = useQuery({ queryKey: ['chains'], queryFn: ({ signal }) => office.registry.listChains({}, { signal }) })
  const known = [...(chains.data?.roles ?? []), ...(counted.data?.roles ?? [])]
  const first = duties[0]
  const usual = known.find(each => first !== undefined && each.role === roleWords[first.place]) ?? null
  const chain = draft.of('chain') || (usual?.chain ?? '')
  const role = draft.of('role') || (usual?.role ?? (first === undefined ? '' : roleWords[first.place]))
  const from = draft.of('from') || today()
  const keyOf = ({ place, key }: Duty): string => `${place} ${key}`
  const written = duties.filter(duty => draft.of(keyOf(duty)).trim() !== '')
  const personOf = (duty: Duty): string | null => {
    const found = sought[keyOf(duty)]
    return found?.state === 'one' ? found.personId : null
  }
  const lookUp = async (): Promise<void> => {
    await attempt(async () => {
      const found: Record<string, Sought> = {}
      for (const duty of written) found[keyOf(duty)] = await seekAdult(draft.of(keyOf(duty)).trim())
      setSought(found)
    })
  }
  const ask = async (name: string, duty: Duty): Promise<void> => {
    await attempt(async () => {
      const kind = duty.place === 'class' || duty.place === 'school' ? 'teacher' : 'cadre'
      const order = { name, role: kind, from: today(), reason: `${dutyWord(duty)}的责任人` } as const
      const key = orderKey(`${id} ask ${keyOf(duty)}`)
      await office.registry.requestPerson(order, { key: key.of(order) })
      key.forget()
      setAsked([...asked, name])
    })
  }
  const ready = written.length > 0 && written.every(duty => personOf(duty) !== null) && chain !== '' && role !== ''
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    await attempt(async () => {
      const order = { chain, role, validFrom: from, rows: written.map(duty => ({ of: targetOf(duty), holderPersonId: personOf(duty) ?? '' })) }
      const key = orderKey(id)
      await office.registry.assignResponsibilities(order, { key: key.of(order) })
      draft.clear()
      key.forget()
      await queries.invalidateQueries()
      close()
    })
  }
  return (
    <section className="paper" aria-label="落实责任人">
      <h2>落实责任人</h2>
      <form className="order-form wide-form" onSubmit={event => void send(event)}>
        {problem === null ? null : <Told problem={problem} />}
        <div className="query">
          <label htmlFor="fill-chain">
            责任体系
            <AutoComplete
              id="fill-chain"
              value={chain}
              options={[...new Set(known.map(each => each.chain))].map(value => ({ value }))}
              onChange={value => draft.write('chain', value)}
            />
          </label>
          <label htmlFor="fill-role">
            角色
            <AutoComplete
              id="fill-role"
              value={role}
              options={[...new Set(known.filter(each => each.chain === chain).map(each => each.role))].map(value => ({ value }))}
              onChange={value => draft.write('role', value)}
            />
          </label>
          <label htmlFor="fill-from">
            从哪天起
            <Input id="fill-from" type="date" value={from} onChange={({ target }) => draft.write('from', target.value)} />
          </label>
        </div>
        <p className="soft">在每一处写上姓名，查一查是不是已经登记的人；查到了才能提交。可以只写一部分。</p>
        {duties.map(duty => {
          const found = sought[keyOf(duty)]
          const name = draft.of(keyOf(duty)).trim()
          const at = `fill-${duty.place}-${duty.key}`
          return (
            <div key={keyOf(duty)} className="fill-line">
              <label htmlFor={at}>
                {dutyWord(duty)}
                <Input
                  id={at}
                  value={draft.of(keyOf(duty))}
                  autoComplete="off"
                  placeholder="责任人姓名"
                  onChange={({ target }) => {
                    draft.write(keyOf(duty), target.value)
                    setSought({ ...sought, [keyOf(duty)]: { state: 'none' } })
                  }}
                />
              </label>
              {found?.state === 'one' ? <span>已登记</span> : null}
              {found?.state === 'unknown' ? (
                asked.includes(name) ? (
                  <span>
                    已申请登记 {name}，同事在<Link to="/persons/changes">更正申请</Link>里同意以后再查一次
                  </span>
                ) : (
                  <span>
                    没有登记过{name}。
                    <button type="button" className="link-button" onClick={() => void ask(name, duty)}>
                      申请登记
                    </button>
                  </span>
                )
              ) : null}
              {found?.state === 'several' ? (
                <Select
                  aria-label={`哪一个${name}`}
                  placeholder={`有 ${found.of.length} 个${name}，请选`}
                  options={found.of.map(each => ({
                    value: each.personId,
                    label: adultWord(each),
                  }))}
                  onChange={(personId: string) => setSought({ ...sought, [keyOf(duty)]: { state: 'one', personId, name } })}
                />
              ) : null}
            </div>
          )
        })}
        <div className="acts">
          <Button loading={busy} disabled={written.length === 0} onClick={() => void lookUp()}>
            查一查这 {written.length} 个名字
          </Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
            落实 {written.length} 处责任人
          </Button>
          <Button onClick={close}>收起</Button>
        </div>
      </form>
    </section>
  )
}
