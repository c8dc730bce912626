import type { RosterKind } from '../roster-kind.ts'
import { placeOfLiving } from './shared-columns.ts'

/** Two groups on one roster, told apart by a column or by the sheet they stand on (domain §2.3, file 7). */
export const orphanAllowance: RosterKind = {
  id: 'orphan-allowance',
  name: '孤儿及事实无人抚养儿童发放花名册',
  subject: 'person',
  sender: '民政局',
  direction: 'positive',
  words: ['孤儿', '事实无人抚养', '困境儿童基本生活'],
  about: ['儿童'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 92 },
  columns: [
    { key: 'name', required: true, also: ['孤儿姓名', '保障对象姓名', '对象姓名', '被监护人姓名'] },
    {
      key: 'id_number',
      required: true,
      also: ['孤儿身份证号', '孤儿身份证号码', '保障对象身份证号', '保障对象身份证号码', '对象身份证号', '被监护人身份证号'],
    },
    { key: 'sex' },
    { key: 'birth_date' },
    { key: 'orphan_kind', also: ['类别', '类型', '身份类别', '儿童身份'] },
    ...placeOfLiving,
    { key: 'guardian_name' },
    { key: 'guardian_id_number' },
    { key: 'guardian_relation' },
    { key: 'designated_on' },
    { key: 'on_list', also: ['状态'] },
  ],
  contradicted: { column: 'on_list', is: false },
  key: ['id_number'],
  fromHeading: [{ column: 'orphan_kind', words: { 孤儿: 'orphan', 事实无人抚养: 'de_facto_unsupported' } }],
  establishes: [
    { fact: 'orphan', value: 'yes', when: { column: 'orphan_kind', is: ['orphan'] }, absence: 'no' },
    { fact: 'de_facto_unsupported', value: 'yes', when: { column: 'orphan_kind', is: ['de_facto_unsupported'] }, absence: 'no' },
  ],
}
