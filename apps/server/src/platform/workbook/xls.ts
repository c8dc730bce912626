import { readBiff8 } from './biff8.ts'
import { CompoundFile } from './compound-file.ts'
import { heldSheet } from './held-sheet.ts'
import { readWhole } from './recognise-format.ts'
import type { Workbook } from './workbook.ts'
import { type ForeignFormat, unreadable } from './workbook-problem.ts'

/** What a box without a workbook at its top is; a workbook may lie embedded in it. `Book` alone is what Excel 5 and 95 wrote. */
const others: readonly (readonly [stream: string, format: ForeignFormat])[] = [
  ['WordDocument', 'word'],
  ['WpsDocument', 'word'],
  ['PowerPoint Document', 'slides'],
  ['Book', 'old-excel'],
]

/** Excel 97–2003 (BIFF8), read in one piece: such a sheet has at most 65,536 rows. WPS saves its .et in the same form. */
export const openXls = async (path: string): Promise<Workbook> => {
  const box = new CompoundFile(readWhole(path))
  if (!box.has('Workbook')) throw unreadable('workbook/foreign', { format: others.find(([name]) => box.has(name))?.[1] ?? 'ole-other' })
  const sheets = readBiff8(box.read('Workbook')).map(({ name, hidden, rows, merges }) =>
    heldSheet(
      name,
      hidden,
      [...rows].toSorted(([a], [b]) => a - b).map(([row, cells]) => ({ row: row + 1, cells })),
      merges,
    ),
  )
  if (sheets.length === 0) throw unreadable('workbook/no-table', {})
  return { format: 'xls', sheets, close: () => {} }
}
