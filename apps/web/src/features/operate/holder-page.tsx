import { dutyPlaces } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { today } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { useAttempt } from '../../shared/use-attempt.ts'
import { useOpenForm } from '../../shared/use-open-form.ts'
import { adultWord, seekAdult, type Sought } from './seek-adult.ts'
import { daysWord } from './words.ts'
import './operate.css'

type Shown = Awaited<ReturnType<typeof office.registry.listHeld>>
type Held = Shown['held'][number]
type Doing = 'hand-over' | 'away' | `end ${string}` | `back ${string}`

const targetWords: Readonly<Record<Held['target'], string>> = { ...dutyPlaces, child: '学生', household: '户', group: '村民小组' }

/** To whom it goes: looked up by name first, chosen among namesakes. */
const HandOver = ({ from, chains, done }: Readonly<{ from: Shown['holder']; chains: readonly string[]; done: () => void }>) => {
  const [name, setName] = useState('')
  const [sought, setSought] = useState<Sought>({ state: 'none' })
  const { busy, problem, attempt } = useAttempt()
  const lookUp = async (): Promise<void> => {
    await attempt(async () => setSought(await seekAdult(name.trim())))
  }
  const to = sought.state === 'one' ? sought : null
  return (
    <>
      {problem === null ? null : <Told problem={problem} />}
      <div className="query">
        <label htmlFor="hand-over-to">
          移交给谁
          <Input
            id="hand-over-to"
            value={name}
            autoComplete="off"
            placeholder="姓名"
            onChange={({ target }) => {
              setName(target.value)
              setSought({ state: 'none' })
            }}
          />
        </label>
        <Button loading={busy} disabled={name.trim() === ''} onClick={() => void lookUp()}>
          查一查这个人
        </Button>
      </div>
      {sought.state === 'unknown' ? <p role="status">没有登记过{name.trim()}。先在“各处责任人”给一处落实责任人时申请登记。</p> : null}
      {sought.state === 'several' ? (
        <Select
          aria-label={`哪一个${name.trim()}`}
          className="wide-select"
          placeholder={`有 ${sought.of.length} 个${name.trim()}，请选`}
          options={sought.of.map(each => ({ value: each.personId, label: adultWord(each) }))}
          onChange={(personId: string) => setSought({ state: 'one', personId, name: name.trim() })}
        />
      ) : null}
      {to === null ? null : (
        <OrderForm
          id={`hand-over ${from.personId}`}
          begins={{ from: today(), chain: '' }}
          fields={[
            { key: 'from', label: '从哪天起归他', kind: 'day', required: true },
            {
              key: 'chain',
              label: '哪个责任体系',
              kind: 'choice',
              options: [{ value: '', word: '全部' }, ...chains.map(value => ({ value, word: value }))],
            },
          ]}
          button={`移交给${to.name}`}
          says="那天以前仍是原来的责任人，查得到；那天起线索、待办按新的责任人走。有一处不在您的范围内的，整单不办。"
          submit={({ from: day = '', chain = '' }, beside) =>
            office.registry.handOverResponsibilities(
              { fromPersonId: from.personId, toPersonId: to.personId, from: day, ...(chain === '' ? {} : { chain }) },
              beside,
            )
          }
          done={done}
        />
      )}
    </>
  )
}

