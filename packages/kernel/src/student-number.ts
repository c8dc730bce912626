import type { PlainDate } from './plain-date.ts'
import { type Problem, problem } from './problem.ts'
import { type AreaCodes, birthDateIn, type IdReading, readResidentId } from './resident-id.ts'
import { done, refused, type Result } from './result.ts'

/** 学籍号: nineteen characters. One child may hold several over the years; it is no substitute for an ID. */
export type StudentNumber = string & { readonly __brand: 'StudentNumber' }

/**
 * - `G` 正式学籍号: G and the resident ID as it stood at first enrolment (it may differ from today's corrected ID).
 * - `J` 无身份证学籍号: J, six digits of area, eight of birth, three of serial, one check.
 * - `L` 临时学籍号: L, six of area, eight of birth, four at random.
 */
export type StudentNumberKind = 'G' | 'J' | 'L'
export type NotAStudentNumber = Problem<'kernel/not-a-student-number', { text: string }>

/** @property id  the ID inside a G number, read as any ID is: it may be damaged. `null` for J and L. */
export type StudentNumberReading = Readonly<{ kind: StudentNumberKind; number: StudentNumber; id: IdReading | null; area: string; birth: PlainDate | null }>

const shape = /^[GJL]\d{17}[\dX]$/

/**
 * Accepts the nineteen characters in either case and with blanks. Whether the check characters hold is told by
 * `id` for G; the check of J numbers follows no published rule and is not tested.
 */
export const readStudentNumber = (written: string, areas: AreaCodes | null = null): Result<StudentNumberReading, NotAStudentNumber> => {
  const text = written
    .replace(/[\s\u200b-\u200f\ufeff]/g, '')
    .normalize('NFKC')
    .toUpperCase()
  if (!shape.test(text)) return refused(problem('kernel/not-a-student-number', { text: written }))
  const kind = text.charAt(0) as StudentNumberKind
  const body = text.slice(1)
  return done({
    kind,
    number: text as StudentNumber,
    id: kind === 'G' ? readResidentId(body, areas) : null,
    area: body.slice(0, 6),
    birth: birthDateIn(body),
  })
}
