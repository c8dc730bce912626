import { cellInWords, type ColumnKey, columnOf, type RosterKind, type Value } from '@yingjin/intake'
import { withoutWholeNumbers } from './reading.ts'

type Row = Readonly<Record<string, Value>>

/** A cell as a screen shows it: in the words of officials, numbers by their ends, nothing as nothing. */
export const shownCell = (key: ColumnKey, value: Value | undefined): string => withoutWholeNumbers(cellInWords(key, value))

/**
 * Where two rows of one list say different things, in the order and words of the columns of their kind; numbers masked, so
 * that two that differ under the mask alone are said to.
 */
export const differingCells = (
  kind: RosterKind,
  here: Row,
  there: Row,
): Readonly<{ cells: { label: string; here: string; there: string }[]; alike: number }> => {
  const keys = kind.columns.map(({ key }) => key).filter(key => shownCell(key, here[key]) !== '' || shownCell(key, there[key]) !== '')
  const apart = keys.filter(key => (here[key] ?? null) !== (there[key] ?? null))
  return {
    cells: apart.map(key => {
      const [one, other] = [shownCell(key, here[key]), shownCell(key, there[key])]
      return { label: columnOf(key).label, here: one, there: one === other ? `${other}（遮住的几位不同）` : other }
    }),
    alike: keys.length - apart.length,
  }
}