/** Somebody who answers for places, children or households: what it is, given up, handed over, or stood in for while away. */
const HolderPage = () => {
  const { personId } = route.useParams()
  const me = useMe()
  const { open: doing, toggle: open, close } = useOpenForm<Doing>()
  const { data, error } = useQuery({
    queryKey: ['held', personId],
    queryFn: ({ signal }) => office.registry.listHeld({ holderPersonId: personId, limit: 500 }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在取…</p>
  const { holder, held, away, next } = data
  const name = holder.name ?? '（不在您的范围内）'
  const may = mayReach(me, 'persons', 'write')
  const chains = [...new Set(held.map(({ chain }) => chain))]
  const without = held.filter(({ deputy }) => deputy === null).length
  return (
    <>
      <div className="page-head">
        <h1>{name}的责任对象</h1>
        <div className="says">
          截至 {today()}，{held.length === 0 ? '名下没有责任对象。' : `名下 ${held.length}${next === null ? '' : ' 多'} 处。`}{' '}
          <Link to="/operate/duties">回到责任体系</Link>
        </div>
        {may && held.length > 0 ? (
          <div className="acts no-print">
            <Button onClick={open('hand-over')}>移交给别人</Button>
            <Button onClick={open('away')}>登记离岗</Button>
          </div>
        ) : null}
      </div>
      {doing === 'hand-over' ? (
        <section className="paper" aria-label="移交">
          <h2>移交{name}名下的责任对象</h2>
          <HandOver from={holder} chains={chains} done={close('hand-over')} />
        </section>
      ) : null}
      {doing === 'away' ? (
        <section className="paper" aria-label="离岗">
          <h2>登记{name}离岗</h2>
          <OrderForm
            id={`away ${personId}`}
            begins={{ from: today() }}
            fields={[
              { key: 'from', label: '从哪天起', kind: 'day', required: true },
              { key: 'to', label: '到哪天为止', kind: 'day', required: true },
              { key: 'reason', label: '原因', kind: 'line', required: true, placeholder: '例如 产假、外出培训、借调' },
            ]}
            button="登记离岗"
            says={
              without === 0
                ? '离岗期间，各处由代理责任人办。'
                : `离岗期间由代理责任人办；有 ${without} 处没有代理责任人，仍记在${name}名下，请移交或者另行落实。`
            }
            submit={({ from = '', to = '', reason = '' }, beside) => office.registry.goAway({ personId, from, to, reason }, beside)}
            done={close('away')}
          />
        </section>
      ) : null}
      {away.map(each => (
        <section key={each.awayId} className="paper" aria-label="离岗登记">
          <p>
            <strong>离岗</strong> {each.from} 至 {each.to}，{each.reason}。{' '}
            {may ? (
              <button type="button" className="link-button" onClick={open(`back ${each.awayId}`)}>
                提前返岗
              </button>
            ) : null}
          </p>
          {doing === `back ${each.awayId}` ? (
            <OrderForm
              id={`back ${each.awayId}`}
              fields={[{ key: 'lastDay', label: '离岗的最后一天', kind: 'day', required: true }]}
              button="登记返岗"
              says="第二天起由本人办。"
              submit={({ lastDay = '' }, beside) => office.registry.comeBack({ awayId: each.awayId, lastDay }, beside)}
              done={close(`back ${each.awayId}`)}
            />
          ) : null}
        </section>
      ))}
      <section className="paper" aria-label="责任对象">
        {held.length === 0 ? (
          <div className="empty">
            <strong>名下没有责任对象</strong>
            在“各处责任人”里给一处地方落实责任人，就会列在这里。
          </div>
        ) : (
          <ul className="plain-list">
            {held.map(each => (
              <li key={each.responsibilityId}>
                <strong>{each.ofName ?? `编号 ${each.of}`}</strong>{' '}
                <span className="soft">
                  {targetWords[each.target]}，{each.chain}·{each.role}，{daysWord(each.from, each.to)}
                  {each.deputy === null ? '，没有代理责任人' : `，${each.deputy} 代理`}
                  {each.acting.personId === holder.personId ? '' : `，现在由${each.acting.name ?? '代理责任人'}办`}
                </span>{' '}
                {may ? (
                  <button type="button" className="link-button no-print" onClick={open(`end ${each.responsibilityId}`)}>
                    解除
                  </button>
                ) : null}
                {doing === `end ${each.responsibilityId}` ? (
                  <OrderForm
                    id={`end ${each.responsibilityId}`}
                    begins={{ lastDay: today() }}
                    fields={[{ key: 'lastDay', label: '负责到哪天', kind: 'day' }]}
                    button={`解除${name}的这一处责任`}
                    danger
                    says="第二天起这一处没有责任人，会算作空缺；写错了、从来不是他的，把日期清空再解除。"
                    submit={({ lastDay = '' }, beside) =>
                      office.registry.endResponsibility({ responsibilityId: each.responsibilityId, ...(lastDay === '' ? {} : { lastDay }) }, beside)
                    }
                    done={close(`end ${each.responsibilityId}`)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
        {next === null ? null : <p className="soft">只列出前 {held.length} 处。移交给别人时，全部一起移交。</p>}
      </section>
    </>
  )
}

export const route = createLazyRoute('/operate/duties/holders/$personId')({ component: HolderPage })
