import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import './policy.css'

type Compared = Awaited<ReturnType<typeof office.policy.comparePacks>>
type Rule = Compared['aids'][number]['one'][number]

/** What two rules of one aid are held against each other by, in the order in which a clerk asks. */
const parts: readonly (readonly [label: string, of: (rule: Rule) => string])[] = [
  ['依据', ({ clause: { article, text } }) => `${article}：${text}`],
  ['给谁', ({ whom }) => whom],
  ['条件', ({ criteria }) => criteria.map(({ text }) => text).join('；') || '没有别的条件'],
  ['标准', ({ amount }) => amount],
  ['数字', ({ figures }) => figures.map(({ label, value, applies }) => `${label} ${value ?? '尚未录入'}${applies === '' ? '' : `（${applies}）`}`).join('；')],
  ['怎样计', ({ period }) => period],
  ['怎样发', ({ delivery }) => delivery],
  ['由谁出', ({ funding }) => funding?.text ?? '文件没有写'],
  ['与别项', ({ stacking }) => stacking.map(({ text }) => text).join('；')],
]

const saidOf = (rules: readonly Rule[], of: (rule: Rule) => string): string => rules.map(of).join('\n')

/** Every aid of both papers, clause by clause; where they say otherwise it is marked and said in a word. */
const BesideEachOther = ({ data: { one, two, aids } }: Readonly<{ data: Compared }>) => {
  const [all, setAll] = useState(false)
  const isSame = ({ one: ours, two: theirs }: Compared['aids'][number]): boolean => parts.every(([, of]) => saidOf(ours, of) === saidOf(theirs, of))
  const unlike = aids.filter(aid => !isSame(aid))
  const shown = all ? aids : unlike
  return (
    <section className="paper" aria-label="逐条对照">
      <h2>逐条对照</h2>
      <p className="soft">
        {aids.length} 个项目里 {unlike.length} 个写得不同
        {unlike.length === 0 ? '，两份文件逐字一样。' : '，不同的格子标了颜色，并写着“不同”。'}
      </p>
      <div className="acts no-print">
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          写得一样的项目也列出来
        </Checkbox>
      </div>
      {shown.map(aid => (
        <article key={[...aid.one, ...aid.two].map(({ id }) => id).join(' ')} className="rule">
          <h3>{aid.title}</h3>
          <table className="facts beside">
            <thead>
              <tr>
                <th scope="col">比什么</th>
                <th scope="col">
                  {one.divisionName}
                  {one.number === null ? '' : ` · ${one.number}`}
                </th>
                <th scope="col">
                  {two.divisionName}
                  {two.number === null ? '' : ` · ${two.number}`}
                </th>
              </tr>
            </thead>
            <tbody>
              {aid.one.length === 0 || aid.two.length === 0 ? (
                <tr>
                  <th scope="row">项目</th>
                  <td>
                    {aid.one.length === 0 ? '没有这个项目' : saidOf(aid.one, ({ clause: { article, text }, amount }) => `${article}：${text}　标准：${amount}`)}
                  </td>
                  <td>
                    {aid.two.length === 0 ? '没有这个项目' : saidOf(aid.two, ({ clause: { article, text }, amount }) => `${article}：${text}　标准：${amount}`)}
                  </td>
                </tr>
              ) : (
                parts.map(([label, of]) => {
                  const [ours, theirs] = [saidOf(aid.one, of), saidOf(aid.two, of)]
                  if (ours === '' && theirs === '') return null
                  const other = ours !== theirs
                  return (
                    <tr key={label} className={other ? 'unlike' : ''}>
                      <th scope="row">
                        {label}
                        {other ? <strong>（不同）</strong> : null}
                      </th>
                      <td>{ours || '没有写'}</td>
                      <td>{theirs || '没有写'}</td>
                    </tr>
                  )
                })
              )}
            </tbody>
          </table>
        </article>
      ))}
    </section>
  )
}

/** Two papers beside each other: whose result changes, from what to what, and what in the text makes it. */
const ComparePage = () => {
  const { packId } = route.useParams()
  const { other } = route.useSearch()
  const navigate = useNavigate()
  const { data: library } = useQuery({ queryKey: ['packs'], queryFn: ({ signal }) => office.policy.listPacks({}, { signal }) })
  const { data, error, isFetching } = useQuery({
    queryKey: ['compare', packId, other],
    queryFn: ({ signal }) => office.policy.comparePacks({ id: packId, other: other ?? '' }, { signal }),
    enabled: other !== undefined,
  })
  const one = library?.packs.find(({ id }) => id === packId)
  return (
    <>
      <div className="page-head">
        <h1>两份文件的差异</h1>
        <div className="says">
          {one === undefined ? '' : `${one.title}（${one.divisionName}）与另一份比：`}
          同样的学生，哪些项目结果不同、差在哪一条。用两份文件的算例和随机生成的学生逐一核算。
        </div>
        <Link to="/policy/$packId" params={{ packId }}>
          回到这份文件
        </Link>
      </div>
      <section className="paper no-print" aria-label="另一份文件">
        <label htmlFor="other" className="compare-with">
          与哪一份比
          <Select
            id="other"
            className="compare-select"
            value={other ?? null}
            placeholder="请选择"
            options={(library?.packs ?? [])
              .filter(({ id }) => id !== packId)
              .map(({ id, title, divisionName }) => ({ value: id, label: `${divisionName}：${title}` }))}
            onChange={to => void navigate({ to: '/policy/compare/$packId', params: { packId }, search: to === null ? {} : { other: to } })}
          />
        </label>
      </section>
      {error === null ? null : <Told problem={problemOf(error)} />}
      {isFetching ? <p className="empty">正在逐项核算…</p> : null}
      {data === undefined ? null : (
        <>
          <section className="paper" aria-label="差异">
            <h2>谁的结果不同</h2>
            <ul className="said-lines">
              {data.says.map(({ depth, text }, at) => (
                // Sentences stand in their order.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={at} className={`depth-${Math.min(depth, 3)}${text.startsWith('【') ? ' heading' : ''}`}>
                  {text}
                </li>
              ))}
            </ul>
          </section>
          <BesideEachOther data={data} />
        </>
      )}
    </>
  )
}

export const route = createLazyRoute('/policy/compare/$packId')({ component: ComparePage })
