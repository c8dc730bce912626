import type { Problem, Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { perform } from '../../access/index.ts'
import { keepOfficeSnapshot as keep, type OfficeManifest } from '../../batch/office/office-store.ts'
import type { JobScene } from '../../jobs/index.ts'
import { decisionsKnown, officeQueries } from '../../leads/index.ts'
import { type VaultPlace, vaultToSeal } from '../../platform/vault/index.ts'
import { programVersion } from '../../platform/version.ts'
import { officeCases } from '../../registry/index.ts'
import { officeTableWords } from './step-words.ts'
import type { keepOfficeSnapshot } from './work-contracts.ts'

/**
 * What the office knows at this moment, sealed in the data directory. A look, told in the trail each time it is taken: one
 * that was cut off left no snapshot, and is taken anew.
 */
export const snapshotOfOffice = async (
  order: z.output<typeof keepOfficeSnapshot.order>,
  { division, pool, asked, say }: JobScene,
  keys: VaultPlace,
): Promise<Result<OfficeManifest, Problem>> => {
  const { fieldsOf, acting, reason } = asked
  if (fieldsOf === undefined) throw new Error('a job knows the vaults of its county')
  const vault = await vaultToSeal(keys, division)
  if (!vault.ok) return vault
  return keep({ dataDir: keys.dataDir, vault: vault.value, programVersion }, sink =>
    perform(
      pool,
      officeCases({
        fieldsOf,
        queries: officeQueries,
        sink: (table, rows) => {
          say(`导出${officeTableWords[table]}`)
          return sink(table, rows)
        },
      }).take,
      order,
      { acting, ...(reason === undefined ? {} : { reason }) },
    ),
  )
}

/** How much persons had decided by the moment of a snapshot: rows in doubt that were answered for, and what runs had left open. */
export const decisionsIn = async ({ tables, county, act }: OfficeManifest, { pool, asked: { acting } }: JobScene): Promise<number> => {
  const answeredRows = tables.reduce((sum, { table, rows }) => sum + (table === 'answered-rows' || table === 'set-aside-rows' ? rows : 0), 0)
  return answeredRows + (await decisionsKnown(pool, acting, { division: county, act: BigInt(act) }))
}
