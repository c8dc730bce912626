import type { Problem, WordingFor } from '@yingjin/kernel'
import { returnedColumns } from './returned-rows.ts'

/**
 * Why a cell could not be read, or what its row must say of how it was. `shown` is what stood there; it is masked or left out where the column identifies a
 * person, so that no message carries a whole ID number.
 */
export type CellProblem =
  | Problem<'intake/id-stored-as-number', { shown: string }>
  | Problem<'intake/id-in-scientific-notation', { shown: string }>
  | Problem<'intake/id-without-digits', { shown: string }>
  | Problem<'intake/id-masked', { shown: string }>
  | Problem<'intake/several-ids', { count: number }>
  | Problem<'intake/id-with-other-words', { more: number }>
  | Problem<'intake/id-among-other-words', { length: number }>
  | Problem<'intake/code-stored-as-number', { shown: string }>
  | Problem<'intake/word-not-known', { shown: string; known: readonly string[] }>
  | Problem<'intake/not-a-date', { shown: string }>
  | Problem<'intake/date-with-short-year', { shown: string; read: string }>
  | Problem<'intake/not-a-month', { shown: string }>
  | Problem<'intake/not-a-term', { shown: string }>
  | Problem<'intake/not-a-count', { shown: string }>
  | Problem<'intake/not-a-sum', { shown: string }>
  | Problem<'intake/not-a-grade', { shown: string }>
  | Problem<'intake/class-without-grade', { shown: string }>
  | Problem<'intake/grade-by-year-of-entry', { shown: string }>
  | Problem<'intake/grade-without-stage', { shown: string }>
  | Problem<'intake/grade-against-stage', { shown: string }>
  | Problem<'intake/formula-error', { shown: string }>
  | Problem<'intake/cell-too-long', { length: number; most: number }>
  | Problem<'intake/parts-differ-from-total', { total: string; parts: string }>
  | Problem<'intake/nothing-paid', object>

/** Said of a cell that was read and used all the same; any other problem of a cell leaves it unknown. */
const ofUsedCells: ReadonlySet<CellProblem['code']> = new Set([
  'intake/date-with-short-year',
  'intake/id-with-other-words',
  'intake/parts-differ-from-total',
  'intake/nothing-paid',
])
export const isOfUsedCell = (p: CellProblem): boolean => ofUsedCells.has(p.code)

/** Why a row as a whole was refused. */
export type RowProblem =
  | Problem<'intake/row-contradicts-list', { label: string; says: string; list: string }>
  | Problem<'intake/left-the-list', { label: string; list: string }>
  | Problem<'intake/pair-not-told', { label: string; shown: string; lists: readonly string[] }>
  | Problem<'intake/total-without-parts', { total: string }>
  | Problem<'intake/nobody-named', { needed: readonly string[] }>
  | Problem<'intake/above-the-header', object>

/** What is wrong with a table, or worth saying about it. The first seven stop it. */
export type TableProblem =
  | Problem<'intake/several-kinds-fit', { names: readonly string[]; words: readonly string[] }>
  | Problem<'intake/kind-not-named', { name: string; words: readonly string[] }>
  | Problem<'intake/no-kind-fits', { nearest: string | null; missing: readonly string[] }>
  | Problem<'intake/returned-rows', object>
  | Problem<'intake/lists-beside', { lists: readonly string[] }>
  | Problem<'intake/people-who-left', { word: string; name: string }>
  | Problem<'intake/summary-table', object>
  | Problem<'intake/no-header', { columns: readonly string[] }>
  | Problem<'intake/kind-to-confirm', { name: string }>
  | Problem<'intake/split-by-column', { letter: string; label: string; yes: string; no: string }>
  | Problem<'intake/column-repeated', { letters: readonly string[]; label: string }>
  | Problem<'intake/number-beside-another', { letter: string; header: string; beside: string }>
  | Problem<'intake/column-by-misspelling', { letter: string; header: string; label: string }>
  | Problem<'intake/persons-not-read', { letters: readonly string[]; headers: readonly string[] }>
  | Problem<'intake/fee-per-month', { letter: string; header: string }>
  | Problem<'intake/terms-not-told', { letters: readonly string[]; headers: readonly string[] }>
  | Problem<'intake/only-total-read', { letter: string; header: string; letters: readonly string[]; headers: readonly string[] }>
  | Problem<'intake/several-terms', object>
  | Problem<'intake/no-term', object>
  | Problem<'intake/no-as-of-date', object>

