import type { MovedWay } from '@yingjin/domain/leads'
import type { Simulated } from '@yingjin/domain/policy'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { Fragment, type ReactNode, useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { useDraft } from '../../shared/draft.ts'
import { type FactColumn, FactsTable } from '../../shared/facts-table.tsx'
import { given } from '../../shared/given.ts'
import { saveFile } from '../../shared/save-file.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { Bar, rangeOf, type Span } from './bars.tsx'
import { type Counted, type InForce, useInForce, type Where } from './in-force.ts'
import { draftOf, writtenAs } from './simulation-draft.ts'
import { makerWord } from './simulations-made.tsx'
import { stageCodeOf } from './stage-code.ts'
import { changeWord, moreOrLess } from './words.ts'

type Made = Awaited<ReturnType<typeof office.policy.showSimulation>>
type Alternative = Simulated['alternatives'][number]

/** How a count opens to the children behind it: which alternative, in which stage, by which line, after which sign. Where their list is no more it does not. */
type Opens = (of: Alternative, way: MovedWay, count: number, where?: Readonly<{ stageWord: string; line?: string }>, sign?: string) => ReactNode

const opensIn =
  ({ simulationId, told, listedUntil }: Made): Opens =>
  (of, moved, count, where, sign = '') =>
    count === 0 || listedUntil === null ? (
      `${sign}${countWord(count)}`
    ) : (
      <Link
        className="opens"
        to="/policy/simulate/children"
        search={{
          simulation: simulationId,
          alternative: String(told.alternatives.indexOf(of) + 1),
          moved,
          ...(where === undefined ? {} : { stage: stageCodeOf(where.stageWord), ...given({ line: where.line }) }),
        }}
      >
        {sign}
        {countWord(count)}
      </Link>
    )

/** How often something is so, now and under an alternative. */
type Counts = Readonly<{
  /** Opens to the list of the run, where that has as many. */
  now: (what: Counted, count: number, where?: Where) => ReactNode
  /** The count in force with who comes in and without who goes out, each open to the children. */
  under: (of: Alternative, what: Counted, count: number, stateMoves: Alternative['stateMoves'], where?: Where) => ReactNode
}>

const waysOf = (what: Counted, stateMoves: Alternative['stateMoves']) =>
  what === 'due'
    ? ([
        ['+', 'newly-due', stateMoves.newlyDue],
        ['−', 'no-longer-due', stateMoves.noLongerDue],
      ] as const)
    : ([
        ['+', 'newly-open', stateMoves.newlyOpen],
        ['−', 'no-longer-open', stateMoves.noLongerOpen],
      ] as const)

const countsIn = (inForce: InForce, opens: Opens): Counts => {
  const now: Counts['now'] = (what, count, where) => {
    const as = count === 0 ? null : inForce.listedAs(what, count, where)
    return as === null ? (
      countWord(count)
    ) : (
      <Link className="opens" to="/results/list" search={as}>
        {countWord(count)}
      </Link>
    )
  }
  return {
    now,
    under: (of, what, count, stateMoves, where) => {
      const ways = waysOf(what, stateMoves).filter(([, , n]) => n > 0)
      if (ways.length === 0) return now(what, count, where)
      return (
        <>
          {countWord(count)}
          <span className="in-and-out">
            （
            {ways.map(([sign, way, n], at) => (
              <Fragment key={way}>
                {at === 0 ? '' : ' '}
                {opens(of, way, n, where, sign)}
              </Fragment>
            ))}
            ）
          </span>
        </>
      )
    },
  }
}

type Summed = Readonly<{
  name: string
  /** None of the papers in force, which stand first. */
  of: Alternative | null
  sums: Readonly<{ due: number; fen: number; open: number; loanFen: number }>
}>

/** Each alternative beside the papers in force: how often, how much, by how much it differs, who has more and who less. */
const Summary = ({ told, shown, opens, counts }: Readonly<{ told: Simulated; shown: (name: string) => string; opens: Opens; counts: Counts }>) => {
  const counted = ({ of, sums }: Summed, what: Counted): ReactNode =>
    of === null ? counts.now(what, sums[what]) : counts.under(of, what, sums[what], of.stateMoves)
  const range = rangeOf(told.alternatives.map(({ fen }) => ({ from: 0, to: fen - told.now.fen })))
  const rows: readonly Summed[] = [{ name: '现行', of: null, sums: told.now }, ...told.alternatives.map((of): Summed => ({ name: of.name, of, sums: of }))]
  const columns: readonly FactColumn<Summed>[] = [
    {
      word: '方案',
      as: 'head',
      show: ({ name, of }) =>
        of === null ? (
          name
        ) : (
          <Link to="." search={before => ({ ...before, alternative: shown(name) })} className="opens">
            {name}
          </Link>
        ),
    },
    { word: '享受人次', as: 'amount', show: row => counted(row, 'due') },
    { word: '金额（元）', as: 'amount', show: ({ sums }) => yuanWord(sums.fen) },
    { word: '比现行', as: 'bar-cell', show: ({ of }) => (of === null ? null : <Bar span={{ from: 0, to: of.fen - told.now.fen }} range={range} />) },
    { word: '增减（元）', as: 'amount', show: ({ of }) => (of === null ? null : moreOrLess(of.fen - told.now.fen)) },
    { word: '增加人数', as: 'amount', show: ({ of }) => (of === null ? null : opens(of, 'more', of.winners)) },
    { word: '减少人数', as: 'amount', show: ({ of }) => (of === null ? null : opens(of, 'less', of.losers)) },
    { word: '未定人次', as: 'amount', show: row => counted(row, 'open') },
  ]
  const loan: FactColumn<Summed> = { word: '另：可贷额度（元）', as: 'amount', show: ({ sums }) => yuanWord(sums.loanFen) }
  return (
    <div className="wide" role="group" aria-label="各方案" tabIndex={0}>
      <FactsTable
        className="sums-of"
        columns={rows.some(({ sums }) => sums.loanFen !== 0) ? [...columns, loan] : columns}
        rows={rows}
        keyOf={({ of, name }) => (of === null ? '' : name)}
      />
    </div>
  )
}

/** Clause by clause, each bar beginning where the one before ended: from the sum of today to that of the alternative. */
const Attribution = ({ of, now }: Readonly<{ of: Alternative; now: number }>) => {
  const parts = of.byCounty.flatMap(each => each.parts)
  const { spans } = parts.reduce<Readonly<{ reached: number; spans: readonly Span[] }>>(
    ({ reached, spans: before }, { fen }) => ({ reached: reached + fen, spans: [...before, { from: reached, to: reached + fen }] }),
    { reached: 0, spans: [] },
  )
  const whole: Span = { from: 0, to: of.fen - now }
  const range = rangeOf([...spans, whole])
  return (
    <section className="paper" aria-label="钱从哪一条来">
      <h2>钱从哪一条来</h2>
      <p className="soft">按文件条款的先后，一条一条改过去；每条只计它自己带来的增减，各条与余项之和就是总增减。</p>
      <FactsTable
        className="sums-of"
        columns={[
          { word: '条款', as: 'head', show: ({ says }) => <span className="clause">{says}</span> },
          { word: `从现行走到“${of.name}”`, as: 'bar-cell', show: ({ span }) => <Bar span={span} range={range} /> },
          { word: '增减（元）', as: 'amount', show: ({ fen }) => moreOrLess(fen) },
        ]}
        rows={parts.map(({ clause, says, fen }, at) => ({ clause, says, fen, span: spans[at] ?? whole }))}
        keyOf={({ clause }) => clause}
        whole={{ clause: '', says: '合计', fen: whole.to, span: whole }}
      />
    </section>
  )
}

const isChanged = ({ before, after, winners, losers }: Alternative['rows'][number]): boolean =>
  before.fen !== after.fen || before.due !== after.due || before.open !== after.open || winners + losers > 0

type Moved = Pick<Alternative['rows'][number], 'before' | 'after' | 'winners' | 'losers' | 'loan' | 'stateMoves'> &
  Readonly<{ key: string; says: ReactNode; isWhole: boolean; where?: Readonly<{ stageWord: string; line: string }> }>

/** By stage and aid, the lines that change first asked for; all of them add up to the alternative. */
const ByLine = ({ of, now, opens, counts }: Readonly<{ of: Alternative; now: Simulated['now']; opens: Opens; counts: Counts }>) => {
  const [everything, setEverything] = useState(false)
  const paid = of.rows.filter(({ loan }) => !loan)
  const changed = of.rows.filter(isChanged)
  const range = rangeOf(paid.map(({ before, after }) => ({ from: 0, to: after.fen - before.fen })))
  const persons = of.movements.filter(({ line, winners, losers }) => line === '' && winners + losers > 0)
  const rows = (everything ? of.rows : changed).map((row): Moved => ({
    ...row,
    key: `${row.county} ${row.stageWord} ${row.line}`,
    where: { stageWord: row.stageWord, line: row.line },
    says: (
      <>
        {row.title}
        <div className="soft">
          {row.stageWord}
          {row.loan ? ' · 贷款额度，不计入合计' : ''}
        </div>
      </>
    ),
    isWhole: false,
  }))
  const whole: Moved = {
    key: '',
    says: '合计（全部项目，不含贷款）',
    before: now,
    after: of,
    winners: of.winners,
    losers: of.losers,
    stateMoves: of.stateMoves,
    loan: false,
    isWhole: true,
  }
  const columns: readonly FactColumn<Moved>[] = [
    { word: '学段和项目', as: 'head', show: ({ says }) => says },
    { word: '现行人次', as: 'amount', show: ({ before, where }) => counts.now('due', before.due, where) },
    { word: '现行（元）', as: 'amount', show: ({ before }) => yuanWord(before.fen) },
    { word: '测算人次', as: 'amount', show: ({ after, stateMoves, where }) => counts.under(of, 'due', after.due, stateMoves, where) },
    { word: '测算（元）', as: 'amount', show: ({ after }) => yuanWord(after.fen) },
    {
      word: '增减',
      as: 'bar-cell',
      show: ({ before, after, loan, isWhole }) => (loan || isWhole ? null : <Bar span={{ from: 0, to: after.fen - before.fen }} range={range} />),
    },
    { word: '增减（元）', as: 'amount', show: ({ before, after }) => moreOrLess(after.fen - before.fen) },
    {
      word: '增 / 减（人）',
      as: 'amount',
      show: ({ winners, losers, where }) => (
        <>
          {opens(of, 'more', winners, where)} / {opens(of, 'less', losers, where)}
        </>
      ),
    },
  ]
  return (
    <section className="paper" aria-label="哪些项目变了">
      <h2>哪个学段、哪个项目变了</h2>
      <p className="soft">
        {of.rows.length} 行里 {changed.length} 行有变化。
        {persons.length === 0 ? null : (
          <>
            按人算（一个人几项有增有减的只算一次）：
            {persons.map(({ stageWord, winners, losers }, at) => (
              <Fragment key={stageWord}>
                {at === 0 ? '' : '；'}
                {stageWord}
                {winners === 0 ? null : <> {opens(of, 'more', winners, { stageWord })} 人增加</>}
                {losers === 0 ? null : <> {opens(of, 'less', losers, { stageWord })} 人减少</>}
              </Fragment>
            ))}
            。
          </>
        )}
      </p>
      <div className="acts no-print">
        <Checkbox checked={everything} onChange={({ target }) => setEverything(target.checked)}>
          没有变化的也列出来
        </Checkbox>
      </div>
      {rows.length === 0 ? (
        <p className="empty">没有一个项目变化：改的标准在这个学期没有人用到。</p>
      ) : (
        <div className="wide" role="group" aria-label="各学段各项目" tabIndex={0}>
          <FactsTable className="sums-of" columns={columns} rows={rows} keyOf={({ key }) => key} whole={whole} />
        </div>
      )}
    </section>
  )
}

export type SimulationResultParts = Readonly<{ made: Made; alternative: string | undefined }>

/** What a simulation found, one alternative in full at a time; the workbook for finance holds all of them. */
export const SimulationResult = ({ made, alternative }: SimulationResultParts) => {
  const { simulationId, told } = made
  const opens = opensIn(made)
  const inForce = useInForce(made)
  const counts = countsIn(inForce, opens)
  const { busy, problem, attempt } = useAttempt()
  const placeOf = (name: string): string => String(told.alternatives.findIndex(each => each.name === name) + 1)
  const of = told.alternatives[Number(alternative ?? '1') - 1] ?? told.alternatives[0]
  if (of === undefined) throw new Error('a simulation of nothing')
  const draft = useDraft(draftOf(told.term))
  /** One begins with what this one was made of, whoever wrote it. */
  const takeUp = (): void => {
    draft.clear()
    draft.writeAll(writtenAs(made.ordered))
  }
  const take = (): Promise<void> => attempt(async () => saveFile(await office.policy.takeSimulation.file({ simulationId })))
  return (
    <>
      <section className="paper" aria-label="测算汇总">
        <p className="simulation-says">
          {of.name}：{yuanWord(of.fen)} 元，比现行{changeWord(of.fen - told.now.fen)}；{opens(of, 'more', of.winners)} 人增加，
          {opens(of, 'less', of.losers)} 人减少。
        </p>
        <p className="soft">
          {told.area}
          <span title={`运行编号 ${told.run}`}>{termWord(told.term)}的运行</span>，依据{told.counties.map(({ document }) => document).join('、')}；
          {makerWord(made)} {momentWord(made.madeAt)} 测算。
          {of.open === 0 ? null : <>另有 {counts.under(of, 'open', of.open, of.stateMoves)} 人次还定不下来（缺信息或须人判断），不在金额里。</>}
        </p>
        {told.notes.map(note => (
          <div key={note} className="told late">
            {note}
          </div>
        ))}
        {problem === null ? null : <Told problem={problem} />}
        <div className="acts no-print">
          <Button type="primary" loading={busy} onClick={() => void take()}>
            导出“测算.xlsx”给财务
          </Button>
          <Button onClick={() => window.print()}>打印</Button>
          <Link to="/policy/simulate" search={{ term: told.term, run: told.run }} className="second-button as-button" onClick={takeUp}>
            改一改再算
          </Link>
        </div>
        <Summary told={told} shown={placeOf} opens={opens} counts={counts} />
        <p className="soft">
          {made.listedUntil === null
            ? '这次测算只剩合计，没有逐人名单：名单只保留一个月。要看是哪些孩子，请点“改一改再算”重新测算一次。'
            : `点人数、点括号里的 + 和 − 看是哪些孩子；逐人名单保留到 ${made.listedUntil}，合计一直在。`}
          {inForce.says}
        </p>
      </section>
      {told.alternatives.length < 2 ? null : (
        <nav className="acts no-print" aria-label="看哪个方案">
          {told.alternatives.map(each => (
            <Link
              key={each.name}
              to="."
              search={before => ({ ...before, alternative: placeOf(each.name) })}
              className="second-button as-button"
              {...(each === of ? { 'aria-current': 'page' as const } : {})}
            >
              {each.name}
            </Link>
          ))}
        </nav>
      )}
      <section className="paper" aria-label="改了什么">
        <h2>“{of.name}”改了什么</h2>
        <FactsTable
          columns={[
            {
              word: '标准或理解',
              as: 'head',
              show: ({ what, says }) => (
                <>
                  {what}
                  <div className="soft">{says}</div>
                </>
              ),
            },
            { word: '现行', show: ({ was }) => was },
            { word: '改为', show: ({ is }) => is },
          ]}
          rows={of.changed}
          keyOf={({ what, says }) => `${says} ${what}`}
        />
      </section>
      <Attribution of={of} now={told.now.fen} />
      <ByLine of={of} now={told.now} opens={opens} counts={counts} />
    </>
  )
}
