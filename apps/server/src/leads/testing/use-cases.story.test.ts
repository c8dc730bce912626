import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, expect, test } from 'vitest'
import { askingEverybody } from '../../access/testing/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'
import { tellSimulations } from '../../policy/testing/tell-simulations.ts'
import { sealAnything } from '../../registry/testing/seal-anything.ts'
import { files, useCases as all } from '../index.ts'
import { content, sealEvidence } from './seal-evidence.ts'

/** One key for all counties: what stands in a row opens, whoever's it is. */
const config = mkdtempSync(join(tmpdir(), 'leads-cases-'))
const vault = must(openVault(config, '990101', null))
const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
const parts = { fieldsOf: () => fields }
const { uploads, downloads } = files(parts)
const useCases = [...all(parts), ...uploads.map(({ receive }) => receive(content)), ...downloads]
const asking = askingEverybody(async db => {
  await sealEvidence(db, () => fields)
  await sealAnything(db, fields)
  await tellSimulations(db)
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
