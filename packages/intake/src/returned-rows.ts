import { fold } from './folding.ts'
import type { HeaderBlock } from './header.ts'

/** What a workbook of rows that go back to their sender says of each row, before the sender's own columns. */
export const returnedColumns = { row: '原表行号', standing: '处理', reason: '原因和办法' } as const

const marks = Object.values(returnedColumns).map(fold)

/**
 * Whether a table is such a workbook, come back: some rows of a list, put right. Taken for the list, it would end
 * everybody it does not name.
 */
export const isReturnedRows = (paths: HeaderBlock['paths']): boolean => {
  const headers = new Set(paths.map(path => fold(path.at(-1) ?? '')))
  return marks.every(mark => headers.has(mark))
}
