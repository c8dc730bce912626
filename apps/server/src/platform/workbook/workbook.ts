import type { Merge, SheetRow } from '@yingjin/intake'

export type WorkbookFormat = 'xlsx' | 'xls' | 'html' | 'text' | 'xml-2003'

/**
 * A sheet of any format. Rows come in batches, in file order, with the numbers a person sees; both readings may be
 * asked for more than once and throw `UnreadableWorkbook` when the damage shows only midway.
 */
export type Sheet = Readonly<{
  name: string
  hidden: boolean
  merges(): Promise<readonly Merge[]>
  rows(): AsyncIterable<readonly SheetRow[]>
}>

export type Workbook = Readonly<{ format: WorkbookFormat; sheets: readonly Sheet[]; close(): void }>
