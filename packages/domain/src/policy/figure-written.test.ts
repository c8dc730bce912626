import { describe, expect, test } from 'vitest'
import { figureText, readFigure } from './figure-written.ts'

const money = { kind: 'money', unit: '元，每学年', den: null } as const
const days = { kind: 'count', unit: '天', den: null } as const
const share = { kind: 'rate', unit: '%', den: 100 } as const

describe('a figure as somebody writes it', () => {
  test.each([
    ['1250', 125_000],
    ['1250.5', 125_050],
    ['1,250.00', 125_000],
    ['１２５０元', 125_000],
    ['0', 0],
  ])('%s yuan is %i fen', (written, value) => expect(readFigure(money, written)).toEqual({ value }))

  test.each(['约1250', '12.345', '-5', '1,25', '1250万', '', '1e3'])('“%s” is no sum, and it says what to write', written =>
    expect(readFigure(money, written)).toEqual({ says: expect.stringMatching(/写/) }),
  )
  test('a sum beyond reason is asked about', () => expect(readFigure(money, '9999999999')).toEqual({ says: expect.stringContaining('核对单位') }))

  test('counts and shares are whole numbers', () => {
    expect(readFigure(days, '200')).toEqual({ value: 200 })
    expect(readFigure(days, '200.5')).toEqual({ says: '数量写整数（天），例如 200' })
    expect(readFigure(share, '80%')).toEqual({ value: 80 })
    expect(readFigure(share, '0.8')).toEqual({ says: '比例写百分之几的整数，例如 80' })
  })

  test('what is printed into the field reads back as the same', () => {
    for (const value of [0, 5, 99, 100, 125_050, 12_345_678_901]) expect(readFigure(money, figureText(money, value))).toEqual({ value })
  })
})
