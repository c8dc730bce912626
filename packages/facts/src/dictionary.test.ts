import { describe, expect, test } from 'vitest'
import { epochDay } from '@yingjin/kernel'
import { choiceCodes, choices, type ChoiceName, choiceSynonyms, choiceWord, choiceWords } from './choices.ts'
import { questionGroups } from './definition.ts'
import { factKeys, factOf, nothingKnown } from './dictionary.ts'

const all = factKeys.map(key => ({ key, ...factOf(key) }))
const repeated = (values: readonly string[]): readonly string[] => values.filter((v, i) => values.indexOf(v) !== i)

describe('the dictionary of facts', () => {
  test('holds facts', () => expect(all.length).toBeGreaterThan(30))

  test('names every fact as a column of the batch plane may be named', () => {
    expect(all.map(f => f.key).filter(key => !/^[a-z][a-z_]*[a-z]$/.test(key))).toEqual([])
  })

  test('gives no two facts one label or one question', () => {
    expect(repeated(all.map(f => f.label))).toEqual([])
    expect(repeated(all.map(f => f.asks))).toEqual([])
  })

  test('asks one thing at a time, in Chinese, as a question', () => {
    expect(all.filter(f => !/^[^？。；]+？$/.test(f.asks) || !/\p{Script=Han}/u.test(f.label)).map(f => f.key)).toEqual([])
  })

  test('declares every range from low to high, and money in whole fen from zero', () => {
    for (const { key, type } of all) {
      const [min, max] =
        type.kind === 'count'
          ? [type.min, type.max]
          : type.kind === 'money'
            ? [type.minFen, type.maxFen]
            : type.kind === 'date'
              ? [epochDay(type.min), epochDay(type.max)]
              : [0, 1]
      expect([key, min < max, Number.isSafeInteger(min) && Number.isSafeInteger(max), min >= 0]).toEqual([key, true, true, true])
    }
  })

  test('shows hardship only to those who need it', () => {
    expect(all.filter(f => f.group === 'hardship' && f.class !== 'restricted').map(f => f.key)).toEqual([])
    expect(all.filter(f => f.group === 'hardship').length).toBeGreaterThan(5)
  })

  test('asks no group of questions that has no fact', () => {
    const asked = new Set(all.map(f => f.group))
    expect(Object.keys(questionGroups).filter(group => !asked.has(group as keyof typeof questionGroups))).toEqual([])
  })

  test('knows nothing of a child nobody told us about', () => {
    expect(Object.keys(nothingKnown)).toEqual(factKeys)
    expect(new Set(Object.values(nothingKnown))).toEqual(new Set([null]))
  })
})

describe('choices', () => {
  test('every code has one Chinese word of its own', () => {
    for (const name of Object.keys(choices) as ChoiceName[]) {
      const words = choiceCodes(name).map(code => choiceWord(name, code))
      expect(repeated(words)).toEqual([])
      expect(words.filter(w => !/^\p{Script=Han}+$/u.test(w))).toEqual([])
    }
  })
  test('a code nobody declared is shown as it is', () => expect(choiceWord('stage', '别的')).toBe('别的'))
})

describe('the words of a choice', () => {
  test.each(['学前', '幼儿园', '小学', '初中', '高中', '普通高中', '中职', '中等职业', '大学', '高等教育', '本科'])('a stage may be written %s', word =>
    expect(choiceCodes('stage')).toContain(choiceWords('stage')[word]),
  )
  test.each(Object.keys(choices) as ChoiceName[])('of %s: no word stands for two codes, and every code has its own', name => {
    const words = Object.entries(choiceWords(name))
    for (const code of choiceCodes(name)) expect(words).toContainEqual([choiceWord(name, code), code])
    expect(repeated(choiceCodes(name).flatMap(code => choiceSynonyms(name, code)))).toEqual([])
  })
})
