import type { ReactNode } from 'react'

type Line<Count> = Readonly<{ key: string; word: string; of: readonly Count[] }>

type Parts<Change extends string, Count> = Readonly<{
  /** What the lines are: 资助项目. */
  head: string
  changes: readonly Change[]
  words: Readonly<Record<Change, string>>
  /** What each change means, under its word. */
  means?: Readonly<Record<Change, string>>
  lines: readonly Line<Count>[]
  counts: readonly Count[]
  changeOf: (count: Count) => Change
  numberOf: (count: Count) => number
  /** A number as it opens to what is behind it; none where there is nothing. */
  opened: (n: number, change: Change | undefined, line: string | undefined) => ReactNode
}>

/** What a run changed, line by line and change by change, with the whole on top. */
export const DifferenceTable = <Change extends string, Count>(parts: Parts<Change, Count>) => {
  const { head, changes, words, means, lines, counts, changeOf, numberOf, opened } = parts
  const sum = (of: readonly Count[], change?: Change): number =>
    of.filter(each => change === undefined || changeOf(each) === change).reduce((all, each) => all + numberOf(each), 0)
  const row = (of: readonly Count[], line: string | undefined) => (
    <>
      {changes.map(change => (
        <td key={change}>{opened(sum(of, change), change, line)}</td>
      ))}
      <td>{opened(sum(of), undefined, line)}</td>
    </>
  )
  return (
    <table className="heat sums">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {changes.map(change => (
            <th scope="col" key={change}>
              {words[change]}
              {means === undefined ? null : (
                <>
                  <br />
                  <span className="soft means">{means[change]}</span>
                </>
              )}
            </th>
          ))}
          <th scope="col">合计</th>
        </tr>
      </thead>
      <tbody>
        <tr className="whole">
          <th scope="row">合计</th>
          {row(counts, undefined)}
        </tr>
        {lines.map(({ key, word, of }) => (
          <tr key={key}>
            <th scope="row" className="inner">
              {word}
            </th>
            {row(of, key)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
