import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Term } from '@yingjin/kernel'
import { privateFolder, replaceText, withPassingFolder } from '../../platform/files/index.ts'
import { makeSealedFolder, type Vault } from '../../platform/vault/index.ts'
import { keptRunDirectory, latestFile, recordFile, type RunRecord } from './kept-run.ts'
import { runPurpose } from './open-kept-run.ts'

/** A result beside the tables that later verbs read: both have an entitlement. */
export const resultName = (result: string): `result-${string}` => `result-${result}`

const making = '.making-'

/**
 * Keeps what a run wrote into `plain`, sealed by a data key of its own, whole or not at all, and marks it as the newest;
 * an interrupted run is never explained from. The same run made again takes the place of the one before.
 */
export const keepRun = async (
  order: Readonly<{ dataDir: string; county: string; term: Term; vault: Vault }>,
  record: RunRecord,
  plain: string,
): Promise<void> => {
  const { dataDir, county, term, vault } = order
  const folder = keptRunDirectory(dataDir, county, term, record.run)
  const parent = privateFolder(dirname(folder))
  await withPassingFolder(parent, making, async made => {
    const sealed = makeSealedFolder(vault, made, runPurpose(county, term, record.run))
    for (const name of readdirSync(plain)) await sealed.seal(name, join(plain, name))
    writeFileSync(recordFile(made), `${JSON.stringify(record)}\n`, { mode: 0o600 })
    if (existsSync(folder)) rmSync(folder, { recursive: true })
    renameSync(made, folder)
  })
  await replaceText(latestFile(dataDir, county, term), `${JSON.stringify({ run: record.run })}\n`)
}
