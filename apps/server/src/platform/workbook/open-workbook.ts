import { basename } from 'node:path'
import { done, refused, type Result } from '@yingjin/kernel'
import { openDelimitedText } from './delimited-text.ts'
import { openHtmlTables } from './html-table.ts'
import { recogniseFormat } from './recognise-format.ts'
import type { Workbook, WorkbookFormat } from './workbook.ts'
import { UnreadableWorkbook, type WorkbookProblem } from './workbook-problem.ts'
import { openXls } from './xls.ts'
import { openXlsx } from './xlsx.ts'
import { openXml2003 } from './xml-2003.ts'

/** Formats without sheet names get the file's own, as a spreadsheet program shows it. */
const sheetNameOf = (path: string): string => basename(path).replace(/\.[^.]*$/, '')

const openers: Readonly<Record<WorkbookFormat, (path: string) => Workbook | Promise<Workbook>>> = {
  xlsx: openXlsx,
  xls: openXls,
  html: path => openHtmlTables(path, sheetNameOf(path)),
  text: path => openDelimitedText(path, sheetNameOf(path)),
  'xml-2003': openXml2003,
}

/**
 * Opens a workbook of any format we read, recognised by its content. What is no readable workbook is returned as a
 * problem; damage that shows only while rows stream is thrown as `UnreadableWorkbook`. The caller closes it.
 */
export const openWorkbook = async (path: string): Promise<Result<Workbook, WorkbookProblem>> => {
  try {
    return done(await openers[await recogniseFormat(path)](path))
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return refused(error.problem)
    throw error
  }
}
