import type { PackSource } from '@yingjin/policy/author'

const replacedBy = (...by: readonly string[]) => ({ how: 'replaced', by }) as const

/** What the appendix says of the national standards of the same aid. */
export const upper: NonNullable<PackSource['upper']> = {
  // Of a later year than this appendix: were both ever in force, the waiver would stand as it is.
  'N-01': { how: 'left' },
  'N-02': { how: 'left' },
  'N-04': replacedBy('PS-A2.1a'),
  'N-05': replacedBy('PS-A2.1b'),
  'N-06': replacedBy('PS-A2.3'),
  'N-07': replacedBy('PS-A2.4'),
  'N-08': replacedBy('PS-A2.6'),
  'N-09': replacedBy('PS-A3.3a', 'PS-A3.3b'),
  'N-10': replacedBy('PS-A3.1'),
  'N-11': replacedBy('PS-A4.3a', 'PS-A4.3b'),
  'N-12': replacedBy('PS-A4.1'),
  'N-14': replacedBy('PS-A5.3'),
  'N-15': replacedBy('PS-A5.3'),
  'N-21': replacedBy('PS-A5.1a'),
  // The appendix speaks of students in higher education without setting graduates apart.
  'N-22': replacedBy('PS-A5.1a'),
}
