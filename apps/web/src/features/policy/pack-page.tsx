import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { WithoutMarks } from '../../shared/without-marks.tsx'
import './policy.css'

type Pack = Awaited<ReturnType<typeof office.policy.showPack>>
type Rule = Pack['groups'][number]['lines'][number]
type Cited = Rule['clause']

const Said = ({ text, article }: Cited) => (
  <>
    {text} <span className="soft">（{article}）</span>
  </>
)

const Many = ({ of }: Readonly<{ of: readonly Readonly<{ key: string; shown: ReactNode }>[] }>) => (
  <ul>
    {of.map(({ key, shown }) => (
      <li key={key}>{shown}</li>
    ))}
  </ul>
)

const entries = (rule: Rule): readonly (readonly [label: string, shown: ReactNode])[] => [
  ['依据', <Said key="clause" {...rule.clause} />],
  ['给谁', rule.whom],
  [
    '条件',
    rule.criteria.length === 0 ? '没有别的条件' : <Many key="criteria" of={rule.criteria.map(each => ({ key: each.text, shown: <Said {...each} /> }))} />,
  ],
  ['由人判定', rule.asks.length === 0 ? null : <Many key="asks" of={rule.asks.map(each => ({ key: each, shown: each }))} />],
  ['标准', rule.amount],
  ['执行', rule.inForce],
  ['怎样计', rule.period],
  ['怎样发', rule.delivery],
  ['由谁出', rule.funding === null ? '文件没有写' : <Said key="funding" {...rule.funding} />],
  ['与别项', rule.stacking.length === 0 ? null : <Many key="stacking" of={rule.stacking.map(each => ({ key: each.text, shown: <Said {...each} /> }))} />],
  [
    '读法',
    rule.readings.length === 0 ? null : (
      <Many
        key="readings"
        of={rule.readings.map(({ id, taken, others }) => ({
          key: id,
          shown: <WithoutMarks text={`${id}：${taken}${others.length === 0 ? '' : `；也可以理解为：${others.join('；')}`}`} />,
        }))}
      />
    ),
  ],
  [
    '算例',
    rule.cases.length === 0 ? (
      <span key="none" className="state wrong">
        还没有
      </span>
    ) : (
      rule.cases.map(no => (
        <a key={no} href={`#case-${no}`} className="opens">
          {no}{' '}
        </a>
      ))
    ),
  ],
]

