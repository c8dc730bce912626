import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** A list of one division by what it is narrowed to: its condition, as it grows, with the values it stands on. */
export type NarrowedList = Readonly<{
  where: () => string
  values: unknown[]
  /** One condition more, where its value is asked for; `at` is the place of the value. */
  only: (condition: (at: string) => string, value: unknown) => void
  /** How many rows of those in the actor's reach fit it by now. */
  count: (tx: Tx) => Promise<number>
}>

/**
 * `equals`: columns and what they are to be, of those that leave many rows; what is undefined is not asked for. With no
 * other condition, whoever reaches the whole division is looked up once and its rows are counted; otherwise, and for
 * everybody else, each row is asked whether it is in reach.
 */
export const narrowedList = (table: 'leads.lead' | 'leads.question', division: string, equals: Readonly<Record<string, string | undefined>>): NarrowedList => {
  const where: string[] = ['division = $1']
  const values: unknown[] = [division]
  const add = (condition: (at: string) => string, value: unknown): void => {
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  const asked = Object.entries(equals).filter(([, value]) => value !== undefined)
  for (const [column, value] of asked) add(at => `${column} = ${at}`, value)
  let more = false
  return {
    where: () => where.join(' and '),
    values,
    only: (condition, value) => {
      if (value === undefined) return
      more = true
      add(condition, value)
    },
    count: async tx => {
      if (!more) {
        const [whole] = await ask<{ n: bigint | null }>(
          tx,
          'select access.count_whole($1, $2, $3) as n',
          table,
          division,
          JSON.stringify(Object.fromEntries(asked)),
        )
        if (whole !== undefined && whole.n !== null) return Number(whole.n)
      }
      const [counted] = await ask<{ n: bigint }>(tx, `select count(*) as n from ${table} where ${where.join(' and ')}`, ...values)
      return Number(counted?.n ?? 0)
    },
  }
}
