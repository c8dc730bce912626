/** Column types of the plan. Money is bigint fen; identifiers are text; there is no decimal and no float. */
export type SqlType = 'text' | 'bigint' | 'boolean' | 'date'

/** Column name → type, in order. The order is the order of the columns on disk. */
export type Schema = Readonly<Record<string, SqlType>>
