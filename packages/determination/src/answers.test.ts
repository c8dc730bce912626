import { factKeysOf } from '@yingjin/facts'
import { word } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { answerShape, answerWording, expectedAnswer, readAnswer } from './answers.ts'

const said = (code: string, given: string) => {
  const read = readAnswer(code, given)
  return read.ok ? read.value : word(answerWording, read.problem)
}

test('one answer about hardship says yes to what it names and no to the rest', () => {
  const answers = said('hardship', '城乡低保、残疾')
  expect(answers).toContainEqual({ fact: 'minimum_living', says: true, amount: null, word: null })
  expect(answers).toContainEqual({ fact: 'disabled', says: true, amount: null, word: null })
  expect(answers).toContainEqual({ fact: 'lifted_out', says: false, amount: null, word: null })
})

test('“均不是” says no to every designation', () => {
  const answers = said('hardship', ' 均不是 ')
  expect(Array.isArray(answers) && answers.every(a => a.says === false)).toBe(true)
})

test.each([
  ['present', '是', [{ fact: 'present', says: true, amount: null, word: null }]],
  ['stage', '初中', [{ fact: 'stage', says: null, amount: null, word: 'junior' }]],
  ['care_fee', '1,500.50元', [{ fact: 'care_fee', says: null, amount: 150_050, word: null }]],
  ['birth_date', '2012年2月29日', [{ fact: 'birth_date', says: null, amount: null, word: '2012-02-29' }]],
  ['entered_on', '2020-9-1', [{ fact: 'entered_on', says: null, amount: null, word: '2020-09-01' }]],
  ['hukou_division', '990101000000', [{ fact: 'hukou_division', says: null, amount: null, word: '990101' }]],
  ['school_code', '9901010001', [{ fact: 'school_code', says: null, amount: null, word: '9901010001' }]],
  ['entry_year', '2020', [{ fact: 'entry_year', says: null, amount: 2020, word: null }]],
])('%s filled with %s is understood', (code, given, expected) => {
  expect(said(code, given)).toEqual(expected)
})

test.each([
  ['present', '可能', '填写的“可能”看不懂；这一格请填“是”或“否”'],
  ['entry_year', '1999', '填写的“1999”超出范围；这一格请填2000 至 2100 之间的整数'],
  ['care_fee', '一千五', '填写的“一千五”看不懂；这一格请填每学年的金额（元，最多两位小数）'],
  ['birth_date', '2011-02-29', '填写的“2011-02-29”看不懂；这一格请填1980年1月1日至2099年12月31日之间的日期，写成“2012-09-01”或“2012年9月1日”'],
  ['entered_on', '1901-01-01', '填写的“1901-01-01”超出范围；这一格请填1990年1月1日至2099年12月31日之间的日期，写成“2012-09-01”或“2012年9月1日”'],
  ['school_code', '123', '填写的“123”看不懂；这一格请填学校标识码（只有数字，共 10 位）'],
  ['no_such_fact', '是', '信息代码“no_such_fact”不是本系统发出的，请勿改动“信息代码”一列'],
])('%s filled with %s is refused, saying what to write', (code, given, message) => {
  expect(said(code, given)).toBe(message)
})

test('every word and day that a form offers is one that is understood', () => {
  for (const code of ['hardship', ...factKeysOf('student')]) {
    const shape = answerShape(code)
    const offered =
      shape.kind === 'one'
        ? shape.words
        : shape.kind === 'several'
          ? [...shape.words, shape.none, shape.words.join('、')]
          : shape.kind === 'day'
            ? ['2012-09-01']
            : []
    for (const answer of offered) expect(readAnswer(code, answer)).toMatchObject({ ok: true })
  }
})

test('a form asks yes or no, one of some, all that apply, a day, or something written', () => {
  expect(answerShape('present')).toEqual({ kind: 'one', words: ['是', '否'] })
  expect(answerShape('stage').kind).toBe('one')
  expect(answerShape('hardship')).toMatchObject({ kind: 'several', none: '均不是' })
  expect(answerShape('entered_on')).toEqual({ kind: 'day' })
  expect(answerShape('care_fee')).toEqual({ kind: 'written' })
})

test('a hardship answer with one word nobody knows is refused whole', () => {
  expect(said('hardship', '低保户、残疾')).toBe(`填写的“低保户”看不懂；这一格请填${expectedAnswer('hardship')}`)
})
