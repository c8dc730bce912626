import { expect, test } from 'vitest'
import { soughtIn } from './sought.ts'

test('what is typed is sought as what it looks like', () => {
  expect(soughtIn('  ')).toBeNull()
  expect(soughtIn('张小明')).toEqual({ name: '张小明' })
  expect(soughtIn('zhangxm')).toEqual({ pinyin: 'zhangxm' })
  expect(soughtIn('990101 20150301 001x')).toEqual({ idNumber: '99010120150301001X' })
  expect(soughtIn('G99010120150301001X')).toEqual({ studentNumber: 'G99010120150301001X' })
})

test('half a number is sought as nothing, and says what is missing', () => {
  expect(soughtIn('9901012015')).toEqual({ says: expect.stringContaining('现在 10 位') })
  expect(soughtIn('?!')).toEqual({ says: expect.stringContaining('姓名、拼音') })
})

test('a day of birth with the last four is sought as that, however it is written; a day that is none is not', () => {
  for (const text of ['2013-02-03 1234', '2013年2月3日1234', '201302031234', '2013/02/03 1234'])
    expect(soughtIn(text)).toEqual({ bornOn: '2013-02-03', lastFour: '1234' })
  expect(soughtIn('2013-02-03 123x')).toEqual({ bornOn: '2013-02-03', lastFour: '123X' })
  expect(soughtIn('2013-02-30 1234')).toMatchObject({ says: expect.any(String) })
})
