import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { word } from '@yingjin/kernel'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readXls } from 'hucre'
import * as sheetjs from 'xlsx'
import { openWorkbook } from './open-workbook.ts'
import { makePackage, makeWorkbook, workbookParts } from './testing/hostile-files.ts'
import { readAll } from './testing/read-all.ts'
import { UnreadableWorkbook, workbookWording } from './workbook-problem.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'workbook-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, bytes?: Buffer | string): string => {
  const path = join(folder, name)
  if (bytes !== undefined) writeFileSync(path, bytes)
  return path
}

/** The refusal of a file, whether it shows on opening or while rows stream. */
const refusalOf = async (path: string): Promise<string> => {
  try {
    const opened = await openWorkbook(path)
    if (!opened.ok) return word(workbookWording, opened.problem)
    for (const sheet of opened.value.sheets) {
      await sheet.merges()
      for await (const batch of sheet.rows()) if (batch.length === 0) throw new Error('an empty batch')
    }
    return 'read'
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return word(workbookWording, error.problem)
    throw error
  }
}

const cells = async (path: string, sheet = 0): Promise<unknown[]> => (await readAll(path))[sheet]?.rows.map(r => r.cells) ?? []

describe('.xlsx', () => {
  test('texts, numbers, dates, booleans, errors and formulas arrive as what they are', async () => {
    const path = file('kinds.xlsx')
    makeWorkbook(path, {
      sharedStrings:
        '<si><t>王秀英</t></si><si><r><rPr><sz val="11"/></rPr><t>富</t></r><r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">文 本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></si><si><t>一_x000D_二_x005F_x000D_</t></si><si><t/></si>',
      styles:
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="000000"/><numFmt numFmtId="172" formatCode="h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="31"/><xf numFmtId="172"/><xf numFmtId="14" quotePrefix="1"/><xf numFmtId="1"/></cellXfs>',
      sheets: [
        `<sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
        <row r="3"><c r="A3"><v>990101201001010000</v></c><c r="B3" s="2"><v>42</v></c><c r="C3" s="6"><v>5.30105E+17</v></c><c r="D3"><v>1250.5</v></c></row>
        <row r="4"><c r="A4" s="1"><v>40057</v></c><c r="B4" s="3"><v>40057.999999</v></c><c r="C4" s="4"><v>0.5</v></c><c r="D4" s="1"><v>60</v></c><c r="E4" t="d"><v>2010-02-28T00:00:00</v></c></row>
        <row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="C5" t="str"><f>A1&amp;""</f><v>甲&amp;乙</v></c><c r="D5"><f>1+1</f><v>2</v></c><c r="E5"><f>SUM(A1)</f><v/></c><c r="F5" t="str"><f>""</f><v></v></c></row>
        <row r="6" s="1"><c r="A6" s="1"/><c r="B6" s="1"/></row>
        <row><c><v>1</v></c><c t="inlineStr"><is><t>'990101</t></is></c></row>
        </sheetData>`,
      ],
    })
    const [sheet] = await readAll(path)
    expect(sheet?.rows).toEqual([
      { row: 1, cells: ['王秀英', '富文 本', '一\r二_x000D_'] },
      {
        row: 3,
        cells: [
          { kind: 'number', value: 990101201001010000, shown: '9.90101E+17' },
          { kind: 'number', value: 42, shown: '000042' },
          { kind: 'number', value: 530105000000000000, shown: '530105000000000000' },
          { kind: 'number', value: 1250.5, shown: '1250.5' },
        ],
      },
      {
        row: 4,
        cells: [
          { kind: 'date', date: '2009-09-01' },
          { kind: 'date', date: '2009-09-02' },
          { kind: 'number', value: 0.5, shown: '0.5' },
          { kind: 'number', value: 60, shown: '60' },
          { kind: 'date', date: '2010-02-28' },
        ],
      },
      {
        row: 5,
        cells: [
          { kind: 'boolean', value: true },
          { kind: 'error', text: '#N/A' },
          '甲&乙',
          { kind: 'number', value: 2, shown: '2' },
          { kind: 'error', text: '#未计算' },
        ],
      },
      { row: 6, cells: [] },
      { row: 7, cells: [{ kind: 'number', value: 1, shown: '1' }, "'990101"] },
    ])
  })

  test('the 1904 day count is honoured', async () => {
    const path = file('1904.xlsx')
    makeWorkbook(path, {
      date1904: true,
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
      sheets: ['<sheetData><row r="1"><c r="A1" s="0"><v>38595</v></c></row></sheetData>'],
    })
    expect(await cells(path)).toEqual([[{ kind: 'date', date: '2009-09-01' }]])
  })

  test('merged cells, hidden sheets and prefixed tags are understood', async () => {
    const path = file('merged.xlsx')
    makeWorkbook(path, {
      states: ['visible', 'hidden', 'veryHidden'],
      sheets: [
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>sheetData</t></is></c></row></sheetData><mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="$D$1:$E$1"/></mergeCells>',
        '<x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>带前缀</x:t></x:is></x:c></x:row></x:sheetData>',
        '<sheetData/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
      ],
    })
    const sheets = await readAll(path)
    expect(sheets.map(s => [s.name, s.hidden])).toEqual([
      ['表1', false],
      ['表2', true],
      ['表3', true],
    ])
    expect(sheets.map(s => s.merges)).toEqual([
      [
        { top: 1, left: 0, bottom: 2, right: 2 },
        { top: 1, left: 3, bottom: 1, right: 4 },
      ],
      [],
      [{ top: 1, left: 0, bottom: 1, right: 1 }],
    ])
    expect(sheets[1]?.rows).toEqual([{ row: 2, cells: [null, '带前缀'] }])
  })

  test('values cut by any boundary between two pieces of the file arrive whole', async () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `第${i}号&学生${'长'.repeat(i % 23)}`)
    const path = file('long.xlsx')
    makeWorkbook(path, {
      sheets: [
        `<sheetData>${names.map((n, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="inlineStr"><is><t>${n.replace('&', '&amp;')}</t></is></c></row>`).join('')}</sheetData>`,
      ],
    })
    expect(await cells(path)).toEqual(names.map(n => [n]))
  })
})

describe('.xls and text', () => {
  test('an .xls of Excel 97–2003 is read with its merged cells and dates', async () => {
    const sheet = sheetjs.utils.aoa_to_sheet([['农村低保备案表'], ['姓名', '身份证号', '人数'], ['甲·乙', '990101201001010000', 3], [], ['丙', '', 12.5]])
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 2 } }]
    sheet['D3'] = { t: 'n', v: 40057, z: 'yyyy-mm-dd' }
    sheet['!ref'] = 'A1:D5'
    const book = sheetjs.utils.book_new()
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet([['说明']]), '说明')
    sheetjs.utils.book_append_sheet(book, sheet, '名单')
    const path = file('old.xls', sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    const sheets = await readAll(path)
    expect(sheets.map(s => s.name)).toEqual(['说明', '名单'])
    expect(sheets[1]?.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 2 }])
    expect(sheets[1]?.rows.map(r => r.cells)).toEqual([
      ['农村低保备案表'],
      ['姓名', '身份证号', '人数'],
      ['甲·乙', '990101201001010000', { kind: 'number', value: 3, shown: '3' }, { kind: 'date', date: '2009-09-01' }],
      ['丙', null, { kind: 'number', value: 12.5, shown: '12.5' }],
    ])
  })

  test('an .xls says which sheets are hidden, and shows numbers as their formats do', async () => {
    const shown = sheetjs.utils.aoa_to_sheet([
      ['姓名', '学校标识码', '身份证号', '出生日期', '班级', '时间'],
      ['甲', 42, 990101201001010000, 40057.5, 3, 0.5],
    ])
    for (const [cell, z] of [
      ['B2', '000000'],
      ['C2', '0'],
      ['D2', 'yyyy"年"m"月"d"日"'],
      ['E2', '@'],
      ['F2', 'h:mm'],
    ] as const)
      shown[cell].z = z
    const book = sheetjs.utils.book_new()
    for (const name of ['甲', '乙', '丙']) sheetjs.utils.book_append_sheet(book, shown, name)
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 2 }] }
    const sheets = await readAll(file('hidden.xls', sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer))
    expect(sheets.map(s => s.hidden)).toEqual([false, true, true])
    expect(sheets[1]?.rows[1]?.cells).toEqual([
      '甲',
      { kind: 'number', value: 42, shown: '000042' },
      { kind: 'number', value: 990101201001010000, shown: '990101201001010000' },
      { kind: 'date', date: '2009-09-01' },
      { kind: 'number', value: 3, shown: '3' },
      { kind: 'number', value: 0.5, shown: '0.5' },
    ])
  })

  test('our reading of .xls and that of two libraries agree on every generated sheet', async () => {
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    const anyCell = fc.oneof(
      fc.string({ unit: fc.constantFrom('张', '·', 'a', '1', '𠮷', '　', 'é'), minLength: 1, maxLength: 300 }),
      fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      fc.integer().map(n => n / 1000),
      fc.boolean(),
      fc.constant(null),
    )
    const anySheet = fc.array(fc.array(anyCell, { maxLength: 6 }), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(anySheet, fc.boolean(), async (lines, bookSST) => {
        const book = sheetjs.utils.book_new()
        sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(lines), '表')
        const bytes = sheetjs.write(book, { type: 'buffer', bookType: 'biff8', bookSST }) as Buffer
        const asRead = (cell: unknown): unknown => (cell === undefined || cell === '' ? null : Object.is(cell, -0) ? 0 : cell)
        const ours = (await readAll(file('generated.xls', bytes)))[0]?.rows ?? []
        const hucre = (await readXls(bytes)).sheets[0]?.rows ?? []
        for (const [r, line] of lines.entries()) {
          const cells = ours.find(row => row.row === r + 1)?.cells ?? []
          const mine = line.map((_, c) => asRead(cells[c]))
          const plain = mine.map(cell => (typeof cell !== 'object' || cell === null ? cell : asRead((cell as { value: unknown }).value)))
          expect(plain).toEqual(line.map(asRead))
          expect(line.map((_, c) => asRead(hucre[r]?.[c]))).toEqual(plain)
        }
      }),
      { numRuns: 60, seed },
    )
  })

  test('an .xls with any bytes damaged is refused or read, and never a crash or an endless reading', async () => {
    const book = sheetjs.utils.book_new()
    const lines = Array.from({ length: 60 }, (_, i) => [`李小${i}`, '990101201001010000', i, '石桥镇'])
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(lines), '表')
    const sound = sheetjs.write(book, { type: 'buffer', bookType: 'biff8', bookSST: true }) as Buffer
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: sound.length }),
        async (damage, cut) => {
          const bytes = Buffer.from(sound)
          for (const [at, byte] of damage) bytes[at] = byte
          expect(typeof (await refusalOf(file('damaged.xls', cut % 3 === 0 ? bytes.subarray(0, cut) : bytes)))).toBe('string')
        },
      ),
      { numRuns: 400, seed },
    )
  })

  const page = (charset: string): string =>
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><style>td{color:red}</style></head><body>
     <table><tr><th colspan="3">花名册</th></tr><tr><td rowspan=2>姓名</td><td colspan=2>家庭</td></tr><tr><td>户主</td><td>关系&amp;备注</td></tr>
     <tr><td>甲&nbsp;乙<br>丙</td><td style="mso-number-format:'\\@'">990101201001010000</td><td></td></tr></table><table><tr><td>合计</td></tr></table></body></html>`

  test('a list within tables that only lay out the page is read as the list it is', async () => {
    const list = '<table><tr><th>姓名</th><th>班级</th></tr><tr><td rowspan=2>甲</td><td>1班</td></tr><tr><td>2班</td></tr></table>'
    const laidOut = `<table><tr><td colspan=2 rowspan=2>示例县</td></tr><tr><td><table><tr><td>学籍名单<br>${list}</td></tr></table></td></tr><tr><td>填表人：乙</td></tr></table>`
    const path = file('laid-out.xls', laidOut)
    expect(await cells(path)).toEqual([['示例县'], ['学籍名单'], ['姓名', '班级'], ['甲', '1班'], [null, '2班'], ['填表人：乙']])
  })

  test('words between the tables of a page are rows, because the title may stand there', async () => {
    const path = file(
      'titled.xls',
      '<html><head><title>不读</title></head><body><h3>农村低保名单</h3><div>截至2022年8月31日</div><table><tr><td>姓名</td></tr></table>填表人：乙</body></html>',
    )
    expect(await cells(path)).toEqual([['农村低保名单'], ['截至2022年8月31日'], ['姓名'], ['填表人：乙']])
  })

  test('a small table within a cell of a list belongs to that cell', async () => {
    const inner = '<table><tr><td>父</td><td>丙</td></tr><tr><td>母</td><td>丁</td></tr></table>'
    const path = file(
      'inner.xls',
      `<table><tr><td>姓名</td><td>学校</td><td>年级</td><td>家长</td></tr><tr><td>甲</td><td>一小</td><td>三</td><td>${inner}</td></tr></table>`,
    )
    expect(await cells(path)).toEqual([
      ['姓名', '学校', '年级', '家长'],
      ['甲', '一小', '三', '父 丙 母 丁'],
    ])
  })

  test.each(['gb2312', 'utf-8'])('an .xls that is a web page in %s is read, spans as merged cells', async charset => {
    const path = file(`page-${charset}.xls`, iconv.encode(page(charset), charset === 'utf-8' ? 'utf-8' : 'gbk'))
    const [sheet] = await readAll(path)
    expect(sheet?.rows.map(r => [r.row, r.cells])).toEqual([
      [1, ['花名册']],
      [2, ['姓名', '家庭']],
      [3, [null, '户主', '关系&备注']],
      [4, ['甲 乙\n丙', '990101201001010000']],
      [5, ['合计']],
    ])
    expect(sheet?.merges).toEqual([
      { top: 1, left: 0, bottom: 1, right: 2 },
      { top: 2, left: 0, bottom: 3, right: 0 },
      { top: 2, left: 1, bottom: 2, right: 2 },
    ])
  })

  const table = '姓名\t身份证号\t备注\r\n甲·乙\t\'990101201001010000\t"含\t制表符和""引号"""\r\n\r\n丙\t="990101"\t'
  const read = [['姓名', '身份证号', '备注'], ['甲·乙', "'990101201001010000", '含\t制表符和"引号"'], [], ['丙', '990101']]

  test.each([
    ['UTF-8', iconv.encode(table, 'utf-8')],
    ['UTF-8 with mark', iconv.encode(`\uFEFF${table}`, 'utf-8')],
    ['UTF-16LE with mark', iconv.encode(table, 'utf-16le', { addBOM: true })],
    ['UTF-16BE with mark', iconv.encode(table, 'utf-16be', { addBOM: true })],
    ['GBK', iconv.encode(table, 'gbk')],
    ['GB18030', iconv.encode(table, 'gb18030')],
  ])('an .xls that is tab-separated text in %s is read', async (name, bytes) => {
    expect(await cells(file(`text-${name}.xls`, bytes))).toEqual(read)
  })

  test.each([',', ';', '|'])('the separator %s is found, also when texts hold commas', async separator => {
    const lines = [
      ['姓名', '地址', '金额'],
      ['甲', separator === ',' ? '一组' : '一组,二号', '1250.00'],
      ['乙', '"三村"', '625'],
    ]
    expect(await cells(file('sep.csv', lines.map(l => l.join(separator)).join('\n')))).toEqual(lines.map(l => l.map(c => c.replaceAll('"', ''))))
  })

  test('a quote that is never closed stops the file at its row instead of swallowing it', async () => {
    const text = `姓名,备注\n甲,一\n"乙,二\n${'丙,三\n'.repeat(20_000)}`
    expect(await refusalOf(file('quote.csv', text))).toBe('第 3 行起的引号没有成对，后面的内容分不清列；请用 Excel 或 WPS 打开，另存为 .xlsx 后重新放入')
  })

  test('an XML table of 2003 is read', async () => {
    const path = file(
      '2003.xls',
      `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table><Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">甲&#10;乙</Data></Cell><Cell><Data ss:Type="Number">990101201001010000</Data></Cell></Row><Row><Cell ss:Index="3"><Data ss:Type="DateTime">2009-09-01T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>`,
    )
    const [sheet] = await readAll(path)
    expect(sheet).toEqual({
      name: '名单',
      hidden: false,
      merges: [{ top: 2, left: 0, bottom: 2, right: 1 }],
      rows: [
        { row: 2, cells: ['甲\n乙', null, { kind: 'number', value: 990101201001010000, shown: '9.90101E+17' }] },
        { row: 3, cells: [null, null, { kind: 'date', date: '2009-09-01' }] },
      ],
    })
  })
})

describe('what is no readable workbook says what it is and what to do', () => {
  const ole = (stream: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1016), Buffer.from(`${stream}\0`, 'utf16le'), Buffer.alloc(512)])

  test.each<[string, Buffer | string, string]>([
    ['empty.xlsx', '', '文件是空的'],
    ['scan.pdf', '%PDF-1.7 …', '这是 PDF'],
    ['photo.xls', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), '这是图片'],
    ['pack.rar', 'Rar!\x1a\x07\x00', '这是压缩包；请先解压'],
    ['note.doc', ole('WordDocument'), '这是文字文档'],
    ['note.wps', ole('WpsDocument'), '这是文字文档'],
    ['secret.xlsx', ole('EncryptedPackage'), '设了打开密码'],
    ['other.msg', ole('__properties_version1.0'), '旧式 Office 文件'],
    ['very-old.xls', Buffer.from([0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0]), 'Excel 95'],
    ['page.xls', 'MIME-Version: 1.0\r\nContent-Type: multipart/related', '网页存档'],
    ['tool.xls', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]), '这是程序文件'],
    ['binary.xls', Buffer.from([1, 2, 0, 3, 0, 0, 0, 9]), '认不出这是什么文件'],
    ['no-table.xls', '<html><body><p>没有</p></body></html>', '文件里没有表格'],
    ['tables-within-tables.xls', `<html>${'<table><tr><td>'.repeat(2000)}`, '文件已损坏或不完整（网页标签层层嵌套）'],
    [
      '名单.fods',
      '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
      '（.ods、.fods），本系统不读；请用 WPS',
    ],
    ['garbled.csv', Buffer.from([0x41, 0x2c, 0xff, 0xff, 0xff, 0x0a]), '文字编码认不出（试过 UTF-8、GB18030）'],
  ])('%s', async (name, bytes, sentence) => {
    expect(await refusalOf(file(name, bytes))).toContain(sentence)
  })

  test.each([
    ['xl/workbook.bin', '二进制工作簿（.xlsb）'],
    ['word/document.xml', '这是文字文档'],
    ['ppt/presentation.xml', '这是演示文稿'],
    ['名单/一.xlsx', '这是压缩包'],
  ])('a package with %s', async (name, sentence) => {
    const path = file('package.xlsx')
    makePackage(path, [{ name, bytes: 'x' }])
    expect(await refusalOf(path)).toContain(sentence)
  })

  test('a workbook of Excel 97–2003 with a password', async () => {
    const book = sheetjs.utils.book_new()
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet([['甲']]), '表')
    const bytes = sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
    const start = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]))
    const second = start + 4 + bytes.readUInt16LE(start + 2)
    bytes.writeUInt16LE(0x002f, second)
    expect(await refusalOf(file('secret.xls', bytes))).toContain('设了打开密码')
  })

  test('a zip with encrypted parts', async () => {
    const path = file('zip-secret.xlsx')
    makePackage(path, [{ name: '[Content_Types].xml', bytes: 'x', encrypted: true }])
    expect(await refusalOf(path)).toContain('设了打开密码')
  })
})

