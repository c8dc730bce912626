import { createRequire } from 'node:module'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCharacter, must } from '@yingjin/kernel'
import { quoteText } from '@yingjin/sql'
import type { Workbook } from 'exceljs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { openVault, type Vault } from '../../platform/vault/index.ts'
import { openWorkbook, type WorkbookColumn, type WorkbookSheet, writeWorkbook } from '../../platform/workbook/index.ts'
import { correctionSheetName } from './corrections.ts'
import { datedParts, type FileReport, receiptSheets, receiveFolder, type Received, type RefusedLine, refusedLines } from './index.ts'

const ExcelJS = createRequire(import.meta.url)('exceljs') as { Workbook: new () => Workbook }

let root = ''
let folder = ''
let db: DuckDb
let vault: Vault
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'receive-'))
  folder = join(root, '名册')
  mkdirSync(join(folder, '学校'), { recursive: true })
  db = await openDuckDb({ spill: join(root, 'spill') })
  vault = must(openVault(join(root, 'config'), '990101', null))
  await writeRosters()
})
afterAll(() => {
  db.close()
  rmSync(root, { recursive: true, force: true })
})

const id = (sequence: number): string => {
  const first17 = `990101201305${String(10 + (sequence % 18))}${String(sequence).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

type Line = readonly (string | null)[]
const sheetOf = (name: string, heading: readonly string[], headers: readonly string[], rows: readonly Line[]): WorkbookSheet<Line> => ({
  name,
  heading,
  columns: headers.map((header, i): WorkbookColumn<Line> => ({ header, width: 10, kind: 'text', of: row => row[i] ?? null })),
  rows,
})

/** What of the rosters must never be kept: planted in columns that are not collected. */
const secret = '某某信仰某某病'

const writeRosters = async (): Promise<void> => {
  const people = Array.from({ length: 40 }, (_, i) => i)
  await writeWorkbook(join(folder, '脱贫户信息（继续享受政策）20220905（40人）.xlsx'), [
    sheetOf('说明', [], ['说明'], [['本表由乡村振兴局提供']]),
    sheetOf(
      '名单',
      ['示例县脱贫户信息（继续享受政策）', '截至2022年9月5日'],
      ['序号', '姓名', '身份证号', '民族', '健康状况', '与户主关系', '户编号', '乡镇', '行政村'],
      [
        ...people.map(i => [String(i + 1), `李小${'一二三四五六七八'[i % 8]}`, id(i), '汉族', secret, '之子', `H${i}`, '清溪镇', '白果村']),
        ['合计', '40', null, null, null, null, null, null, null],
      ],
    ),
  ])
  const pupils = [
    '学校标识码\t学校名称\t姓名\t性别\t身份证件号\t政治面貌\t年级\t班级\t全国学籍号',
    ...people.map(i => `9901010001\t示例县第一小学\t李小${'一二三四五六七八'[i % 8]}\t男\t'${id(i)}\t${secret}\t三年级\t1班\tG${id(i)}`),
  ]
  writeFileSync(join(folder, '学校', '学籍导出.xls'), iconv.encode(pupils.join('\r\n'), 'gbk'))
  writeFileSync(join(folder, '扫描件.pdf'), '%PDF-1.4')
  writeFileSync(join(folder, '~$名单.xlsx'), 'lock')
  writeFileSync(join(folder, '通知.csv'), '关于报送名册的通知\n请各校于九月五日前报送\n')
}

const receive = (lines: string[] = [], programVersion = '1', saidInOffice: Received['saidInOffice'] = []): Promise<Received> =>
  receiveFolder(folder, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'data'),
    programVersion,
    county: '990101',
    saidInOffice,
    onProgress: line => lines.push(line),
  })

const fileNamed = (received: Received, part: string): FileReport => {
  const found = received.files.find(f => f.file.includes(part))
  if (found === undefined) throw new Error(`no file ${part}`)
  return found
}
const everyFileBelow = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(e => e.isFile())
    .map(e => join(e.parentPath, e.name))

