import { join } from 'node:path'
import type { CompiledPolicy } from '@yingjin/policy'
import { type AbsenceCounts, facts } from './facts.ts'
import { findings } from './findings.ts'
import { load, type SnapshotPaths } from './load.ts'
import { findPersons } from './persons.ts'
import { cards, results, words } from './results.ts'
import { decisions, noticesAndStandards } from './rules.ts'

/**
 * The whole run as one SQL script, written for this one job: the invented county, autumn 2022, every roster received,
 * none filled back. What the manifests say (which lists are whole) and the words of the document are handed in.
 */
export const script = (paths: SnapshotPaths, counts: AbsenceCounts, policy: CompiledPolicy, folder: string): readonly string[] => [
  ...load(paths),
  ...findPersons(),
  ...facts(counts),
  ...cards(),
  ...decisions(counts),
  ...noticesAndStandards,
  ...words(policy),
  ...findings(counts),
  ...Object.entries(results).map(([name, sql]) => `COPY (${sql}) TO '${join(folder, `${name}.parquet`)}' (FORMAT parquet, COMPRESSION zstd)`),
]
