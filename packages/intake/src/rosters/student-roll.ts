import type { RosterKind } from '../roster-kind.ts'

/**
 * Export of the national student-status system (domain §2.2), only the columns the house collects. It is the source
 * for being on the roll (在籍); being in the classroom is another fact on another roster.
 */
export const studentRoll: RosterKind = {
  id: 'student-roll',
  name: '学籍导出',
  subject: 'person',
  sender: '教育局（学籍系统）',
  direction: 'neutral',
  words: ['学籍', '中小学生学籍', '学籍导出', '学籍信息', '在籍学生', '在籍生'],
  // Whoever has left stands on a list of its own in the same workbook.
  never: ['中职学籍', '中等职业', '中职', '转出', '毕业生', '毕业学生', '休学', '退学', '流失', '离校'],
  about: ['学生信息', '学生基本信息'],
  foreign: ['specialty', 'farming_specialty'],
  coverage: { population: 'pupils-of-county-schools', extent: 'complete', delivery: 'full', inForceForDays: 183 },
  columns: [
    { key: 'name', required: true },
    { key: 'former_name' },
    { key: 'id_number', required: true },
    { key: 'id_kind' },
    { key: 'sex' },
    { key: 'birth_date' },
    { key: 'student_number' },
    { key: 'school_code' },
    { key: 'school_name' },
    { key: 'stage' },
    { key: 'grade', required: true },
    { key: 'class_name' },
    { key: 'entry_month' },
    { key: 'boards' },
    { key: 'roll_status', also: ['状态'] },
    { key: 'status_changed_on' },
    { key: 'hukou_division' },
    { key: 'township' },
    { key: 'village' },
    { key: 'address' },
    { key: 'martyr_or_favoured_child' },
    { key: 'guardian_name' },
    { key: 'guardian_id_number' },
    { key: 'guardian_relation' },
  ],
  key: ['id_number'],
  otherwise: ['student_number'],
  parents: {
    name: ['姓名', '成员姓名'],
    id: ['身份证件号', '身份证号', '身份证号码', '身份证件号码', '证件号码'],
    relation: ['关系', '与学生关系'],
    isGuardian: ['是否监护人', '监护人'],
  },
  fromHeading: [{ column: 'school_name', names: 'school' }],
  establishes: [
    { fact: 'on_roll', value: 'yes', absence: 'no' },
    { fact: 'stage', value: { column: 'stage' }, absence: 'unknown' },
    { fact: 'grade', value: { column: 'grade' }, absence: 'unknown' },
    { fact: 'boards', value: { column: 'boards' }, absence: 'unknown' },
    // 是 leaves it open: the column puts children of martyrs together with other favoured families.
    { fact: 'martyr_child', value: 'no', when: { column: 'martyr_or_favoured_child', is: ['false'] }, absence: 'unknown' },
  ],
}
