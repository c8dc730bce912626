import { differences, type Piece } from '../../shared/differences.ts'
import { Marked } from '../../shared/marked.tsx'
import type { DoubtfulRow } from './doubts.ts'
import { n } from './words.ts'

type Other = NonNullable<DoubtfulRow['beside']>

const Said = ({ text, pieces }: Readonly<{ text: string; pieces: readonly Piece[] }>) =>
  text === '' ? <span className="soft">没有写</span> : <Marked pieces={pieces} />

/** Two rows of one list about one person, cell beside cell: only what differs, and in it the characters that do. */
export const RowsBeside = ({ doubt: { sheet, row }, beside }: Readonly<{ doubt: Pick<DoubtfulRow, 'sheet' | 'row'>; beside: Other }>) => (
  <>
    <div className="wide">
      <table className="facts sides" aria-label="两行不同的地方">
        <thead>
          <tr>
            <td />
            <th scope="col">
              这一行：“{sheet}”第 {row} 行
            </th>
            <th scope="col">
              另一行：“{beside.sheet}”第 {beside.row} 行
            </th>
          </tr>
        </thead>
        <tbody>
          {beside.cells.map(({ label, here, there }) => {
            const [one, other] = here === '' || there === '' ? [[{ text: here, same: true }], [{ text: there, same: true }]] : differences(here, there)
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  <Said text={here} pieces={one} />
                </td>
                <td>
                  <Said text={there} pieces={other} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
    <p className="soft">{beside.alike === 0 ? '没有一项写得相同。' : `其余 ${n(beside.alike)} 项两行写得相同。`}</p>
  </>
)
