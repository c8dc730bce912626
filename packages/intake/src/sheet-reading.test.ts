import { word } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import { type IntakeProblem, intakeWording } from './problem.ts'
import { aMerge, aNumber, aPerson, readSheet } from './testing/index.ts'

const codes = (problems: readonly IntakeProblem[]): readonly string[] => problems.map(p => p.code)
const meanings = (read: ReturnType<typeof readSheet>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (read.tables[0]?.columns ?? []).map(c => [c.letter, c.standing === 'collected' ? `${c.key ?? c.label}${c.member > 0 ? c.member : ''}` : c.standing]),
  )

test('title rows, two header rows and a family across the row: every member is a record, the head is member 0', () => {
  const read = readSheet(
    [
      ['示例县农村低保备案表'],
      ['（截至2022年8月31日）'],
      ['序号', '乡镇', '村', '户主姓名', '身份证号', '家庭成员', null, null, null, '备注'],
      [null, null, null, null, null, '姓名', '身份证号', '姓名', '身份证号', null],
      ['1', '石桥镇', '白水村', '张三', aPerson(1), '张小一', aPerson(2), '张小二', aPerson(3), '残疾'],
      ['2', '石桥镇', '白水村', '李四', aPerson(4), null, null, null, null, null],
      ['合计', null, null, '2户'],
      ['填表人：甲', null, null, null, '审核人：乙'],
    ],
    { merges: [aMerge(1, 0, 1, 9), aMerge(3, 5, 3, 8), ...[0, 1, 2, 3, 4, 9].map(c => aMerge(3, c, 4, c))] },
  )
  expect(read.tables[0]).toMatchObject({ rosterKind: 'rural-minimum-living', sure: 'certain', asOf: '2022-08-31', headerRows: { from: 3, to: 4 } })
  expect(read.records).toEqual([
    { row: 5, member: 0, name: '张三', id_number: aPerson(1), township: '石桥镇', village: '白水村' },
    { row: 5, member: 1, name: '张小一', id_number: aPerson(2), head_name: '张三', head_id_number: aPerson(1), township: '石桥镇', village: '白水村' },
    { row: 5, member: 2, name: '张小二', id_number: aPerson(3), head_name: '张三', head_id_number: aPerson(1), township: '石桥镇', village: '白水村' },
    { row: 6, member: 0, name: '李四', id_number: aPerson(4), township: '石桥镇', village: '白水村' },
  ])
  expect(read.layout.map(l => l.role)).toEqual(['title', 'title', 'header', 'header', 'total', 'footer'])
  expect(read.ended.totals).toMatchObject({ rows: 8, accepted: 2, refused: 0, layout: 6, blank: 0, records: 4 })
})

test('the same family layout without merges, as a CSV file has it', () => {
  const read = readSheet(
    [
      ['户主信息', null, null, '成员1', null, '成员2', null],
      ['姓名', '身份证号', '乡镇', '姓名', '身份证号码', '姓名', '身份证号码'],
      ['张三', aPerson(1), '石桥镇', '张小一', aPerson(2), null, null],
    ],
    { file: '城镇低保备案表.csv' },
  )
  expect(read.tables[0]?.rosterKind).toBe('urban-minimum-living')
  expect(meanings(read)).toMatchObject({ A: 'name', B: 'id_number', C: 'township', D: 'name1', E: 'id_number1', F: 'name2', G: 'id_number2' })
  expect(read.records.map(r => [r['member'], r['name']])).toEqual([
    [0, '张三'],
    [1, '张小一'],
  ])
})

test('plain pairs across the row are a family, and numbered ones too', () => {
  const plain = readSheet(
    [
      ['户主姓名', '身份证号', '人口数', '姓名', '身份证号', '姓名', '身份证号'],
      ['张三', aPerson(1), '3', '张小一', aPerson(2), '张小二', aPerson(3)],
    ],
    { sheet: '农村低保' },
  )
  expect(plain.records.map(r => [r['member'], r['name'], r['id_number']])).toEqual([
    [0, '张三', aPerson(1)],
    [1, '张小一', aPerson(2)],
    [2, '张小二', aPerson(3)],
  ])
  const numbered = readSheet(
    [
      ['姓名', '身份证号', '成员1姓名', '成员1身份证号', '成员2姓名', '成员2身份证号'],
      ['张三', aPerson(1), null, null, '张小二', aPerson(3)],
    ],
    { sheet: '特困人员' },
  )
  expect(numbered.records.map(r => [r['member'], r['name']])).toEqual([
    [0, '张三'],
    [2, '张小二'],
  ])
})

test('one member a row beside the head is no family across the row', () => {
  const read = readSheet(
    [
      ['户主姓名', '户主身份证号', '姓名', '身份证号', '与户主关系'],
      ['张三', aPerson(1), '张三', aPerson(1), '户主'],
      ['张三', aPerson(1), '张小一', aPerson(2), '子'],
    ],
    { sheet: '农村低保' },
  )
  expect(read.records.map(r => [r['member'], r['name'], r['head_name']])).toEqual([
    [0, '张三', '张三'],
    [0, '张小一', '张三'],
  ])
})

test('a three-level header and column numbers below it', () => {
  const read = readSheet(
    [
      ['特困人员备案表'],
      ['序号', '供养对象基本情况', null, null, null],
      [null, '身份', null, '住址', null],
      [null, '姓名', '身份证号', '乡（镇）', '村（居）委会'],
      ['1', '2', '3', '4', '5'],
      ['1', '张三', aPerson(1), '石桥镇', '白水村'],
    ],
    { merges: [aMerge(1, 0, 1, 4), aMerge(2, 0, 4, 0), aMerge(2, 1, 2, 4), aMerge(3, 1, 3, 2), aMerge(3, 3, 3, 4)] },
  )
  expect(read.tables[0]).toMatchObject({ rosterKind: 'extreme-hardship', headerRows: { from: 2, to: 5 } })
  expect(read.records).toEqual([{ row: 6, member: 0, name: '张三', id_number: aPerson(1), township: '石桥镇', village: '白水村' }])
})

test('a header on row 6, drifting and misspelt headers: each column says by what it was found', () => {
  const read = readSheet([
    ['附件1'],
    ['示例县残联'],
    ['持证残疾人名单'],
    [],
    ['填报单位：示例县残联', null, '填报时间：2022年8月20日'],
    ['序 号', '姓\n名', '身份正号', '残疾人证编号', '残疾类别（1-7）', '民族'],
    ['1', '张三', aPerson(1), `${aPerson(1)}43`, '肢体', '汉'],
  ])
  expect(read.tables[0]).toMatchObject({ rosterKind: 'disability-certificate', asOf: '2022-08-20', headerRows: { from: 6, to: 6 } })
  expect(read.tables[0]?.columns.map(c => [c.letter, c.standing, c.key, c.by, c.sure])).toEqual([
    ['A', 'layout', null, null, 'certain'],
    ['B', 'collected', 'name', 'folded', 'certain'],
    ['C', 'collected', 'id_number', 'one-character-off', 'likely'],
    ['D', 'collected', 'disability_number', 'synonym', 'certain'],
    ['E', 'collected', 'disability_category', 'folded', 'certain'],
    ['F', 'not-collected', null, null, 'certain'],
  ])
  expect(codes(read.tables[0]?.problems ?? [])).toEqual(['intake/column-by-misspelling'])
})

test('the ID number is taken out of the disability certificate when no other column holds it', () => {
  const read = readSheet(
    [
      ['姓名', '残疾证号'],
      ['张三', `${aPerson(1)}43`],
      ['李四', aNumber(9.9e19, '9.9E+19')],
    ],
    { sheet: '持证残疾人名单' },
  )
  expect(read.records).toEqual([
    { row: 2, member: 0, name: '张三', id_number: aPerson(1), disability_number: `${aPerson(1)}43` },
    { row: 3, member: 0, name: '李四' },
  ])
  expect(read.accepted[1]?.warnings).toMatchObject([{ problem: { code: 'intake/code-stored-as-number' } }])
})

test('the student roll: digits behind apostrophes, parents across the row, only the guardian is kept', () => {
  const read = readSheet(
    [
      [
        '学校标识码',
        '姓名',
        '性别',
        '民族',
        '身份证件类型',
        '身份证件号',
        '政治面貌',
        '健康状况',
        '学籍辅号',
        '全国学籍号',
        '年级',
        '班级',
        '就读方式',
        '是否烈士或优抚子女',
        '成员1姓名',
        '成员1关系',
        '成员1民族',
        '成员1现住址',
        '成员1是否监护人',
        '成员1身份证件号',
        '成员2姓名',
        '成员2关系',
        '成员2是否监护人',
        '成员2身份证件号',
      ],
      [
        "'9900000001",
        '周一',
        '男',
        '汉族',
        '居民身份证',
        `'${aPerson(1)}`,
        '群众',
        '良好',
        '',
        `G${aPerson(1)}`,
        '七年级',
        '七(1)班',
        '住校',
        '否',
        '周大',
        '父亲',
        '汉族',
        '某处',
        '否',
        aPerson(2),
        '吴二',
        '母亲',
        '是',
        aPerson(3),
      ],
    ],
    { file: '学籍导出.xls' },
  )
  expect(read.records).toEqual([
    {
      row: 2,
      member: 0,
      name: '周一',
      id_number: aPerson(1),
      id_kind: '居民身份证',
      sex: 'male',
      student_number: `G${aPerson(1)}`,
      school_code: '9900000001',
      stage: 'junior',
      grade: 1,
      class_name: '七(1)班',
      boards: true,
      martyr_or_favoured_child: false,
      guardian_name: '吴二',
      guardian_id_number: aPerson(3),
      guardian_relation: '母亲',
    },
  ])
  const standing = Object.fromEntries(read.tables[0]?.columns.map(c => [c.header, c.standing]) ?? [])
  expect(standing).toMatchObject({
    民族: 'not-collected',
    政治面貌: 'not-collected',
    健康状况: 'not-collected',
    成员1民族: 'not-collected',
    成员1现住址: 'not-needed',
    学籍辅号: 'repeated',
  })
})