export type SheetProblem =
  | Problem<'intake/count-differs', { declared: number; unit: string; rows: number; records: number; refused: number; households: number | null }>
  | Problem<'intake/duplicate-rows', { count: number }>
  | Problem<'intake/no-table', { rows: number }>
  | Problem<'intake/hidden-sheet-read', { rows: number; asOf: string | null }>

export type IntakeProblem = CellProblem | RowProblem | TableProblem | SheetProblem

/** What a row or cell was refused for, in the few words of a list of reasons: what is wrong and what to do stands in `intakeWording`. Complete by type. */
export const refusalWords: Readonly<Record<CellProblem['code'] | RowProblem['code'], string>> = {
  'intake/id-stored-as-number': '身份证号按数字存放，后面几位丢失',
  'intake/id-in-scientific-notation': '身份证号成了科学计数',
  'intake/id-without-digits': '身份证号一格没有号码',
  'intake/id-masked': '身份证号有几位被遮盖',
  'intake/several-ids': '一格里有几个身份证号',
  'intake/id-with-other-words': '身份证号一格还写着别的内容',
  'intake/id-among-other-words': '身份证号一格没有完整的号码',
  'intake/code-stored-as-number': '号码按数字存放，末尾丢失',
  'intake/word-not-known': '填的词看不懂',
  'intake/not-a-date': '不是日期',
  'intake/date-with-short-year': '日期的年份只有两位',
  'intake/not-a-month': '不是年月',
  'intake/not-a-term': '不是学期',
  'intake/not-a-count': '不是整数',
  'intake/not-a-sum': '不是金额',
  'intake/not-a-grade': '看不出年级',
  'intake/class-without-grade': '从班级看不出年级',
  'intake/grade-by-year-of-entry': '只写了哪一年入学',
  'intake/grade-without-stage': '年级没有写明学段',
  'intake/grade-against-stage': '年级与学段不一致',
  'intake/formula-error': '公式出错',
  'intake/cell-too-long': '一格的字太多',
  'intake/parts-differ-from-total': '各项与合计对不上',
  'intake/nothing-paid': '各项都没有金额',
  'intake/row-contradicts-list': '这一行与名册说的相反',
  'intake/left-the-list': '写明已经停保、注销或退出',
  'intake/pair-not-told': '分不清属于哪一份名册',
  'intake/total-without-parts': '只有合计，没有各项',
  'intake/nobody-named': '没有写明说的是谁',
  'intake/above-the-header': '名单内容在表头之上',
}

const quoted = (words: readonly string[]): string => words.map(w => `“${w}”`).join('、')
const asText = '请对方把整列设为“文本”格式后重新填入并重发'

