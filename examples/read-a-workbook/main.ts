/**
 * What does the program make of a sheet as a department really sends it? Title and date above, a header of two levels, a
 * column nobody may keep, a number that a spreadsheet has ruined, a total below. The cells stand here as a reader hands
 * them over; `yingjin run` opens real files.
 */
import { type Cell, columnOf, intakeWording, rosterKinds, SheetReading } from '@yingjin/intake'
import { word } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'

const id = (sequence: number): string => sampleId({ born: '2012-03-04', sequence })
const ruined: Cell = { kind: 'number', value: 990101201203040000, shown: '9.90101E+17' }
const rows: readonly (readonly Cell[])[] = [
  ['示例县孤儿基本生活费发放花名册（截至2022年8月31日，共4人）'],
  [],
  ['序号', '儿童', null, null, null, '监护人', null, '所属乡镇'],
  [null, '姓名', '身份证号码', '性别', '民族', '姓名', '监护关系', null],
  ['1', '张伟', id(11), '男', '某族', '张三', '祖父', '清溪镇'],
  ['2', '阿依古丽·买买提', id(22), '女', '某族', '李四', '姑母', '清溪镇'],
  ['3', '王芳', ruined, '女', '某族', '王五', '祖母', '白果乡'],
  ['4', '陈静', `${id(42).slice(0, 17)}A`, '女', '某族', '陈六', '伯父', '白果乡'],
  ['合计', '4人'],
]

const reading = new SheetReading({
  file: '孤儿名册20220831.xlsx',
  sheet: 'Sheet3',
  hidden: false,
  merges: [
    { top: 3, left: 1, bottom: 3, right: 4 },
    { top: 3, left: 5, bottom: 3, right: 6 },
    { top: 3, left: 0, bottom: 4, right: 0 },
    { top: 3, left: 7, bottom: 4, right: 7 },
  ],
  kinds: Object.values(rosterKinds),
  remembered: [],
})

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const standing = { collected: '采集', 'not-collected': '未采集', 'not-needed': '不需要', unrecognised: '未识别', repeated: '重复', layout: '版式' }
const kindName = (kind: string | null): string => Object.values(rosterKinds).find(k => k.id === kind)?.name ?? '没有认出'

for (const found of [...rows.flatMap((cells, at) => reading.push({ row: at + 1, cells })), ...reading.end()]) {
  switch (found.kind) {
    case 'table':
      say(`认作：${kindName(found.rosterKind)}（${found.sure}），截至 ${found.asOf}，声明 ${found.declared?.count} ${found.declared?.unit}`)
      for (const c of found.columns) say(`  ${c.letter} ${c.header}：${standing[c.standing]}${c.key === null ? '' : `，${columnOf(c.key).label}`}`)
      break
    case 'accepted':
      say(`第${found.row}行 收`)
      for (const { column, problem } of found.warnings) say(`  ${column.label}：${word(intakeWording, problem)}`)
      break
    case 'refused':
      say(`第${found.row}行 未收：${word(intakeWording, found.problem)}`)
      break
    case 'table-refused':
      say(`第${found.rows.from}至${found.rows.to}行 未收：${word(intakeWording, found.problem)}`)
      break
    case 'layout':
      say(`第${found.row}行 版式`)
      break
    case 'sheet': {
      const { rows: read, layout, accepted, refused, blank } = found.totals
      say(`读入 ${read} 行 = 版式 ${layout} + 收 ${accepted} + 未收 ${refused} + 空行 ${blank}`)
    }
  }
}
