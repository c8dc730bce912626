import { type PlainDate, type Sex } from '@yingjin/kernel'
import { idKeys, wholeId } from './id.ts'
import { normaliseName } from './name.ts'
import type { VillageIndex } from './place.ts'
import { schoolKey } from './school.ts'

/** The columns by which one row about a person is compared with another, in the order in which they are written. */
export const personKeySchema = {
  id_class: 'text',
  id18: 'text',
  id17: 'text',
  id15: 'text',
  id18_old: 'text',
  name_same: 'text',
  name_fold: 'text',
  name_pinyin: 'text',
  birth: 'date',
  sex_key: 'text',
  guardian_id18: 'text',
  village_key: 'text',
  school_key: 'text',
  former_pinyin: 'text',
} as const

/** Cleaned cells of one row, by intake's column keys; a column the roster lacks is left out or `null`. */
export type PersonRow = Readonly<{
  name?: string | null
  former_name?: string | null
  id_number?: string | null
  /** True when the ID cell was a number of the workbook: then at most fifteen of its digits are true. */
  id_number_was_numeric?: boolean
  student_number?: string | null
  birth_date?: string | null
  sex?: string | null
  guardian_id_number?: string | null
  head_id_number?: string | null
  township?: string | null
  village?: string | null
  school_code?: string | null
  school_name?: string | null
}>

export type KeyContext = Readonly<{ villages: VillageIndex | null }>

/** One value per column of `personKeySchema`, in its order; `null` is unknown. */
export type PersonKeys = readonly [
  idClass: string,
  id18: string | null,
  id17: string | null,
  id15: string | null,
  id18Old: string | null,
  nameSame: string | null,
  nameFold: string | null,
  namePinyin: string | null,
  birth: PlainDate | null,
  sex: Sex | null,
  guardianId18: string | null,
  villageKey: string | null,
  schoolKey: string | null,
  formerPinyin: string | null,
]

/** Systems write this day where they know none. */
const noBirthday = '1900-01-01'

const sexWritten = (written: string | null | undefined): Sex | null => (written === 'male' || written === 'female' ? written : null)

/** A guardian ties siblings and twins together, which a child's own number cannot. */
const guardianOf = (row: PersonRow, own: string | null): string | null => {
  const guardian = wholeId(row.guardian_id_number ?? null) ?? wholeId(row.head_id_number ?? null)
  return guardian === own ? null : guardian
}

/** The comparison keys of one row. Pure but for bounded memories of names; made for millions of rows. */
export const personKeys = (row: PersonRow, context: KeyContext): PersonKeys => {
  const id = idKeys({ idNumber: row.id_number ?? null, storedAsNumber: row.id_number_was_numeric === true, studentNumber: row.student_number ?? null })
  const name = row.name ? normaliseName(row.name) : null
  const former = row.former_name ? normaliseName(row.former_name) : (name?.former ?? null)
  const birth = row.birth_date && row.birth_date !== noBirthday ? (row.birth_date as PlainDate) : (id.reading?.birth ?? null)
  return [
    id.class,
    id.id18,
    id.id17,
    id.id15,
    id.id18_old,
    name?.same ?? null,
    name?.fold ?? null,
    name?.pinyin ?? null,
    birth,
    sexWritten(row.sex) ?? id.reading?.sex ?? null,
    guardianOf(row, id.id18),
    row.township && row.village ? (context.villages?.find(row.township, row.village) ?? null) : null,
    schoolKey(row.school_code ?? null, row.school_name ?? null),
    former?.pinyin ?? null,
  ]
}
