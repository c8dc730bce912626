import type { RosterKind } from '../roster-kind.ts'
import { placeOfLiving } from './shared-columns.ts'

export const disabilityCertificate: RosterKind = {
  id: 'disability-certificate',
  name: '持证残疾人名单',
  subject: 'person',
  sender: '残联',
  direction: 'positive',
  words: ['持证残疾人', '残疾人名单', '残疾人名册', '残疾人花名册', '残疾人信息', '残疾儿童', '残疾学生', '残联'],
  // Children of disabled people carry a parent's certificate on their row.
  never: ['残疾人子女', '残疾家庭', '残疾人家庭'],
  about: ['残疾'],
  coverage: { population: 'residents', extent: 'complete', delivery: 'full', inForceForDays: 183 },
  columns: [
    { key: 'name', required: true, also: ['残疾人姓名', '持证人姓名'] },
    { key: 'id_number', required: true, also: ['残疾人身份证号', '残疾人身份证号码', '持证人身份证号'] },
    { key: 'sex' },
    { key: 'birth_date' },
    ...placeOfLiving,
    { key: 'guardian_name' },
    { key: 'guardian_id_number' },
    { key: 'disability_number', also: ['证号', '证件编号', '证书号码', '证书编号'] },
    { key: 'disability_category', also: ['类别', '类型'] },
    { key: 'disability_grade', also: ['等级', '级别'] },
    { key: 'designated_on' },
    { key: 'on_list', also: ['状态'] },
  ],
  contradicted: { column: 'on_list', is: false },
  key: ['id_number'],
  idWithin: 'disability_number',
  establishes: [{ fact: 'disabled', value: 'yes', absence: 'no' }],
}
