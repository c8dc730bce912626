import { personKeySchema } from '@yingjin/comparison'
import { type RosterKindId, rosterKinds, snapshotSchema } from '@yingjin/intake'
import { and, boolean, eq, type Expr, isIn, or, type Relation, type Schema, type SqlType, table, text, unionAll, unknown, values } from '@yingjin/sql'
import { isReceived, type Situation, tablesInForce, tablesOf } from './situation.ts'

/** The name a kind's snapshot has in the batch plane. */
export const rosterTableName = (kind: RosterKindId): string => `roster_${kind.replaceAll('-', '_')}`

const isAboutPersons = (kind: RosterKindId): boolean => ['person', 'money-line'].includes(rosterKinds[kind].subject)

/** Columns of a kind's snapshot as the batch plane holds it: rows with their place, and keys where it lists persons. */
export const rosterSchema = (kind: RosterKindId): Schema => ({
  ...snapshotSchema(rosterKinds[kind]),
  ...(isAboutPersons(kind) ? personKeySchema : {}),
})

/**
 * A kind's rows that may speak for this term; empty when nothing was received. Rows of tables that are out of force
 * stay in the snapshot and in the report, but establish nothing.
 */
export const rosterRows = (situation: Situation, kind: RosterKindId): Relation => {
  const schema = rosterSchema(kind)
  if (!isReceived(situation, kind)) return values(schema, [])
  const all: Relation = table(rosterTableName(kind), schema)
  const tables = tablesInForce(situation, kind)
  if (tables.length === tablesOf(situation, kind).length) return all
  return all.where(c => {
    const [file, sheet] = [c['file'] as Expr<'text'>, c['sheet'] as Expr<'text'>]
    const whole = tables.filter(t => t.sheet === undefined).map(t => text(t.file))
    const parts = tables.flatMap(t => (t.sheet === undefined ? [] : [and(eq(file, text(t.file)), eq(sheet, text(t.sheet)))]))
    return or(whole.length === 0 ? boolean(false) : isIn(file, whole), ...parts)
  })
}

/** A column of a roster by key; a kind that does not collect it gives unknown. */
export const columnOr = <T extends SqlType>(relation: Relation, key: string, type: T): Expr<T> => {
  const found = (relation.c as Readonly<Record<string, Expr>>)[key]
  if (found === undefined) return unknown(type)
  if (found.type !== type) throw new Error(`column ${key} is ${found.type}, not ${type}`)
  return found as Expr<T>
}

export const placeSchema = { row_id: 'bigint', file: 'text', sheet: 'text', row: 'bigint', member: 'bigint' } as const
export const identitySchema = { ...placeSchema, roster: 'text', name: 'text', id_number: 'text', student_number: 'text', ...personKeySchema } as const

const identityOf = (rows: Relation, kind: RosterKindId): Relation<typeof identitySchema> =>
  rows.select(() =>
    Object.fromEntries(Object.entries(identitySchema).map(([name, type]) => [name, name === 'roster' ? text(kind) : columnOr(rows, name, type)])),
  ) as unknown as Relation<typeof identitySchema>

/** Every row of a kind about persons, in force or not: for comparing two lists as they stand. */
export const everyPersonRow = (kind: RosterKindId): Relation<typeof identitySchema> => identityOf(table(rosterTableName(kind), rosterSchema(kind)), kind)

/** Rows about persons, whatever the kind, that may speak for this term: where they stand, what they are called, and their keys. */
export const personRows = (situation: Situation, kinds: readonly RosterKindId[]): Relation<typeof identitySchema> => {
  const [first, ...rest] = kinds.filter(kind => isAboutPersons(kind) && isReceived(situation, kind)).map(kind => identityOf(rosterRows(situation, kind), kind))
  return first === undefined ? values(identitySchema, []) : unionAll(first, ...rest)
}
