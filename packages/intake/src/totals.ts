import { problem } from '@yingjin/kernel'
import type { DeclaredCount, SheetEnded, TableTotals } from './emitted.ts'
import { declaredIn } from './heading.ts'
import type { SheetProblem } from './problem.ts'

type Counted = Readonly<Pick<TableTotals, 'accepted' | 'refused' | 'records'>>

/**
 * Whether a declared count and the rows disagree. 人 may count rows or, where a family runs across the row, persons;
 * how many persons a refused row would have held nobody knows, so it may make up for what is missing.
 */
export const countDiffers = (declared: Pick<DeclaredCount, 'count' | 'unit'>, { accepted, refused, records }: Counted): boolean => {
  const { count, unit } = declared
  if (count === accepted + refused) return false
  if (unit === '户') return count > accepted + refused || records > accepted
  if (unit === '条') return true
  return refused === 0 ? count !== records : count < records || count > records + refused * 12
}

/** What a file name declares (“608人”) against all tables of the file together. */
export const fileCountProblem = (file: string, sheets: readonly SheetEnded[]): SheetProblem | null => {
  const declared = declaredIn(file.replace(/\.[a-z]{1,5}$/iu, ''), 'file')
  const tables = sheets.flatMap(s => s.tables).filter(t => t.rosterKind !== null)
  if (declared === null || tables.length === 0) return null
  const sum = (of: keyof Counted): number => tables.reduce((total, t) => total + t[of], 0)
  const counted = { accepted: sum('accepted'), refused: sum('refused'), records: sum('records') }
  if (!countDiffers(declared, counted)) return null
  return problem('intake/count-differs', {
    declared: declared.count,
    unit: declared.unit,
    rows: counted.accepted,
    records: counted.records,
    refused: counted.refused,
  })
}
