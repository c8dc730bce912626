import { type Field, fields, type Reach } from '@yingjin/domain/access'
import type { RegistryProblem } from '@yingjin/domain/registry'
import { problem } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** Refuses what concerns the whole county to whoever does not write (or read, or count) all of it in these fields of data. */
export const wholeCountyOnly = async (
  tx: Tx,
  division: string,
  title: string,
  needed: readonly Field[],
  how: Reach = 'write',
): Promise<RegistryProblem | null> => {
  const missing = await ask<{ field: Field }>(
    tx,
    `select f.field from unnest($2::text[]) with ordinality f (field, at) where not $1 = any (access.divisions(f.field, $3)) order by f.at`,
    division,
    needed,
    how,
  )
  return missing.length === 0 ? null : problem('registry/whole-county-only', { title, fields: missing.map(({ field }) => fields[field]) })
}
