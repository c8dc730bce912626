import { readFileSync } from 'node:fs'
import { parseTerm } from '@yingjin/kernel'
import { keptRun } from './batch/run/kept-run.ts'
import { keptWorkbooks, openKeptWorkbook } from './batch/run/open-kept-run.ts'
import type { KeptWorkbooks } from './leads/index.ts'
import { withPrivateScratch } from './platform/files/index.ts'
import { type VaultPlace, wordVault } from './platform/vault/index.ts'

/** The workbooks of the runs that a data directory keeps. */
export const workbooksOfKeptRuns = (keys: VaultPlace): KeptWorkbooks => {
  const find = ({ division, term: written, run }: Readonly<{ division: string; term: string; run: string }>) => {
    const term = parseTerm(written)
    const kept = term.ok ? keptRun(keys.dataDir, division, term.value, run) : null
    return kept === null || !term.ok ? null : { county: division, term: term.value, directory: kept.directory }
  }
  return {
    names: of => {
      const kept = find(of)
      return kept === null ? [] : keptWorkbooks(kept.directory)
    },
    open: async (of, name) => {
      const kept = find(of)
      if (kept === null || !keptWorkbooks(kept.directory).includes(name)) return '这台服务器没有保存它。'
      return withPrivateScratch(async scratch => {
        const opened = await openKeptWorkbook(keys, kept, scratch, name)
        return opened.ok ? readFileSync(opened.value) : wordVault(opened.problem)
      })
    },
  }
}
