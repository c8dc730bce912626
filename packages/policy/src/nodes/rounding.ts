import { add, bigint, cases, divideDown, divideDownBy, eq, type Expr, ge, gt, multiply, subtract } from '@yingjin/sql'
import type { Range } from './meaning.ts'

/** down 去尾 · up 进一 · half-up 四舍五入 · half-even 四舍六入五成双. */
export type Rounding = 'down' | 'half-up' | 'up' | 'half-even'
/** What is left whole, in fen: a fen, a jiao, a yuan. */
export type Quantum = 1 | 10 | 100

const modes: readonly Rounding[] = ['down', 'up', 'half-up', 'half-even']
const modeWords: Readonly<Record<Rounding, string>> = { down: '去尾', up: '进一', 'half-up': '四舍五入', 'half-even': '四舍六入五成双' }
const quantumWords: Readonly<Record<Quantum, string>> = { 1: '分', 10: '角', 100: '元' }

export const roundingWord = (mode: Rounding, to: Quantum): string => `${modeWords[mode]}到${quantumWords[to]}`
export const isRounding = (mode: Rounding, to: Quantum): boolean => modes.includes(mode) && to in quantumWords

/** Does what is left over, `rest` of `by`, make one more of `whole`? */
const oneMore: Readonly<Record<Rounding, (whole: number, rest: number, by: number) => boolean>> = {
  down: () => false,
  up: (_, rest) => rest > 0,
  'half-up': (_, rest, by) => rest >= by - rest,
  'half-even': (whole, rest, by) => rest > by - rest || (rest === by - rest && whole % 2 === 1),
}

/** `of` ÷ `by`, rounded to whole `to`. `of` is never negative and `by` positive; every step is exact. */
export const rounded = (of: number, by: number, mode: Rounding, to: Quantum): number => {
  const divisor = by * to
  const rest = of % divisor
  const whole = (of - rest) / divisor
  return (whole + (oneMore[mode](whole, rest, divisor) ? 1 : 0)) * to
}

/** The bounds of what is rounded; unchanged where the way of rounding or the divisor is none, which the check tells by itself. */
export const roundedRange = (of: Range, by: number, mode: Rounding, to: Quantum): Range =>
  isRounding(mode, to) && Number.isSafeInteger(by) && by > 0 ? { min: rounded(of.min, by, mode, to), max: rounded(of.max, by, mode, to) } : of

type Whole = Expr<'bigint'>
/** The same in SQL, by a number that the text fixes or by one that stands in a column. */
export const roundedSql = (of: Whole, by: number | Whole, mode: Rounding, to: Quantum): Whole => {
  const divisor = typeof by === 'number' ? bigint(by * to) : to === 1 ? by : multiply(by, bigint(to))
  const whole = (dividend: Whole): Whole => (typeof by === 'number' ? divideDown(dividend, by * to) : divideDownBy(dividend, divisor))
  const doubled = multiply(of, bigint(2))
  const toHalfUp = (): Whole => {
    const twice = typeof by === 'number' ? 2 * by * to : multiply(divisor, bigint(2))
    const dividend = add(doubled, divisor)
    return typeof twice === 'number' ? divideDown(dividend, twice) : divideDownBy(dividend, twice)
  }
  const parts: Readonly<Record<Rounding, () => Whole>> = {
    down: () => whole(of),
    up: () => whole(add(of, subtract(divisor, bigint(1)))),
    'half-up': toHalfUp,
    'half-even': () => {
      const below = whole(of)
      const rest = subtract(of, multiply(below, divisor))
      const [twice, odd] = [multiply(rest, bigint(2)), subtract(below, multiply(divideDown(below, 2), bigint(2)))]
      const more = add(below, bigint(1))
      return cases(
        [
          [gt(twice, divisor), more],
          [ge(twice, divisor), cases([[eq(odd, bigint(1)), more]], below)],
        ],
        below,
      )
    },
  }
  return to === 1 ? parts[mode]() : multiply(parts[mode](), bigint(to))
}
