/**
 * Function × dialect: what each function of the plan is in each engine's SQL. Complete by type.
 * An engine joins the house by adding its name to `Dialect`; every missing meaning is then a type error.
 */
export type Dialect = 'duckdb'

type Meaning = (args: readonly string[]) => string
const infix =
  (operator: string): Meaning =>
  args =>
    `(${args.join(` ${operator} `)})`
const named =
  (name: string): Meaning =>
  args =>
    `${name}(${args.join(', ')})`
const anyNull = (args: readonly string[]): string => args.map(a => `${a} IS NULL`).join(' OR ')

const functions = {
  and: { duckdb: infix('AND') },
  or: { duckdb: infix('OR') },
  not: { duckdb: ([a]) => `(NOT ${a})` },
  eq: { duckdb: infix('=') },
  ne: { duckdb: infix('<>') },
  lt: { duckdb: infix('<') },
  le: { duckdb: infix('<=') },
  gt: { duckdb: infix('>') },
  ge: { duckdb: infix('>=') },
  'is-null': { duckdb: ([a]) => `(${a} IS NULL)` },
  'is-known': { duckdb: ([a]) => `(${a} IS NOT NULL)` },
  same: { duckdb: infix('IS NOT DISTINCT FROM') },
  'is-true': { duckdb: ([a]) => `(${a} IS TRUE)` },
  'is-false': { duckdb: ([a]) => `(${a} IS FALSE)` },
  in: { duckdb: ([a, ...values]) => `(${a} IN (${values.join(', ')}))` },
  coalesce: { duckdb: named('coalesce') },
  'null-if': { duckdb: named('nullif') },
  add: { duckdb: infix('+') },
  subtract: { duckdb: infix('-') },
  multiply: { duckdb: infix('*') },
  'divide-down': { duckdb: infix('//') },
  // Without `nullif` engines differ: NULL here, an error elsewhere.
  'divide-down-by': { duckdb: ([a, b]) => `(${a} // nullif(${b}, 0))` },
  smaller: { duckdb: args => `(CASE WHEN ${anyNull(args)} THEN NULL ELSE least(${args.join(', ')}) END)` },
  larger: { duckdb: args => `(CASE WHEN ${anyNull(args)} THEN NULL ELSE greatest(${args.join(', ')}) END)` },
  'bit-or': { duckdb: infix('|') },
  'bit-and': { duckdb: infix('&') },
  // The cast, because the engine folds a text joined to a constant NULL into a column without a type.
  concat: { duckdb: args => `CAST(${args.join(' || ')} AS VARCHAR)` },
  slice: { duckdb: named('substring') },
  length: { duckdb: named('length') },
  'starts-with': { duckdb: named('starts_with') },
  // The engine's own cast also takes 1.6, 1e3, 0x10 and blanks for a number, and 2022/9/3 or a timestamp for a date.
  'to-bigint': { duckdb: ([a]) => `(CASE WHEN regexp_full_match(${a}, '-?[0-9]+') THEN TRY_CAST(${a} AS BIGINT) END)` },
  'to-date': { duckdb: ([a]) => `(CASE WHEN regexp_full_match(${a}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(${a} AS DATE) END)` },
  'to-text': { duckdb: ([a]) => `CAST(${a} AS VARCHAR)` },
  year: { duckdb: named('year') },
  month: { duckdb: named('month') },
  day: { duckdb: named('day') },
  'days-between': { duckdb: ([from, to]) => `CAST(${to} - ${from} AS BIGINT)` },
} as const satisfies Record<string, Record<Dialect, Meaning>>

export type FunctionName = keyof typeof functions
export const meaningOf = (fn: FunctionName, dialect: Dialect): Meaning => functions[fn][dialect]
export const functionNames = Object.keys(functions) as readonly FunctionName[]
