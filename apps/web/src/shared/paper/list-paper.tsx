import { useEffect, useState } from 'react'
import { type GivenFile, type Problem, problemOf } from '../ask/index.ts'
import { dayOnPaper } from '../dates.ts'
import { Told } from '../told.tsx'
import { countWord } from '../count-word.ts'
import type { ListOnPaper } from '@yingjin/domain/access'
import { columnWidths } from './column-widths.ts'
import { Paper } from './paper.tsx'

export type { ListOnPaper }

/** So many characters stand side by side on A4 that lies across, in the letters of a list of few columns and of one of many. */
const across = { usual: { room: 76, edge: 0.8 }, dense: { room: 92, edge: 0.6 } } as const
const manyColumns = 12

type ListPaperParts = Readonly<{
  take: () => Promise<GivenFile>
  back: () => void
  /** Headers of what somebody does not want to see on the list: not printed either, until it is ticked here. */
  without?: readonly string[]
}>

/** A whole list on paper: what the file of its kind says, with the header on every page, in the columns that are wanted. */
export const ListPaper = ({ take, back, without = [] }: ListPaperParts) => {
  const [left, setLeft] = useState(without)
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
  const printed = columns.flatMap((column, at) => (left.includes(column.header) ? [] : [{ ...column, at, cells: rows.map(cells => cells[at] ?? null) }]))
  const dense = printed.length > manyColumns
  const widths = columnWidths(printed, dense ? across.dense : across.usual)
  return (
    <Paper
      title={`${county}${title}`}
      says={[
        `截至 ${dayOnPaper(asOf)}`,
        `共 ${countWord(total)} 行${comesTo === null ? '' : `，${comesTo}`}`,
        `条件：${conditions.length === 0 ? '全部' : conditions.join('；')}`,
        ...(printed.length === columns.length ? [] : [`印 ${printed.length} 列，全表 ${columns.length} 列`]),
        `摘要 ${digest}`,
      ]}
      across
      back={back}
      choose={
        <fieldset className="paper-columns no-print">
          <legend>印哪些列</legend>
          {columns.map(({ header }) => (
            <label key={header}>
              <input
                type="checkbox"
                checked={!left.includes(header)}
                // A paper of no column is none.
                disabled={printed.length === 1 && !left.includes(header)}
                onChange={({ target }) => setLeft(target.checked ? left.filter(each => each !== header) : [...left, header])}
              />
              {header}
            </label>
          ))}
        </fieldset>
      }
    >
      <table className={dense ? 'dense' : undefined}>
        <colgroup>
          {printed.map(({ header }, at) => (
            <col key={header} width={`${((widths[at] ?? 0) * 100).toFixed(2)}%`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {printed.map(({ header }) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((_, row) => (
            // Rows have no name of their own here, and never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={row}>
              {printed.map(({ header, right, cells }) => (
                <td key={header} className={right ? 'right' : undefined}>
                  {cells[row]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  )
}
