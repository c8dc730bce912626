import { type RosterKind, rosterKinds } from '@yingjin/intake'
import type { FileReport, SnapshotTable } from './received.ts'

const later = (a: SnapshotTable, b: SnapshotTable): SnapshotTable => ((b.asOf ?? '') > (a.asOf ?? '') ? b : a)

/**
 * The same list in two files (发放.xlsx, 发放 - 副本.xlsx, or saved again as .xls) is used once, as of the later of its
 * dates: a payment is no second payment because its roster was copied. The other file says so. `bytesOf` is the digest
 * of a file: the one sheet of a text file is called after the file, so that copies of it differ in every row.
 */
export const withoutCopies = (files: readonly FileReport[], bytesOf: ReadonlyMap<string, string>): readonly FileReport[] => {
  const marksOf = (table: SnapshotTable): readonly string[] => [
    `${table.kind} ${table.digest}`,
    `${table.kind} ${table.rows} ${table.asOf} ${bytesOf.get(table.file) ?? table.file}`,
  ]
  const used = new Map<string, SnapshotTable>()
  for (const table of files.flatMap(file => file.tables).filter(t => t.rows > 0)) {
    const marks = marksOf(table)
    const best = marks.flatMap(mark => used.get(mark) ?? []).reduce(later, table)
    const first = marks.map(mark => used.get(mark)).find(before => before !== undefined && before.asOf === best.asOf) ?? best
    for (const mark of [...marks, ...marksOf(first)]) used.set(mark, first)
  }
  const usedFor = (table: SnapshotTable): SnapshotTable => used.get(marksOf(table)[0] ?? '') ?? table
  return files.map(file => {
    const copies = file.tables.filter(table => usedFor(table) !== table)
    if (copies.length === 0) return file
    const said = copies.map(copy => `“${kindName(copy.kind)}”与文件“${usedFor(copy).file}”逐行相同，只用那一份，没有重复计入；请核对是否多放了一份`)
    return {
      ...file,
      tables: file.tables.filter(table => !copies.includes(table)),
      message: [file.message, ...said].join('，'),
      problems: [...file.problems, ...said],
    }
  })
}

const kindName = (id: string): string => (rosterKinds as Readonly<Record<string, RosterKind>>)[id]?.name ?? id