test('an ID stored as a number is refused as a key and said; the row stands as long as it names somebody', () => {
  const lost = aNumber(9.9e17, '9.90101E+17')
  const rural = readSheet(
    [
      ['姓名', '身份证号'],
      ['张三', lost],
      ['李四', aPerson(2)],
    ],
    { sheet: '农村低保' },
  )
  expect(rural.accepted[0]).toMatchObject({
    row: 2,
    warnings: [{ column: { letter: 'B', label: '身份证号' }, problem: { code: 'intake/id-in-scientific-notation' } }],
  })
  expect(rural.records[0]).toEqual({ row: 2, member: 0, name: '张三' })
  const nameless = readSheet(
    [
      ['姓名', '身份证号'],
      [null, lost],
      ['李四', aPerson(2)],
    ],
    { sheet: '农村低保' },
  )
  expect(nameless.refused).toMatchObject([{ row: 2, column: { letter: 'B', label: '身份证号' }, problem: { code: 'intake/id-in-scientific-notation' } }])
  expect(nameless.ended.totals).toMatchObject({ rows: 3, layout: 1, accepted: 1, refused: 1 })
  const roll = readSheet(
    [
      ['姓名', '身份证件号', '学籍号', '年级'],
      ['张三', lost, `G${aPerson(1)}`, '高一'],
    ],
    { sheet: '学籍' },
  )
  expect(roll.refused).toEqual([])
  expect(roll.accepted[0]?.warnings).toMatchObject([{ column: { letter: 'B' }, problem: { code: 'intake/id-in-scientific-notation' } }])
  expect(roll.records).toEqual([{ row: 2, member: 0, name: '张三', student_number: `G${aPerson(1)}`, stage: 'senior', grade: 1 }])
})

test('a cell that is no key and cannot be read is unknown and said; the row stands', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '年级', '学校名称', '是否寄宿'],
      ['张三', aPerson(1), '毕业班', '石桥中学', '也许'],
    ],
    { sheet: '在校生信息' },
  )
  expect(read.records).toEqual([{ row: 2, member: 0, name: '张三', id_number: aPerson(1), school_name: '石桥中学' }])
  expect(read.accepted[0]?.warnings.map(w => [w.column.letter, w.problem.code])).toEqual([
    ['E', 'intake/word-not-known'],
    ['C', 'intake/not-a-grade'],
  ])
})

test('a row without a number is accepted by its name; a row that names nobody is refused; prefilled numbers are blank', () => {
  const read = readSheet(
    [
      ['序号', '姓名', '身份证号', '乡镇'],
      ['1', '张三', null, '石桥镇'],
      ['2', null, null, '石桥镇'],
      [aNumber(3), null, null, null],
      [null, '  ', null, ''],
    ],
    { sheet: '低收入人口' },
  )
  expect(read.records).toEqual([{ row: 2, member: 0, name: '张三', township: '石桥镇' }])
  expect(read.refused).toMatchObject([{ row: 3, problem: { code: 'intake/nobody-named' } }])
  expect(read.ended.totals).toMatchObject({ rows: 5, layout: 1, accepted: 1, refused: 1, blank: 2 })
})

const household = ['户编号', '姓名', '身份证号码', '与户主关系']
test.each([
  ['脱贫户信息（继续享受政策）.xlsx', 'lifted-out-continuing', 'certain'],
  ['脱贫户（不享受政策）.xlsx', 'lifted-out-not-continuing', 'certain'],
  ['脱贫户信息.xlsx', null, 'undecided'],
])('%s is %s (%s)', (file, kind, sure) => {
  const read = readSheet([household, ['001', '张三', aPerson(1), '户主']], { file })
  expect(read.tables[0]).toMatchObject({ rosterKind: kind, sure })
  expect(read.ended.totals.accepted).toBe(kind === null ? 0 : 1)
})

test('two lists of like columns with no word between them stop with both names, and every row is refused', () => {
  const read = readSheet([household, ['001', '张三', aPerson(1), '户主'], ['002', '李四', aPerson(2), '户主']], { file: '脱贫户信息.xlsx' })
  expect(read.tables[0]?.candidates).toEqual(['lifted-out-continuing', 'lifted-out-not-continuing'])
  expect(read.refusedTables).toMatchObject([{ rows: { from: 2, to: 3, count: 2 }, problem: { code: 'intake/several-kinds-fit' } }])
  const [refusal] = read.refusedTables
  expect(refusal === undefined ? '' : word(intakeWording, refusal.problem)).toContain('脱贫户（不享受政策）')
})

test('a list of people who left a roster is not taken for the roster', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '乡镇'],
      ['张三', aPerson(1), '石桥镇'],
    ],
    { file: '农村低保.xlsx', sheet: '停发名单' },
  )
  expect(read.tables[0]).toMatchObject({ rosterKind: null })
  expect(read.ended.totals).toMatchObject({ accepted: 0, refused: 1 })
})

test('a table of no known kind says the nearest kind and the columns it lacks', () => {
  const read = readSheet(
    [
      ['姓名', '乡镇', '人数'],
      ['张三', '石桥镇', '8'],
      ['合计', '', '8'],
    ],
    { file: '农村低保.xlsx' },
  )
  expect(read.tables[0]).toMatchObject({ sure: 'unknown', nearest: { rosterKind: 'rural-minimum-living', missing: ['id_number'] } })
  expect(read.refusedTables).toMatchObject([{ rows: { count: 1 }, problem: { code: 'intake/no-kind-fits' } }])
})

test('a list without a header is guessed by content and not read until somebody confirms', () => {
  const read = readSheet(
    [
      ['张三', aPerson(1), '男'],
      ['李四', aPerson(2), '女'],
    ],
    { file: '农村低保.xlsx' },
  )
  expect(read.tables[0]).toMatchObject({
    rosterKind: null,
    sure: 'to-confirm',
    columns: [{ key: 'name' }, { key: 'id_number', by: 'content', sure: 'to-confirm' }, { key: 'sex' }],
  })
  expect(read.ended.totals).toMatchObject({ rows: 2, refused: 2, accepted: 0 })
})

test('a sheet of words is no list and says so; an empty sheet is silent', () => {
  const words = readSheet([['填表说明'], ['一、本表由乡镇填写。'], [], ['二、请勿改动表头。']])
  expect(words.tables).toEqual([])
  expect(codes(words.ended.problems)).toEqual(['intake/no-table'])
  expect(words.ended.totals).toMatchObject({ rows: 4, layout: 3, blank: 1 })
  expect(readSheet([]).ended.problems).toEqual([])
})

test('several tables on one sheet, each with its own title and header', () => {
  const read = readSheet([
    ['农村低保备案表'],
    ['姓名', '身份证号', '乡镇'],
    ['张三', aPerson(1), '石桥镇'],
    ['小计', '1人'],
    [],
    ['城镇低保备案表'],
    ['序号', '户主姓名', '身份证号码', '社区'],
    ['1', '李四', aPerson(2), '东街'],
    ['2', '王五', aPerson(3), '东街'],
  ])
  expect(read.tables.map(t => [t.rosterKind, t.headerRows])).toEqual([
    ['rural-minimum-living', { from: 2, to: 2 }],
    ['urban-minimum-living', { from: 7, to: 7 }],
  ])
  expect(read.accepted.map(a => [a.table, a.row])).toEqual([
    [0, 3],
    [1, 8],
    [1, 9],
  ])
  expect(read.ended.tables.map(t => t.accepted)).toEqual([1, 2])
})

test('the header printed again on the next page is layout', () => {
  const header: Cell[] = ['序号', '姓名', '身份证号']
  const read = readSheet([header, ['1', '张三', aPerson(1)], header, ['2', '李四', aPerson(2)]], { sheet: '低收入人口' })
  expect(read.tables).toHaveLength(1)
  expect(read.ended.totals).toMatchObject({ rows: 4, layout: 2, accepted: 2 })
})

test('a section title changes what the heading says of the rows below it', () => {
  const read = readSheet(
    [['2022年8月发放花名册'], ['姓名', '身份证号'], ['孤儿', null], ['张三', aPerson(1)], ['事实无人抚养儿童', null], ['李四', aPerson(2)]],
    { file: '孤儿及事实无人抚养儿童发放花名册.xls' },
  )
  expect(read.records.map(r => [r['name'], r['orphan_kind']])).toEqual([
    ['张三', 'orphan'],
    ['李四', 'de_facto_unsupported'],
  ])
})

test('a section that names another roster begins another table under the same header', () => {
  const read = readSheet([['低保备案表'], ['一、农村低保'], ['姓名', '身份证号'], ['张三', aPerson(1)], ['二、城镇低保'], ['李四', aPerson(2)]])
  expect(read.tables.map(t => t.rosterKind)).toEqual(['rural-minimum-living', 'urban-minimum-living'])
  expect(read.accepted.map(a => a.table)).toEqual([0, 1])
})

test('rows that went back to their sender and come back put right are told from the list they are of, and none is read', () => {
  const read = readSheet([
    ['农村低保备案表：请改正的 2 行（截至2022年8月31日）'],
    ['原表 行号', '处理', '原因和办法', '姓名', '身份证号', '保障状态'],
    ['5', '整行未收', '没有写明说的是谁', '张三', aPerson(1), '在保'],
    ['9', '已收，有格未用', '身份证号成了科学计数', '李四', aPerson(2), '在保'],
  ])
  expect([read.accepted, codes(read.tables[0]?.problems ?? [])]).toEqual([[], ['intake/returned-rows']])
  expect(read.ended.totals).toMatchObject({ accepted: 0, refused: 2 })
})