describe('a hostile file stops with a message', () => {
  const cell = '<row r="1"><c r="A1"><v>1</v></c></row>'

  test('a sheet that inflates a thousandfold', async () => {
    const path = file('bomb.xlsx')
    makeWorkbook(path, { sheets: [Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(64 * 1024 * 1024, 0x20)])] })
    expect(await refusalOf(path)).toContain('疑似恶意压缩，已停止读取')
  })

  test('a part that holds more than it declares', async () => {
    const path = file('liar.xlsx')
    const parts = workbookParts({ sheets: [`<sheetData>${cell.repeat(100_000)}</sheetData>`] })
    makePackage(
      path,
      parts.map(p => (p.name.includes('sheet1') ? { ...p, declared: 1000 } : p)),
    )
    expect(await refusalOf(path)).toContain('疑似恶意压缩')
  })

  test('a part that declares more than there may be', async () => {
    const path = file('boaster.xlsx')
    const parts = workbookParts({ sheets: ['<sheetData/>'] })
    makePackage(path, [...parts, ...['a', 'b'].map(name => ({ name, bytes: 'x', declared: 0xfffffff0 }))])
    expect(await refusalOf(path)).toContain('疑似恶意压缩')
  })

  test('nested entities are refused before anything is expanded', async () => {
    const path = file('laughs.xlsx')
    const parts = workbookParts({ sheets: ['<sheetData/>'], sharedStrings: '' })
    const laughs = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    makePackage(
      path,
      parts.map(p => (p.name === 'xl/sharedStrings.xml' ? { ...p, bytes: laughs } : p)),
    )
    expect(await refusalOf(path)).toContain('不允许的实体声明')
  })

  test('a cell in column one million', async () => {
    const path = file('wide.xlsx')
    makeWorkbook(path, { sheets: [`<sheetData><row r="1"><c r="BDWGO1"><v>1</v></c></row></sheetData>`] })
    expect(await refusalOf(path)).toContain('工作表“表1”的列数超过上限 16384')
  })

  test('a million cells without addresses in one row', async () => {
    const path = file('wide2.xlsx')
    makeWorkbook(path, { sheets: [`<sheetData><row r="1">${'<c><v>1</v></c>'.repeat(1_000_000)}</row></sheetData>`] })
    expect(await refusalOf(path)).toContain('列数超过上限 16384')
  })

  test('row two million', async () => {
    const path = file('tall.xlsx')
    makeWorkbook(path, { sheets: ['<sheetData><row r="2000000"><c r="A2000000"><v>1</v></c></row></sheetData>'] })
    expect(await refusalOf(path)).toContain('行数超过上限')
  })

  test('a few cells that span billions', async () => {
    const path = file('sparse.xlsx')
    const rows = Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join('')
    makeWorkbook(path, { sheets: [`<sheetData>${rows}</sheetData>`] })
    expect(await refusalOf(path)).toContain('格子数超过上限')
  })

  test('a web page whose cells span the earth', async () => {
    expect(await refusalOf(file('span.xls', `<table><tr><td colspan=1000000>甲</td></tr></table>`))).toContain('列数超过上限')
  })

  test('three hundred sheets', async () => {
    const path = file('sheets.xlsx')
    makeWorkbook(path, { sheets: Array.from({ length: 300 }, () => '<sheetData/>') })
    expect(await refusalOf(path)).toContain('工作表数超过上限')
  })

  test('a package cut anywhere is damaged, never half read', async () => {
    const whole = file('whole.xlsx')
    const rows = Array.from({ length: 5000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i * 7919}</v></c></row>`).join('')
    makeWorkbook(whole, { sheets: [`<sheetData>${rows}</sheetData>`] })
    const bytes = readFileSync(whole)
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect(await refusalOf(file('cut.xlsx', bytes.subarray(0, Math.floor(bytes.length * share))))).toContain('已损坏或不完整')
    }
  })

  test('a package with any bytes damaged is refused or read whole, never in part and never a crash', async () => {
    const whole = file('sound.xlsx')
    const rows = Array.from(
      { length: 300 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i % 2}</v></c><c r="B${i + 1}"><v>${i * 7919}</v></c></row>`,
    ).join('')
    makeWorkbook(whole, {
      sharedStrings: '<si><t>甲</t></si><si><t>乙</t></si>',
      styles: '<cellXfs><xf numFmtId="0"/></cellXfs>',
      sheets: [`<sheetData>${rows}</sheetData>`],
    })
    const sound = readFileSync(whole)
    const expected = await readAll(whole)
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }), async damage => {
        const bytes = Buffer.from(sound)
        for (const [at, byte] of damage) bytes[at] = byte
        const path = file('damaged.xlsx', bytes)
        if ((await refusalOf(path)) === 'read') expect(await readAll(path)).toEqual(expected)
      }),
      { numRuns: 300, seed },
    )
  })

  test('a cell that points behind the shared strings', async () => {
    const path = file('pointer.xlsx')
    makeWorkbook(path, { sharedStrings: '<si><t>甲</t></si>', sheets: ['<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>'] })
    expect(await refusalOf(path)).toContain('已损坏或不完整')
  })

  test('rows that stop in the middle of a tag', async () => {
    const path = file('torn.xlsx')
    const parts = workbookParts({ sheets: ['<sheetData/>'] })
    makePackage(
      path,
      parts.map(p => (p.name.includes('sheet1') ? { ...p, bytes: '<worksheet><sheetData><row r="1"><c r="A1"' } : p)),
    )
    expect(await refusalOf(path)).toContain('已损坏或不完整')
  })
})
