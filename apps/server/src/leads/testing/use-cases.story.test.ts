import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, expect, test } from 'vitest'
import { askingEverybody } from '../../access/testing/index.ts'
import { digestOf } from '../../platform/content/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { makeFieldKey, openFieldVault, openVault, sealBytes } from '../../platform/vault/index.ts'
import { files, useCases as all } from '../index.ts'

/** One key for all counties: what stands in a row opens, whoever's it is. */
const config = mkdtempSync(join(tmpdir(), 'leads-cases-'))
const vault = must(openVault(config, '990101', null))
const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
const parts = { fieldsOf: () => fields }
const content = Buffer.from('x')
const { uploads, downloads } = files(parts)
const useCases = [...all(parts), ...uploads.map(({ receive }) => receive(content)), ...downloads]
const asking = askingEverybody(db =>
  db.asOwner(async (_, client) => {
    await client.query(`update leads.evidence set type = 'pdf'`)
    await client.query(`update leads.question_evidence set type = 'pdf'`)
    const { rows } = await client.query<{ division: string; file_id: bigint; record: string }>(`select division, file_id, record from content.file`)
    for (const { division, file_id, record } of rows) {
      const { key, sealed } = sealBytes(fields, { field: 'content.file.sealed_key', record }, content, digestOf(content))
      await client.query(`update content.file set sealed_key = $3, sealed = $4 where division = $1 and file_id = $2`, [division, file_id, key, sealed])
    }
  }),
)
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
