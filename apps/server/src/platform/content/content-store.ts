import { createHash, randomUUID } from 'node:crypto'
import { problem } from '@yingjin/kernel'
import { sql } from 'kysely'
import type { Tx } from '../postgres/index.ts'
import { type FieldVault, noteOf, openBytes, sealBytes, type SealedColumn, VaultRefusal } from '../vault/index.ts'
import type { WorkbookFormat } from '../workbook/index.ts'
import type { FileType } from './file-type.ts'

/** A file as a county keeps it: sealed, once, however many records name it. Who may have it is decided by those records. */
export type KeptContent = Readonly<{ record: string; sealed_key: Buffer; sealed: Buffer }>

const placeOf = (record: string) => ({ field: 'content.file.sealed_key', record }) as const

/** What a change of keys seals anew: the key of each file with its digest; the file itself is left as it lies. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'content.file',
    column: 'sealed_key',
    key: ['file_id'],
    record: 'record',
    indexes: { digest: `'file-content'` },
    textFor: (_, plain) => noteOf(plain),
  },
]

/** The SHA-256 of what was uploaded, in hexadecimal. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Enough of it to tell by eye that two files are the same. */
export const shortDigest = (digest: string): string => digest.slice(0, 12)

/**
 * Keeps a file in the transaction of the record that names it, so that neither stands without the other. What the county
 * has already is not kept twice. Gives its number.
 */
export const keepContent = async (
  tx: Tx,
  fields: FieldVault,
  act: bigint,
  file: Readonly<{ type: FileType | WorkbookFormat; bytes: Uint8Array; digest: string }>,
): Promise<bigint> => {
  const record = randomUUID()
  const sealed = sealBytes(fields, placeOf(record), file.bytes, file.digest)
  // By every index key that is held: while an index is rewritten both stand in it.
  const known = fields.indexes('file-content', file.digest)
  const { rows } = await sql<{ file_id: bigint }>`
    select content.keep(${fields.division}, ${record}::uuid, ${known}::bytea[], ${file.type}, ${file.bytes.length}, ${sealed.key}, ${sealed.sealed}, ${act}) as file_id`.execute(
    tx,
  )
  const kept = rows[0]?.file_id
  if (kept === undefined) throw new Error('the file gave no row')
  return kept
}

/** The bytes of a kept file; where they are not those that were uploaded, a `VaultRefusal`. */
export const openContent = (fields: FieldVault, { record, sealed_key, sealed }: KeptContent): Buffer => {
  const place = placeOf(record)
  const opened = openBytes(fields, place, { key: sealed_key, sealed })
  if (!opened.ok) throw new VaultRefusal(opened.problem)
  if (digestOf(opened.value.plain) !== opened.value.note) throw new VaultRefusal(problem('vault/field-damaged', place))
  return opened.value.plain
}

/** Destroys a file that no record names any more; one that another still names stays. Gives whether it is gone. */
export const letContentGo = async (tx: Tx, division: string, fileId: bigint, act: bigint): Promise<boolean> => {
  const { rows } = await sql<{ gone: boolean }>`select content.let_go(${division}, ${fileId}, ${act}) as gone`.execute(tx)
  return rows[0]?.gone === true
}
