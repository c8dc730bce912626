import { seasonOf, type Term } from './term.ts'

/** How often a sum is due. “Per year” does not exist: it is per school year or per budget year. */
export type Period = 'once' | 'day' | 'month' | 'term' | 'school-year' | 'budget-year'

/** Whole fen with its period. Two sums of different periods do not add: that does not compile (`NoInfer`, or the period would widen to both). */
export type Money<P extends Period = Period> = Readonly<{ fen: number; per: P }>

export class Yuan {
  readonly fen: number
  constructor(fen: number) {
    this.fen = fen
  }
  once(): Money<'once'> {
    return money(this.fen, 'once')
  }
  perDay(): Money<'day'> {
    return money(this.fen, 'day')
  }
  perMonth(): Money<'month'> {
    return money(this.fen, 'month')
  }
  perTerm(): Money<'term'> {
    return money(this.fen, 'term')
  }
  perSchoolYear(): Money<'school-year'> {
    return money(this.fen, 'school-year')
  }
  perBudgetYear(): Money<'budget-year'> {
    return money(this.fen, 'budget-year')
  }
}

export const money = <P extends Period>(fen: number, per: P): Money<P> => {
  if (!Number.isSafeInteger(fen)) throw new Error(`money must be whole fen, got ${fen}`)
  return Object.freeze({ fen, per })
}

/** `yuan(1250)` or, with fen, `yuan('312.50')`. A number must be whole yuan, so that no float ever carries money. */
export const yuan = (amount: number | string): Yuan => {
  if (typeof amount === 'number') {
    if (!Number.isSafeInteger(amount)) throw new Error(`write fen as text: yuan('${amount}')`)
    return new Yuan(amount * 100)
  }
  const parts = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(amount)
  if (parts === null) throw new Error(`not a sum in yuan: ${amount}`)
  const fen = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0') || 0)
  return new Yuan(parts[1] === '-' && fen > 0 ? -fen : fen)
}

export const addMoney = <P extends Period>(a: Money<P>, b: Money<NoInfer<P>>): Money<P> => money(a.fen + b.fen, a.per)
export const subtractMoney = <P extends Period>(a: Money<P>, b: Money<NoInfer<P>>): Money<P> => money(a.fen - b.fen, a.per)

/** A school year's sum in two terms that add up exactly: spring carries the odd fen (O-07). */
export const termShare = (sum: Money<'school-year'>, t: Term): Money<'term'> => {
  const autumn = Math.floor(sum.fen / 2)
  return money(seasonOf(t) === 'autumn' ? autumn : sum.fen - autumn, 'term')
}

/** `1,250.00`: two decimals, thousands grouped, as officials write it. */
export const inYuan = (fen: number): string => {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  return `${sign}${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}

const periodWords: Readonly<Record<Period, string>> = {
  once: '一次',
  day: '每天',
  month: '每月',
  term: '每学期',
  'school-year': '每学年',
  'budget-year': '每预算年度',
}
export const periodOnPaper = (per: Period): string => periodWords[per]
