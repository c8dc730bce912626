import type { ReceivedTable } from '@yingjin/determination'
import type { SnapshotTable } from './received.ts'

/** A snapshot as the run sees it: one table, or one per sheet where its sheets are not of one date and wholeness. */
export const datedParts = ({ kind, file, asOf, whole, parts }: SnapshotTable): readonly ReceivedTable[] => {
  const alike = parts.every(p => p.asOf === asOf && p.whole === whole)
  if (alike) return [{ kind, file, asOf, whole }]
  return parts.map(p => ({ kind, file, sheet: p.sheet, hidden: p.hidden, asOf: p.asOf, whole: p.whole }))
}
