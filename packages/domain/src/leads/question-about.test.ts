import { causes } from '@yingjin/determination'
import { type FactKey, facts } from '@yingjin/facts'
import { expect, test } from 'vitest'
import { restrictedWord } from './lead-about.ts'
import { aboutQuestion } from './question-about.ts'

test('why a fact is missing is told unless the fact is one of difficulty, whatever the cause', () => {
  for (const says of Object.values(causes)) {
    expect(aboutQuestion({ matter: 'missing-fact', key: 'boards', says: { 为什么缺: says } })).toEqual({ 为什么缺: says })
    for (const key of ['hardship', 'orphan', 'not-a-fact']) expect(aboutQuestion({ matter: 'missing-fact', key, says: { 为什么缺: says } })).toEqual({})
  }
  const restricted = (Object.keys(facts) as FactKey[]).filter(key => facts[key].class === 'restricted')
  expect(restricted.length).toBeGreaterThan(10)
  for (const key of restricted) expect(aboutQuestion({ matter: 'missing-fact', key, says: { 为什么缺: '空白' } })).toEqual({})
})

test('a pair is told by what is alike in it; a clause that leaves it to a person, and whatever names a category, is not', () => {
  const says = { 凭什么: '姓名、出生日期相符', 名册中的姓名: '赵某', 为什么需要判断: '因病支出较大', 依据条款: '第三条' }
  expect(aboutQuestion({ matter: 'same-person', key: 'disabled', says })).toEqual({ 凭什么: '姓名、出生日期相符', 名册中的姓名: '赵某' })
  expect(aboutQuestion({ matter: 'discretion', key: 'A', says })).toEqual({})
  expect(aboutQuestion({ matter: 'amount', key: 'B', says })).toEqual({})
  const told = aboutQuestion({ matter: 'same-person', key: 'disabled', says: { ...says, 凭什么: '残疾证号相符' } })
  expect(Object.values(told).filter(word => restrictedWord.test(word))).toEqual([])
})
