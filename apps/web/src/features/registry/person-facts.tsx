import { contradictions, type Matter, matterTables } from '@yingjin/domain/registry'
import { Fragment, useState } from 'react'
import { ChangeForm, isChangeable } from './change-form.tsx'
import type { Fact } from './timeline.ts'

/**
 * What every source says of one matter, beside the others: with the roster, the row and the day it was recorded. Where
 * they contradict each other that is said; nothing is averaged, and nothing is chosen.
 */
export const FactTable = ({ personId, matter, facts, asking }: Readonly<{ personId: string; matter: Matter; facts: readonly Fact[]; asking: boolean }>) => {
  const [wrong, setWrong] = useState<number | null>(null)
  const table = matterTables[matter]
  const columns = table.columns.filter(({ show }) => facts.some(({ says }) => show(says) !== ''))
  const unlike = contradictions(table, facts)
  const changeable = asking && isChangeable(matter)
  return (
    <>
      {unlike.length === 0 ? null : <p className="told late">各来源写的{unlike.join('、')}不一样，下面并列；哪个对，要有人核实。</p>}
      <div className="wide">
        <table className="facts stacks">
          <thead>
            <tr>
              {columns.map(({ word }) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
              <th scope="col">来源</th>
              <th scope="col">登记</th>
              {changeable ? (
                <th scope="col" className="no-print">
                  更正
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {facts.map((fact, at) => (
              // The same source may say two things: its place in the list is what tells them apart.
              // oxlint-disable-next-line react/no-array-index-key
              <Fragment key={at}>
                <tr>
                  {columns.map(({ word, show, identifier }) => (
                    <td
                      key={word}
                      data-word={word}
                      className={[identifier === true ? 'identifier' : '', unlike.includes(word) ? 'unlike' : ''].filter(Boolean).join(' ')}
                    >
                      {show(fact.says)}
                    </td>
                  ))}
                  <td data-word="来源">
                    {fact.sourceName}
                    {fact.sheet === null ? (
                      ''
                    ) : (
                      <span className="soft">
                        {' '}
                        {fact.sheet} 第 {fact.row} 行
                      </span>
                    )}
                    {fact.asOf === null ? '' : <span className="soft"> 截至 {fact.asOf}</span>}
                  </td>
                  <td data-word="登记">{fact.recordedAt.slice(0, 10)}</td>
                  {changeable ? (
                    <td className="no-print">
                      <button type="button" className="link-button" aria-expanded={wrong === at} onClick={() => setWrong(wrong === at ? null : at)}>
                        这条不对
                      </button>
                    </td>
                  ) : null}
                </tr>
                {wrong === at ? (
                  <tr className="no-print">
                    <td colSpan={columns.length + 3}>
                      <ChangeForm personId={personId} matter={matter} says={fact.says} done={() => setWrong(null)} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
