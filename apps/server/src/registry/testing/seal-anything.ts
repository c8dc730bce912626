import { sampleId } from '@yingjin/kernel/testing'
import type { TestDatabase } from '../../platform/postgres/testing/index.ts'
import type { FieldVault } from '../../platform/vault/index.ts'
import { sealedColumns } from '../index.ts'

/** In a land of any content, what the registry seals is sealed, so that it opens. */
export const sealAnything = async (db: TestDatabase, fields: FieldVault): Promise<void> => {
  for (const { table, column, key, record } of sealedColumns.filter(each => each.table.startsWith('registry.'))) {
    const keys = key.join(', ')
    await db.asOwner(async (_, client) => {
      const { rows } = await client.query<Readonly<{ record: string }> & Readonly<Record<string, string>>>(
        `select division, ${keys}, (${record})::text as record from ${table} where ${column} is not null`,
      )
      for (const row of rows)
        await client.query(`update ${table} set ${column} = $1 where division = $2 and ${key.map((name, i) => `${name} = $${i + 3}`).join(' and ')}`, [
          fields.seal(
            { field: `${table}.${column}`, record: row.record },
            ['raw_sealed', 'reading_sealed', 'returned_sealed'].includes(column) ? '{}' : sampleId({ born: '2012-05-06', sequence: 1 }),
          ),
          row['division'],
          ...key.map(name => row[name]),
        ])
    })
  }
}