test('a folder of what offices really send becomes snapshots, and every file and row is accounted for', async () => {
  mkdirSync(join(root, 'scratch'))
  const received = await receive()
  expect(received.files.map(f => [f.file, f.standing])).toEqual(
    [
      ['~$名单.xlsx', 'skipped'],
      ['扫描件.pdf', 'unreadable'],
      ['通知.csv', 'not-understood'],
      ['脱贫户信息（继续享受政策）20220905（40人）.xlsx', 'read'],
      ['学校/学籍导出.xls', 'read'],
    ].toSorted((a, b) => received.files.findIndex(f => f.file === a[0]) - received.files.findIndex(f => f.file === b[0])),
  )
  for (const f of received.files) expect(f.rowsRead + f.beside).toBe(f.layout + f.accepted + f.refused + f.blank)
  expect(fileNamed(received, '扫描件').message).toContain('这是 PDF')
  expect(fileNamed(received, '通知').message).toContain('没有认出名册')

  const lifted = fileNamed(received, '脱贫户')
  expect(lifted.tables.map(({ kind, rows, asOf, whole }) => ({ kind, rows, asOf, whole }))).toEqual([
    { kind: 'lifted-out-continuing', rows: 40, asOf: '2022-09-05', whole: true },
  ])
  expect(lifted.message).toBe('认作脱贫户信息（继续享受政策），收 40 行')

  const roll = fileNamed(received, '学籍')
  expect(roll.tables.map(t => [t.kind, t.rows])).toEqual([['student-roll', 40]])
  const rows = await db.rows<{ row: number; name: string; id_number: string; id18: string; id_class: string; file: string; member: number }>(
    `SELECT * FROM read_parquet(${quoteText(roll.tables[0]?.path ?? '')}) ORDER BY row_id`,
  )
  expect(rows.map(r => r.row)).toEqual(Array.from({ length: 40 }, (_, i) => i + 2))
  expect(rows[0]).toMatchObject({ row: 2, member: 0, file: '学校/学籍导出.xls', name: '李小一', id_number: id(0), id18: id(0), id_class: 'V18' })
})

test('columns that are not collected are named and nowhere kept; scratch is empty; manifests name nobody', async () => {
  const received = await receive()
  const findings = fileNamed(received, '脱贫户').sheets.flatMap(s => s.tables.flatMap(t => t.columns))
  expect(findings.filter(c => c.standing === 'not-collected').map(c => c.header)).toEqual(expect.arrayContaining(['民族', '健康状况']))
  // What is left in scratch is what the run reads, and the run removes it.
  expect(readdirSync(join(root, 'scratch')).filter(name => !name.startsWith('opened-'))).toEqual([])
  for (const { path } of received.tables) expect(JSON.stringify(await db.rows(`SELECT * FROM read_parquet(${quoteText(path)})`))).not.toContain(secret)
  for (const path of everyFileBelow(join(root, 'data'))) {
    const kept = readFileSync(path)
    for (const text of [secret, id(0), '李小', 'PAR1']) expect(kept.includes(text), `${text} in ${path}`).toBe(false)
  }
  expect(statSync(join(root, 'data', 'snapshots')).mode & 0o777).toBe(0o700)
})

test('what was read is not read again; a new name, version or byte is', async () => {
  const manifests = (): string[] => everyFileBelow(join(root, 'data')).filter(p => p.endsWith('manifest.json'))
  const before = manifests().map(p => [p, statSync(p).mtimeMs])
  const again = await receive()
  expect(manifests().map(p => [p, statSync(p).mtimeMs])).toEqual(before)
  const newer = await receive([], '2')
  expect(manifests().length).toBeGreaterThan(before.length)
  expect(newer.tables.map(t => t.digest)).toEqual(again.tables.map(t => t.digest))
  for (const [a, b] of newer.tables.map((t, i) => [t.path, again.tables[i]?.path ?? ''] as const)) expect(readFileSync(a).equals(readFileSync(b))).toBe(true)
})

test('a column corrected on the receipt is remembered for its sender and read so from then on', async () => {
  const path = join(folder, '持证残疾人名单2022年9月1日.csv')
  writeFileSync(path, ['持证残疾人名单', '姓名,身份证号,残疾人证号,残疾类别,残疾等级,娃娃的监护人', `李小一,${id(1)},${id(1)}42,视力,二级,李大一`].join('\n'))
  const before = await receive()
  const misread = fileNamed(before, '持证残疾人')
  expect(misread.tables[0]?.kind).toBe('disability-certificate')
  const finding = misread.sheets[0]?.tables[0]?.columns.find(c => c.header.includes('娃娃'))
  expect(finding?.standing).toBe('unrecognised')

  const receipt = join(root, '收数报告.xlsx')
  await writeWorkbook(receipt, receiptSheets(before))
  await fillIn(receipt, join(folder, '改好了.xlsx'), '娃娃的监护人', '监护人姓名')
  const after = await receive()
  expect(fileNamed(after, '改好了')).toMatchObject({ standing: 'own', message: '这是收数报告，采用了其中 1 处更正' })
  const corrected = fileNamed(after, '持证残疾人').sheets[0]?.tables[0]?.columns.find(c => c.header.includes('娃娃'))
  expect(corrected).toMatchObject({ standing: 'collected', key: 'guardian_name', by: 'remembered' })

  rmSync(join(folder, '改好了.xlsx'))
  const later = await receive()
  expect(fileNamed(later, '持证残疾人').sheets[0]?.tables[0]?.columns.find(c => c.header.includes('娃娃'))?.by).toBe('remembered')
})

