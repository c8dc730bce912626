import { useEffect, useState } from 'react'
import { type GivenFile, type Problem, problemOf } from '../ask/index.ts'
import { dayOnPaper } from '../dates.ts'
import { Told } from '../told.tsx'
import { countWord } from '../count-word.ts'
import type { ListOnPaper } from '@yingjin/domain/access'
import { Paper } from './paper.tsx'

export type { ListOnPaper }

/** A whole list on paper: what the file of its kind says, with the header on every page. */
export const ListPaper = ({ take, back }: Readonly<{ take: () => Promise<GivenFile>; back: () => void }>) => {
  const [list, setList] = useState<ListOnPaper | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    let gone = false
    take()
      .then(async ({ content }) => JSON.parse(await content.text()) as ListOnPaper)
      .then(said => (gone ? undefined : setList(said)))
      .catch((error: unknown) => (gone ? undefined : setProblem(problemOf(error))))
    return () => {
      gone = true
    }
    // Once for each time somebody asks to print: it is told in the trail.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  if (problem !== null)
    return (
      <>
        <Told problem={problem} />
        <button type="button" className="plain-button" onClick={back}>
          返回清单
        </button>
      </>
    )
  if (list === null) return <p className="empty">正在准备打印…</p>
  const { title, county, asOf, total, comesTo, conditions, digest, columns, rows } = list
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return (
    <Paper
      title={`${county}${title}`}
      says={[
        `截至 ${dayOnPaper(asOf)}`,
        `共 ${countWord(total)} 行${comesTo === null ? '' : `，${comesTo}`}`,
        `条件：${conditions.length === 0 ? '全部' : conditions.join('；')}`,
        `摘要 ${digest}`,
      ]}
      across
      back={back}
    >
      <table>
        <colgroup>
          {columns.map(({ header, width }) => (
            <col key={header} width={`${((width / whole) * 100).toFixed(2)}%`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ header }) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, at) => (
            // Rows have no name of their own here, and never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at}>
              {cells.map((cell, i) => (
                <td key={columns[i]?.header} className={columns[i]?.right === true ? 'right' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  )
}
