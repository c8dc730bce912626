import type { Simulated } from '@yingjin/domain/policy'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { useDraft } from '../../shared/draft.ts'
import { saveFile } from '../../shared/save-file.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { useAttempt } from '../../shared/use-attempt.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { termWord } from '../../shared/term-word.ts'
import { Bar, rangeOf, type Span } from './bars.tsx'
import { draftOf, writtenAs } from './simulation-draft.ts'
import { makerWord } from './simulations-made.tsx'
import { changeWord, moreOrLess } from './words.ts'

type Alternative = Simulated['alternatives'][number]

/** Each alternative beside the papers in force: how often, how much, by how much it differs, who has more and who less. */
const Summary = ({ told, shown }: Readonly<{ told: Simulated; shown: (name: string) => string }>) => {
  const spans = told.alternatives.map(({ fen }): Span => ({ from: 0, to: fen - told.now.fen }))
  const range = rangeOf(spans)
  const lends = [told.now, ...told.alternatives].some(({ loanFen }) => loanFen !== 0)
  return (
    <div className="wide" role="group" aria-label="各方案" tabIndex={0}>
      <table className="facts sums-of stacks">
        <thead>
          <tr>
            <th scope="col">方案</th>
            <th scope="col" className="amount">
              享受人次
            </th>
            <th scope="col" className="amount">
              金额（元）
            </th>
            <th scope="col" className="bar-cell">
              比现行
            </th>
            <th scope="col" className="amount">
              增减（元）
            </th>
            <th scope="col" className="amount">
              增加人数
            </th>
            <th scope="col" className="amount">
              减少人数
            </th>
            <th scope="col" className="amount">
              未定人次
            </th>
            {lends ? (
              <th scope="col" className="amount">
                另：可贷额度（元）
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">现行</th>
            <td className="amount" data-label="享受人次">
              {countWord(told.now.due)}
            </td>
            <td className="amount" data-label="金额（元）">
              {yuanWord(told.now.fen)}
            </td>
            <td className="bar-cell" />
            <td className="amount" />
            <td className="amount" />
            <td className="amount" />
            <td className="amount" data-label="未定人次">
              {countWord(told.now.open)}
            </td>
            {lends ? (
              <td className="amount" data-label="另：可贷额度（元）">
                {yuanWord(told.now.loanFen)}
              </td>
            ) : null}
          </tr>
          {told.alternatives.map((each, at) => (
            <tr key={each.name}>
              <th scope="row">
                <Link to="." search={before => ({ ...before, alternative: shown(each.name) })} className="opens">
                  {each.name}
                </Link>
              </th>
              <td className="amount" data-label="享受人次">
                {countWord(each.due)}
              </td>
              <td className="amount" data-label="金额（元）">
                {yuanWord(each.fen)}
              </td>
              <td className="bar-cell">
                <Bar span={spans[at] ?? { from: 0, to: 0 }} range={range} />
              </td>
              <td className="amount" data-label="增减（元）">
                {moreOrLess(each.fen - told.now.fen)}
              </td>
              <td className="amount" data-label="增加人数">
                {countWord(each.winners)}
              </td>
              <td className="amount" data-label="减少人数">
                {countWord(each.losers)}
              </td>
              <td className="amount" data-label="未定人次">
                {countWord(each.open)}
              </td>
              {lends ? (
                <td className="amount" data-label="另：可贷额度（元）">
                  {yuanWord(each.loanFen)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
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
      <table className="facts sums-of">
        <thead>
          <tr>
            <th scope="col">条款</th>
            <th scope="col" className="bar-cell">
              从现行走到“{of.name}”
            </th>
            <th scope="col" className="amount">
              增减（元）
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ clause, says, fen }, at) => (
            <tr key={clause}>
              <th scope="row" className="clause">
                {says}
              </th>
              <td className="bar-cell">
                <Bar span={spans[at] ?? whole} range={range} />
              </td>
              <td className="amount">{moreOrLess(fen)}</td>
            </tr>
          ))}
          <tr className="whole">
            <th scope="row">合计</th>
            <td className="bar-cell">
              <Bar span={whole} range={range} />
            </td>
            <td className="amount">{moreOrLess(whole.to)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

const isChanged = ({ before, after, winners, losers }: Alternative['rows'][number]): boolean =>
  before.fen !== after.fen || before.due !== after.due || before.open !== after.open || winners + losers > 0

/** By stage and aid, the lines that change first asked for; all of them add up to the alternative. */
const ByLine = ({ of, now }: Readonly<{ of: Alternative; now: Simulated['now'] }>) => {
  const [everything, setEverything] = useState(false)
  const paid = of.rows.filter(({ loan }) => !loan)
  const changed = of.rows.filter(isChanged)
  const rows = everything ? of.rows : changed
  const range = rangeOf(paid.map(({ before, after }) => ({ from: 0, to: after.fen - before.fen })))
  const persons = of.movements.filter(({ line, winners, losers }) => line === '' && winners + losers > 0)
  return (
    <section className="paper" aria-label="哪些项目变了">
      <h2>哪个学段、哪个项目变了</h2>
      <p className="soft">
        {of.rows.length} 行里 {changed.length} 行有变化。
        {persons.length === 0
          ? ''
          : `按人算（一个人几项有增有减的只算一次）：${persons.map(({ stageWord, winners, losers }) => `${stageWord}${winners === 0 ? '' : ` ${countWord(winners)} 人增加`}${losers === 0 ? '' : ` ${countWord(losers)} 人减少`}`).join('；')}。`}
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
          <table className="facts sums-of stacks">
            <thead>
              <tr>
                <th scope="col">学段和项目</th>
                <th scope="col" className="amount">
                  现行人次
                </th>
                <th scope="col" className="amount">
                  现行（元）
                </th>
                <th scope="col" className="amount">
                  测算人次
                </th>
                <th scope="col" className="amount">
                  测算（元）
                </th>
                <th scope="col" className="bar-cell">
                  增减
                </th>
                <th scope="col" className="amount">
                  增减（元）
                </th>
                <th scope="col" className="amount">
                  增 / 减（人）
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={`${row.county} ${row.stageWord} ${row.line}`}>
                  <th scope="row">
                    {row.title}
                    <div className="soft">
                      {row.stageWord}
                      {row.loan ? ' · 贷款额度，不计入合计' : ''}
                    </div>
                  </th>
                  <td className="amount" data-label="现行人次">
                    {countWord(row.before.due)}
                  </td>
                  <td className="amount" data-label="现行（元）">
                    {yuanWord(row.before.fen)}
                  </td>
                  <td className="amount" data-label="测算人次">
                    {countWord(row.after.due)}
                  </td>
                  <td className="amount" data-label="测算（元）">
                    {yuanWord(row.after.fen)}
                  </td>
                  <td className="bar-cell">{row.loan ? null : <Bar span={{ from: 0, to: row.after.fen - row.before.fen }} range={range} />}</td>
                  <td className="amount" data-label="增减（元）">
                    {moreOrLess(row.after.fen - row.before.fen)}
                  </td>
                  <td className="amount" data-label="增 / 减（人）">
                    {countWord(row.winners)} / {countWord(row.losers)}
                  </td>
                </tr>
              ))}
              <tr className="whole">
                <th scope="row">合计（全部项目，不含贷款）</th>
                <td className="amount" data-label="现行人次">
                  {countWord(now.due)}
                </td>
                <td className="amount" data-label="现行（元）">
                  {yuanWord(now.fen)}
                </td>
                <td className="amount" data-label="测算人次">
                  {countWord(of.due)}
                </td>
                <td className="amount" data-label="测算（元）">
                  {yuanWord(of.fen)}
                </td>
                <td className="bar-cell" />
                <td className="amount" data-label="增减（元）">
                  {moreOrLess(of.fen - now.fen)}
                </td>
                <td className="amount" data-label="增 / 减（人）">
                  {countWord(of.winners)} / {countWord(of.losers)}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

type Made = Awaited<ReturnType<typeof office.policy.showSimulation>>
export type SimulationResultParts = Readonly<{ made: Made; alternative: string | undefined }>

/** What a simulation found, one alternative in full at a time; the workbook for finance holds all of them. */
export const SimulationResult = ({ made, alternative }: SimulationResultParts) => {
  const { simulationId, told } = made
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
          {of.name}：{yuanWord(of.fen)} 元，比现行{changeWord(of.fen - told.now.fen)}；{countWord(of.winners)} 人增加，{countWord(of.losers)} 人减少。
        </p>
        <p className="soft">
          {told.area}
          {termWord(told.term)}，运行 {told.run}，依据{told.counties.map(({ document }) => document).join('、')}；{makerWord(made)} {momentWord(made.madeAt)}{' '}
          测算。
          {of.open === 0 ? '' : `另有 ${countWord(of.open)} 人次还定不下来（缺信息或须人判断），不在金额里。`}
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
          <Link to="/policy/simulate" search={{ term: told.term, run: told.run }} className="as-button" onClick={takeUp}>
            改一改再算
          </Link>
        </div>
        <Summary told={told} shown={placeOf} />
      </section>
      {told.alternatives.length < 2 ? null : (
        <nav className="acts no-print" aria-label="看哪个方案">
          {told.alternatives.map(each => (
            <Link
              key={each.name}
              to="."
              search={before => ({ ...before, alternative: placeOf(each.name) })}
              className="as-button"
              {...(each === of ? { 'aria-current': 'page' as const } : {})}
            >
              {each.name}
            </Link>
          ))}
        </nav>
      )}
      <section className="paper" aria-label="改了什么">
        <h2>“{of.name}”改了什么</h2>
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">标准或理解</th>
              <th scope="col">现行</th>
              <th scope="col">改为</th>
            </tr>
          </thead>
          <tbody>
            {of.changed.map(({ what, says, was, is }) => (
              <tr key={`${says} ${what}`}>
                <th scope="row">
                  {what}
                  <div className="soft">{says}</div>
                </th>
                <td>{was}</td>
                <td>{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Attribution of={of} now={told.now.fen} />
      <ByLine of={of} now={told.now} />
    </>
  )
}
