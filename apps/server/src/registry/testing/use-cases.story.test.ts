import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, expect, test } from 'vitest'
import { askingEverybody } from '../../access/testing/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { sealedColumns, useCases as all } from '../index.ts'

/** One key for all counties: what stands in a row opens, whoever's it is. */
const config = mkdtempSync(join(tmpdir(), 'registry-cases-'))
const vault = must(openVault(config, '990101', null))
const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
const useCases = all({ fieldsOf: () => fields })
const asking = askingEverybody(async db => {
  for (const { table, column, key, record } of sealedColumns.filter(each => each.table.startsWith('registry.'))) {
    const keys = key.join(', ')
    await db.asOwner(async (_, client) => {
      const { rows } = await client.query<Readonly<{ record: string }> & Readonly<Record<string, string>>>(
        `select division, ${keys}, (${record})::text as record from ${table} where ${column} is not null`,
      )
      for (const row of rows)
        await client.query(`update ${table} set ${column} = $1 where division = $2 and ${key.map((name, i) => `${name} = $${i + 3}`).join(' and ')}`, [
          fields.seal({ field: `${table}.${column}`, record: row.record }, column === 'raw_sealed' ? '{}' : sampleId({ born: '2012-05-06', sequence: 1 })),
          row['division'],
          ...key.map(name => row[name]),
        ])
    })
  }
})
afterAll(async () => {
  await asking.close()
  removeFolder(config)
})

test.each(useCases.map(useCase => [useCase.contract.name, useCase] as const))(
  '%s turns away whoever may not ask, and answers everybody else without a fault',
  async (_, useCase) => {
    const { wrong, letIn } = await asking.ask(useCase)
    expect(wrong).toEqual([])
    expect(letIn).toBeGreaterThan(0)
  },
)