test('what was said in the office holds where no 收数报告 of the folder says otherwise, and only for a run that takes it along', async () => {
  const path = join(folder, '特困人员名单2022年9月1日.csv')
  writeFileSync(path, ['城乡特困人员备案表', '姓名,身份证号,供养方式,娃娃的监护人,谁家的', `李小二,${id(2)},分散,李大二,李家`].join('\n'))
  const columns = { 娃娃的监护人: 'ignore', 谁家的: 'not-collected' } as const
  const said = [{ sender: '民政局', rosterKind: 'extreme-hardship', columns }]
  const readAs = (received: Received): readonly unknown[] =>
    (fileNamed(received, '特困人员名单').sheets[0]?.tables[0]?.columns ?? []).slice(3).map(({ standing, by }) => [standing, by])
  const unknown = ['unrecognised', null]
  expect(readAs(await receive())).toEqual([unknown, unknown])
  const told = await receive([], '1', said)
  expect(readAs(told)).toEqual([
    ['not-needed', 'remembered'],
    ['not-collected', 'remembered'],
  ])
  const receipt = join(root, '收数报告2.xlsx')
  await writeWorkbook(receipt, receiptSheets(told))
  await fillIn(receipt, join(folder, '改过一处.xlsx'), '谁家的', '不需要')
  const both = await receive([], '1', said)
  expect(readAs(both)).toEqual([
    ['not-needed', 'remembered'],
    ['not-needed', 'remembered'],
  ])
  expect(both.saidInOffice).toEqual([{ sender: '民政局', rosterKind: 'extreme-hardship', columns: { 娃娃的监护人: 'ignore' } }])
  // The folder has learned what was written in it, and nothing of the office.
  rmSync(join(folder, '改过一处.xlsx'))
  expect(readAs(await receive())).toEqual([unknown, ['not-needed', 'remembered']])
})

/** Does what a clerk does: writes one word under 更正为, and saves. */
const fillIn = async (from: string, to: string, header: string, word: string): Promise<void> => {
  const opened = await openWorkbook(from)
  if (!opened.ok) throw new Error('the receipt cannot be read')
  const sheets: WorkbookSheet<Line>[] = []
  for (const sheet of opened.value.sheets) {
    const lines: string[][] = []
    for await (const batch of sheet.rows())
      for (const row of batch) lines.push(row.cells.map(c => (typeof c === 'string' ? c : c !== null && c.kind === 'number' ? c.shown : '')))
    const width = Math.max(...lines.map(l => l.length))
    if (sheet.name === correctionSheetName) for (const line of lines) if (line[3] === header) line[7] = word
    const [title = [], ...rest] = lines
    sheets.push(
      sheetOf(
        sheet.name,
        [],
        Array.from({ length: width }, (_, i) => title[i] ?? ''),
        rest,
      ),
    )
  }
  opened.value.close()
  await writeWorkbook(to, sheets)
}

test('refused rows and unreadable cells are told with file, sheet, row, column and what to do', async () => {
  writeFileSync(
    join(folder, '死亡名单2022年9月1日.csv'),
    ['姓名,身份证号,死亡日期', `李小二,${id(2)},2022-08-01`, ',,', '李小三,9.90101E+17,2022-08-03', `李小四,${id(4)},2022-13-45`].join('\n'),
  )
  const received = await receive()
  const deaths = fileNamed(received, '死亡名单')
  expect(deaths).toMatchObject({ standing: 'read', rowsRead: 5 })
  const lines: RefusedLine[] = []
  for await (const line of refusedLines([deaths])) lines.push(line)
  expect(lines.map(l => ({ what: l.what, file: l.file, row: l.row, column: l.column }))).toEqual([
    { what: 'cell', file: '死亡名单2022年9月1日.csv', row: 4, column: 'B' },
    { what: 'cell', file: '死亡名单2022年9月1日.csv', row: 5, column: 'C' },
  ])
  expect(lines[0]?.message).toContain('请对方把整列设为“文本”格式')
  // A row that still names somebody leaves the list whole: it makes absence unknown for its namesakes only.
  expect(deaths.tables[0]).toMatchObject({ rows: 3, whole: true })
})

