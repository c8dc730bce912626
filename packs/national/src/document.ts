import { day, type PlainDate } from '@yingjin/kernel'
import type { Line, PackSource } from '@yingjin/policy/author'

/** From the first day for which a dated standard is on file, to the end of the school year in which they must be looked through again. */
const [first, end] = ['2014-09-01', '2027-09-01'] as const

/** No paper of its own: a collection, each line with the source it has (docs/register/national.md, docs/decisions/0081). */
export const document: PackSource['document'] = {
  title: '国家学生资助标准汇编',
  issuer: '国家',
  number: null,
  promulgated: day(first),
  inForce: [day(first), day(end)],
  replaces: [],
  upstream: ['N-01', 'N-24'],
}

/** Terms in which something changed: their first days. */
export const from = {
  /** The first county text at hand that agrees with what has no first day on file. */
  onFile: '2017-01-01',
  onFileForColleges: '2022-01-01',
  autumn2019: '2019-09-01',
  autumn2021: '2021-09-01',
  spring2024: '2024-03-01',
  autumn2023: '2023-09-01',
  autumn2024: '2024-09-01',
  year2025: '2025-01-01',
  spring2025: '2025-03-01',
  autumn2025: '2025-09-01',
  transitionOver: '2026-01-01',
  first,
  end,
} as const

/** A line holds from then, to the end of the collection or earlier. */
export const holds = (begins: keyof typeof from, ends: keyof typeof from = 'end'): NonNullable<Line['inForce']> =>
  [day(from[begins]), day(from[ends])] as [PlainDate, PlainDate]
