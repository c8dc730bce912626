import type { TestDatabase } from '../../platform/postgres/testing/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { type FieldVault, sealBytes } from '../../platform/vault/index.ts'

/** What every file of a land of any content holds. */
export const content = Buffer.from('x')

/** In a land of any content, evidence is a file that opens. */
export const sealEvidence = (db: TestDatabase, fieldsOf: (division: string) => FieldVault): Promise<void> =>
  db.asOwner(async (_, client) => {
    for (const table of ['leads.evidence', 'leads.question_evidence'])
      await client.query(`update ${table} e set type = 'pdf', file_id = (select min(f.file_id) from content.file f where f.division = e.division)`)
    const { rows } = await client.query<{ division: string; file_id: bigint; record: string }>(`select division, file_id, record from content.file`)
    for (const { division, file_id, record } of rows) {
      const { key, sealed } = sealBytes(fieldsOf(division), { field: 'content.file.sealed_key', record }, content, digestOf(content))
      await client.query(`update content.file set sealed_key = $3, sealed = $4 where division = $1 and file_id = $2`, [division, file_id, key, sealed])
    }
  })
