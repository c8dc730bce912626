import { expect, test } from 'vitest'
import { hasNumber, withoutNumbers } from './number-in-words.ts'
import { sampleId } from './testing/index.ts'

const id = sampleId({ born: '2012-05-06', sequence: 1 })

test.each([
  [`赵一${id}`, '赵一（号码略）'],
  [`身份证 ${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}。`, '身份证 （号码略）。'],
  ['电话13900001111，家长', '电话（号码略），家长'],
  ['电话 139 0000 1111', '电话 （号码略）'],
  ['电话139-0000-1111', '电话（号码略）'],
  ['电话１３９００００１１１１', '电话（号码略）'],
  ['卡号6217990000000000000', '卡号（号码略）'],
])('a number of a person in “%s” is found and left out', (text, without) => {
  expect([hasNumber(text), withoutNumbers(text)]).toEqual([true, without])
})

test.each(['2022年9月1日', '2199010001', '柳树村12号', '七年级（2）班', '凭证 20220901 17', ''])('“%s” stays as it is', text => {
  expect([hasNumber(text), withoutNumbers(text)]).toEqual([false, text])
})
