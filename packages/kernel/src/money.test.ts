import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMoney, inYuan, money, periodOnPaper, subtractMoney, termShare, yuan } from './money.ts'
import { term } from './term.ts'

const anyFen = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })

describe('money', () => {
  test('is whole fen: fractions are refused, and fen are written as text', () => {
    expect(yuan(1250).perTerm()).toEqual({ fen: 125_000, per: 'term' })
    expect(yuan('312.50').perTerm().fen).toBe(31_250)
    expect(yuan('312.5').once().fen).toBe(31_250)
    expect([yuan('-0.05').once().fen, yuan('-0.00').once().fen]).toEqual([-5, 0])
    expect(() => yuan(312.5)).toThrow('as text')
    for (const text of ['1,250', '1.234', '', '.5', '1e3', '１']) expect(() => yuan(text)).toThrow('not a sum')
    expect(() => money(0.5, 'once')).toThrow('whole fen')
    expect(() => money(Number.MAX_SAFE_INTEGER + 1, 'once')).toThrow('whole fen')
  })

  test('written as officials write it, it reads back to the same fen', () => {
    fc.assert(
      fc.property(anyFen, fen => {
        expect(yuan(inYuan(fen).replaceAll(',', '')).fen).toBe(fen)
      }),
    )
    expect([inYuan(125_000), inYuan(-5), inYuan(123_456_789_00)]).toEqual(['1,250.00', '-0.05', '123,456,789.00'])
  })

  test('adds and subtracts without a rest', () => {
    fc.assert(
      fc.property(anyFen, anyFen, (a, b) => {
        const [x, y] = [money(a, 'month'), money(b, 'month')]
        expect(subtractMoney(addMoney(x, y), y)).toEqual(x)
        expect(addMoney(x, y)).toEqual(addMoney(y, x))
      }),
    )
  })

  test('sums of different periods do not add', () => {
    // @ts-expect-error a sum per term is not a sum per school year
    expect(addMoney(yuan(1).perTerm(), yuan(1).perSchoolYear()).fen).toBe(200)
  })

  test('the two terms of a school year add up to the year, spring carries the odd fen', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fen => {
        const year = money(fen, 'school-year')
        const [autumn, spring] = [termShare(year, term('2022-autumn')), termShare(year, term('2023-spring'))]
        expect(autumn.fen + spring.fen).toBe(fen)
        expect(spring.fen - autumn.fen).toBe(fen % 2)
      }),
    )
  })

  test('a period has a word', () =>
    expect([periodOnPaper('term'), periodOnPaper('school-year'), periodOnPaper('budget-year')]).toEqual(['每学期', '每学年', '每预算年度']))
})
