import { day } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { describe, expect, test } from 'vitest'
import { personKeys, personKeySchema, type PersonRow } from './person-keys.ts'
import { VillageIndex } from './place.ts'
import { schoolKey } from './school.ts'

const id = sampleId({ born: '2012-03-04', sequence: 11 })
const other = sampleId({ born: '2011-01-01', sequence: 12 })
const guardian = sampleId({ born: '1985-06-07', sequence: 21 })
const villages = new VillageIndex([
  { code: '990101100201', township: '清溪镇', village: '白果村' },
  { code: '990101100202', township: '清溪镇', village: '石桥社区' },
  { code: '990101101201', township: '白马乡', village: '白果村' },
  { code: '990101101202', township: '白马乡', village: '双河村' },
  { code: '990101101203', township: '白马乡', village: '双河社区' },
])
const keysOf = (row: PersonRow) => Object.fromEntries(Object.keys(personKeySchema).map((column, i) => [column, personKeys(row, { villages })[i]]))

test('keys come in the order of the schema, every one of them', () => {
  expect(personKeys({}, { villages: null })).toHaveLength(Object.keys(personKeySchema).length)
  expect(keysOf({})).toEqual({ ...Object.fromEntries(Object.keys(personKeySchema).map(k => [k, null])), id_class: 'NONE' })
})

describe('ID keys', () => {
  test.each<[string, PersonRow, object]>([
    ['a whole number is every key', { id_number: id }, { id_class: 'V18', id18: id, id17: id.slice(0, 17), id15: id.slice(0, 15), id18_old: null }],
    [
      'a number the spreadsheet cut keeps fifteen digits',
      { id_number: `${id.slice(0, 15)}000` },
      { id_class: 'S15', id18: null, id17: null, id15: id.slice(0, 15) },
    ],
    ['a number without check character keeps seventeen', { id_number: id.slice(0, 17) }, { id_class: 'M17', id18: null, id17: id.slice(0, 17) }],
    [
      'a number stored as a number is never whole',
      { id_number: id.replace('X', '0'), id_number_was_numeric: true },
      { id_class: 'S15', id18: null, id17: null },
    ],
    ['G + ID is a copy where no ID is written', { student_number: `G${id}` }, { id_class: 'NONE', id18: id }],
    ['G + ID completes what a spreadsheet cut', { id_number: `${id.slice(0, 15)}000`, student_number: `G${id}` }, { id_class: 'S15', id18: id }],
    [
      'G + ID of somebody else completes nothing',
      { id_number: `${other.slice(0, 15)}000`, student_number: `G${id}` },
      { id_class: 'S15', id18: null, id15: other.slice(0, 15) },
    ],
    ['the ID column goes before the student number', { id_number: other, student_number: `G${id}` }, { id_class: 'V18', id18: other }],
    ['J + 18 only looks like an ID', { student_number: `J${id}` }, { id_class: 'NONE', id18: null }],
    ['L + 18 only looks like an ID', { student_number: `L${id}` }, { id_class: 'NONE', id18: null }],
    ['J + 18 in the ID column is no ID either', { id_number: `J${id}` }, { id_class: 'PSEUDO', id18: null }],
  ])('%s', (_, row, keys) => expect(keysOf(row)).toMatchObject(keys))

  test('a permit is compared exactly and with nothing else', () => {
    expect(keysOf({ id_number: 'E12345678' })).toMatchObject({ id_class: 'PERMIT', id18: 'E12345678', id17: null, id15: null })
  })

  test('a guardian is known by a whole number only, the head of household stands in, and nobody guards himself', () => {
    expect(keysOf({ guardian_id_number: guardian })['guardian_id18']).toBe(guardian)
    expect(keysOf({ guardian_id_number: guardian.slice(0, 17) })['guardian_id18']).toBeNull()
    expect(keysOf({ guardian_id_number: guardian.slice(0, 17), head_id_number: guardian })['guardian_id18']).toBe(guardian)
    expect(keysOf({ id_number: id, head_id_number: id })['guardian_id18']).toBeNull()
  })
})

describe('birth and sex', () => {
  test('the column speaks first, the number when the column is silent', () => {
    expect(keysOf({ id_number: id, birth_date: '2012-03-05' })['birth']).toBe('2012-03-05')
    expect(keysOf({ id_number: id })).toMatchObject({ birth: day('2012-03-04'), sex_key: 'male' })
  })
  test('1900-01-01 is a system that knew no birthday', () => expect(keysOf({ birth_date: '1900-01-01' })['birth']).toBeNull())
})

describe('places and schools', () => {
  test.each([
    ['清溪镇', '白果村', '990101100201'],
    ['清溪', '白果村民委员会', '990101100201'],
    [' 清溪 镇', '石桥', '990101100202'],
    ['白马乡', '白果', '990101101201'],
    ['白马乡', '双河社区', '990101101203'],
    ['白马乡', '双河', null],
    ['无此镇', '白果村', null],
  ])('%s / %s is %s', (township, village, code) => {
    expect(villages.find(township, village)).toBe(code)
    expect(keysOf({ township, village })['village_key']).toBe(code)
  })
  test('a village without its township is not looked up', () => expect(keysOf({ village: '石桥社区' })['village_key']).toBeNull())
  test('a school is its code, else its name without blanks and brackets', () => {
    expect(schoolKey('２１５0001234', '示例小学')).toBe('2150001234')
    expect(schoolKey('不详', '示例县 第一小学（本部）')).toBe('示例县第一小学本部')
    expect(schoolKey(null, null)).toBeNull()
  })
})

test('a former name comes from its column or from the brackets', () => {
  expect(keysOf({ name: '张伟(曾用名李伟)' })['former_pinyin']).toBe('li wei')
  expect(keysOf({ name: '张伟', former_name: '李伟' })['former_pinyin']).toBe('li wei')
})
