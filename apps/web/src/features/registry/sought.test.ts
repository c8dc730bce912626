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