test('two lists side by side under one repeated header: each is read, and the totals say what stood beside', () => {
  const read = readSheet([
    ['死亡名单'],
    ['序号', '姓名', '身份证号', '死亡日期', '序号', '姓名', '身份证号', '死亡日期'],
    ['1', '张三', aPerson(1), '2022.3.5', '2', '李四', aPerson(2), '2022年3月'],
    ['3', '王五', aPerson(3), '2022-03-06', null, null, null, null],
  ])
  expect(read.records.map(r => [r['row'], r['member'], r['name'], r['died_on']])).toEqual([
    [3, 0, '张三', '2022-03-05'],
    [3, 1, '李四', '2022-03-01'],
    [4, 0, '王五', '2022-03-06'],
  ])
  expect(read.ended.totals).toMatchObject({ rows: 4, beside: 1, layout: 2, accepted: 3 })
})

test('a cell merged down the list speaks for every row it spans, but a merged sum is counted once', () => {
  const read = readSheet(
    [
      ['享受人', '身份证号', '学校', '金额'],
      ['张三', aPerson(1), '石桥小学', aNumber(625)],
      ['李四', aPerson(2), null, null],
    ],
    { file: '发放花名册.xlsx', merges: [aMerge(2, 2, 3, 2), aMerge(2, 3, 3, 3)] },
  )
  expect(read.records.map(r => [r['school_name'], r['amount']])).toEqual([
    ['石桥小学', 62_500],
    ['石桥小学', undefined],
  ])
})

test('three persons on a payment row stay apart, and item and term come from the title when no column has them', () => {
  const read = readSheet([
    ['2022年春季学期非寄宿生生活补助发放花名册'],
    ['序号', '户主姓名', '户主身份证号', '收款人姓名', '收款人身份证号', '银行账号', '享受人', '享受人身份证号', '补贴金额'],
    ['1', '张大', aPerson(1), '张大', aPerson(1), '6222000000000001', '张小', aPerson(2), '312.5'],
  ])
  expect(read.records).toEqual([
    {
      row: 3,
      member: 0,
      name: '张小',
      id_number: aPerson(2),
      head_name: '张大',
      head_id_number: aPerson(1),
      payee_name: '张大',
      payee_id_number: aPerson(1),
      account_number: '6222000000000001',
      aid_item: '非寄宿生生活补助',
      amount: 31_250,
      term: '2022-spring',
    },
  ])
})

test('a monitoring export with two titles: certificate suffix, category, risk and month are read; reasons are not', () => {
  const read = readSheet([
    ['全国防返贫监测信息系统'],
    ['（自定义）监测对象信息 截至20220831'],
    [
      '县(市、区、旗)',
      '乡(镇)',
      '行政村',
      '户编号',
      '人口编号',
      '姓名',
      '证件类型',
      '证件号码',
      '与户主关系',
      '民族',
      '在校生状况',
      '健康状况',
      '户类型',
      '监测对象类别',
      '识别监测时间',
      '风险是否已消除',
      '致贫/返贫风险1',
    ],
    [
      '示例县',
      '石桥镇',
      '白水村',
      '99010100001',
      '9901010000102',
      '张小',
      '残疾人证',
      `${aPerson(1)}43`,
      '之子',
      '汉族',
      '七年级',
      '残疾',
      '脱贫户',
      '脱贫不稳定户',
      '202203',
      '否',
      '因残',
    ],
  ])
  expect(read.tables[0]).toMatchObject({ rosterKind: 'monitoring-export', asOf: '2022-08-31' })
  expect(read.records).toMatchObject([
    {
      id_number: aPerson(1),
      household_kind: 'lifted-out',
      monitored_category: 'unstable',
      designated_on: '2022-03-01',
      risk_removed: false,
      schooling_status: '七年级',
    },
  ])
  expect(JSON.stringify(read.emitted)).not.toMatch(/汉族|因残/u)
})

test('a fee per term is doubled for the school year, and one per month is not read', () => {
  const read = readSheet(
    [
      ['学校名称', '学段', '公办或民办', '保教费（元/学期）', '住宿费（元/月）'],
      ['石桥幼儿园', '幼儿园', '公办', '750', '100'],
    ],
    { file: '学校名录.xlsx' },
  )
  expect(read.records).toEqual([{ row: 2, member: 0, school_name: '石桥幼儿园', stage: 'preschool', public_or_private: 'public', care_fee: 150_000 }])
  expect(codes(read.tables[0]?.problems ?? [])).toContain('intake/fee-per-month')
})

test('a bare 一年级 is primary on a school roll, vocational on a vocational one, and open at a school called 中学', () => {
  const vocational = readSheet(
    [
      ['姓名', '身份证号', '年级', '专业', '是否涉农专业'],
      ['张三', aPerson(1), '一年级', '农机', '是'],
    ],
    { sheet: '中职学籍' },
  )
  expect(vocational.records).toMatchObject([{ stage: 'vocational', grade: 1, farming_specialty: true }])
  const open = readSheet(
    [
      ['姓名', '身份证号', '学校', '年级'],
      ['张三', aPerson(1), '石桥中学', '一年级'],
      ['李四', aPerson(2), '石桥小学', '一年级'],
    ],
    { sheet: '在校生' },
  )
  expect(open.records[0]).not.toHaveProperty('stage')
  expect(open.accepted[0]?.warnings).toMatchObject([{ problem: { code: 'intake/grade-without-stage' } }])
  expect(open.records[1]).toMatchObject({ stage: 'primary', grade: 1 })
})

test('a declared count that differs from the rows is said with both figures', () => {
  const lines: Cell[][] = [['农村低保备案表（共3人）'], ['姓名', '身份证号'], ['张三', aPerson(1)], ['李四', aPerson(2)]]
  expect(readSheet(lines).ended.problems).toMatchObject([{ code: 'intake/count-differs', facts: { declared: 3, rows: 2, records: 2, refused: 0 } }])
  expect(readSheet([...lines, ['王五', aPerson(3)]]).ended.problems).toEqual([])
})

test('duplicate rows are accepted and counted', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号'],
      ['张三', aPerson(1)],
      ['张三', aPerson(1)],
      ['李四', aPerson(2)],
    ],
    { sheet: '农村低保' },
  )
  expect(read.ended.totals).toMatchObject({ accepted: 3, duplicates: 1 })
  expect(codes(read.ended.problems)).toEqual(['intake/duplicate-rows'])
})

test('rows of a list above its header are refused, not passed over', () => {
  const read = readSheet(
    [
      ['张三', aPerson(1)],
      ['姓名', '身份证号'],
      ['李四', aPerson(2)],
    ],
    { sheet: '农村低保' },
  )
  expect(read.refused).toMatchObject([{ row: 1, problem: { code: 'intake/above-the-header' } }])
  expect(read.ended.totals).toMatchObject({ rows: 3, refused: 1, layout: 1, accepted: 1 })
})

test('what a person corrected goes before what the program would have guessed, except for what is not collected', () => {
  const remembered = [
    { sender: '民政局', rosterKind: 'rural-minimum-living', columns: { 对象: 'name', 号: 'id_number', 乡镇: 'ignore', 民族: 'village' } },
  ] as const
  const read = readSheet(
    [
      ['对象', '号', '乡镇', '民族', '村'],
      ['张三', aPerson(1), '石桥镇', '汉', '白水村'],
    ],
    { sheet: '农村低保', remembered },
  )
  expect(meanings(read)).toEqual({ A: 'name', B: 'id_number', C: 'not-needed', D: 'not-collected', E: 'village' })
  expect(read.records).toEqual([{ row: 2, member: 0, name: '张三', id_number: aPerson(1), village: '白水村' }])
})

test('our own 待补信息 comes back with its answers', () => {
  const read = readSheet([
    ['待补信息（2022年秋季学期）'],
    ['序号', '姓名', '身份证号', '学校', '年级', '班级', '缺少的信息', '信息代码', '为什么缺', '影响的项目', '填写（是/否/数值/类别）', '依据'],
    ['1', '张三', aPerson(1), '石桥小学', '三年级', '三(1)班', '是否寄宿', 'boards', '学籍没有填写', '寄宿生生活补助', '是', '班主任确认'],
    ['2', '李四', aPerson(2), '石桥小学', '三年级', '三(1)班', '是否寄宿', 'boards', '学籍没有填写', '寄宿生生活补助', null, null],
  ])
  expect(read.tables[0]).toMatchObject({ rosterKind: 'filled-facts', sure: 'certain' })
  expect(read.records).toMatchObject([{ fact_code: 'boards', answer: '是', answer_basis: '班主任确认' }, { fact_code: 'boards' }])
  expect(read.records[1]).not.toHaveProperty('answer')
})

test('a dropout ledger names school and grade in one column', () => {
  const read = readSheet(
    [
      ['学生姓名', '性别', '身份证号', '就读学校及年级', '辍学年月', '监护人姓名', '辍学原因', '劝返记录'],
      ['张三', '男', aPerson(1), '石桥中学八年级', '2022年5月', '张大', '外出务工', '第一次劝返……'],
    ],
    { file: '控辍保学台账.xlsx' },
  )
  expect(read.records).toMatchObject([{ school_name: '石桥中学', stage: 'junior', grade: 2, dropout_on: '2022-05-01', dropout_reason: '外出务工' }])
  expect(JSON.stringify(read.emitted)).not.toContain('第一次劝返')
})