test('a household’s list with columns of persons nobody could place is read, said, and not whole', async () => {
  writeFileSync(join(folder, '农村低保备案表2022年8月.csv'), ['户主姓名,身份证号,甲姓名,甲证件号码', `李小二,${id(2)},李小三,${id(3)}`].join('\n'))
  const file = fileNamed(await receive(), '农村低保')
  expect(file.tables[0]).toMatchObject({ rows: 1, whole: false })
  expect(file.message).toContain('像是还有别的人')
})

test('an empty list is recognised and said; only one that says 0人 is a list of nobody', async () => {
  const below = join(root, '空表')
  mkdirSync(below)
  const headers = ['序号', '姓名', '身份证号', '乡镇']
  await writeWorkbook(join(below, '农村低保备案表（截至20220831）.xlsx'), [sheetOf('名单', ['农村低保备案表'], headers, [])])
  await writeWorkbook(join(below, '城镇低保备案表（截至20220831，0人）.xlsx'), [sheetOf('名单', ['城镇低保备案表'], headers, [])])
  await writeWorkbook(join(below, '需人工判断.xlsx'), [
    sheetOf('需人工判断', ['示例县2022年秋季学期需人工判断'], ['姓名', '身份证号', '学校', '项目代码', '决定（同意/不同意）', '理由', '决定人'], []),
  ])
  const received = await receiveFolder(below, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'empty'),
    programVersion: '1',
    county: '990101',
    onProgress: () => {},
  })
  expect(fileNamed(received, '农村低保')).toMatchObject({ standing: 'read', tables: [] })
  expect(fileNamed(received, '农村低保').message).toContain('但名单是空的')
  expect(fileNamed(received, '城镇低保').message).toBe('认作城镇低保备案表，写明 0 人，收到空名单')
  expect(received.tables).toMatchObject([{ kind: 'urban-minimum-living', rows: 0, whole: true, asOf: '2022-08-31' }])
  expect(fileNamed(received, '需人工判断')).toMatchObject({ standing: 'read', message: '认作需人工判断（已填回），表中没有要填的行，没有什么要采用' })
  expect(await db.rows(`SELECT count(*) AS n FROM read_parquet(${quoteText(received.tables[0]?.path ?? '')})`)).toMatchObject([{ n: 0 }])
})

test('a result of ours among the rosters is not taken for one', async () => {
  const below = join(root, '结果')
  mkdirSync(below)
  await writeWorkbook(join(below, '资助核定.xlsx'), [
    sheetOf(
      '核定明细（内部）',
      ['示例县2022年秋季学期资助核定', '依据：某办法；名册 27 份；运行编号 0123456789abcdef'],
      ['姓名', '身份证号', '年级', '学校'],
      [['甲', id(1), '三年级', '一小']],
    ),
  ])
  await writeWorkbook(join(below, '收数报告.xlsx'), [
    sheetOf('名册', ['示例县2022年秋季学期名册收数', '依据：某办法；名册 27 份；运行编号 0123456789abcdef'], ['名册'], []),
    ...receiptSheets({ files: [], tables: [], saidInOffice: [] }),
  ] as WorkbookSheet<never>[])
  const received = await receiveFolder(below, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'own'),
    programVersion: '1',
    county: '990101',
    onProgress: () => {},
  })
  expect(fileNamed(received, '收数报告')).toMatchObject({ standing: 'own' })
  expect(fileNamed(received, '资助核定')).toMatchObject({ standing: 'skipped', tables: [] })
  expect(fileNamed(received, '资助核定').message).toContain('这是应尽写出的结果，不是名册')
})

test('a row that says it has left the list is refused, and the list is whole all the same', async () => {
  const at = join(root, '停保')
  mkdirSync(at)
  writeFileSync(join(at, '农村低保 2022年8月31日.csv'), `姓名,身份证号,保障状态\n李小一,${id(1)},在保\n李小二,${id(2)},停保\n`)
  const received = await receiveFolder(at, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'data'),
    programVersion: '1',
    county: '990101',
    onProgress: () => {},
  })
  expect(received.tables).toMatchObject([{ kind: 'rural-minimum-living', rows: 1, whole: true }])
  const lines: RefusedLine[] = []
  for await (const line of refusedLines(received.files)) lines.push(line)
  expect(lines.map(l => [l.row, l.code])).toEqual([[3, 'intake/left-the-list']])
})

