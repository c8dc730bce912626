import type { ReactNode } from 'react'

export type FactColumn<Row> = Readonly<{
  word: string
  show: (row: Row) => ReactNode
  /** What the row is of; a number, under its word at the right; a drawing that is as wide as there is room for. */
  as?: 'head' | 'amount' | 'bar-cell'
}>

type FactsTableParts<Row> = Readonly<{
  columns: readonly FactColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** What it comes to, below the rows. */
  whole?: Row
  className?: string
}>

/** A table of what is known: on a phone each row is a card, where every word stands before what it is of; what is empty is left out. */
export const FactsTable = <Row,>({ columns, rows, keyOf, whole, className = '' }: FactsTableParts<Row>) => {
  const cells = (row: Row): readonly ReactNode[] =>
    columns.map(({ word, show, as }, at) =>
      as === 'head' ? (
        <th key={word} scope="row">
          {show(row)}
        </th>
      ) : (
        <td key={`${word} ${as ?? ''}`} className={as} data-word={at === 0 || as === 'bar-cell' ? undefined : word}>
          {show(row)}
        </td>
      ),
    )
  return (
    <table className={`facts stacks ${className}`.trim()}>
      <thead>
        <tr>
          {columns.map(({ word, as }) => (
            <th key={`${word} ${as ?? ''}`} scope="col" className={as === 'head' ? undefined : as}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={keyOf(row)}>{cells(row)}</tr>
        ))}
        {whole === undefined ? null : <tr className="whole">{cells(whole)}</tr>}
      </tbody>
    </table>
  )
}
