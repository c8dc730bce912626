import type { PackSource } from '@yingjin/policy/author'

const replacedBy = (...by: readonly string[]) => ({ how: 'replaced', by }) as const

/** What this plan says of the national standards of the same aid. */
export const upper: NonNullable<PackSource['upper']> = {
  'N-04': replacedBy('YJ-3.4a.4a-1'),
  'N-05': replacedBy('YJ-3.4a.4a-2'),
  'N-06': replacedBy('YJ-3.4a.4b'),
  'N-08': replacedBy('YJ-3.4a.4c'),
  'N-09': replacedBy('YJ-3.4a.2a-1', 'YJ-3.4a.2a-2'),
  'N-10': replacedBy('YJ-3.4a.2c'),
  'N-11': replacedBy('YJ-3.4a.3b'),
  'N-12': replacedBy('YJ-3.4a.3a'),
  // The plan only says who comes first; how much may be borrowed stays with the nation.
  'N-21': { how: 'added' },
  'N-22': { how: 'added' },
}
