import { type Problem, problem, type WordingFor } from '@yingjin/kernel'

/** What a file turned out to be when it is no workbook we read. */
export type ForeignFormat =
  | 'xlsb'
  | 'ods'
  | 'word'
  | 'slides'
  | 'pdf'
  | 'image'
  | 'archive'
  | 'web-archive'
  | 'rich-text'
  | 'old-excel'
  | 'program'
  | 'open-package'
  | 'ole-other'
  | 'unknown'

/**
 * Why a file is not read. Facts never hold the content of a cell: a problem may stand in a log.
 * Rows are the numbers a person sees at the left of the sheet.
 */
export type WorkbookProblem =
  | Problem<'workbook/empty', Record<never, never>>
  | Problem<'workbook/too-large', { bytes: number; limit: number }>
  | Problem<'workbook/foreign', { format: ForeignFormat }>
  | Problem<'workbook/encrypted', Record<never, never>>
  | Problem<'workbook/damaged', { part: string }>
  | Problem<'workbook/bomb', { part: string; limit: number }>
  | Problem<'workbook/absurd-size', { sheet: string; what: 'columns' | 'rows' | 'cells' | 'sheets' | 'merges'; limit: number }>
  | Problem<'workbook/hostile-xml', { part: string }>
  | Problem<'workbook/unknown-encoding', { tried: string }>
  | Problem<'workbook/open-quote', { row: number }>
  | Problem<'workbook/no-table', Record<never, never>>

/** Thrown inside the readers, where a problem surfaces in the middle of a stream; `openWorkbook` and the rows' consumer turn it back into a value. */
export class UnreadableWorkbook extends Error {
  readonly problem: WorkbookProblem
  constructor(p: WorkbookProblem) {
    super(p.code)
    this.problem = p
  }
}

export const unreadable = <C extends WorkbookProblem['code']>(code: C, facts: Extract<WorkbookProblem, { code: C }>['facts']): UnreadableWorkbook =>
  new UnreadableWorkbook(problem(code, facts) as unknown as WorkbookProblem)

const saveAs = '请用 Excel 或 WPS 打开，另存为 .xlsx 后重新放入'

const foreign: Readonly<Record<ForeignFormat, string>> = {
  xlsb: `这是二进制工作簿（.xlsb），本系统不读；${saveAs}`,
  ods: `这是 OpenDocument 表格（.ods、.fods），本系统不读；请用 WPS 或 LibreOffice 打开，另存为 .xlsx 后重新放入`,
  word: '这是文字文档（Word 或 WPS 文字），不是表格；请把其中的表格复制到 Excel，另存为 .xlsx 后放入',
  slides: '这是演示文稿，不是表格；请向报送单位索取表格',
  pdf: '这是 PDF，不能可靠地读出名单；请向报送单位索取原表（.xlsx 或 .xls）',
  image: '这是图片或扫描件，不能读出名单；请向报送单位索取原表（.xlsx 或 .xls）',
  archive: '这是压缩包；请先解压，把里面的表格放入文件夹',
  'web-archive': `这是网页存档（.mht）；${saveAs}`,
  'rich-text': `这是 RTF 文字文档，不是表格；请向报送单位索取表格`,
  'old-excel': `这是 Excel 95 或更早的格式，本系统不读；${saveAs}`,
  program: '这是程序文件，不是表格；来历不明时请不要打开，并告知报送单位',
  'open-package': '这是 Office 文件，但里面没有工作簿；请核对是否放错了文件',
  'ole-other': `这是旧式 Office 文件，但里面没有工作簿；请核对是否放错了文件，或${saveAs}`,
  unknown: '认不出这是什么文件；若确是表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后重新放入',
}

const extents: Readonly<Record<'columns' | 'rows' | 'cells' | 'sheets' | 'merges', string>> = {
  columns: '列数',
  rows: '行数',
  cells: '格子数',
  sheets: '工作表数',
  merges: '合并单元格数',
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`
const orSplit = '请核对来源；若确为名单，请删去多余内容或按乡镇拆分后重新放入'

/** Sentences for the person who put the file into the folder; the caller puts the file's name in front. */
export const workbookWording: WordingFor<WorkbookProblem> = {
  'workbook/empty': () => '文件是空的（0 字节）；可能没有下载或复制完整，请重新取得后放入',
  'workbook/too-large': f => `文件有 ${megabytes(f.bytes)}，超过上限 ${megabytes(f.limit)}；请按乡镇拆分后放入`,
  'workbook/foreign': f => foreign[f.format],
  'workbook/encrypted': () => '工作簿设了打开密码，读不了；请用密码打开，取消密码另存后重新放入（不要把密码写进文件名）',
  'workbook/damaged': f => `文件已损坏或不完整（${f.part}）；请重新取得，或用 Excel、WPS 打开修复后另存为 .xlsx`,
  'workbook/bomb': f => `文件解开后异常庞大（${f.part}，上限 ${megabytes(f.limit)}），疑似恶意压缩，已停止读取；${orSplit}`,
  'workbook/absurd-size': f => `${f.sheet === '' ? '' : `工作表“${f.sheet}”的`}${extents[f.what]}超过上限 ${f.limit}，已停止读取；${orSplit}`,
  'workbook/hostile-xml': f => `文件内含不允许的实体声明（${f.part}），疑似恶意文件，已停止读取；请核对来源，${saveAs}`,
  'workbook/unknown-encoding': f => `文字编码认不出（试过 ${f.tried}）；${saveAs}`,
  'workbook/open-quote': f => `第 ${f.row} 行起的引号没有成对，后面的内容分不清列；${saveAs}`,
  'workbook/no-table': () => `文件里没有表格；请核对是否放错了文件`,
}
