import type { FactKey } from '@yingjin/facts'

/**
 * The register's group codes (section 2.8) and the fact each stands for.
 * Two designations have facts but no group code, because no clause of the appendix names them:
 * de facto unsupported children, and the civil-affairs low-income list; both reach a line only through 等 or as “other”.
 */
export const groupCodes = {
  TP: 'lifted_out',
  UN: 'unstable',
  MG: 'marginal',
  SU: 'sudden_hardship',
  DB: 'minimum_living',
  TK: 'extreme_hardship',
  OR: 'orphan',
  DI: 'disabled',
  MA: 'martyr_child',
  OT: 'other_hardship',
} as const satisfies Readonly<Record<string, FactKey>>

export type GroupCode = keyof typeof groupCodes
