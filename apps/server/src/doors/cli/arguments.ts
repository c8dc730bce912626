import { parsePlainDate, parseTerm, type PlainDate, type Term } from '@yingjin/kernel'
import type { Values } from './commands/command.ts'

/** A value given on the line, or the sentence that says what to write. */
export type Argument<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; message: string }>

const right = <T>(value: T): Argument<T> => ({ ok: true, value })
const wrong = (message: string): Argument<never> => ({ ok: false, message })

export const countyIn = (values: Values): Argument<string> => {
  const written = values['county']
  if (typeof written !== 'string') return wrong('请写明 --county 区划代码，例如 --county 990101')
  return /^\d{6}$/.test(written) ? right(written) : wrong(`“${written}”不是县的区划代码；请写 6 位数字，例如 990101`)
}

/** `--county 990101 --county 990102`, `--county 990101,990102`, each once, in the order in which they are named. */
export const countiesIn = (values: Values): Argument<readonly string[]> => {
  const written = values['county']
  const codes = (Array.isArray(written) ? written : []).flatMap(one => one.split(/[,，、]/)).map(one => one.trim())
  const [wrongOne] = codes.filter(code => !/^\d{6}$/.test(code))
  if (codes.length === 0) return wrong('请写明 --county 区划代码，可以写几个，例如 --county 990101,990102；写市（州）的代码就是下面已经运行过的各县')
  return wrongOne === undefined ? right([...new Set(codes)]) : wrong(`“${wrongOne}”不是区划代码；请写 6 位数字，几个县用逗号隔开，例如 --county 990101,990102`)
}

export const termIn = (values: Values): Argument<Term> => {
  const written = values['term']
  if (typeof written !== 'string') return wrong('请写明 --term 学期，例如 --term 2022秋')
  const term = parseTerm(written)
  return term.ok ? right(term.value) : wrong(`“${written}”不是一个学期；请写 2022秋、2022-autumn 或 2022-2023-1`)
}

/** `--reading O-04=farming-3000`, as often as needed. */
export const readingsIn = (values: Values): Argument<Readonly<Record<string, string>>> => {
  const written = values['reading']
  const readings: Record<string, string> = {}
  for (const one of Array.isArray(written) ? written : []) {
    const at = one.indexOf('=')
    if (at < 1) return wrong('--reading 要写成 O-04=读法代码')
    readings[one.slice(0, at)] = one.slice(at + 1)
  }
  return right(readings)
}

/** A whole number between two bounds, `otherwise` when none is given. */
export const wholeNumberIn = (values: Values, name: string, otherwise: number, least: number, most: number): Argument<number> => {
  const written = values[name]
  const number = typeof written === 'string' ? (/^-?\d{1,15}$/.test(written) ? Number(written) : Number.NaN) : otherwise
  return number >= least && number <= most ? right(number) : wrong(`--${name} 请写 ${least} 至 ${most} 之间的整数`)
}
/** `--port`; 8080 when none is given, any free one for 0. */
export const portIn = (values: Values): Argument<number> => wholeNumberIn(values, 'port', 8080, 0, 65_535)
export const childrenIn = (values: Values, otherwise: number): Argument<number> => wholeNumberIn(values, 'children', otherwise, 100, 1_000_000)
export const seedIn = (values: Values): Argument<number> => wholeNumberIn(values, 'seed', 1, 0, 2_147_483_647)

/** The day with whose knowledge is decided; none, and all is known. */
export const knownOnIn = (values: Values): Argument<PlainDate | null> => {
  const written = values['known-on']
  if (typeof written !== 'string') return right(null)
  const date = parsePlainDate(written)
  return date.ok ? date : wrong(`“${written}”不是日期；--known-on 请写 2022-09-01 的样子`)
}