test('members named across the row with plain relation and ID columns between them', () => {
  const read = readSheet([
    ['2022年9月农村居民最低生活保障对象备案表'],
    ['单位：示例县民政局', null, null, null, '单位：元'],
    [
      '序号',
      '乡镇（街道）',
      '低保证号',
      '申请人姓名',
      '身份证号码',
      '保障人口数',
      '共同生活成员姓名',
      '与申请人关系',
      '身份证号码',
      '共同生活成员姓名',
      '与申请人关系',
      '身份证号码',
    ],
    [aNumber(1), '石桥镇', 'DB001', '张三', aPerson(1), aNumber(3), '张小一', '儿子', aPerson(2), '张小二', '女儿', aPerson(3)],
  ])
  expect(read.tables[0]).toMatchObject({ rosterKind: 'rural-minimum-living', headerRows: { from: 3, to: 3 } })
  expect(read.records.map(r => [r['member'], r['name'], r['relation_to_head'], r['id_number'], r['household_number']])).toEqual([
    [0, '张三', undefined, aPerson(1), 'DB001'],
    [1, '张小一', '儿子', aPerson(2), 'DB001'],
    [2, '张小二', '女儿', aPerson(3), 'DB001'],
  ])
})

test('a kindergarten’s own list: its name stands in the title, the grade in the class', () => {
  const read = readSheet([
    ['示例县2022年秋季学期在园幼儿花名册'],
    ['园所名称：石桥幼儿园'],
    ['序号', '幼儿姓名', '性别', '出生年月', '身份证号', '班级', '家长姓名', '家长身份证号', '备注'],
    [aNumber(1), '张小', '男', '2018.5', aPerson(1), '大一班', '张大', aPerson(3), '体弱'],
  ])
  expect(read.tables[0]).toMatchObject({ rosterKind: 'kindergarten-children', sure: 'certain' })
  expect(read.records).toMatchObject([
    { school_name: '石桥幼儿园', stage: 'preschool', grade: 3, class_name: '大一班', birth_date: '2018-05-01', guardian_name: '张大' },
  ])
})

test('a school’s list of payments: term and item from the title, the sum of the page is no payment', () => {
  const read = readSheet([
    ['示例县石桥中学2022年春季学期家庭经济困难寄宿生生活补助发放花名册'],
    ['序号', '姓名', '身份证号', '年级', '班级', '补助金额', '领取人', '银行卡号', '签字'],
    [aNumber(1), '张三', aPerson(1), '七年级', '1班', aNumber(625), '张大', '6222000000000001', null],
    ['合计', null, null, null, null, aNumber(625), null, null, null],
  ])
  expect(read.records).toMatchObject([{ aid_item: '寄宿生生活补助', term: '2022-spring', amount: 62_500, payee_name: '张大' }])
  expect(read.ended.totals).toMatchObject({ accepted: 1, layout: 3 })
})

test('a list of teachers is nothing the house knows, and every row of it is refused aloud', () => {
  const read = readSheet(
    [
      ['教师姓名', '职称', '任教学科'],
      ['赵', '一级', '数学'],
      ['钱', '二级', '语文'],
    ],
    { file: '教师.xlsx' },
  )
  expect(read.tables).toMatchObject([{ sure: 'unknown', rosterKind: null }])
  expect(read.ended.totals).toMatchObject({ rows: 3, refused: 3, accepted: 0 })
})

test('a header far below, on row 45, is still found', () => {
  const preface: Cell[][] = Array.from({ length: 44 }, (_, i) => [`说明第${i + 1}条`])
  const read = readSheet([...preface, ['姓名', '身份证号'], ['张三', aPerson(1)]], { sheet: '农村低保' })
  expect(read.tables[0]).toMatchObject({ rosterKind: 'rural-minimum-living', headerRows: { from: 45, to: 45 } })
  expect(read.ended.totals).toMatchObject({ rows: 46, layout: 45, accepted: 1 })
})

test('a table with specialties is a vocational roll, whatever its group header and its sheet are called', () => {
  const read = readSheet(
    [
      ['学生基本信息', null, '学籍信息', null, null],
      ['姓名', '身份证件号码', '年级', '专业名称', '是否涉农专业'],
      ['张三', aPerson(1), '一年级', '畜禽生产技术', '是'],
    ],
    { sheet: '学籍', file: '示例县职业教育中心学籍_截至20220905.xlsx', merges: [aMerge(1, 0, 1, 1), aMerge(1, 2, 1, 4)] },
  )
  expect(read.tables[0]?.rosterKind).toBe('vocational-roll')
  expect(read.records).toMatchObject([{ stage: 'vocational', grade: 1, farming_specialty: true }])
})

test('fields above the list that name township and village are no header, and words in the list are none either', () => {
  const read = readSheet(
    [
      ['乡镇', '石桥镇', '村', '白水村'],
      ['学校名称', '学段', '城乡类型'],
      ['石桥幼儿园', '幼儿园', '村'],
      ['白水小学', '小学', '村'],
    ],
    { file: '学校名录.xlsx' },
  )
  expect(read.tables).toMatchObject([{ rosterKind: 'school-directory', headerRows: { from: 2, to: 2 } }])
  expect(read.records).toMatchObject([
    { school_name: '石桥幼儿园', stage: 'preschool', rural: true },
    { school_name: '白水小学', stage: 'primary', rural: true },
  ])
})

test('a family across the row is found under the words 保障人口 and 子女 as well', () => {
  for (const word of ['保障人口', '子女', '共同生活人员']) {
    const read = readSheet(
      [
        ['户主姓名', '身份证号', `${word}1姓名`, `${word}1身份证号`, `${word}2姓名`, `${word}2身份证号`],
        ['张大', aPerson(1), '张三', aPerson(2), '张四', aPerson(3)],
      ],
      { sheet: '农村低保' },
    )
    expect(read.records).toMatchObject([
      { name: '张大', id_number: aPerson(1) },
      { name: '张三', id_number: aPerson(2) },
      { name: '张四', id_number: aPerson(3) },
    ])
  }
})

test('columns that name persons and cannot be placed on a household’s list are said: nobody in them is off the list', () => {
  const read = readSheet(
    [
      ['户主姓名', '身份证号', '甲姓名', '甲证件号码', '保障人口', '帮扶联系人姓名'],
      ['张大', aPerson(1), '张三', aPerson(2), aNumber(2), '赵'],
    ],
    { sheet: '农村低保 截至20220830' },
  )
  expect(read.records).toHaveLength(1)
  expect(read.tables[0]?.problems).toMatchObject([{ code: 'intake/persons-not-read', facts: { letters: ['C', 'D'], headers: ['甲姓名', '甲证件号码'] } }])
})

test('成员信息 over the only person of the row heads that person', () => {
  const read = readSheet(
    [
      ['居住地', null, '成员信息', null, null, null],
      ['乡镇', '行政村', '姓名', '证件号码', '与户主关系', '性别'],
      ['石桥镇', '白水村', '张三', aPerson(1), '子', '男'],
    ],
    { sheet: '脱贫户（继续享受政策）', merges: [aMerge(1, 0, 1, 1), aMerge(1, 2, 1, 5)] },
  )
  expect(read.records).toMatchObject([{ name: '张三', township: '石桥镇', relation_to_head: '子', sex: 'male' }])
})

test('a list whose title says what it is, but lacks a column, is told which, and not what else it resembles', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '性别'],
      ['张三', aPerson(1), '男'],
    ],
    { file: '在校生信息_截至20220905.xlsx' },
  )
  expect(read.refusedTables[0]?.problem).toMatchObject({ code: 'intake/no-kind-fits', facts: { nearest: '在校生信息', missing: ['年级'] } })
})

test('a total that names a number of persons is held to the rows above it, also township by township', () => {
  const lines = (north: string, all: string): Cell[][] => [
    ['姓名', '身份证号', '乡镇'],
    ['张三', aPerson(1), '石桥镇'],
    ['李四', aPerson(2), '石桥镇'],
    ['石桥镇小计：2人'],
    ['王五', aPerson(3), '白水乡'],
    [north],
    ['合计', null, all],
  ]
  const problems = (north: string, all: string) => readSheet(lines(north, all), { sheet: '农村低保' }).ended.problems.map(p => p.code)
  expect(problems('白水乡小计：1人', '3人')).toEqual([])
  expect(problems('白水乡小计：1人', '男2人，女1人')).toEqual([])
  expect(problems('白水乡小计：4人', '3人')).toEqual(['intake/count-differs'])
  expect(problems('白水乡小计：1人', '5人')).toEqual(['intake/count-differs'])
})

test('a person of 注溪镇（街道） whose number is missing is a row, not a note below the list', () => {
  const read = readSheet(
    [
      ['乡镇', '姓名', '身份证号'],
      ['注溪镇（街道）', '张三', null],
      ['单位小区（社区）', '李四', null],
      ['注：本表由乡镇填报', null, null],
      ['单位（盖章）', null, null],
    ],
    { sheet: '农村低保' },
  )
  expect(read.records).toMatchObject([{ name: '张三' }, { name: '李四' }])
  expect(read.layout.map(l => l.role)).toEqual(['header', 'footer', 'footer'])
})

test('members beside a person on a list that holds one person a row are said to be unread', () => {
  const read = readSheet(
    [
      ['姓名', '证件号码', '家庭成员姓名', '家庭成员证件号码'],
      ['张三', aPerson(1), '李四', aPerson(2)],
    ],
    { sheet: '持证残疾人名单20220830' },
  )
  expect(read.tables[0]?.problems).toMatchObject([{ code: 'intake/persons-not-read', facts: { letters: ['C', 'D'] } }])
})