const Figures = ({ figures }: Readonly<{ figures: Pack['figures'] }>) =>
  figures.length === 0 ? null : (
    <div className="wide" role="group" aria-label="数字" tabIndex={0}>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">数字</th>
            <th scope="col">取值</th>
            <th scope="col">文件印的</th>
            <th scope="col">适用</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ label, value, printed, applies, article }) => (
            <tr key={`${label} ${applies} ${article}`}>
              <th scope="row">{label}</th>
              <td>{value ?? '尚未录入，录入前不发一分'}</td>
              <td>{printed}</td>
              <td>{applies}</td>
              <td>{article}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

type Turned = Pack['turns'][number]['says'][number]
const turnedWord = ({ was, is }: Turned): ReactNode =>
  was === null ? (
    <>
      {is}
      <span className="soft">（此前没有）</span>
    </>
  ) : is === null ? (
    <>
      {was} <span className="soft">到此为止</span>
    </>
  ) : (
    <>
      {was} → <strong>{is}</strong>
    </>
  )

/** When what turns: day by day, and the figures that turn beside each other by the days from which they hold. */
const History = ({ pack: { turns, dated, from, to, changelog, midPeriod } }: Readonly<{ pack: Pack }>) => (
  <section className="paper" id="history" aria-label="何时起变">
    <h2>何时起变</h2>
    {turns.length === 0 ? (
      <p className="soft">
        {from} 起到 {to} 前，这份文件的数字和项目没有变过。
      </p>
    ) : (
      <>
        <p className="soft">从哪一天起变了什么、依据哪一条、影响哪些项目。学期中间变的：{midPeriod}。</p>
        <div className="wide" role="group" aria-label="起变的日子" tabIndex={0}>
          <table className="facts stacks">
            <thead>
              <tr>
                <th scope="col">从哪天起</th>
                <th scope="col">什么</th>
                <th scope="col">变成</th>
                <th scope="col">依据</th>
                <th scope="col">影响的项目</th>
              </tr>
            </thead>
            <tbody>
              {turns.flatMap(({ on, says }) =>
                says.map((turned, at) => (
                  // One figure may turn twice on a day, by two clauses.
                  // oxlint-disable-next-line react/no-array-index-key
                  <tr key={`${on} ${at}`}>
                    <th scope="row" className="day">
                      {at === 0 ? on : <span className="soft">{on}</span>}
                    </th>
                    <td>{turned.what}</td>
                    <td>{turnedWord(turned)}</td>
                    <td className="soft-on-phone">{turned.article}</td>
                    <td className="soft-on-phone">{turned.lines.join('、')}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      </>
    )}
    {dated.rows.length === 0 ? null : (
      <>
        <h2>随时间变的数字</h2>
        <div className="wide" role="group" aria-label="随时间变的数字" tabIndex={0}>
          <table className="facts by-days">
            <thead>
              <tr>
                <th scope="col">数字</th>
                {dated.from.map(day => (
                  <th key={day} scope="col">
                    {day} 起
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {dated.rows.map(({ label, article, values }) => (
                <tr key={`${label} ${article}`}>
                  <th scope="row">
                    {label}
                    <div className="soft">{article}</div>
                  </th>
                  {values.map((value, at) => (
                    <td key={dated.from[at]} className={at > 0 && value !== values[at - 1] ? 'unlike' : ''}>
                      {value ?? <span className="soft">不执行</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </>
    )}
    {changelog.length === 0 ? null : (
      <details className="changelog">
        <summary>这个政策包的修订记录（{changelog.length} 次）</summary>
        {changelog.map(({ version, days, basis, entries: said }) => (
          <article key={version} className="rule">
            <h3>
              第 {version} 版{days.length === 0 ? '' : ` · ${days.join('、')}`}
            </h3>
            {basis === null ? null : <p>{basis}</p>}
            <ul>
              {said.map(each => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </article>
        ))}
      </details>
    )}
  </section>
)

/** One paper as an official reads it; what stands here is the very data that decides. */
const PackPage = () => {
  const { packId } = route.useParams()
  const { data: pack, error } = useQuery({ queryKey: ['pack', packId], queryFn: ({ signal }) => office.policy.showPack({ id: packId }, { signal }) })
  if (error !== null)
    return (
      <RefusedPage title="这份文件" problem={problemOf(error)}>
        <Link to="/policy">回到政策库</Link>
      </RefusedPage>
    )
  if (pack === undefined) return <p className="empty">正在打开这份文件…</p>
  return (
    <>
      <div className="page-head">
        <h1>{pack.title}</h1>
        <div className="says">
          {pack.divisionName} · {pack.issuer}
          {pack.number === null ? '' : ` · ${pack.number}`}。{pack.from} 起，{pack.to} 前有效。
        </div>
        <div className="acts no-print">
          <Link to="/policy/compare/$packId" params={{ packId }}>
            与另一份文件逐条比
          </Link>
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <nav className="acts no-print" aria-label="本页">
        {pack.groups.map(({ title }, at) => (
          <a key={title} href={`#group-${at}`}>
            {title}
          </a>
        ))}
        <a href="#clauses">条款</a>
        <a href="#figures">数字</a>
        <a href="#cases">算例</a>
        <a href="#history">何时起变</a>
      </nav>
      <section className="paper" aria-label="文件">
        <dl className="facts-line">
          <div>
            <dt>发布</dt>
            <dd>{pack.promulgated}</dd>
          </div>
          <div>
            <dt>替代</dt>
            <dd>{pack.replaces.length === 0 ? '没有写明替代哪一份' : pack.replaces.join('、')}</dd>
          </div>
          {pack.above.length === 0 ? null : (
            <div>
              <dt>上级文件</dt>
              <dd>
                {pack.above.map(({ id, title }) => (
                  <Link key={id} to="/policy/$packId" params={{ packId: id }}>
                    {title}{' '}
                  </Link>
                ))}
              </dd>
            </div>
          )}
          <div>
            <dt>舍入</dt>
            <dd>{pack.rounding}</dd>
          </div>
        </dl>
      </section>
      {pack.groups.map(({ title, lines }, at) => (
        <section key={title} className="paper" id={`group-${at}`} aria-label={title}>
          <h2>{title}</h2>
          {lines.map(rule => (
            <article key={rule.id} className="rule" id={`line-${rule.id}`}>
              <h3>
                {rule.title} <span className="soft identifier">{rule.id}</span>
              </h3>
              <dl>
                {entries(rule).map(([label, shown]) =>
                  shown === null || shown === '' ? null : (
                    <div key={label} className="entry">
                      <dt>{label}</dt>
                      <dd>{shown}</dd>
                    </div>
                  ),
                )}
              </dl>
              <Figures figures={rule.figures} />
            </article>
          ))}
        </section>
      ))}
      <section className="paper" id="clauses" aria-label="条款">
        <h2>条款</h2>
        <p className="soft">条款为复述，以文件原文为准。</p>
        <table className="facts">
          <tbody>
            {pack.clauseTexts.map(({ key, article, text }) => (
              <tr key={key}>
                <th scope="row">{article}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {pack.notEncoded.length === 0 ? null : (
          <>
            <h2>没有编成规则的和原因</h2>
            <table className="facts">
              <tbody>
                {pack.notEncoded.map(({ register, title, because }) => (
                  <tr key={`${register} ${title}`}>
                    <th scope="row">{title}</th>
                    <td>{because}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </section>
      <section className="paper" id="figures" aria-label="数字">
        <h2>全部数字</h2>
        {pack.figures.length === 0 ? <p className="soft">这份文件的规则不用数字。</p> : <Figures figures={pack.figures} />}
      </section>
      <History pack={pack} />
      <section className="paper" id="cases" aria-label="算例">
        <h2>算例</h2>
        {pack.workedCases.length === 0 ? <p className="soft">还没有算例。</p> : null}
        {pack.workedCases.map(({ no, title, term, facts, results, arithmetic, clause }) => (
          <article key={no} className="rule" id={`case-${no}`}>
            <h3>
              {no}．{title}
            </h3>
            <dl>
              {(
                [
                  ['学期', term],
                  ['情况', facts],
                  ['结果', <Many key="results" of={results.map(each => ({ key: each.line, shown: `${each.title}：${each.says}` }))} />],
                  ['算式', arithmetic],
                  ['依据', <WithoutMarks key="clause" text={clause} />],
                ] as const
              ).map(([label, shown]) => (
                <div key={label} className="entry">
                  <dt>{label}</dt>
                  <dd>{shown}</dd>
                </div>
              ))}
            </dl>
          </article>
        ))}
      </section>
      <p className="soft">
        政策包 {pack.id}，摘要 {pack.digest.slice(0, 16)}。
      </p>
    </>
  )
}

export const route = createLazyRoute('/policy/$packId')({ component: PackPage })
