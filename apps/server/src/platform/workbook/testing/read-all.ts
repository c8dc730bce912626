import type { Merge, SheetRow } from '@yingjin/intake'
import { must } from '@yingjin/kernel'
import { openWorkbook } from '../open-workbook.ts'

export type ReadSheet = Readonly<{ name: string; hidden: boolean; merges: readonly Merge[]; rows: readonly SheetRow[] }>

/** A whole workbook in memory, for tests. */
export const readAll = async (path: string): Promise<readonly ReadSheet[]> => {
  const workbook = must(await openWorkbook(path))
  try {
    const sheets: ReadSheet[] = []
    for (const sheet of workbook.sheets) {
      const rows: SheetRow[] = []
      for await (const batch of sheet.rows()) rows.push(...batch)
      sheets.push({ name: sheet.name, hidden: sheet.hidden, merges: await sheet.merges(), rows })
    }
    return sheets
  } finally {
    workbook.close()
  }
}
