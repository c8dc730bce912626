import type { RosterKind } from '../roster-kind.ts'
import { placeOfLiving } from './shared-columns.ts'

/** 在园幼儿名册 (decision record 0033). */
export const kindergartenChildren: RosterKind = {
  id: 'kindergarten-children',
  name: '在园幼儿名册',
  subject: 'person',
  sender: '幼儿园',
  direction: 'neutral',
  words: ['在园幼儿', '在园儿童', '幼儿名册', '幼儿花名册', '幼儿名单', '幼儿信息', '学前教育'],
  // Whoever has left stands on a list of its own in the same workbook.
  never: ['转出', '毕业', '退园', '离园'],
  about: ['幼儿园', '幼儿', '学前'],
  coverage: { population: 'kindergarten-children', extent: 'complete', delivery: 'full', inForceForDays: 183 },
  columns: [
    { key: 'name', required: true },
    { key: 'id_number', required: true },
    { key: 'sex' },
    { key: 'birth_date' },
    { key: 'student_number' },
    { key: 'school_code' },
    { key: 'school_name' },
    { key: 'stage' },
    { key: 'grade', also: ['班型', '班级类型', '年龄班'] },
    { key: 'class_name' },
    { key: 'entry_month' },
    { key: 'boards' },
    { key: 'present' },
    { key: 'hukou_division' },
    ...placeOfLiving,
    { key: 'guardian_name' },
    { key: 'guardian_id_number' },
    { key: 'guardian_relation' },
    { key: 'care_fee' },
  ],
  key: ['id_number'],
  otherwise: ['student_number'],
  stage: 'preschool',
  fromHeading: [{ column: 'school_name', names: 'school' }],
  establishes: [
    { fact: 'stage', value: { column: 'stage' }, absence: 'unknown' },
    { fact: 'grade', value: { column: 'grade' }, absence: 'unknown' },
    { fact: 'boards', value: { column: 'boards' }, absence: 'unknown' },
    { fact: 'care_fee', value: { column: 'care_fee' }, absence: 'unknown' },
  ],
}
