import { dayOf, fromEpochDay, isLeapYear, type PlainDate, yearOf } from '@yingjin/kernel'
import {
  add,
  and,
  bigint,
  type Bool,
  cases,
  dayOfMonth,
  divideDown,
  eq,
  type Expr,
  ge,
  monthOf,
  multiply,
  not,
  or,
  subtract,
  yearOf as sqlYearOf,
} from '@yingjin/sql'
import type { CountOf, Day } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { countOf, node, type NodeOf, onDay } from './node.ts'
import { asDay, expectType, valueWord } from './words.ts'

/**
 * Whole years of age on a day. Whoever was born on 29 February grows a year older in a common year on 28 February or on
 * 1 March, as `leap` says; the text or a reading decides, never an engine.
 */
export type AgeAtNode = NodeOf<'age-at', CountOf, { born: Day; on: Day; leap: LeapBirthday }>
export type LeapBirthday = 'feb-28' | 'mar-1'

export const ageAt = (born: Day, on: Day, leap: LeapBirthday): AgeAtNode => node('age-at', countOf('岁'), { born, on, leap })

const leapWords: Readonly<Record<LeapBirthday, string>> = { 'feb-28': '平年按2月28日满岁', 'mar-1': '平年按3月1日满岁' }

const birthdayIn = (year: number, born: PlainDate, leap: LeapBirthday): PlainDate => {
  const [month, day] = [Number(born.slice(5, 7)), Number(born.slice(8, 10))]
  if (month !== 2 || day !== 29 || isLeapYear(year)) return dayOf(year, month, day)
  return leap === 'feb-28' ? dayOf(year, 2, 28) : dayOf(year, 3, 1)
}
const age = (born: PlainDate, on: PlainDate, leap: LeapBirthday): number => yearOf(on) - yearOf(born) - (on < birthdayIn(yearOf(on), born, leap) ? 1 : 0)

const dividesBy = (year: Expr<'bigint'>, by: number): Bool => eq(multiply(divideDown(year, by), bigint(by)), year)
const isLeap = (year: Expr<'bigint'>): Bool => or(and(dividesBy(year, 4), not(dividesBy(year, 100))), dividesBy(year, 400))
/** 903 for the third of September. */
const monthAndDay = (of: Expr<'date'>): Expr<'bigint'> => add(multiply(monthOf(of), bigint(100)), dayOfMonth(of))

export const ageAtMeaning: Meaning<AgeAtNode> = {
  ...throughOperands<AgeAtNode>(n => [n.born, n.on]),
  check: (n, s) => expectType(s, onDay, n.born, n.on),
  range: (n, s) => {
    const [born, on] = [s.range(n.born), s.range(n.on)]
    return { min: yearOf(fromEpochDay(on.min)) - yearOf(fromEpochDay(born.max)) - 1, max: yearOf(fromEpochDay(on.max)) - yearOf(fromEpochDay(born.min)) }
  },
  evaluate: (n, s) => {
    const [born, on] = [s.value(n.born), s.value(n.on)]
    return born === null || on === null ? null : age(born as PlainDate, on as PlainDate, n.leap)
  },
  explain: (n, s) => {
    const born = s.value(n.born)
    const leap = typeof born === 'string' && born.endsWith('-02-29') ? `（${leapWords[n.leap]}）` : ''
    return `${s.phrase(n.born)}，到 ${valueWord(s.value(n.on), n.on.type)} 满 ${valueWord(s.value(n), n.type)}${leap}`
  },
  compile: (n, s) => {
    const [born, on] = [asDay(s.value(n.born)), asDay(s.value(n.on))]
    const bornOn = monthAndDay(born)
    const birthday = n.leap === 'mar-1' ? bornOn : cases([[and(eq(bornOn, bigint(229)), not(isLeap(sqlYearOf(on)))), bigint(228)]], bornOn)
    return subtract(subtract(sqlYearOf(on), sqlYearOf(born)), cases([[ge(monthAndDay(on), birthday), bigint(0)]], bigint(1)))
  },
}