test('the same list in two files is used once, and the other file says so', async () => {
  const at = join(root, '副本')
  mkdirSync(at)
  const paid = ['2022年春季学期非寄宿生生活补助发放花名册', '姓名,身份证号,学校,金额', `李小一,${id(1)},石桥小学,250`, `李小二,${id(2)},石桥小学,250`].join(
    '\n',
  )
  writeFileSync(join(at, '发放.csv'), paid)
  mkdirSync(join(at, '再发'))
  writeFileSync(join(at, '再发', '发放.csv'), iconv.encode(paid, 'gbk'))
  writeFileSync(join(at, '发放 - 副本.csv'), paid)
  writeFileSync(join(at, '发放 第二批.csv'), paid.replace(id(2), id(3)))
  const received = await receiveFolder(at, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'data'),
    programVersion: '1',
    county: '990101',
    onProgress: () => {},
  })
  expect(received.tables.map(t => t.file)).toEqual(['发放 - 副本.csv', '发放 第二批.csv'])
  for (const copy of received.files.filter(f => !f.file.startsWith('发放 '))) {
    expect(copy).toMatchObject({ standing: 'read', accepted: 2, tables: [] })
    expect(copy.message).toContain('逐行相同，只用那一份')
  }
})

test('a hidden sheet is read and said, and each sheet keeps its own date', async () => {
  const at = join(root, '隐藏')
  mkdirSync(at)
  const book = new ExcelJS.Workbook()
  for (const [name, date, n, state] of [
    ['名单', '2022年8月31日', 1, 'visible'],
    ['旧表', '2019年3月1日', 2, 'hidden'],
  ] as const) {
    const sheet = book.addWorksheet(name, { state })
    sheet.addRows([[`农村低保备案表（截至${date}）`], ['姓名', '身份证号', '乡镇'], [`李小${n}`, id(n), '清溪镇']])
  }
  await book.xlsx.writeFile(join(at, '农村低保.xlsx'))
  const received = await receiveFolder(at, {
    scratch: join(root, 'scratch'),
    vault,
    dataDir: join(root, 'data'),
    programVersion: '1',
    county: '990101',
    onProgress: () => {},
  })
  const [file] = received.files
  expect(file?.message).toContain('其中隐藏的工作表“旧表”也读取了')
  expect(file?.sheets.flatMap(s => s.problems)).toEqual([expect.stringContaining('这是一张隐藏的工作表，里面的名单照样读取了，收 1 行，截至2019年3月1日')])
  expect(received.tables.flatMap(datedParts)).toEqual([
    { kind: 'rural-minimum-living', file: '农村低保.xlsx', sheet: '名单', hidden: false, asOf: '2022-08-31', whole: true },
    { kind: 'rural-minimum-living', file: '农村低保.xlsx', sheet: '旧表', hidden: true, asOf: '2019-03-01', whole: true },
  ])
})

test('in a run for a real county a number of the invented province is said row by row and is nobody’s', async () => {
  const at = join(root, '虚构')
  mkdirSync(at)
  writeFileSync(
    join(at, '学籍信息 2022年9月1日.csv'),
    ['姓名,身份证件号,全国学籍号,学校名称,年级,出生日期', `李小一,${id(1)},G${id(1)},清溪小学,三年级,2013-05-11`, `李小二,,G${id(2)},清溪小学,三年级,`].join(
      '\n',
    ),
  )
  const receiveFor = (county: string): Promise<Received> =>
    receiveFolder(at, { scratch: join(root, 'scratch'), vault, dataDir: join(root, 'data'), programVersion: '1', county, onProgress: () => {} })
  const real = await receiveFor('500243')
  const lines: RefusedLine[] = []
  for await (const line of refusedLines(real.files)) lines.push(line)
  expect(lines.map(l => [l.row, l.column, l.code])).toEqual([
    [2, 'B', 'receive/invented-number'],
    [3, 'B', 'receive/invented-number'],
  ])
  expect(real.files[0]).toMatchObject({ invented: 2, accepted: 2 })
  expect(real.files[0]?.message).toContain('2 行的身份证号的区划码以 99 开头')
  const keys = await db.rows(`SELECT id_class, id18, id17, id15, birth FROM read_parquet(${quoteText(real.tables[0]?.path ?? '')}) ORDER BY row_id`)
  expect(keys).toEqual([
    { id_class: 'INVENTED', id18: null, id17: null, id15: null, birth: expect.anything() },
    { id_class: 'INVENTED', id18: null, id17: null, id15: null, birth: null },
  ])
  expect((await receiveFor('990101')).files[0]).toMatchObject({ invented: 0 })
})
