import { resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { office, problemOf } from '../../shared/ask/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { termWord } from '../../shared/term-word.ts'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import './determination.css'
import { OfRun } from './of-run.tsx'
import { childWord, resultShapes } from './words.ts'

type Explanation = NonNullable<Awaited<ReturnType<typeof office.leads.explainResults>>['explanation']>
type Line = Explanation['lines'][number]
type Fact = Explanation['facts'][number]

const marks = { yes: '✓ 满足', no: '✗ 不满足', unknown: '？ 不清楚' } as const

/** On what a fact stands: the row on screen, on paper the roster alone, where a parent may ask about it. */
const Ground = ({ rows, without }: Pick<Fact, 'rows' | 'without'>) => {
  const [first] = rows
  if (first === undefined) return without === null ? null : `（${without}）`
  return (
    <>
      （{first.says ? '' : '写明不是，'}
      {first.place === null ? '办公室里的答复' : `见 ${first.roster}`}
      <span className="no-print">
        {first.place === null ? '' : `：${first.place}`}
        {rows.length > 1 ? ` 等 ${rows.length} 处` : ''}
      </span>
      ）
    </>
  )
}

/** A fact in a line: what it is, and which row says so. */
const FactLine = ({ label, value, rows, without }: Fact) => (
  <div className="soft">
    {label}：{value ?? '不知道'}
    <Ground rows={rows} without={without} />
  </div>
)

const Reasons = ({ line, facts }: Readonly<{ line: Line; facts: readonly Fact[] }>) => (
  <ol className="reasons">
    {line.reasons.map(({ is, text, clause, clauseText, facts: looked }, at) => (
      <li key={`${text} ${clause}`}>
        <span className={`mark ${is}`}>{marks[is]}</span>
        <div>
          <div>{text}</div>
          {looked
            .flatMap(key => facts.filter(({ fact, value }) => fact === key && value !== null))
            .map(fact => (
              <FactLine key={fact.fact} {...fact} />
            ))}
          {line.reasons[at + 1]?.clause === clause && line.reasons[at + 1]?.clauseText === clauseText ? null : (
            <blockquote>
              {clause}：{clauseText}
            </blockquote>
          )}
        </div>
      </li>
    ))}
  </ol>
)

const LinePart = ({ line, facts }: Readonly<{ line: Line; facts: readonly Fact[] }>) => (
  <>
    <p className="answer">{line.headline}</p>
    {line.asPublished === false ? (
      <div className="told late">这一项按现在的政策包解释，与这次运行发布的结果不同。发放以发布的结果为准，请先核对政策包改了什么。</div>
    ) : null}
    <Reasons line={line} facts={facts} />
    {line.arithmetic === null ? null : <p>怎么算的：{line.arithmetic}。</p>}
    {line.payee === '' ? null : <p>怎么发：{line.payee}。</p>}
    {line.funds.length === 0 ? null : <p className="no-print">由谁出：{line.funds.join('，')}。</p>}
    {line.would.length === 0 ? null : (
      <div className="would">
        {line.would.map(said => (
          <p key={said}>{said}</p>
        ))}
      </div>
    )}
    {line.readings.length === 0 ? null : (
      <details className="no-print soft">
        <summary>文件有 {line.readings.length} 处可以有不同的理解，本县怎么取的</summary>
        {line.readings.map(said => (
          <p key={said}>{said}</p>
        ))}
      </details>
    )}
    <p className="soft">
      依据：{line.document}
      {line.clause}
    </p>
  </>
)

/** Why a child is due what it is due, and why not: first one sentence, then clause by clause, then what would change it; on one sheet for a parent. */
const ExplanationPage = () => {
  const { personId } = route.useParams()
  const { line: only, runId } = route.useSearch()
  const navigate = useNavigate()
  const { data, error } = useQuery({
    queryKey: ['explanation', personId, only, runId],
    queryFn: ({ signal }) => office.leads.explainResults({ personId, ...given({ line: only, runId }) }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开这名儿童的核定依据…</p>
  const { child, explanation, closed, run, term, referenceDate } = data
  const lines = explanation?.lines ?? []
  const told = lines.filter(({ state }) => only !== undefined || state !== 'not-due')
  const not = lines.filter(({ state }) => only === undefined && state === 'not-due')
  const ofRun = given({ runId })
  const go = (chosen: string | undefined): void =>
    void navigate({
      to: '/results/of/$personId',
      params: { personId },
      search: given({ line: only, runId: chosen }),
    })
  return (
    <div className="parent-sheet">
      <div className="page-head">
        <h1>核定依据：{childWord(child)}</h1>
        <div className="says">
          {placeWord(child)}
          {term === null ? '' : ` · ${termWord(term)}`}
          <span className="no-print">{referenceDate === null ? '' : `，基准日 ${referenceDate}`}</span>
        </div>
        <div className="acts no-print">
          {only === undefined ? null : (
            <Link to="/results/of/$personId" params={{ personId }} search={ofRun}>
              看全部项目
            </Link>
          )}
          <Link to="/results/suppose/$personId" params={{ personId }} search={ofRun}>
            假设核定：情况变了会怎样
          </Link>
          <Link to="/persons/$personId" params={{ personId }}>
            一生一档
          </Link>
          <Button type="primary" onClick={() => window.print()}>
            打印给家长
          </Button>
        </div>
      </div>
      <OfRun id="explanation-run" runId={runId} go={go} />
      {data.runId === null ? (
        <section className="paper empty">
          <strong>{runId === undefined ? '还没有发布过核定结果' : '没有这一次核定运行'}</strong>
          <Link to="/runs">看历次运行</Link>
        </section>
      ) : null}
      {closed === null ? null : <div className="told">{closed}</div>}
      {explanation?.notices.map(said => (
        <div key={said} className="told late">
          {said}
        </div>
      ))}
      {told.map(line => (
        <section key={line.line} className="paper" aria-label={line.title}>
          <h2>
            {line.title} <StateWord shape={resultShapes[line.state]}>{resultStateWords[line.state]}</StateWord>
          </h2>
          <LinePart line={line} facts={explanation?.facts ?? []} />
          {only === undefined ? (
            <p className="no-print">
              <Link to="/results/of/$personId" params={{ personId }} search={{ line: line.line, ...ofRun }}>
                只看、只打印这一项
              </Link>
            </p>
          ) : null}
        </section>
      ))}
      {explanation !== null && lines.length === 0 ? (
        <section className="paper empty">
          <strong>现行文件里没有这名儿童学段的项目</strong>
          请看上面的提示。
        </section>
      ) : null}
      {not.length === 0 ? null : (
        <section className="paper no-print" aria-label="不享受的项目">
          <h2>不享受的 {not.length} 项</h2>
          {not.map(line => (
            <details key={line.line}>
              <summary>{line.headline}</summary>
              <LinePart line={line} facts={explanation?.facts ?? []} />
            </details>
          ))}
        </section>
      )}
      <footer className="for-paper">
        <p>
          对结果有疑问，请向学校资助经办人或县学生资助管理中心提出，带上能说明情况的材料。
          {run === null ? null : <small>查询编号 {run}（办公室凭它查到这次核定）</small>}
        </p>
        <div className="seal">
          <span>经办人：</span>
          <span>审核人：</span>
          <span>（盖章）</span>
        </div>
      </footer>
    </div>
  )
}

export const route = createLazyRoute('/results/of/$personId')({ component: ExplanationPage })
