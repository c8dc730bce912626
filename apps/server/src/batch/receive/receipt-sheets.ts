import { type ColumnStanding, foldedPath, type RosterKind, type RosterKindId, rosterKinds } from '@yingjin/intake'
import { onPaper } from '@yingjin/kernel'
import type { WorkbookSheet } from '../../platform/workbook/index.ts'
import { correctionHeaders, correctionSheetName, correctionTitle, correctionWords } from './corrections.ts'
import type { FileReport, FileStanding, Received, RefusedLine, SheetReport, TableReport } from './received.ts'
import { refusedLines } from './refused-lines.ts'

const standings: Readonly<Record<FileStanding, string>> = {
  read: '已读',
  'not-understood': '没有认出',
  unreadable: '读不了',
  skipped: '没有打开',
  own: '更正',
}

const columnStandings: Readonly<Record<ColumnStanding, string>> = {
  collected: '采用',
  'not-collected': '未采集',
  'not-needed': '不需要',
  unrecognised: '未识别',
  repeated: '重复',
  layout: '版式',
}

const sureness = { certain: '确定', likely: '较有把握', 'to-confirm': '请核对', undecided: '几种名册都像', unknown: '认不出', 'no-list': '汇总表' } as const

const refusedWhats: Readonly<Record<RefusedLine['what'], string>> = { row: '整行未收', cell: '此格未用', noted: '已用，请核对', table: '整表未收' }

const kindName = (id: string | null): string => (id === null ? '' : (rosterKinds[id as RosterKindId] as RosterKind | undefined)?.name) ?? id ?? ''

const declaredWord = ({ count, unit, beside }: NonNullable<TableReport['declared']>): string =>
  `${count}${unit}${beside === undefined ? '' : `${beside.count}${beside.unit}`}`

type TableLine = Readonly<{ file: FileReport; sheet: SheetReport | null; table: TableReport | null }>
type ColumnLine = Readonly<{ file: string; sheet: string; table: TableReport; at: number }>

/** One line per table of each file; a file without any has a line all the same. */
const tableLines = (files: readonly FileReport[]): TableLine[] =>
  files.flatMap((file): TableLine[] => {
    const lines = file.sheets.flatMap((sheet): TableLine[] =>
      sheet.tables.length === 0 ? [{ file, sheet, table: null }] : sheet.tables.map(table => ({ file, sheet, table })),
    )
    return lines.length === 0 ? [{ file, sheet: null, table: null }] : lines
  })

const columnLines = (files: readonly FileReport[]): ColumnLine[] =>
  files.flatMap(file =>
    file.sheets.flatMap(sheet => sheet.tables.flatMap(table => table.columns.map((_, at) => ({ file: file.file, sheet: sheet.name, table, at })))),
  )

const takenAs = (line: ColumnLine): string => {
  const column = line.table.columns[line.at]
  if (column === undefined) return ''
  const member = column.member > 0 ? `成员${column.member} ` : ''
  return column.standing === 'collected' ? `${member}${column.label ?? ''}` : [columnStandings[column.standing], column.label].filter(Boolean).join('：')
}

/** How sure a meaning is; of one that a person said, that it was said, and where. */
const sureOf = (line: ColumnLine, saidInOffice: Received['saidInOffice']): string => {
  const column = line.table.columns[line.at]
  if (column?.by !== 'remembered') return sureness[column?.sure ?? 'to-confirm']
  const heading = foldedPath(column.header)
  return saidInOffice.some(({ rosterKind, columns }) => rosterKind === line.table.rosterKind && heading in columns) ? '在网页上更正过' : '更正过'
}

