/**
 * Function × dialect: what each function of the plan is in each engine's SQL. Complete by type.
 * An engine joins the house by adding its name to `Dialect`; every missing meaning is then a type error.
 */
export type Dialect = 'duckdb' | 'spark'

type Meaning = (args: readonly string[]) => string
const infix =
  (operator: string): Meaning =>
  args =>
    `(${args.join(` ${operator} `)})`
const named =
  (name: string): Meaning =>
  args =>
    `${name}(${args.join(', ')})`
/** Spark counts parts of days and characters in INT. */
const widened =
  (name: string): Meaning =>
  ([a]) =>
    `CAST(${name}(${a}) AS BIGINT)`
/** Spark finds, and its `$` also stands before a last line break; so nothing foreign may be found either. No backslash, whose meaning in a text is a setting there. */
const sparkMatches = (a: string | undefined, whole: string, foreign: string): string => `(${a} RLIKE '^${whole}$') AND NOT (${a} RLIKE '${foreign}')`
/** Both engines say it in the same words. */
const both = (meaning: Meaning): Readonly<Record<Dialect, Meaning>> => ({ duckdb: meaning, spark: meaning })
const anyNull = (args: readonly string[]): string => args.map(a => `${a} IS NULL`).join(' OR ')

const functions = {
  and: both(infix('AND')),
  or: both(infix('OR')),
  not: both(([a]) => `(NOT ${a})`),
  eq: both(infix('=')),
  ne: both(infix('<>')),
  lt: both(infix('<')),
  le: both(infix('<=')),
  gt: both(infix('>')),
  ge: both(infix('>=')),
  'is-null': both(([a]) => `(${a} IS NULL)`),
  'is-known': both(([a]) => `(${a} IS NOT NULL)`),
  same: { duckdb: infix('IS NOT DISTINCT FROM'), spark: infix('<=>') },
  'is-true': both(([a]) => `(${a} IS TRUE)`),
  'is-false': both(([a]) => `(${a} IS FALSE)`),
  in: both(([a, ...values]) => `(${a} IN (${values.join(', ')}))`),
  coalesce: both(named('coalesce')),
  'null-if': both(named('nullif')),
  add: both(infix('+')),
  subtract: both(infix('-')),
  multiply: both(infix('*')),
  'divide-down': { duckdb: infix('//'), spark: infix('div') },
  // Without `nullif` engines differ: NULL here, an error elsewhere.
  'divide-down-by': { duckdb: ([a, b]) => `(${a} // nullif(${b}, 0))`, spark: ([a, b]) => `(${a} div nullif(${b}, 0))` },
  smaller: both(args => `(CASE WHEN ${anyNull(args)} THEN NULL ELSE least(${args.join(', ')}) END)`),
  larger: both(args => `(CASE WHEN ${anyNull(args)} THEN NULL ELSE greatest(${args.join(', ')}) END)`),
  'bit-or': both(infix('|')),
  'bit-and': both(infix('&')),
  // The cast, because the engine folds a text joined to a constant NULL into a column without a type.
  concat: { duckdb: args => `CAST(${args.join(' || ')} AS VARCHAR)`, spark: args => `CAST(${args.join(' || ')} AS STRING)` },
  slice: { duckdb: named('substring'), spark: ([a, from, length]) => `substring(${a}, CAST(${from} AS INT), CAST(${length} AS INT))` },
  length: { duckdb: named('length'), spark: ([a]) => `CAST(length(${a}) AS BIGINT)` },
  'starts-with': { duckdb: named('starts_with'), spark: named('startswith') },
  // The engine's own cast also takes 1.6, 1e3, 0x10 and blanks for a number, and 2022/9/3 or a timestamp for a date.
  'to-bigint': {
    duckdb: ([a]) => `(CASE WHEN regexp_full_match(${a}, '-?[0-9]+') THEN TRY_CAST(${a} AS BIGINT) END)`,
    spark: ([a]) => `(CASE WHEN ${sparkMatches(a, '-?[0-9]+', '[^-0-9]')} THEN TRY_CAST(${a} AS BIGINT) END)`,
  },
  'to-date': {
    duckdb: ([a]) => `(CASE WHEN regexp_full_match(${a}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(${a} AS DATE) END)`,
    spark: ([a]) => `(CASE WHEN ${sparkMatches(a, '[0-9]{4}-[0-9]{2}-[0-9]{2}', '[^-0-9]')} THEN TRY_CAST(${a} AS DATE) END)`,
  },
  'to-text': { duckdb: ([a]) => `CAST(${a} AS VARCHAR)`, spark: ([a]) => `CAST(${a} AS STRING)` },
  year: { duckdb: named('year'), spark: widened('year') },
  month: { duckdb: named('month'), spark: widened('month') },
  day: { duckdb: named('day'), spark: widened('day') },
  'days-between': { duckdb: ([from, to]) => `CAST(${to} - ${from} AS BIGINT)`, spark: ([from, to]) => `CAST(datediff(${to}, ${from}) AS BIGINT)` },
} as const satisfies Record<string, Record<Dialect, Meaning>>

export type FunctionName = keyof typeof functions
export const meaningOf = (fn: FunctionName, dialect: Dialect): Meaning => functions[fn][dialect]
export const functionNames = Object.keys(functions) as readonly FunctionName[]
