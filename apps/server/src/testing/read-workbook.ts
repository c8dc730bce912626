import { readAll } from '../platform/workbook/testing/read-all.ts'

/** A workbook as our own intake reads it: sheets with the words of their cells, for tests of whatever gives one. */
export const readWorkbook = async (path: string): Promise<readonly Readonly<{ name: string; rows: readonly (readonly string[])[] }>[]> =>
  (await readAll(path)).map(({ name, rows }) => ({
    name,
    rows: rows.map(({ cells }) =>
      Array.from(cells, cell =>
        cell === null || cell === undefined
          ? ''
          : typeof cell === 'string'
            ? cell
            : 'date' in cell
              ? String(cell.date)
              : 'shown' in cell
                ? String(cell.shown)
                : '',
      ),
    ),
  }))
