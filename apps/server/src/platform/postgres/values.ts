import pg from 'pg'

/**
 * What a column is in JavaScript. A date is the text of a day and never an instant; an instant is text that sorts by
 * time; a bigint is a bigint, because text would be added by writing it side by side and a number would lose digits.
 */
export const instant = (text: string): string => {
  const parts = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d)(?::?(\d\d))?$/.exec(text)
  // infinity, and years before our era: as the server says it.
  if (parts === null) return text
  const [, day, time, fraction = '', hours, minutes = '00'] = parts
  return `${day}T${time}.${fraction.padEnd(6, '0')}${hours}:${minutes}`
}

const asIs = (text: string): string => text
const types = new pg.TypeOverrides()
const { builtins } = pg.types
const listOf =
  <T>(one: (text: string) => T) =>
  (text: string): readonly (T | null)[] =>
    // Through JSON-free text: the library reads the list, we read its elements.
    (pg.types.getTypeParser(1009 as never, 'text') as (text: string) => readonly (string | null)[])(text).map(each => (each === null ? null : one(each)))

types.setTypeParser(builtins.INT8, BigInt)
types.setTypeParser(builtins.DATE, asIs)
types.setTypeParser(builtins.TIMESTAMP, asIs)
types.setTypeParser(builtins.TIMESTAMPTZ, instant)
types.setTypeParser(builtins.INTERVAL, asIs)
const arrays: readonly (readonly [number, (text: string) => unknown])[] = [
  [1016, listOf(BigInt)],
  [1182, listOf(asIs)],
  [1185, listOf(instant)],
]
for (const [oid, parse] of arrays) types.setTypeParser(oid as never, parse as never)

/** Handed to every connection of ours. */
export const valueTypes = types as unknown as NonNullable<pg.ClientConfig['types']>
