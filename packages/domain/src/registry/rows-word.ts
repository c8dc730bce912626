/** What the entries of a roster are: a row of a household speaks of several persons, a row of a payment list of several sums. */
export const entryUnits = ['人', '条'] as const
export type EntryUnit = (typeof entryUnits)[number]

const count = (n: number): string => n.toLocaleString('zh-CN')

/** How much of a roster was taken: the rows of its sheet, and what they speak of where that is another number. */
export const rowsWord = ({ sheetRows, entries, unit }: Readonly<{ sheetRows: number; entries: number; unit: EntryUnit }>): string =>
  sheetRows === entries ? `${count(sheetRows)} 行` : `${count(sheetRows)} 行 ${count(entries)} ${unit}`
