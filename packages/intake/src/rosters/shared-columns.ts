import type { FamilyColumns, RosterColumn } from '../roster-kind.ts'

/** Where a household lives, as township offices write it. */
export const placeOfLiving: readonly RosterColumn[] = [{ key: 'township' }, { key: 'village' }, { key: 'village_group' }, { key: 'address' }]

/** One person on a 乡村振兴 list. */
export const householdMember: readonly RosterColumn[] = [
  { key: 'name', required: true },
  { key: 'id_number', required: true },
  { key: 'id_kind' },
  { key: 'sex' },
  { key: 'birth_date' },
  { key: 'household_number' },
  { key: 'person_number' },
  { key: 'head_name' },
  { key: 'head_id_number' },
  { key: 'relation_to_head' },
  { key: 'county' },
  ...placeOfLiving,
]

const applicantName = [
  '申请人',
  '申请人姓名',
  '户主（申请人）姓名',
  '户主姓名',
  '户主',
  '保障对象',
  '保障对象姓名',
  '低保对象姓名',
  '特困人员姓名',
  '供养对象姓名',
  '对象姓名',
  '救助对象姓名',
]
const applicantId = [
  '申请人身份证号',
  '申请人身份证号码',
  '户主身份证号',
  '户主身份证号码',
  '户主公民身份号码',
  '保障对象身份证号',
  '保障对象身份证号码',
  '对象身份证号',
  '对象身份证号码',
  '特困人员身份证号',
  '特困人员身份证号码',
]

/** A civil-affairs list: the applicant heads the row and the household runs across it. */
export const applicantHousehold: readonly RosterColumn[] = [
  { key: 'name', required: true, also: applicantName },
  { key: 'id_number', required: true, also: applicantId },
  { key: 'sex' },
  { key: 'birth_date' },
  { key: 'household_number', also: ['低保证号', '低保证编号', '特困证号', '救助证号', '证书编号', '户口编号', '家庭编号'] },
  { key: 'head_name' },
  { key: 'head_id_number' },
  { key: 'relation_to_head' },
  { key: 'county' },
  ...placeOfLiving,
  { key: 'designated_on' },
  { key: 'on_list', also: ['状态'] },
]

/** How family members are headed when they run across the row. */
export const familyAcross: FamilyColumns = {
  name: ['姓名', '成员姓名', '家庭成员姓名', '共同生活成员姓名', '成员', '家庭成员'],
  id: [
    '身份证号',
    '身份证号码',
    '公民身份号码',
    '证件号码',
    '证件号',
    '身份证',
    '身份证件号',
    '成员身份证号',
    '成员身份证号码',
    '成员证件号码',
    '居民身份证号码',
  ],
  relation: ['关系', '与户主关系', '与户主的关系', '与申请人关系', '与保障对象关系', '家庭关系', '称谓'],
}

/** What a member's record takes over from the row: the household and where it lives. */
export const householdShared = [
  'household_number',
  'head_name',
  'head_id_number',
  'county',
  'township',
  'village',
  'village_group',
  'address',
  'designated_on',
] as const