test('sums by township are a summary and no list; nobody is asked to add columns to them', () => {
  const read = readSheet(
    [
      ['2022年8月农村低保汇总'],
      ['乡镇', '户数', '人数', '月保障金（元）'],
      ['石桥镇', 12, 30, 5400].map(c => (typeof c === 'number' ? aNumber(c) : c)),
      ['合计', aNumber(12), aNumber(30), aNumber(5400)],
    ],
    {
      file: '农村低保备案表.xlsx',
      sheet: '汇总',
    },
  )
  expect(read.tables).toMatchObject([{ rosterKind: null, sure: 'no-list', problems: [{ code: 'intake/summary-table' }] }])
  expect(read.ended.totals).toMatchObject({ rows: 4, layout: 4, refused: 0 })
})

test('a row of a summary that holds somebody’s number is refused and said', () => {
  const read = readSheet([
    ['乡镇', '户数', '人数', '金额'],
    ['石桥镇', aNumber(12), aNumber(30), aNumber(5400)],
    ['张三', aPerson(1), aNumber(30), aNumber(5400)],
  ])
  expect(read.tables[0]?.sure).toBe('no-list')
  expect(read.ended.totals).toMatchObject({ layout: 2, refused: 1 })
  expect(read.refusedTables).toMatchObject([{ rows: { from: 3, to: 3 } }])
})

test('a school’s list without a grade column takes the grade from what its classes are called', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '班级'],
      ['甲', aPerson(1), '小学一年级1班'],
      ['乙', aPerson(2), '七（3）班'],
      ['丙', aPerson(3), '高一2班'],
      ['丁', aPerson(4), '实验班'],
      ['戊', aPerson(5), '2021级3班'],
    ],
    { file: '在校学生花名册.xlsx' },
  )
  expect(read.tables[0]).toMatchObject({ rosterKind: 'pupils-present' })
  expect(read.records.map(r => [r['stage'], r['grade'], r['class_name']])).toEqual([
    ['primary', 1, '小学一年级1班'],
    ['junior', 1, '七（3）班'],
    ['senior', 1, '高一2班'],
    [undefined, undefined, '实验班'],
    [undefined, undefined, '2021级3班'],
  ])
  expect(read.accepted.flatMap(row => row.warnings.map(w => [row.row, w.column.letter, w.problem.code]))).toEqual([
    [5, 'C', 'intake/class-without-grade'],
    [6, 'C', 'intake/grade-by-year-of-entry'],
  ])
})

test('a head merged over the rows of his family is one person, whatever the number of rows', () => {
  const read = readSheet(
    [
      ['户主姓名', '户主身份证号', '乡镇', '家庭成员姓名', '家庭成员身份证号'],
      ['张一', aPerson(1), '石桥镇', '张二', aPerson(2)],
      [null, null, null, '张三', aPerson(3)],
      [null, null, null, '张四', aPerson(4)],
      ['李一', aPerson(5), '白水乡', '李二', aPerson(6)],
    ],
    { file: '农村低保备案表（截至20220831）.xlsx', merges: [0, 1, 2].map(column => aMerge(2, column, 4, column)) },
  )
  expect(read.records.map(r => [r['row'], r['member'], r['name'], r['township'], r['head_name']])).toEqual([
    [2, 0, '张一', '石桥镇', undefined],
    [2, 1, '张二', '石桥镇', '张一'],
    [3, 1, '张三', '石桥镇', '张一'],
    [4, 1, '张四', '石桥镇', '张一'],
    [5, 0, '李一', '白水乡', undefined],
    [5, 1, '李二', '白水乡', '李一'],
  ])
  expect(read.ended.totals).toMatchObject({ rows: 5, accepted: 4, refused: 0, duplicates: 0, records: 6 })
})

test('two numbers under one header belong to the names they stand beside', () => {
  const read = readSheet(
    [
      ['家长', '身份证号', '联系电话', '姓名', '身份证号', '年级'],
      ['王某', aPerson(7), '1', '张三', aPerson(1), '四年级'],
    ],
    { file: '在校生信息20220908.xlsx' },
  )
  expect(read.records).toMatchObject([{ name: '张三', id_number: aPerson(1), guardian_name: '王某', guardian_id_number: aPerson(7) }])
  expect(read.tables[0]?.problems).toEqual([])
})

test('a single number beside a guardian’s name is said to be in doubt', () => {
  const read = readSheet(
    [
      ['姓名', '年级', '家长', '身份证号'],
      ['张三', '四年级', '王某', aPerson(7)],
    ],
    { file: '在校生信息20220908.xlsx' },
  )
  expect(read.tables[0]?.problems).toMatchObject([{ code: 'intake/number-beside-another', facts: { letter: 'D', beside: '家长' } }])
})

test('a header of two lines that comes again below a section is layout, and no list of guardians', () => {
  const header = [
    ['序号', '儿童姓名', '儿童身份证号', '监护人', '', ''],
    ['', '', '', '姓名', '关系', '身份证号'],
  ]
  const line = (n: number) => [String(n), `张${n}`, aPerson(n), '王某', '祖父', aPerson(n + 50)]
  const read = readSheet([['孤儿'], ...header, line(1), ['事实无人抚养儿童'], ...header, line(2)], {
    file: '孤儿及事实无人抚养儿童发放花名册2022年8月.xls',
    merges: [2, 6].flatMap(top => [...[0, 1, 2].map(column => aMerge(top, column, top + 1, column)), aMerge(top, 3, top, 5)]),
  })
  expect(read.records.map(r => [r['name'], r['id_number'], r['guardian_name']])).toEqual([
    ['张1', aPerson(1), '王某'],
    ['张2', aPerson(2), '王某'],
  ])
  expect(read.tables).toHaveLength(1)
})

test('members on rows of their own beside a head are the persons of the list', () => {
  const read = readSheet(
    [
      ['户主姓名', '户主证件号码', '家庭成员姓名', '家庭成员证件号码', '与户主关系'],
      ['张一', aPerson(1), '张二', aPerson(2), '之子'],
    ],
    {
      file: '脱贫户（不享受政策）20220830.xlsx',
    },
  )
  expect(read.records).toMatchObject([{ name: '张二', id_number: aPerson(2), head_name: '张一', head_id_number: aPerson(1) }])
})

test('a second name under the same header on a list of one person a row is a person not read', () => {
  const read = readSheet(
    [
      ['编号', '姓名', '身份证号', '姓名', '身份证号'],
      ['H1', '张一', aPerson(1), '张二', aPerson(2)],
    ],
    { file: '持证残疾人名单20220830.xlsx' },
  )
  expect(read.tables[0]?.problems.map(p => p.code)).toContain('intake/persons-not-read')
})

test('a head with his own number keeps it where a member’s number stands under the bare word', () => {
  const read = readSheet(
    [
      ['序号', '户主姓名', '户主身份证号', '家庭成员', '身份证号', '与户主关系'],
      ['1', '张一', aPerson(1), '张二', aPerson(2), '子'],
      [null, null, null, '张三', aPerson(3), '女'],
    ],
    { file: '农村低保备案表2022年8月.xlsx' },
  )
  expect(read.records.map(r => [r['row'], r['member'], r['name'], r['id_number']])).toEqual([
    [2, 0, '张一', aPerson(1)],
    [2, 1, '张二', aPerson(2)],
    [3, 1, '张三', aPerson(3)],
  ])
})

test('two lists side by side under different words: the right one is said to be unread', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '年级', null, '学生姓名', '身份证号码', '年级'],
      ['张一', aPerson(1), '三年级', null, '张二', aPerson(2), '四年级'],
    ],
    { file: '在校生信息20220905.xlsx' },
  )
  expect(read.tables[0]?.problems.map(p => p.code)).toContain('intake/persons-not-read')
})

test('a total above the first row is held to the rows below it', () => {
  const rows = (said: string) => [
    ['序号', '姓名', '身份证号', '乡镇'],
    ['合计', said, null, null],
    ['1', '张一', aPerson(1), '石桥镇'],
    ['2', '张二', aPerson(2), '石桥镇'],
  ]
  expect(readSheet(rows('2人'), { file: '低收入人口20220825.xlsx' }).ended.problems).toEqual([])
  expect(readSheet(rows('3人'), { file: '低收入人口20220825.xlsx' }).ended.problems).toMatchObject([
    { code: 'intake/count-differs', facts: { declared: 3, rows: 2 } },
  ])
})

test('a number that says whose it is goes before one that does not', () => {
  const read = readSheet(
    [
      ['姓名', '年级', '户主', '身份证号', '学生身份证号'],
      ['张三', '三年级', '张一', aPerson(7), aPerson(1)],
    ],
    { file: '在校生信息20220905.xlsx' },
  )
  expect(read.records).toMatchObject([{ name: '张三', id_number: aPerson(1) }])
  const beside = readSheet(
    [
      ['申请人', '身份证号', '学生姓名', '学生身份证号'],
      ['张一', aPerson(7), '张三', aPerson(1)],
    ],
    { file: '农村低保备案表2022年8月.xlsx' },
  )
  expect(beside.records).toMatchObject([{ name: '张三', id_number: aPerson(1) }])
  expect(beside.tables[0]?.problems.map(p => p.code)).toEqual(['intake/persons-not-read'])
})

test('a child of a disabled person is not on the list of disabled people', () => {
  const read = readSheet(
    [
      ['学生姓名', '学生身份证号', '残疾人姓名', '残疾人证号', '残疾类别'],
      ['张三', aPerson(1), '张一', `${aPerson(7)}44`, '肢体'],
    ],
    {
      file: '残疾人子女名单20220825.xlsx',
    },
  )
  expect(read.tables[0]?.rosterKind).toBeNull()
})