const fileSheet = (received: Received): WorkbookSheet<TableLine> => ({
  name: '文件',
  heading: ['收数报告·文件', '每个文件认作了什么、收了多少行；读入行数＝版式行（标题、表头、合计、汇总表）＋收＋未收＋空行'],
  columns: [
    { header: '文件', width: 20, kind: 'text', of: l => l.file.file },
    { header: '情况', width: 5, kind: 'text', of: l => standings[l.file.standing] },
    { header: '说明', width: 22, kind: 'text', of: l => l.file.message },
    { header: '工作表', width: 9, kind: 'text', of: l => l.sheet?.name ?? null },
    { header: '隐藏', width: 3, kind: 'text', of: l => (l.sheet?.hidden === true ? '是' : null) },
    { header: '认作', width: 13, kind: 'text', of: l => kindName(l.table?.rosterKind ?? null) },
    { header: '把握', width: 6, kind: 'text', of: l => (l.table === null ? null : sureness[l.table.sure]) },
    { header: '截至日期', width: 8, kind: 'text', of: l => (l.table === null || l.table.asOf === null ? null : onPaper(l.table.asOf)) },
    {
      header: '写明人数',
      width: 5,
      kind: 'text',
      of: l => (l.table === null || l.table.declared === null ? null : declaredWord(l.table.declared)),
    },
    { header: '收（行）', width: 5, kind: 'count', of: l => l.table?.totals?.accepted ?? null },
    { header: '未收（行）', width: 5, kind: 'count', of: l => l.table?.totals?.refused ?? null },
    { header: '重复键（行）', width: 5, kind: 'count', of: l => l.table?.totals?.duplicates ?? null },
    { header: '问题', width: 32, kind: 'text', of: l => [...(l.table?.problems ?? []), ...(l.sheet?.problems ?? []), ...l.file.problems].join('\n') },
  ],
  rows: tableLines(received.files),
})

const refusedSheet = (received: Received): WorkbookSheet<RefusedLine> => ({
  name: '未收',
  heading: ['收数报告·未收', '没有收的行、没有用的格子和用了但要核对的格子：在哪里、为什么、怎么办'],
  columns: [
    { header: '文件', width: 20, kind: 'text', of: l => l.file },
    { header: '工作表', width: 9, kind: 'text', of: l => l.sheet },
    { header: '行', width: 6, kind: 'count', of: l => l.row },
    { header: '至行', width: 6, kind: 'count', of: l => l.to },
    { header: '列', width: 5, kind: 'text', of: l => l.column },
    { header: '列名', width: 12, kind: 'text', of: l => l.label },
    { header: '处理', width: 9, kind: 'text', of: l => refusedWhats[l.what] },
    { header: '原因和办法', width: 50, kind: 'text', of: l => l.message },
  ],
  rows: refusedLines(received.files),
})

const columnSheet = (received: Received): WorkbookSheet<ColumnLine> => {
  const [file, sheet, letter, header, roster, taken, sure, correct] = correctionHeaders
  return {
    name: correctionSheetName,
    heading: [
      correctionTitle,
      '认错的列，在“更正为”中写明正确的列名（名称见“列名”表；也可写“不采集”“不需要”），把本文件放回名册文件夹重新运行；同一单位以后的来表都照此读取',
    ],
    columns: [
      { header: file, width: 20, kind: 'text', of: l => l.file },
      { header: sheet, width: 10, kind: 'text', of: l => l.sheet },
      { header: letter, width: 5, kind: 'text', of: l => l.table.columns[l.at]?.letter ?? null },
      { header, width: 24, kind: 'text', of: l => l.table.columns[l.at]?.header ?? null },
      { header: roster, width: 15, kind: 'text', of: l => kindName(l.table.rosterKind), fillIn: true },
      { header: taken, width: 16, kind: 'text', of: takenAs },
      { header: sure, width: 9, kind: 'text', of: l => sureOf(l, received.saidInOffice) },
      { header: correct, width: 16, kind: 'text', of: () => null, fillIn: true },
    ],
    rows: columnLines(received.files),
  }
}

const nameSheet = (): WorkbookSheet<readonly [string, string]> => {
  const [words, kinds] = [correctionWords(), Object.values(rosterKinds).map(kind => kind.name)]
  return {
    name: '列名',
    heading: ['收数报告·列名', '“列义”表中“更正为”和“名册”两列可以写的名称'],
    columns: [
      { header: '列名', width: 20, kind: 'text', of: ([column]) => column },
      { header: '名册名称', width: 40, kind: 'text', of: ([, kind]) => kind },
    ],
    rows: Array.from({ length: Math.max(words.length, kinds.length) }, (_, i) => [words[i] ?? '', kinds[i] ?? ''] as const),
  }
}

/** The sheets of 收数报告. Laid back into the folder with “更正为” filled in, it corrects how columns are read. */
export const receiptSheets = (received: Received): readonly WorkbookSheet<never>[] =>
  [fileSheet(received), refusedSheet(received), columnSheet(received), nameSheet()] as unknown as readonly WorkbookSheet<never>[]
