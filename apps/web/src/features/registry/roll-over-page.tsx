import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { Told } from '../../shared/told.tsx'
import { RollOverCountsList, RollOvers } from './roll-over-list.tsx'

const leftWords = { undated: '名册没有写截止日期', unclear: '学段或年级不清楚' } as const

/** 学年升级: tried first, then done exactly so; under it every roll-over there was. */
const RollOverPage = () => {
  const navigate = useNavigate()
  const [year, setYear] = useState('')
  const trying = useMutation({ mutationFn: (schoolYear: string) => office.registry.dryRunRollOver({ schoolYear }) })
  const tried = trying.data ?? null
  return (
    <>
      <div className="page-head">
        <h1>学年升级</h1>
        <div className="says">每年秋季开学办一次：全县学生升一个年级，毕业的等着高一级学校接收。先试算，看过人数再办。</div>
      </div>
      <section className="paper" aria-label="试算">
        <form
          className="query"
          onSubmit={event => {
            event.preventDefault()
            trying.mutate(year.trim())
          }}
        >
          <label htmlFor="roll-over-year">
            升到哪个学年
            <Input
              id="roll-over-year"
              value={year}
              placeholder="例如 2023-2024"
              autoComplete="off"
              onChange={({ target }) => {
                setYear(target.value)
                trying.reset()
              }}
            />
          </label>
          <Button htmlType="submit" loading={trying.isPending} disabled={year.trim() === ''}>
            试算
          </Button>
        </form>
        {trying.error === null ? null : <Told problem={problemOf(trying.error)} />}
      </section>
      {tried === null ? null : (
        <section className="paper" aria-label="试算结果">
          <h2>升到 {year.trim()} 学年会怎样</h2>
          <RollOverCountsList of={tried} />
          {tried.left.length === 0 ? null : (
            <>
              <h3>要人看一看的（先列 {tried.left.length} 人）</h3>
              <ul className="plain-list">
                {tried.left.map(({ personId, name, why }) => (
                  <li key={personId}>
                    <Link to="/persons/$personId" params={{ personId }} search={{}}>
                      {name}
                    </Link>{' '}
                    <span className="soft">{leftWords[why]}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <OrderForm
            id={`roll-over ${year.trim()}`}
            fields={[]}
            button={`全县升到 ${year.trim()} 学年`}
            says="照上面的人数办。办完以后，只要没有别的变动压在上面，随时可以整个撤销。"
            submit={async (_, beside) => {
              const { rollOverId } = await office.registry.rollOver({ schoolYear: year.trim() }, beside)
              await navigate({ to: '/persons/roll-over/$rollOverId', params: { rollOverId } })
            }}
          />
        </section>
      )}
      <RollOvers />
    </>
  )
}

export const route = createLazyRoute('/persons/roll-over')({ component: RollOverPage })