test('a row that says the opposite of its list is refused and said', () => {
  const read = readSheet(
    [
      ['户编号', '姓名', '身份证号', '是否享受政策'],
      ['H1', '张一', aPerson(1), '否'],
      ['H2', '张二', aPerson(2), '是'],
    ],
    { file: '脱贫户信息表（含不享受政策）20220830.xlsx' },
  )
  expect(read.records.map(r => r['name'])).toEqual(['张一'])
  expect(read.refused).toMatchObject([{ row: 3, column: { letter: 'D' }, problem: { code: 'intake/row-contradicts-list' } }])
})

test('whoever looks after a person, or owes them support, is not on the list with them', () => {
  for (const other of ['照料人', '赡养义务人', '监护人', '代领人信息']) {
    const read = readSheet(
      [
        ['序号', '特困人员', null, '供养方式', other, null],
        [null, '姓名', '身份证号码', null, '姓名', '身份证号'],
        [1, '张三', aPerson(1), '分散供养', '李四', aPerson(2)].map(String),
      ],
      {
        file: '城乡特困人员 2022年8月.xlsx',
        merges: [aMerge(1, 1, 1, 2), aMerge(1, 4, 1, 5), aMerge(1, 0, 2, 0), aMerge(1, 3, 2, 3)],
      },
    )
    expect(read.records).toEqual([{ row: 3, member: 0, name: '张三', id_number: aPerson(1) }])
  }
})

test('the second line below a group of records is header even where no word of it is known', () => {
  const lines = [
    ['姓名', '身份证号', '辍学时间', '劝返记录', null, null],
    [null, null, null, '次数', '人员', '经过'],
    ['张三', aPerson(1), '2022年3月', '3', '李老师', '未返校'],
  ]
  const merges = [aMerge(1, 3, 1, 5), ...[0, 1, 2].map(c => aMerge(1, c, 2, c))]
  for (const context of [{ merges }, {}]) {
    const read = readSheet(lines, { file: '控辍保学台账.xlsx', ...context })
    expect(read.tables[0]?.headerRows).toEqual({ from: 1, to: 2 })
    expect(read.refused).toEqual([])
    expect(read.tables[0]?.columns.slice(3).map(c => c.standing)).toEqual(['not-collected', 'not-collected', 'not-collected'])
  }
})

test('the date at the top of a sheet holds for the lists further down that name none', () => {
  const list = (n: number) => [
    ['姓名', '身份证号', '乡镇'],
    ['张三', aPerson(n), '石桥镇'],
  ]
  const read = readSheet([['城乡低保名单'], ['截至2022年8月31日'], ['一、农村低保'], ...list(1), [], ['二、城镇低保'], ...list(2)], { file: '低保.xlsx' })
  expect(read.tables.map(t => [t.rosterKind, t.asOf])).toEqual([
    ['rural-minimum-living', '2022-08-31'],
    ['urban-minimum-living', '2022-08-31'],
  ])
})

test('the disabled persons’ federation calls its columns 证号, 类别 and 等级', () => {
  const read = readSheet(
    [
      ['姓名', '证号', '类别', '等级', '发证日期'],
      ['张三', `${aPerson(1)}43`, '听力', '三级', '2019-05-06'],
    ],
    { file: '持证残疾人名册.xlsx' },
  )
  expect(read.records).toEqual([
    {
      row: 2,
      member: 0,
      name: '张三',
      id_number: aPerson(1),
      disability_number: `${aPerson(1)}43`,
      disability_category: '听力',
      disability_grade: '三级',
      designated_on: '2019-05-06',
    },
  ])
})

test('a roll’s plain 状态 and 住校 are what they say', () => {
  const read = readSheet(
    [
      ['学校', '姓名', '身份证号', '年级', '状态', '住校'],
      ['示例县第一中学', '张三', aPerson(1), '高二', '休学', '是'],
    ],
    { file: '学籍 2022年9月1日.xlsx' },
  )
  expect(read.records).toMatchObject([{ roll_status: '休学', boards: true }])
})

test('a bare 1 is a yes under 是否住校 and somebody’s code under 就读方式; the message names one word for each answer', () => {
  const boards = (header: string) =>
    readSheet(
      [
        ['姓名', '身份证号', '年级', header],
        ['张三', aPerson(1), '三年级', '1'],
      ],
      { file: '学籍 2022年9月1日.xlsx' },
    )
  expect(boards('是否住校').records).toMatchObject([{ boards: true }])
  const coded = boards('就读方式')
  expect(coded.records[0]).not.toHaveProperty('boards')
  expect(coded.accepted[0]?.warnings.map(w => word(intakeWording, w.problem))).toEqual([
    '“1”看不懂，这一格按未知处理。请填写“住校”、“走读”、“是”、“否”之一，不清楚的请留空',
  ])
})

test('lines of one cell each that hold numbers of people are refused, and are no layout', () => {
  const read = readSheet([['姓名 身份证号 死亡日期'], [`张三 ${aPerson(1)} 2022-01-01`], [`李四 ${aPerson(2)} 2022-01-01`]], { file: '死亡名单.txt' })
  expect(read.refusedTables.map(t => t.rows.count)).toEqual([2])
})

test('a row that says it has left the list is refused with that reason', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '保障状态', '乡镇'],
      ['张三', aPerson(1), '在保', '石桥镇'],
      ['李四', aPerson(2), '停保', '石桥镇'],
      ['王五', aPerson(3), null, '石桥镇'],
    ],
    { file: '农村低保 2022年8月.xlsx' },
  )
  expect(read.records.map(r => r['name'])).toEqual(['张三', '王五'])
  expect(read.refused.map(r => [r.row, word(intakeWording, r.problem)])).toEqual([
    [3, '这一行的“在册状态”写明已经停保、注销或退出，不再在“农村低保备案表”上，没有收。如果写错了，请改正后重发'],
  ])
  const certificates = readSheet(
    [
      ['姓名', '身份证号', '残疾人证号', '证件状态'],
      ['张三', aPerson(1), `${aPerson(1)}43`, '注销'],
    ],
    { file: '持证残疾人.xlsx' },
  )
  expect(codes(certificates.refused.map(r => r.problem))).toEqual(['intake/left-the-list'])
})

test('pupils who left stand on a list of their own, and are not on the roll for that', () => {
  const lines = [
    ['学校名称', '年级', '姓名', '身份证件号'],
    ['石桥小学', '三年级', '张三', aPerson(1)],
  ]
  for (const sheet of ['转出学生名单', '2022届毕业生', '休学']) expect(readSheet(lines, { file: '学籍信息 2022年9月1日.xlsx', sheet }).records).toEqual([])
  const [problem] = readSheet(lines, { file: '学籍信息 2022年9月1日.xlsx', sheet: '转出学生名单' }).tables[0]?.problems ?? []
  expect(problem).toMatchObject({ code: 'intake/people-who-left', facts: { word: '转出', name: '学籍导出' } })
  expect(readSheet(lines, { file: '学籍信息 2022年9月1日.xlsx', sheet: '在籍' }).records).toHaveLength(1)
})

test('the kind of child in a plain 类别 column goes before the word in the name of the file', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '类别'],
      ['张三', aPerson(1), '事实无人抚养儿童'],
    ],
    { file: '孤儿名单 2022年8月.xlsx' },
  )
  expect(read.records).toMatchObject([{ orphan_kind: 'de_facto_unsupported' }])
})

test('several people in one cell are refused: nobody in it may seem to be off the list', () => {
  const read = readSheet(
    [
      ['户主', '身份证号', '家庭成员', '家庭成员身份证号'],
      ['张三', aPerson(1), '李四、王五', `${aPerson(2)}、${aPerson(3)}`],
    ],
    { file: '农村低保 2022年8月.xlsx' },
  )
  expect(read.records).toEqual([])
  expect(read.refused).toMatchObject([{ row: 2, problem: { code: 'intake/several-ids', facts: { count: 2 } } }])
})

test('a number with covered digits is no number, and a ditto mark is no village', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '死亡日期', '村'],
      ['张三', `${aPerson(1).slice(0, 6)}********${aPerson(1).slice(14)}`, '2022-01-01', '〃'],
    ],
    { file: '死亡名单.xlsx' },
  )
  expect(read.records).toEqual([{ row: 2, member: 0, name: '张三', died_on: '2022-01-01' }])
  expect(codes(read.accepted.flatMap(a => a.warnings.map(w => w.problem)))).toEqual(['intake/id-masked'])
})

test('columns of father and mother make a header, and are nobody on the list', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '年级', '父亲姓名', '父亲身份证号', '母亲姓名', '母亲身份证号'],
      ['张三', aPerson(1), '三年级', '李四', aPerson(2), '王五', aPerson(3)],
    ],
    { file: '在校生 2022年9月1日.xlsx' },
  )
  expect(read.records).toMatchObject([{ name: '张三', id_number: aPerson(1), grade: 3 }])
})

test('a school of several stages is one entry per stage; a pupil of one is in the stage of the grade', () => {
  const directory = readSheet(
    [
      ['学校名称', '学校类型', '所在乡镇'],
      ['石桥学校', '九年一贯制学校', '石桥镇'],
      ['第一中学', '完全中学', '石桥镇'],
      ['阳光学校', '特殊教育学校', '石桥镇'],
      ['白水学校', '小学、初中', '白水镇'],
      ['白水小学', '小学', '白水镇'],
      ['白水某校', '一贯制', '白水镇'],
    ],
    { file: '学校名录.xlsx' },
  )
  expect(directory.records.map(r => [r['row'], r['member'], r['school_name'], r['stage']])).toEqual([
    [2, 0, '石桥学校', 'primary'],
    [2, 1, '石桥学校', 'junior'],
    [3, 0, '第一中学', 'junior'],
    [3, 1, '第一中学', 'senior'],
    [4, 0, '阳光学校', 'primary'],
    [4, 1, '阳光学校', 'junior'],
    [5, 0, '白水学校', 'primary'],
    [5, 1, '白水学校', 'junior'],
    [6, 0, '白水小学', 'primary'],
    [7, 0, '白水某校', undefined],
  ])
  expect(directory.accepted.flatMap(a => a.warnings.map(w => [a.row, w.problem.code]))).toEqual([[7, 'intake/word-not-known']])
  const pupils = readSheet(
    [
      ['姓名', '身份证号', '学校名称', '学校类型', '年级'],
      ['甲', aPerson(1), '石桥学校', '九年一贯制学校', '七年级'],
      ['乙', aPerson(2), '石桥学校', '九年一贯制学校', '三年级'],
    ],
    { file: '在校生信息.xlsx' },
  )
  expect(pupils.records.map(r => [r['stage'], r['grade']])).toEqual([
    ['junior', 1],
    ['primary', 3],
  ])
  expect(pupils.accepted.flatMap(a => a.warnings)).toEqual([])
})

