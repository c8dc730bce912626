import { type KeyContext, type PersonKeys, personKeys, type PersonRow } from '@yingjin/comparison'
import { isInvented } from '@yingjin/kernel'

/** The class of a number of the invented province in a run for a county outside it (see `IdClass` for the others). */
export const inventedClass = 'INVENTED'

export const inventedNumberSaid =
  '身份证号的区划码以 99 开头，是演示用的虚构省份，不是真实的号码，没有用来认人。请核对是否把示例名册放进了文件夹；确有其人的，请更正号码后重发'

const bare = (number: string | null | undefined): string => (number ?? '').trim().replace(/^[Gg]/u, '')
const isInventedNumber = (number: string | null | undefined): boolean => /^99\d{12,}/u.test(bare(number)) && isInvented(bare(number))

/**
 * The keys of a row in a run for a real county: a number of the invented province is no evidence of anybody, neither
 * the row's own nor its copy in the student number nor a guardian's, and the day of birth in it is none either.
 */
export const realPersonKeys = (row: PersonRow, context: KeyContext): PersonKeys => {
  const unless = (number: string | null | undefined): string | null => (isInventedNumber(number) ? null : (number ?? null))
  const invented = isInventedNumber(row.id_number) || isInventedNumber(row.student_number)
  if (!invented && !isInventedNumber(row.guardian_id_number) && !isInventedNumber(row.head_id_number)) return personKeys(row, context)
  const [idClass, ...rest] = personKeys(
    {
      ...row,
      id_number: unless(row.id_number),
      student_number: unless(row.student_number),
      guardian_id_number: unless(row.guardian_id_number),
      head_id_number: unless(row.head_id_number),
    },
    context,
  )
  return [invented ? inventedClass : idClass, ...rest]
}
