import type { RosterKind } from '../roster-kind.ts'

/** Who really sits in the classroom (在校), as schools report it at the start of term (domain §2.2). */
export const pupilsPresent: RosterKind = {
  id: 'pupils-present',
  name: '在校生信息',
  subject: 'person',
  sender: '学校',
  direction: 'neutral',
  words: ['在校生', '在校学生', '在校人数', '实际在校'],
  // Whoever has left stands on a list of its own in the same workbook.
  never: ['中职', '高校', '在园', '转出', '毕业生', '毕业学生', '休学', '退学', '流失', '离校'],
  about: ['学生花名册', '学生名册', '学生名单'],
  coverage: { population: 'pupils-of-county-schools', extent: 'complete', delivery: 'full', inForceForDays: 62 },
  columns: [
    { key: 'name', required: true },
    { key: 'id_number', required: true },
    { key: 'sex' },
    { key: 'birth_date' },
    { key: 'student_number' },
    { key: 'school_code' },
    { key: 'school_name' },
    { key: 'stage' },
    { key: 'grade', required: true },
    { key: 'class_name' },
    { key: 'boards' },
    { key: 'present' },
    { key: 'township' },
    { key: 'village' },
    { key: 'address' },
    { key: 'guardian_name' },
    { key: 'guardian_id_number' },
  ],
  key: ['id_number'],
  otherwise: ['student_number'],
  fromHeading: [{ column: 'school_name', names: 'school' }],
  establishes: [
    { fact: 'present', value: 'yes', when: { column: 'present', is: ['true'] }, absence: 'no' },
    { fact: 'present', value: 'no', when: { column: 'present', is: ['false'] }, absence: 'unknown' },
    { fact: 'boards', value: { column: 'boards' }, absence: 'unknown' },
  ],
}
