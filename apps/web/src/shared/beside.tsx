import { differences, type Piece } from './differences.ts'
import { Marked } from './marked.tsx'

export type BesideCell = Readonly<{ label: string; here: string; there: string }>

const Said = ({ text, pieces }: Readonly<{ text: string; pieces: readonly Piece[] }>) =>
  text === '' ? <span className="soft">没有写</span> : <Marked pieces={pieces} />

/** Two records cell beside cell, and in each cell the characters that the other does not have. */
export const Beside = ({ label, heads: [one, other], cells }: Readonly<{ label: string; heads: readonly [string, string]; cells: readonly BesideCell[] }>) => (
  <div className="wide">
    <table className="facts sides" aria-label={label}>
      <thead>
        <tr>
          <td />
          <th scope="col">{one}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map(({ label: word, here, there }) => {
          const [left, right] = here === '' || there === '' ? [[{ text: here, same: true }], [{ text: there, same: true }]] : differences(here, there)
          return (
            <tr key={word}>
              <th scope="row">{word}</th>
              <td>
                <Said text={here} pieces={left} />
              </td>
              <td>
                <Said text={there} pieces={right} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </div>
)
