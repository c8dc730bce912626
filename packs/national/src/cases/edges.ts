import type { WorkedCase } from '@yingjin/policy/testing'

type Facts = WorkedCase['facts']
type Expected = WorkedCase['expect'][string]
/** One standard for one child in one term; what is not said of the child is known to be no. */
export const worked = (term: string, title: string, line: string, facts: Facts, expected: Expected, arithmetic: string): WorkedCase => ({
  title,
  term,
  facts,
  rest: 'no',
  expect: { [line]: expected },
  arithmetic,
  clause: `${line}，登记册国家标准`,
})
/** The same, and how it is paid. */
export const paid = (way: string, c: WorkedCase): WorkedCase => ({ ...c, delivered: Object.fromEntries(Object.keys(c.expect).map(line => [line, way])) })
export const from = (first: string): Expected => ({ notInForce: `${first}起` })
export const until = (last: string): Expected => ({ notInForce: `到${last}止` })