test('an ID cell with a remark keeps its number and says so; one that holds two numbers refuses its row', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号'],
      ['何晨', `何晨${aPerson(1)}`],
      ['何曦', `${aPerson(2)}（原${aPerson(3).slice(0, 17)}）`],
      ['何时', `${aPerson(4).slice(0, 17)}（补办中）`],
    ],
    { sheet: '特困人员' },
  )
  expect(read.records).toMatchObject([
    { row: 2, name: '何晨', id_number: aPerson(1) },
    { row: 4, name: '何时' },
  ])
  expect(read.records[1]?.['id_number']).toBeUndefined()
  expect(read.accepted.flatMap(a => a.warnings.map(w => [a.row, w.problem.code]))).toEqual([
    [2, 'intake/id-with-other-words'],
    [4, 'intake/id-among-other-words'],
  ])
  expect(read.refused).toMatchObject([{ row: 3, problem: { code: 'intake/several-ids' } }])
})

test('a list of 监测户 or of 户信息 with the household across the row gives a record for every member', () => {
  const numbered = readSheet(
    [
      [
        '户编号',
        '户主姓名',
        '户主证件号码',
        '户类型',
        '监测对象类别',
        '风险是否已消除',
        '成员1姓名',
        '成员1证件号码',
        '成员1与户主关系',
        '成员2姓名',
        '成员2证件号码',
        '成员2与户主关系',
      ],
      ['H1', '张三', aPerson(1), '监测户', '突发严重困难户', '否', '张小一', aPerson(2), '之子', '张小二', aPerson(3), '之女'],
      ['H2', '李四', aPerson(4), '监测户', '边缘易致贫户', '否', null, null, null, null, null, null],
    ],
    { file: '监测对象（风险未消除）.xlsx' },
  )
  expect(numbered.tables[0]).toMatchObject({ rosterKind: 'monitored-at-risk' })
  expect(numbered.records.map(r => [r['row'], r['member'], r['name'], r['id_number'], r['monitored_category'], r['household_number'], r['head_name']])).toEqual(
    [
      [2, 0, '张三', aPerson(1), 'sudden_hardship', 'H1', undefined],
      [2, 1, '张小一', aPerson(2), 'sudden_hardship', 'H1', '张三'],
      [2, 2, '张小二', aPerson(3), 'sudden_hardship', 'H1', '张三'],
      [3, 0, '李四', aPerson(4), 'marginal', 'H2', undefined],
    ],
  )
  const grouped = readSheet(
    [
      ['户信息'],
      ['户编号', '户主', null, '户类型', '家庭成员1', null, '家庭成员2', null],
      [null, '姓名', '证件号码', null, '姓名', '证件号码', '姓名', '证件号码'],
      ['H1', '张三', aPerson(1), '脱贫户', '张小一', aPerson(2), '张小二', aPerson(3)],
    ],
    { file: '（乡村建设）户信息.xlsx', merges: [aMerge(2, 1, 2, 2), aMerge(2, 4, 2, 5), aMerge(2, 6, 2, 7), aMerge(2, 0, 3, 0), aMerge(2, 3, 3, 3)] },
  )
  expect(grouped.tables[0]).toMatchObject({ rosterKind: 'monitoring-export' })
  expect(grouped.records.map(r => [r['member'], r['name'], r['id_number'], r['household_kind']])).toEqual([
    [0, '张三', aPerson(1), 'lifted-out'],
    [1, '张小一', aPerson(2), 'lifted-out'],
    [2, '张小二', aPerson(3), 'lifted-out'],
  ])
  const pairs = readSheet(
    [
      ['户编号', '户主姓名', '户主身份证号', '姓名', '身份证号', '姓名', '身份证号'],
      ['H1', '张三', aPerson(1), '张小一', aPerson(2), '张小二', aPerson(3)],
    ],
    { file: '脱贫户信息（继续享受政策）.xlsx' },
  )
  expect(pairs.records.map(r => [r['member'], r['name'], r['id_number']])).toEqual([
    [0, '张三', aPerson(1)],
    [1, '张小一', aPerson(2)],
    [2, '张小二', aPerson(3)],
  ])
  expect([...numbered.tables, ...grouped.tables, ...pairs.tables].flatMap(t => codes(t.problems)).filter(c => c === 'intake/persons-not-read')).toEqual([])
})

test('one member a row beside the head stays one member a row on the lists of 乡村振兴', () => {
  for (const file of ['脱贫户信息（继续享受政策）.xlsx', '监测对象（风险未消除）.xlsx', '监测对象信息.xlsx']) {
    const read = readSheet(
      [
        ['户编号', '户主姓名', '户主证件号码', '姓名', '证件号码', '与户主关系', '户类型', '监测对象类别'],
        ['H1', '张三', aPerson(1), '张三', aPerson(1), '户主', '监测户', '边缘易致贫户'],
        ['H1', '张三', aPerson(1), '张小一', aPerson(2), '之子', '监测户', '边缘易致贫户'],
      ],
      { file },
    )
    expect(read.records.map(r => [r['member'], r['name'], r['id_number'], r['head_name'], r['relation_to_head']])).toEqual([
      [0, '张三', aPerson(1), '张三', '户主'],
      [0, '张小一', aPerson(2), '张三', '之子'],
    ])
  }
})

test('a list of 脱贫户 or 监测对象 that says on each row whether it still holds is two lists, and says so', () => {
  const lifted = readSheet(
    [
      ['脱贫户名单（共4人）'],
      ['姓名', '身份证号', '乡镇', '是否享受政策'],
      ['张三', aPerson(1), '石桥镇', '是'],
      ['李四', aPerson(2), '石桥镇', '否'],
      ['王五', aPerson(3), '石桥镇', null],
      ['赵六', aPerson(4), '石桥镇', '待定'],
    ],
    { file: '名单.xlsx' },
  )
  expect(lifted.tables.map(t => [t.rosterKind, t.sure])).toEqual([
    ['lifted-out-continuing', 'certain'],
    ['lifted-out-not-continuing', 'certain'],
  ])
  expect(lifted.accepted.map(a => [a.row, lifted.tables[a.table]?.rosterKind])).toEqual([
    [3, 'lifted-out-continuing'],
    [4, 'lifted-out-not-continuing'],
  ])
  expect(lifted.refused.map(r => [r.row, word(intakeWording, r.problem)])).toEqual([
    [5, expect.stringContaining('没有填写，分不清属于“脱贫户信息（继续享受政策）”、“脱贫户（不享受政策）”中的哪一份')],
    [6, expect.stringContaining('写的是“待定”，看不懂')],
  ])
  expect(word(intakeWording, lifted.tables[0]?.problems.find(p => p.code === 'intake/split-by-column') as IntakeProblem)).toContain(
    '按 D 列“是否享受政策”逐行分开',
  )
  expect(lifted.ended.tables.map(t => [t.accepted, t.refused])).toEqual([
    [1, 2],
    [1, 0],
  ])
  expect(codes(lifted.ended.problems)).toEqual([])
  const monitored = readSheet(
    [
      ['户编号', '姓名', '证件号码', '户类型', '监测对象类别', '风险是否已消除'],
      ['H1', '张三', aPerson(1), '脱贫户', '脱贫不稳定户', '是'],
      ['H2', '李四', aPerson(2), '一般农户', '边缘易致贫户', '否'],
    ],
    { file: '全县监测对象风险是否消除情况.xlsx' },
  )
  expect(monitored.accepted.map(a => [a.row, monitored.tables[a.table]?.rosterKind])).toEqual([
    [2, 'monitored-risk-removed'],
    [3, 'monitored-at-risk'],
  ])
})

test('a list of a pair that its title names is that list alone, and a pair without the column is asked about', () => {
  const named = readSheet(
    [
      ['姓名', '身份证号', '是否享受政策'],
      ['张三', aPerson(1), '是'],
      ['李四', aPerson(2), '否'],
    ],
    { file: '脱贫户信息（继续享受政策）.xlsx' },
  )
  expect(named.tables.map(t => t.rosterKind)).toEqual(['lifted-out-continuing'])
  expect(codes(named.refused.map(r => r.problem))).toEqual(['intake/row-contradicts-list'])
  const open = readSheet(
    [
      ['姓名', '身份证号', '乡镇'],
      ['张三', aPerson(1), '石桥镇'],
    ],
    { file: '脱贫户名单.xlsx' },
  )
  expect(open.tables.map(t => [t.rosterKind, t.sure])).toEqual([[null, 'undecided']])
})

const paid = (read: ReturnType<typeof readSheet>) => read.records.map(r => [r['row'], r['member'], r['term'], r['aid_item'], r['amount']])

