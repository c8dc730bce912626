import { dayOf, type PlainDate } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from '../cell.ts'
import { aNumber } from '../testing/index.ts'
import { dateReader, monthReader } from './date.ts'
import { gradeSaid, gradeWithin, splitSchoolAndGrade } from './grade.ts'
import { readIdNumber } from './id-number.ts'
import { countReader, fenWritten, moneyReader, yearReader } from './number.ts'
import { type CellReader, Noted, Unreadable } from './reading.ts'
import { readCode, readName } from './text.ts'
import { sexReader, termReader, yesNoReader } from './word.ts'

const reading = (read: CellReader, cell: Cell): unknown => {
  const value = read(cell ?? '')
  return value instanceof Unreadable ? value.problem.code : value
}

const id = sampleId({ born: '2012-03-04', sequence: 27 })

test.each([
  [id],
  [` ${id} `],
  [`'${id}`],
  [`="${id}"`],
  [id.replace(/\d/gu, d => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
  [`${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`],
  [`${id}\u200b`],
])('an ID number is read out of %j', written => {
  expect(reading(readIdNumber, written)).toBe(id)
})

test('the check character X is read from its look-alikes', () => {
  const ending = Array.from({ length: 200 }, (_, i) => sampleId({ born: '2012-03-04', sequence: i + 1 })).find(n => n.endsWith('X')) ?? ''
  for (const x of ['x', '×', 'Ⅹ', 'Х', '*']) expect(reading(readIdNumber, ending.slice(0, 17) + x)).toBe(ending)
})

test('a disability certificate of 20 or 22 digits begins with an ID number', () => {
  expect(reading(readIdNumber, `${id}43`)).toBe(id)
  expect(reading(readIdNumber, `${id}43B1`)).toBe(id)
})

test('damage in an ID number is kept as it is', () => {
  expect(reading(readIdNumber, `${id.slice(0, 15)}000`)).toBe(`${id.slice(0, 15)}000`)
  expect(reading(readIdNumber, id.slice(0, 17))).toBe(id.slice(0, 17))
  expect(reading(readIdNumber, `G${id}`)).toBe(`G${id}`)
})

test('an ID number that went through a number is no key, and the message holds no whole number', () => {
  expect(reading(readIdNumber, aNumber(Number(id.slice(0, 17)), `${id.slice(0, 15)}000`))).toBe('intake/id-stored-as-number')
  expect(reading(readIdNumber, aNumber(9.9e17, '9.90101E+17'))).toBe('intake/id-in-scientific-notation')
  expect(reading(readIdNumber, '9.90101E+17')).toBe('intake/id-in-scientific-notation')
  const value = readIdNumber(aNumber(990101201203040, `${id.slice(0, 15)}000`) as never)
  expect(JSON.stringify(value)).not.toContain(id.slice(0, 12))
})

test.each([[`何晨${id}`], [`${id}（已补办）`], [`身份证号：${id}`], [`${id}，13800000000`], [`${id}(1)`], [`(2)${id}`]])(
  'of a cell that holds more than its one whole number, %j, the number is kept and its row says so',
  written => {
    const value = readIdNumber(written)
    expect(value).toBeInstanceOf(Noted)
    expect(value).toMatchObject({ value: id, problem: { code: 'intake/id-with-other-words' } })
    expect(JSON.stringify((value as Noted).problem)).not.toContain('何晨')
  },
)

test('a name or remark without one whole valid number gives no number at all', () => {
  const wrong = `${id.slice(0, 17)}${id.endsWith('0') ? '1' : '0'}`
  for (const written of [`何晨${wrong}`, `${id.slice(0, 17)}（缺一位）`, '补办中2022', `${id.slice(0, 15)}，${id.slice(15)}`])
    expect(reading(readIdNumber, written)).toBe('intake/id-among-other-words')
  const other = sampleId({ born: '2013-05-06', sequence: 31 })
  for (const written of [`何晨${id}何曦${other}`, `${id}（原${other.slice(0, 17)}）`, `${id}、${wrong}`])
    expect(reading(readIdNumber, written)).toBe('intake/several-ids')
})

test('permits, passports and student numbers are numbers by themselves', () => {
  for (const written of ['H12345678', 'A123456(7)', 'GAT-1234567', `J${id}`]) expect(reading(readIdNumber, written)).toBe(written)
})

test('“无” and “/” say that there is no number; other words are said back', () => {
  expect(reading(readIdNumber, '无')).toBeNull()
  expect(reading(readIdNumber, '/')).toBeNull()
  expect(reading(readIdNumber, '户口未上')).toBe('intake/id-without-digits')
})

test('a code keeps every digit or is not read', () => {
  expect(reading(readCode, "'0099000001")).toBe('0099000001')
  expect(reading(readCode, aNumber(9_900_000_001))).toBe('9900000001')
  expect(reading(readCode, aNumber(6.222e18, '6.222E+18'))).toBe('intake/code-stored-as-number')
})

test('a name stays as written', () => {
  expect(reading(readName, ' 阿依古丽·买买提 ')).toBe('阿依古丽·买买提')
  expect(reading(readName, '张  三')).toBe('张  三')
  expect(reading(readName, '无')).toBeNull()
})

test.each([
  ['20220903', '2022-09-03'],
  ['2022-9-3', '2022-09-03'],
  ['2022年9月3日', '2022-09-03'],
  ['2022.09.03', '2022-09-03'],
  ['2022/9/3 00:00:00', '2022-09-03'],
  ['２０２２－０９－０３', '2022-09-03'],
  ['202209', '2022-09-01'],
  ['2022年9月', '2022-09-01'],
  ['44807', '2022-09-03'],
  ['2022-13-01', 'intake/not-a-date'],
  ['2022-02-30', 'intake/not-a-date'],
  ['2022、9、3', '2022-09-03'],
  ['二〇二二年九月三日', '2022-09-03'],
  ['二零二二年十二月三十一日', '2022-12-31'],
  ['一九九八年十月二十日', '1998-10-20'],
  ['二○二二年九月', '2022-09-01'],
  ['二〇二二年十三月三日', 'intake/not-a-date'],
  ['22-9-3', 'intake/not-a-date'],
  ['3/9/22', 'intake/not-a-date'],
  ['九月', 'intake/not-a-date'],
  ['不详', null],
])('%s is the day %s', (written, day) => {
  expect(reading(dateReader(), written)).toBe(day)
})

test.each([
  ['22.9.3', '2022-09-03'],
  ['98.10.20', '1998-10-20'],
  ['22年9月3日', '2022-09-03'],
])('%s has a year of two digits: it is read as %s, and its row says so', (written, day) => {
  const value = dateReader()(written)
  expect(value).toBeInstanceOf(Noted)
  expect(value).toMatchObject({ value: day, problem: { code: 'intake/date-with-short-year' } })
})

test('a stored day is read from its serial number, its eight digits or as a date', () => {
  expect(reading(dateReader(), aNumber(44_807))).toBe('2022-09-03')
  expect(reading(dateReader(), aNumber(44_807.5))).toBe('2022-09-03')
  expect(reading(dateReader(), aNumber(20_220_903))).toBe('2022-09-03')
  expect(reading(dateReader(), { kind: 'date', date: '2022-09-03' as PlainDate })).toBe('2022-09-03')
  expect(reading(dateReader(), aNumber(2018.5))).toBe('2018-05-01')
  expect(reading(dateReader(), aNumber(2018.1, '2018.10'))).toBe('2018-10-01')
  expect(reading(monthReader(), aNumber(202_209))).toBe('2022-09-01')
})

test('a stored number that may be two months, or only a year, is no day', () => {
  expect([aNumber(2018.1), aNumber(2018), aNumber(-5), aNumber(1e12)].map(c => reading(dateReader(), c))).toEqual(Array(4).fill('intake/not-a-date'))
})

test('every day survives every writing', () => {
  const days = fc.record({ y: fc.integer({ min: 1901, max: 2099 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) })
  const read = dateReader()
  fc.assert(
    fc.property(days, ({ y, m, d }) => {
      const two = (n: number) => String(n).padStart(2, '0')
      for (const written of [`${y}${two(m)}${two(d)}`, `${y}-${m}-${d}`, `${y}年${m}月${d}日`, `${y}.${two(m)}.${two(d)}`]) {
        expect(reading(read, written)).toBe(dayOf(y, m, d))
      }
    }),
  )
})

test.each([
  ['是', true],
  ['√', true],
  ['1', true],
  ['有', true],
  ['Y', true],
  ['否', false],
  ['×', false],
  ['0', false],
  ['无', false],
  ['', null],
  ['不详', null],
  ['也许', 'intake/word-not-known'],
])('%s answers a yes-no column with %s', (written, value) => {
  expect(reading(yesNoReader(), written)).toBe(value)
})

test('a column has words of its own beside yes and no', () => {
  const boards = yesNoReader({ 住校: true, 走读: false })
  expect(['住校', '走读', '是', '借宿'].map(w => reading(boards, w))).toEqual([true, false, true, 'intake/word-not-known'])
  expect(reading(yesNoReader(), { kind: 'boolean', value: false })).toBe(false)
  expect(['男', '女性', '1', '2', '未说明'].map(w => reading(sexReader(), w))).toEqual(['male', 'female', 'male', 'female', 'intake/word-not-known'])
})

test.each([
  ['1250', 125_000],
  ['1,250.00 元', 125_000],
  ['¥1250.5', 125_050],
  ['312.5', 31_250],
  ['0.1', 10],
  ['1250元/学年', 125_000],
  ['312.555', null],
  ['约300', null],
  ['-625', -62_500],
])('%s is %s fen', (written, fen) => {
  expect(fenWritten(written, 1, 1)).toBe(fen)
})

test('a header in 万元 or per term changes what a figure means', () => {
  expect(fenWritten('0.125', 10_000, 1)).toBe(125_000)
  expect(fenWritten('1250', 1, 2)).toBe(250_000)
})

test('the dust a formula leaves on a sum is wiped off', () => {
  expect(reading(moneyReader(1, 1), aNumber(312.49999999999994, '312.5'))).toBe(31_250)
  expect(reading(moneyReader(1, 1), aNumber(0.1 + 0.2, '0.3'))).toBe(30)
})

test('whole fen survive being written as yuan', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), fen => {
      expect(fenWritten(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`, 1, 1)).toBe(fen)
      expect(reading(moneyReader(1, 1), aNumber(fen / 100))).toBe(fen)
    }),
  )
})

test('counts and years of entry are read with their units', () => {
  expect(['3', '3个学期', aNumber(4), '三', '-1'].map(c => reading(countReader(), c))).toEqual([3, 3, 4, 'intake/not-a-count', 'intake/not-a-count'])
  expect(['2020', '2020级', '2020年9月', '202009', aNumber(2020), '20级'].map(c => reading(yearReader(), c))).toEqual([
    2020,
    2020,
    2020,
    2020,
    2020,
    'intake/not-a-count',
  ])
})

test.each([
  ['2022年春季学期', '2022-spring'],
  ['2022秋', '2022-autumn'],
  ['二〇二一年秋季学期', '2021-autumn'],
  ['2022-2023学年第一学期', '2022-autumn'],
  ['2022-2023学年度第二学期', '2023-spring'],
  ['2022-spring', '2022-spring'],
  ['春季', 'intake/not-a-term'],
  ['2022-2024学年第一学期', 'intake/not-a-term'],
])('%s is the term %s', (written, term) => {
  expect(reading(termReader(), written)).toBe(term)
})

test.each([
  ['七年级', 'junior', 1],
  ['初一', 'junior', 1],
  ['9年级', 'junior', 3],
  ['高二', 'senior', 2],
  ['高中三年级', 'senior', 3],
  ['小学五年级', 'primary', 5],
  ['三年级', null, 3],
  ['1年级', null, 1],
  ['大班', 'preschool', 3],
  ['小二班', 'preschool', 1],
  ['中职二年级', 'vocational', 2],
  ['大一', 'higher', 1],
  ['七年级3班', 'junior', 1],
  ['七(3)班', 'junior', 1],
  ['一（1）班', null, 1],
  ['小学二(1)班', 'primary', 2],
  ['三年二班', null, 3],
  ['小学一年级1班', 'primary', 1],
  ['七（3）班', 'junior', 1],
  ['高一2班', 'senior', 1],
  ['六1班', null, 6],
  ['八二班', 'junior', 2],
  ['1（2）', null, 1],
  ['1.2', null, 1],
  ['1-10', null, 1],
  ['高三（12）班', 'senior', 3],
  ['小（1）班', 'preschool', 1],
  ['2022级(1)班', null, null],
  ['初中2022级', 'junior', null],
  ['2023级', null, null],
])('%s names stage %s and grade %s', (written, stage, grade) => {
  expect(gradeSaid(written)).toEqual({ stage, grade })
})

test('a word that is no grade is no grade', () => {
  for (const word of ['二十班', '二十一班', '61班', '甲班', '毕业', '其他', '石桥镇', '（1）班', '2022.9', '13（2）']) expect(gradeSaid(word)).toBeUndefined()
})

test('the stage beside a grade word decides what a bare number means', () => {
  expect(gradeWithin('junior', { stage: null, grade: 1 })).toBe(1)
  expect(gradeWithin('vocational', { stage: null, grade: 2 })).toBe(2)
  expect(gradeWithin('primary', { stage: 'junior', grade: 1 })).toBeNull()
  expect(gradeWithin('senior', { stage: null, grade: 6 })).toBeNull()
})

test('a school and its grade written together are taken apart', () => {
  expect(splitSchoolAndGrade('石桥镇中心小学六年级')).toEqual({ school: '石桥镇中心小学', said: { stage: null, grade: 6 } })
  expect(splitSchoolAndGrade('示例县第一中学 八年级（2）班')).toEqual({ school: '示例县第一中学', said: { stage: 'junior', grade: 2 } })
  expect(splitSchoolAndGrade('石桥镇中心小学')).toEqual({ school: '石桥镇中心小学', said: undefined })
})
