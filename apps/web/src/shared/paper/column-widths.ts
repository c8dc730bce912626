/** What a column of a paper has to hold. */
export type PaperColumn = Readonly<{ header: string; cells: readonly (string | null)[] }>

/** A word of so many characters stands on one line: a name has two to four. */
const keptTogether = 4
/** What is longer is given no more room for it: it is read on several lines. */
const mostForItself = 24
/** Nothing stands in it: somebody writes there by hand. */
const toWrite = 4

/** How wide a text is, in characters of Chinese: letters, digits and what stands between them are about half as wide. */
const widthOf = (text: string): number => [...text].reduce((sum, each) => sum + (each <= '\u024F' ? 0.56 : 1), 0)

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0)

/** What nothing breaks: a run of letters and digits, such as a day; of a masked number what is behind its division, on a line of its own. */
const runsOf = (text: string): readonly string[] => text.match(/\*[\w* ]*|[\w.-]+/g) ?? []

/** The least and the most that a column takes; a header may stand on two lines. */
const needOf = ({ header, cells }: PaperColumn): Readonly<{ least: number; most: number }> => {
  const lines = cells.flatMap(cell => (cell ?? '').split('\n'))
  const inHeader = Math.ceil([...header].length / 2)
  const natural = widest(lines)
  const unbroken = Math.min(widest(lines.flatMap(runsOf)), mostForItself / 2)
  const least = Math.max(inHeader, unbroken, Math.min(natural, keptTogether))
  return natural === 0 ? { least: Math.max(inHeader, toWrite), most: toWrite } : { least, most: Math.max(least, Math.min(natural, mostForItself)) }
}

/**
 * How much of the sheet each column is given, as shares that come to one: by what stands in them. Everyone has its least
 * first, so that no name breaks; what is left goes to those that have more to say. All in characters: `room` across the
 * sheet, `edge` around the words of each cell.
 */
export const columnWidths = (columns: readonly PaperColumn[], { room, edge }: Readonly<{ room: number; edge: number }>): readonly number[] => {
  const needs = columns.map(needOf)
  const least = needs.reduce((sum, need) => sum + need.least + edge, 0)
  const wished = needs.reduce((sum, need) => sum + need.most - need.least, 0)
  const left = Math.max(0, room - least)
  const widths = needs.map(need => need.least + edge + (wished === 0 ? 0 : (left * (need.most - need.least)) / wished))
  const whole = widths.reduce((sum, width) => sum + width, 0)
  return widths.map(width => width / whole)
}
