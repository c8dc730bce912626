import { byProofWord, lackingWord, resultStates } from '@yingjin/domain/leads'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { office } from '../../shared/ask/index.ts'
import { ByProof } from '../../shared/by-proof.tsx'
import { countWord } from '../../shared/count-word.ts'
import { FactsTable } from '../../shared/facts-table.tsx'
import { yuanWord } from '../../shared/yuan-word.ts'
import { SumHeads } from './sum-heads.tsx'

export type Review = NonNullable<Awaited<ReturnType<typeof office.leads.showRunReview>>['review']>
type Told = Review['told']
type Total = Told['totals'][number]

const sumOf = (of: readonly Total[]): string => of.reduce((sum, { fen }) => sum + BigInt(fen), 0n).toString()
export const dueOf = (totals: readonly Total[]): Readonly<{ n: number; fen: string; loanFen: string }> => {
  const due = totals.filter(({ state }) => state === 'due')
  return {
    n: due.reduce((sum, { children }) => sum + children, 0),
    fen: sumOf(due.filter(({ loan }) => !loan)),
    loanFen: sumOf(due.filter(({ loan }) => loan)),
  }
}

const Numbers = ({ of, states }: Readonly<{ of: readonly Total[]; states: readonly Total['state'][] }>) => (
  <>
    {states.map(state => {
      const n = of.filter(each => each.state === state).reduce((sum, { children }) => sum + children, 0)
      return (
        <td key={state} className="amount">
          {n === 0 ? '' : countWord(n)}
        </td>
      )
    })}
    <td className="amount">{yuanWord(sumOf(of.filter(({ state }) => state === 'due')))}</td>
  </>
)

/** Aid by aid, and school by school below it: how many are due and how much, how many wait. */
export const ReviewTotals = ({ totals }: Readonly<{ totals: readonly Total[] }>) => {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const states = resultStates.filter(state => totals.some(each => each.state === state))
  const turn = (line: string): void => setUnfolded(before => new Set(before.has(line) ? [...before].filter(each => each !== line) : [...before, line]))
  const lines = [...Map.groupBy(totals, ({ line }) => line)]
  return (
    <section className="paper wide" aria-label="按项目和学校">
      <h2>按项目和学校</h2>
      {totals.length === 0 ? (
        <p className="empty">这次运行没有核定结果。</p>
      ) : (
        <table className="heat sums">
          <thead>
            <tr>
              <th scope="col">资助项目</th>
              <SumHeads states={states} lends={false} />
            </tr>
          </thead>
          {lines.map(([line, of]) => (
            <tbody key={line}>
              <tr className="whole">
                <th scope="row">
                  <button type="button" className="link-button" aria-expanded={unfolded.has(line)} onClick={() => turn(line)}>
                    {unfolded.has(line) ? '－' : '＋'} {of[0]?.title ?? line}
                    {of.some(({ loan }) => loan) ? '（可贷额度）' : ''}
                  </button>
                </th>
                <Numbers of={of} states={states} />
              </tr>
              {unfolded.has(line)
                ? [...Map.groupBy(of, ({ school }) => school ?? '不在本县学校')].map(([school, own]) => (
                    <tr key={school}>
                      <th scope="row" className="inner">
                        {school}
                      </th>
                      <Numbers of={own} states={states} />
                    </tr>
                  ))
                : null}
            </tbody>
          ))}
        </table>
      )}
    </section>
  )
}

/** What children wait for: what is asked of each, and what nobody is asked since a roster is not here. */
export const ReviewWaits = ({ told: { waits, gaps } }: Readonly<{ told: Told }>) => (
  <section className="paper wide" aria-label="还缺什么">
    <h2>还缺什么</h2>
    {waits.length + gaps.length === 0 ? <p className="empty">什么也不缺。</p> : null}
    {waits.length === 0 ? null : (
      <FactsTable
        className="numbers"
        columns={[
          { word: '要问的', show: ({ asks }) => asks },
          { word: '为什么缺', show: ({ cause }) => cause },
          { word: '学生（人）', as: 'amount', show: ({ children }) => countWord(children) },
        ]}
        rows={waits}
        keyOf={({ asks, cause }) => `${asks} ${cause}`}
      />
    )}
    {gaps.every(({ rosters }) => rosters.length === 0) ? null : (
      <>
        <h3>{lackingWord}，全县都缺，不逐人问</h3>
        <FactsTable
          className="numbers"
          columns={[
            { word: '缺的信息', show: ({ fact }) => fact },
            { word: '哪种名册能说明', show: ({ rosters }) => rosters.join('、') },
            { word: '等着的学生（人）', as: 'amount', show: ({ children }) => countWord(children) },
          ]}
          rows={gaps.filter(({ rosters }) => rosters.length > 0)}
          keyOf={({ fact }) => fact}
        />
        <p>
          <Link to="/receive/progress">看收数进度，催还没到的、改好没收的</Link>
        </p>
      </>
    )}
    {gaps.some(({ rosters }) => rosters.length === 0) ? (
      <>
        <h3>{byProofWord}</h3>
        <ByProof gaps={gaps} />
      </>
    ) : null}
  </section>
)

/** Which rosters it took, and how many of their rows it could not. */
export const ReviewRosters = ({ told: { rosters, setAside } }: Readonly<{ told: Told }>) => (
  <section className="paper wide" aria-label="用了哪些名册">
    <h2>用了哪些名册</h2>
    {setAside === 0 ? null : <p>按办公室决定不收 {countWord(setAside)} 行：收数时认定不是名单上任何人的。</p>}
    <FactsTable
      className="numbers"
      columns={[
        {
          word: '名册',
          show: ({ name, of }) => (
            <>
              {name}
              {of === null ? null : <div className="soft">{of}</div>}
            </>
          ),
        },
        { word: '截至', show: ({ asOf }) => asOf ?? '没有写明日期' },
        { word: '行', as: 'amount', show: ({ rowsRead }) => countWord(rowsRead) },
        { word: '未收（行）', as: 'amount', show: ({ rowsRefused }) => (rowsRefused === 0 ? '' : countWord(rowsRefused)) },
      ]}
      rows={rosters}
      keyOf={({ name, of, asOf }) => `${name} ${of ?? ''} ${asOf ?? ''}`}
    />
    <p className="soft">
      未收的每一行为什么没收，写在下面的“收数报告”里，也在<Link to="/receive/history">收数历史</Link>里逐批可看。
    </p>
  </section>
)