/** What is wrong, and what to do. The place (file, sheet, row, column) stands beside it in what is emitted. */
export const intakeWording: WordingFor<IntakeProblem> = {
  'intake/id-stored-as-number': p => `身份证号按数字存放（${p.shown}），Excel 只保留前 15 位，后面的数字已经丢失，不能凭号码认人。${asText}`,
  'intake/id-in-scientific-notation': p => `身份证号成了科学计数（${p.shown}），原来的数字已经丢失，不能凭号码认人。${asText}`,
  'intake/id-without-digits': p => `身份证号一格写的是“${p.shown}”，没有号码。请填写号码；确实没有的请留空`,
  'intake/id-masked': p => `身份证号有几位被遮盖（${p.shown}），不能凭号码认人。请索取完整的号码`,
  'intake/several-ids': p =>
    `这一格里有 ${p.count} 个身份证号，分不清各是谁的，整行没有收。请一人一格（例如“家庭成员1身份证号”“家庭成员2身份证号”），或一人一行，再重发`,
  'intake/id-with-other-words': p =>
    `身份证号一格除了号码还写着别的内容（${p.more} 个字），只取了其中唯一一个完整的号码。请核对是不是本行这个人的，并把其余内容移到别的列`,
  'intake/id-among-other-words': p => `身份证号一格写着别的内容（共 ${p.length} 个字），其中没有完整有效的号码，没有采用。请只填本行这个人的 18 位号码`,
  'intake/code-stored-as-number': p => `号码按数字存放（${p.shown}），末尾的数字已经丢失。${asText}`,
  'intake/word-not-known': p => `“${p.shown}”看不懂，这一格按未知处理。请填写${quoted(p.known)}之一，不清楚的请留空`,
  'intake/not-a-date': p => `“${p.shown}”不是日期，这一格按未知处理。请写成 2022-09-03 或 20220903`,
  'intake/date-with-short-year': p => `“${p.shown}”的年份只有两位，按 ${p.read} 读取，请核对。请写成 2022-09-03 或 20220903`,
  'intake/not-a-month': p => `“${p.shown}”不是年月，这一格按未知处理。请写成 202209 或 2022年9月`,
  'intake/not-a-term': p => `“${p.shown}”不是学期，这一格按未知处理。请写成 2022年秋季学期`,
  'intake/not-a-count': p => `“${p.shown}”不是整数，这一格按未知处理。请只填数字`,
  'intake/not-a-sum': p => `“${p.shown}”不是金额，这一格按未知处理。请填写以元为单位、最多两位小数的数字`,
  'intake/not-a-grade': p => `“${p.shown}”看不出是几年级，这一格按未知处理。请写成 七年级、高一、大班 这样的写法`,
  'intake/class-without-grade': p =>
    `没有“年级”一列，从班级“${p.shown}”也看不出是几年级，年级按未知处理。请加一列“年级”，或把班级写成 七（3）班、高一2班 这样的写法`,
  'intake/grade-by-year-of-entry': p => `“${p.shown}”只说了哪一年入学，没有说现在几年级，这一格按未知处理。请写成 七年级、高一 这样的写法`,
  'intake/grade-without-stage': p => `“${p.shown}”没有说明是哪个学段的年级，这一格按未知处理。请写成 初一、高一、中职一年级 这样的写法，或加一列“学段”`,
  'intake/grade-against-stage': p => `年级“${p.shown}”与本行的学段不一致，年级按未知处理。请核对学段和年级`,
  'intake/formula-error': p => `公式出错（${p.shown}），没有可读的值。请改正公式，或粘贴为数值后重发`,
  'intake/cell-too-long': p => `这一格有 ${p.length} 个字，超过 ${p.most} 个字，没有读取。请核对是否粘贴错了内容`,

  'intake/parts-differ-from-total': p => `本行各项合计 ${p.parts} 元，与“合计”一格的 ${p.total} 元对不上，按各项收下，请核对`,
  'intake/nothing-paid': () => '这一行各项都没有金额，不当作发放。如果漏填，请补填后重发',

  'intake/total-without-parts': p => `这一行只有合计 ${p.total} 元，没有写明是哪个学期、哪一项，没有收。请把金额填到各列后重发`,
  'intake/nobody-named': p => `这一行没有填写${p.needed.join('和')}，不知道说的是谁。请补填后重发；如果是空行或说明文字，请删去`,
  'intake/row-contradicts-list': p =>
    `这一行的“${p.label}”是“${p.says}”，与“${p.list}”这份名册相反，没有收。请与报送单位核对；两种人混在一张表里的，请拆成两份名册`,
  'intake/pair-not-told': p =>
    `这一行的“${p.label}”${p.shown === '' ? '没有填写' : `写的是“${p.shown}”，看不懂`}，分不清属于${quoted(p.lists)}中的哪一份，没有收。请填“是”或“否”后重发`,
  'intake/left-the-list': p => `这一行的“${p.label}”写明已经停保、注销或退出，不再在“${p.list}”上，没有收。如果写错了，请改正后重发`,
  'intake/above-the-header': () => '这一行在表头之上，却像是名单内容，没有读取。请把表头放在名单的第一行',

  'intake/several-kinds-fit': p =>
    `这张表可能是${quoted(p.names)}，列的样子一样，分不清是哪一种，整张表没有收。请在文件名、工作表名或标题中写明${p.words.length === 0 ? '是哪一种名册' : `（例如${quoted(p.words)}）`}，或指定名册种类后再收一次`,
  'intake/kind-not-named': p =>
    `按列看可能是“${p.name}”，但文件名、工作表名和标题都没有写明，列也不足以认定，整张表没有收。请写明是哪一种名册（例如${quoted(p.words)}），或指定名册种类后再收一次`,
  'intake/no-kind-fits': p =>
    p.nearest === null
      ? '这张表不像任何一种已知的名册，整张表没有收。请核对文件，或指定名册种类和各列的含义'
      : `这张表不像任何一种已知的名册，整张表没有收。最接近的是“${p.nearest}”，缺少${p.missing.length === 0 ? '能确认它的内容' : `列${quoted(p.missing)}`}。请补上表头后重发，或指定名册种类和各列的含义`,
  'intake/returned-rows': () =>
    `这是退回改正的那几行，不是整份名册，没有收：收下它，名册上其他人就都不在了。请把改好的内容改回原来的名册，整份重新发来；改好的这几行本来就是整份名册的，删去${quoted(Object.values(returnedColumns))}三列后重发`,
  'intake/lists-beside': p =>
    `左右并排放着 ${p.lists.length} 份不同的名单：${p.lists.join('，')}，分不清各列是谁的，都没有收。请把 ${p.lists
      .slice(1)
      .map(l => l.replace(/（.*$/u, ''))
      .join('、')}剪切到另外的工作表（或另存为文件），写明名册名称后重发`,
  'intake/people-who-left': p =>
    `标题或工作表名写着“${p.word}”，像是已经离开“${p.name}”的人，不当作这份名册读取，整张表没有收。确实还在名册上的，请改正标题后重发`,
  'intake/summary-table': () => '这是汇总表：没有姓名，也没有证件号码，不当作名单读取。如果它本来是名单，请补上“姓名”“身份证号”两列后重发',
  'intake/no-header': p =>
    `没有找到表头，整张表没有收。按内容看，${p.columns.length === 0 ? '认不出各列' : `${p.columns.join('，')}`}；这只是猜测，须由人确认。请在名单上方加一行表头后重发，或指定各列的含义`,
  'intake/kind-to-confirm': p => `按各列看是“${p.name}”，但文件名、工作表名和标题都没有写明，请核对`,
  'intake/split-by-column': p => `一张表里有两种人，按 ${p.letter} 列“${p.label}”逐行分开：写“是”的收作“${p.yes}”，写“否”的收作“${p.no}”，空着的没有收。请核对`,
  'intake/column-repeated': p => `有不止一列像是“${p.label}”（${p.letters.join('、')}列），只用了第一列，请核对`,
  'intake/number-beside-another': p =>
    `${p.letter} 列“${p.header}”紧挨着“${p.beside}”，表头没有写明是谁的号码，按本行这个人的读取，请核对；如果是${p.beside}的，请把表头改写清楚后重发`,
  'intake/column-by-misspelling': p => `${p.letter} 列的表头“${p.header}”与“${p.label}”的常见写法差一个字，按“${p.label}”读取，请核对`,
  'intake/persons-not-read': p =>
    `${p.letters.join('、')} 列（${quoted(p.headers)}）像是还有别的人，但看不懂是谁，没有读取；没有读到的人不能当作不在这份名册上。请把表头改成“家庭成员1姓名”“家庭成员1身份证号”这样的写法，或指定各列的含义`,
  'intake/fee-per-month': p => `${p.letter} 列“${p.header}”是按月的收费，折合学年要知道收几个月，没有读取。请改填每学年的金额`,
  'intake/terms-not-told': p =>
    `${p.letters.join('、')} 列（${quoted(p.headers)}）是按学期分列的金额，但看不出是哪一学年，不能合成一笔，整张表没有收。请把表头写成“2021年秋季学期”“2022年春季学期”，或在标题中写明学年后重发`,
  'intake/only-total-read': p =>
    `金额只读了 ${p.letter} 列“${p.header}”；${p.letters.join('、')} 列（${quoted(p.headers)}）没有认出，没有读取。如果它们是按学期或按项目分开的金额，请把表头写成“2021年秋季学期”“寄宿生生活补助”这样的写法后重发`,
  'intake/several-terms': () =>
    '标题写了不止一个学期，金额却只有一列，不知道各学期各是多少，整张表没有收。请按学期分列（“2021年秋季学期”“2022年春季学期”各一列）或分成两份名册后重发',
  'intake/no-term': () => '文件名、标题和表头都没有写明是哪个学期的发放，学期按未知处理，比对时当作上一学期的发放。请核对；不是的，请写明学期后重发',
  'intake/no-as-of-date': () => '文件名和标题里没有截止日期，不知道名册是哪一天的。请在文件名中写明，例如“截至2022年8月31日”',

  'intake/count-differs': p =>
    `文件写明 ${p.declared} ${p.unit}，实际读到 ${p.rows} 行、${p.records} 人${p.households === null ? '' : `、${p.households} 户`}${p.refused > 0 ? `（另有 ${p.refused} 行未收）` : ''}，对不上。请与对方核对是否漏了行，或文件名、标题上的数字有误`,
  'intake/duplicate-rows': p => `有 ${p.count} 行与前面的行重复（同一人、同一项），已照收，比对时会一并列出`,
  'intake/hidden-sheet-read': p =>
    `这是一张隐藏的工作表，里面的名单照样读取了，收 ${p.rows} 行${p.asOf === null ? '' : `，截至${p.asOf}`}。如果是旧表或作废的表，请删去后重发`,
  'intake/no-table': p => `有 ${p.rows} 行文字，但没有名单。如果这里应当有名册，请核对文件`,
}
