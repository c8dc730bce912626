import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { characterOf, variantPairs } from './character.ts'
import { normaliseName } from './name.ts'

const of = (written: string) => {
  const name = normaliseName(written)
  if (name === null) throw new Error(`nothing read from ${written}`)
  return name
}

describe('the exact form of a name', () => {
  test.each([
    ['张伟', '张伟'],
    ['张 伟', '张伟'],
    ['张　伟', '张伟'],
    ['\u200b张伟\ufeff', '张伟'],
    ['買買提', '買買提'],
    ['买买提•吐尔逊', '买买提·吐尔逊'],
    ['买买提・吐尔逊', '买买提·吐尔逊'],
    ['买买提．吐尔逊', '买买提·吐尔逊'],
    ['买买提。吐尔逊', '买买提·吐尔逊'],
    ['买买提-吐尔逊', '买买提·吐尔逊'],
    ['买买提 · 吐尔逊', '买买提·吐尔逊'],
    ['买买提··吐尔逊', '买买提·吐尔逊'],
    ['买买提·', '买买提'],
    ['张伟(曾用名张小伟)', '张伟'],
    ['张伟（转学）', '张伟'],
    ['张伟2', '张伟'],
    ['张伟Ａ', '张伟'],
    ['张伟(大)', '张伟'],
    ['王?丽', '王□丽'],
    ['王＊', '王□'],
    ['王\ue863', '王□'],
    ['Anna  li', 'ANNA LI'],
    ['王⼀', '王一'],
  ])('%s is written %s', (written, same) => expect(of(written).same).toBe(same))

  test.each(['', ' ', '　', '()', '·'])('“%s” names nobody', written => expect(normaliseName(written)).toBeNull())

  test('characters that registers interchange stay apart in the exact form and meet in the folded one', () => {
    for (const [a, b] of [
      ['李喆', '李哲'],
      ['王昇', '王升'],
      ['張偉', '张伟'],
      ['黃峯', '黄峰'],
      ['𠮷田', '吉田'],
    ] as const) {
      expect(of(a).same).not.toBe(of(b).same)
      expect(of(a).fold).toBe(of(b).fold)
    }
  })

  test('a simplification that is read differently does not fold', () => {
    expect(of('王乾').fold).toBe('王乾')
    expect(of('王乾').pinyin).toBe('wang qian')
  })
})

describe('the reading of a name', () => {
  test.each([
    ['单雨', 'shan yu'],
    ['仇和', 'qiu he'],
    ['盖伟', 'ge wei'],
    ['尉迟恭', 'yu chi gong'],
    ['万俟晓', 'mo qi xiao'],
    ['欧阳娜娜', 'ou yang na na'],
    ['吕律', 'lv lv'],
    ['买买提·吐尔逊', 'mai mai ti tu er xun'],
    ['买买提吐尔逊', 'mai mai ti tu er xun'],
  ])('%s is read %s', (written, pinyin) => expect(of(written).pinyin).toBe(pinyin))

  test('two syllables are not one', () => expect(of('李西安').pinyin).not.toBe(of('李先').pinyin))

  test('a name with a lost character has neither fold nor reading', () => {
    expect(of('王□丽')).toMatchObject({ fold: null, pinyin: null, flags: ['unreadable'] })
  })
})

describe('what stands behind a name', () => {
  test.each([
    ['张伟(曾用名张小伟)', '张小伟', []],
    ['张伟（曾用名：张小伟）', '张小伟', []],
    ['张伟【原名张小伟】', '张小伟', []],
    ['张伟 曾用名:张小伟', '张小伟', []],
    ['张伟(转学)', null, ['note']],
    ['张伟(小)', null, ['suffix']],
    ['张伟3', null, ['suffix']],
    ['阿依·古丽', null, ['dotted']],
  ] as const)('%s: former name %s, flags %j', (written, former, flags) => {
    expect(of(written).former?.same ?? null).toBe(former)
    expect(of(written).flags).toEqual(flags)
  })
})

describe('of any writing', () => {
  const piece = fc.constantFrom(...'张伟单欧阳尉迟喆哲昇國国买提吐·•.-。 　()（）□?*1Aa2大小', '曾用名', '\u200b', '𠮷', '\ue000')
  const writing = fc.array(piece, { maxLength: 9 }).map(pieces => pieces.join(''))

  test('the exact form is its own exact form', () => {
    fc.assert(
      fc.property(writing, written => {
        const name = normaliseName(written)
        if (name === null) return
        const again = normaliseName(name.same)
        expect(again).toMatchObject({ same: name.same, fold: name.fold, pinyin: name.pinyin })
      }),
      { numRuns: 2000 },
    )
  })

  test('folding a folded name changes nothing, and equal folds sound the same', () => {
    fc.assert(
      fc.property(writing, written => {
        const fold = normaliseName(written)?.fold
        if (fold === null || fold === undefined || fold === '') return
        const again = normaliseName(fold)
        expect(again?.fold).toBe(fold)
        expect(again?.pinyin).toBe(normaliseName(written)?.pinyin)
      }),
      { numRuns: 2000 },
    )
  })

  test('the short way of plain names and the careful way agree', () => {
    const plain = fc
      .array(
        fc.integer({ min: 0x4e00, max: 0x9fff }).map(c => String.fromCodePoint(c)),
        { minLength: 2, maxLength: 4 },
      )
      .map(c => c.join(''))
    const careful = (written: string) => normaliseName(`${written}\u200b`)
    fc.assert(
      fc.property(plain, written => {
        expect(normaliseName(written)).toEqual(careful(written))
      }),
      { numRuns: 2000 },
    )
    for (const written of ['单雨', '尉迟恭', '欧阳娜', '万俟', '吕布', '呉昇', '於洋']) expect(normaliseName(written)).toEqual(careful(written))
  })
})

test('every variant folds in one step, to something simplified', () => {
  expect(variantPairs.length).toBeGreaterThan(150)
  for (const [from, to] of variantPairs) {
    expect(characterOf(from).folded, from).toBe(to)
    expect(characterOf(to).folded, to).toBe(to)
  }
})
