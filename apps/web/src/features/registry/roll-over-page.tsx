import { createLazyRoute, Link } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { Told } from '../../shared/told.tsx'

type Tried = Awaited<ReturnType<typeof office.registry.dryRunRollOver>>
type Done = Awaited<ReturnType<typeof office.registry.rollOver>>

const countWords: readonly (readonly [Exclude<keyof Tried, 'left'>, string])[] = [
  ['promoted', '升一个年级'],
  ['graduated', '读完本学段毕业'],
  ['expected', '等着高一级学校接收（已算在毕业里）'],
  ['suspended', '休学，不升级'],
  ['ofTheYear', '新学年的名册或变动已经写明，不动'],
  ['undated', '名册没有写截止日期，不知道是哪一学年，不动'],
  ['unclear', '学段、年级不清楚，或者学校没有这个年级，不动'],
  ['classes', '个班换成新学年的班名'],
]
const leftWords = { undated: '名册没有写截止日期', unclear: '学段或年级不清楚' } as const

const Counts = ({ of }: Readonly<{ of: Omit<Tried, 'left'> }>) => (
  <ul className="plain-list">
    {countWords.map(([key, word]) => (
      <li key={key}>
        <strong>{of[key].toLocaleString('zh-CN')}</strong> {key === 'classes' ? '' : '人'}
        {word}
      </li>
    ))}
  </ul>
)

/** 学年升级: tried first, then done exactly so, and taken back as long as nothing rests on it. */
const RollOverPage = () => {
  const queries = useQueryClient()
  const [year, setYear] = useState('')
  const [done, setDone] = useState<Done | null>(null)
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
            setDone(null)
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
      {tried === null || done !== null ? null : (
        <section className="paper" aria-label="试算结果">
          <h2>升到 {year.trim()} 学年会怎样</h2>
          <Counts of={tried} />
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
            says="照上面的人数办。办完没有别的变动压在上面，可以整个撤销。"
            submit={async (_, beside) => setDone(await office.registry.rollOver({ schoolYear: year.trim() }, beside))}
          />
        </section>
      )}
      {done === null ? null : (
        <section className="paper" aria-label="升级结果">
          <h2>已升到 {year.trim()} 学年</h2>
          <Counts of={done} />
          <p>
            毕业的学生由哪所学校接收，在“<Link to="/persons/handovers">转学和升学</Link>”里办。
          </p>
          <OrderForm
            id={`undo roll-over ${done.rollOverId}`}
            fields={[]}
            button="撤销这次升级"
            danger
            says="学生回到升级以前的年级和班级；之后另有变动压在上面的，会写明是哪些，不撤。"
            submit={async (_, beside) => {
              await office.registry.undoRollOver({ rollOverId: done.rollOverId }, beside)
              setDone(null)
              trying.reset()
              await queries.invalidateQueries()
            }}
          />
        </section>
      )}
    </>
  )
}

export const route = createLazyRoute('/persons/roll-over')({ component: RollOverPage })
