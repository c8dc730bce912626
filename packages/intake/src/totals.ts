import { problem } from '@yingjin/kernel'
import type { Counted as Said, DeclaredCount, SheetEnded, TableTotals } from './emitted.ts'
import { declaredIn } from './heading.ts'
import type { SheetProblem } from './problem.ts'

export type RowCounts = Readonly<Pick<TableTotals, 'accepted' | 'refused' | 'records' | 'households'>>

/**
 * Whether a declared count and the rows disagree. 人 may count rows or, where a family runs across the row, persons;
 * how many persons a refused row would have held nobody knows, so it may make up for what is missing.
 */
export const countDiffers = (declared: Said, { accepted, refused, records, households }: RowCounts): boolean => {
  const { count, unit } = declared
  if (count === accepted + refused) return false
  if (unit === '户') return households === null ? count > accepted + refused || records > accepted : count < households || count > households + refused
  if (unit === '条') return count !== records
  return refused === 0 ? count !== records : count < records || count > records + refused * 12
}

/** Of “4户6人” the half that the rows do not bear out; null when all that was declared is so. */
export const differing = (declared: Pick<DeclaredCount, 'count' | 'unit' | 'beside'>, counts: RowCounts): Said | null =>
  [declared, ...(declared.beside === undefined ? [] : [declared.beside])].find(said => countDiffers(said, counts)) ?? null

export const saysHouseholds = (declared: DeclaredCount | null): boolean => declared?.unit === '户' || declared?.beside?.unit === '户'

/** What a file name declares (“608人”) against all tables of the file together. */
export const fileCountProblem = (file: string, sheets: readonly SheetEnded[]): SheetProblem | null => {
  const declared = declaredIn(file.replace(/\.[a-z]{1,5}$/iu, ''), 'file')
  const tables = sheets.flatMap(s => s.tables).filter(t => t.rosterKind !== null)
  if (declared === null || tables.length === 0) return null
  const sum = (of: 'accepted' | 'refused' | 'records'): number => tables.reduce((total, t) => total + t[of], 0)
  const households = tables.reduce<number | null>((total, t) => (total === null || t.households === null ? null : total + t.households), 0)
  const counted = { accepted: sum('accepted'), refused: sum('refused'), records: sum('records'), households }
  const said = differing(declared, counted)
  if (said === null) return null
  return problem('intake/count-differs', {
    declared: said.count,
    unit: said.unit,
    rows: counted.accepted,
    records: counted.records,
    refused: counted.refused,
    households,
  })
}