test('a payment roster with a column per term gives a line per term, and the total is held against them', () => {
  const read = readSheet(
    [
      ['义务教育寄宿生生活补助发放花名册'],
      ['序号', '姓名', '身份证号', '学校', '2021年秋', '2022年春', '合计'],
      ['1', '张三', aPerson(1), '石桥小学', '500', '500', '1000'],
      ['2', '李四', aPerson(2), '石桥小学', null, '625', '625'],
      ['3', '王五', aPerson(3), '石桥小学', '500', '500', '1250'],
      ['4', '赵六', aPerson(4), '石桥小学', null, null, '1000'],
      ['5', '孙七', aPerson(5), '石桥小学', '0', null, null],
      ['合计', null, null, null, '1000', '1625', '2625'],
    ],
    { file: '发放花名册.xlsx' },
  )
  expect(meanings(read)).toMatchObject({ E: 'amount', F: 'amount', G: 'repeated' })
  expect(paid(read)).toEqual([
    [3, 0, '2021-autumn', '寄宿生生活补助', 50_000],
    [3, 1, '2022-spring', '寄宿生生活补助', 50_000],
    [4, 0, '2022-spring', '寄宿生生活补助', 62_500],
    [5, 0, '2021-autumn', '寄宿生生活补助', 50_000],
    [5, 1, '2022-spring', '寄宿生生活补助', 50_000],
  ])
  expect(read.accepted.flatMap(a => a.warnings.map(w => [a.row, w.column.letter, w.problem.code]))).toEqual([
    [5, 'G', 'intake/parts-differ-from-total'],
    [7, 'E', 'intake/nothing-paid'],
  ])
  expect(read.refused).toMatchObject([{ row: 6, problem: { code: 'intake/total-without-parts' } }])
})

test('terms above their sums, with a day and a state of their own, are lines too', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '补助项目', '2021年秋季学期', null, '2022年春季学期', null],
      [null, null, null, '金额', '支付状态', '金额', '支付状态'],
      ['张三', aPerson(1), '寄宿生生活补助', '500', '已支付', '625', '支付失败'],
    ],
    { file: '资助发放明细.xlsx', merges: [aMerge(1, 3, 1, 4), aMerge(1, 5, 1, 6), ...[0, 1, 2].map(c => aMerge(1, c, 2, c))] },
  )
  expect(read.records.map(r => [r['term'], r['aid_item'], r['amount'], r['payment_status']])).toEqual([
    ['2021-autumn', '寄宿生生活补助', 50_000, '已支付'],
    ['2022-spring', '寄宿生生活补助', 62_500, '支付失败'],
  ])
  expect(codes(read.tables[0]?.problems ?? [])).not.toContain('intake/column-repeated')
})

test('of what was due and what was paid for one term the paid sum is the line', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '2021年秋应发', '2021年秋实发', '2022年春应发', '2022年春实发', '备注'],
      ['张三', aPerson(1), '500', '500', '625', '600', null],
    ],
    { file: '寄宿生生活补助发放花名册.xlsx' },
  )
  expect(paid(read)).toEqual([
    [2, 0, '2021-autumn', '寄宿生生活补助', 50_000],
    [2, 1, '2022-spring', '寄宿生生活补助', 60_000],
  ])
})

test('a payment roster with a column per item gives a line per item', () => {
  const read = readSheet(
    [
      ['2022年春季学期资助发放花名册'],
      ['姓名', '身份证号', '寄宿', '非寄宿', '营养', '早餐补助（元）', '合计'],
      ['张三', aPerson(1), '625', null, '500', '100', '1225'],
      ['李四', aPerson(2), null, '312.5', '500', null, '812.5'],
    ],
    { file: '名单.xlsx' },
  )
  expect(paid(read)).toEqual([
    [3, 0, '2022-spring', '寄宿生生活补助', 62_500],
    [3, 1, '2022-spring', '营养改善计划', 50_000],
    [3, 2, '2022-spring', '早餐补助', 10_000],
    [4, 0, '2022-spring', '非寄宿生生活补助', 31_250],
    [4, 1, '2022-spring', '营养改善计划', 50_000],
  ])
  const ticked = readSheet(
    [
      ['姓名', '身份证号', '寄宿', '营养改善计划', '金额'],
      ['张三', aPerson(1), '√', '√', '625'],
    ],
    { file: '2022年春季学期资助发放花名册.xlsx' },
  )
  expect(paid(ticked)).toEqual([[2, 0, '2022-spring', undefined, 62_500]])
})

test('seasons without a year take it from the school year of the title, and are refused without one', () => {
  const lines = (file: string, header: readonly string[]) =>
    readSheet(
      [
        ['姓名', '身份证号', ...header, '合计金额'],
        ['张三', aPerson(1), ...header.map(() => '500'), '1000'],
      ],
      { file },
    )
  expect(paid(lines('2021-2022学年寄宿生生活补助发放花名册.xlsx', ['第一学期', '第二学期'])).map(r => r[2])).toEqual(['2021-autumn', '2022-spring'])
  expect(paid(lines('2022年寄宿生生活补助发放花名册.xlsx', ['春季学期', '秋季学期'])).map(r => r[2])).toEqual(['2022-spring', '2022-autumn'])
  for (const read of [lines('发放花名册.xlsx', ['春季学期', '秋季学期']), lines('2022年发放花名册.xlsx', ['上期', '本期'])]) {
    expect(read.records).toEqual([])
    expect(read.refusedTables).toMatchObject([{ problem: { code: 'intake/terms-not-told', facts: { letters: ['C', 'D'] } } }])
  }
})

test('a total whose parts nobody could read says so', () => {
  const read = readSheet(
    [
      ['姓名', '身份证号', '甲次', '乙次', '合计金额'],
      ['张三', aPerson(1), '500', '500', '1000'],
    ],
    { file: '2022年春季学期资助发放花名册.xlsx' },
  )
  expect(paid(read)).toEqual([[2, 0, '2022-spring', undefined, 100_000]])
  expect(read.tables[0]?.problems).toMatchObject([{ code: 'intake/only-total-read', facts: { letter: 'E', letters: ['C', 'D'] } }])
})

test('one sum under a title of two terms is refused, and a roster without a term says so', () => {
  const one = (file: string) =>
    readSheet(
      [
        ['姓名', '身份证号', '金额'],
        ['张三', aPerson(1), '1000'],
      ],
      { file },
    )
  for (const file of ['2021年秋2022年春发放花名册.xlsx', '2021-2022学年第一、二学期发放花名册.xlsx', '2022年春、秋两学期发放花名册.xlsx'])
    expect(one(file).refusedTables).toMatchObject([{ rows: { count: 1 }, problem: { code: 'intake/several-terms' } }])
  expect(codes(one('发放花名册.xlsx').tables[0]?.problems ?? [])).toContain('intake/no-term')
  const known = one('2022年春季学期（2021-2022学年第二学期）发放花名册.xlsx')
  expect(paid(known)).toEqual([[2, 0, '2022-spring', undefined, 100_000]])
  expect(codes(known.tables[0]?.problems ?? [])).toEqual([])
})

test('two lists of different kinds side by side are not read as one: the columns to separate are named', () => {
  const refusal = (read: ReturnType<typeof readSheet>) => {
    expect(read.records).toEqual([])
    return read.refusedTables.map(t => [t.rows.count, word(intakeWording, t.problem)])
  }
  const titled = readSheet(
    [
      ['农村低保名单', null, null, null, '城乡特困人员名单', null, null],
      ['姓名', '身份证号', '乡镇', null, '姓名', '身份证号', '乡镇'],
      ['张三', aPerson(1), '石桥镇', null, '李四', aPerson(2), '石桥镇'],
      ['王五', aPerson(3), '石桥镇', null, null, null, null],
    ],
    { merges: [aMerge(1, 0, 1, 2), aMerge(1, 4, 1, 6)] },
  )
  expect(refusal(titled)).toEqual([[2, expect.stringContaining('A–C 列（像是“农村低保备案表”），E–G 列（像是“城乡特困人员备案表”）')]])
  expect(refusal(titled)[0]?.[1]).toContain('请把 E–G 列剪切到另外的工作表')
  const numbered = readSheet(
    [
      ['序号', '姓名', '身份证号', '乡镇', '序号', '姓名', '残疾人证号', '残疾等级'],
      ['1', '张三', aPerson(1), '石桥镇', '1', '李四', `${aPerson(2)}43`, '三级'],
    ],
    { sheet: '农村低保' },
  )
  expect(refusal(numbered)).toEqual([[1, expect.stringContaining('A–D 列（像是“农村低保备案表”），E–H 列（像是“持证残疾人名单”）')]])
})

test('one list beside itself, a family after a gap and a guardian after a gap are still read', () => {
  const twice = readSheet(
    [
      ['姓名', '身份证号', null, '姓名', '身份证号'],
      ['张三', aPerson(1), null, '李四', aPerson(2)],
    ],
    { sheet: '特困人员' },
  )
  expect(twice.records.map(r => r['name'])).toEqual(['张三', '李四'])
  const family = readSheet(
    [
      ['户主姓名', '身份证号', null, '成员1姓名', '成员1身份证号', '成员2姓名', '成员2身份证号'],
      ['张三', aPerson(1), null, '张小', aPerson(2), '张二', aPerson(3)],
    ],
    { sheet: '农村低保' },
  )
  expect(family.records.map(r => r['name'])).toEqual(['张三', '张小', '张二'])
  const guardian = readSheet(
    [
      ['姓名', '身份证号', '年级', null, '监护人姓名', '监护人身份证号'],
      ['张小', aPerson(1), '三年级', null, '张三', aPerson(2)],
    ],
    { sheet: '在校生信息' },
  )
  expect(guardian.records.map(r => [r['name'], r['guardian_name']])).toEqual([['张小', '张三']])
})
