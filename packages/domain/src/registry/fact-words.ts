import type { EnrolmentState, Guardian, NumberKind } from './told.ts'

/** The matters of a person's file (一生一档) in the order in which it is read, as officials call them. */
export const matterWords = {
  particulars: '基本信息',
  identity_number: '证件号码',
  enrolment: '学籍与在校',
  handover: '转学与升学交接',
  residence: '户籍与住址',
  household_member: '家庭',
  guardianship: '监护人',
  designation: '困难类别',
  past_payment: '已发资助',
  opening_entry: '期初',
  person_role: '人员类别',
  post: '职务',
  responsibility: '谁包谁',
  away: '外出',
} as const satisfies Readonly<Record<string, string>>
export type Matter = keyof typeof matterWords

/** 在籍 and 在校 are two facts, never one. */
export const enrolmentMatterWords = { 'on-roll': '在籍', present: '在校' } as const satisfies Readonly<Record<'on-roll' | 'present', string>>

export const enrolmentStateWords: Readonly<Record<EnrolmentState, string>> = {
  enrolled: '在读',
  suspended: '休学',
  'transferred-out': '转出',
  graduated: '毕业',
  left: '离校',
  'not-enrolled': '未入学',
}

/** Why an enrolment ended, as the register of enrolments keeps it. */
export const enrolmentGroundWords = {
  'stopped-coming': '不再到校',
  'moved-away': '随家搬走',
  abroad: '出国（境）',
  illness: '生病',
  death: '死亡',
  void: '学籍无效',
  'school-merged': '学校撤并',
  other: '其他',
} as const satisfies Readonly<Record<string, string>>

export const numberKindWords: Readonly<Record<NumberKind, string>> = {
  'resident-id': '身份证号',
  permit: '通行证、居住证号',
  'certificate-number': '残疾人证号',
  'student-number': '学籍号',
  phone: '电话',
}

export const guardianGroundWords: Readonly<Record<Guardian['ground'], string>> = { law: '法定监护', 'de-facto': '实际照料', unsaid: '未写明' }

export const standingWords = { yes: '是', no: '否', unknown: '不详' } as const satisfies Readonly<Record<'yes' | 'no' | 'unknown', string>>

export const handoverKindWords = { transfer: '转学', 'next-stage': '升学' } as const
export const handoverStatusWords = { open: '等待接收', received: '已接收', withdrawn: '已撤回' } as const

/** What stands beside a designation, and the words of its codes; text and days stand as they are. */
export const designationDetailWords = {
  household_kind: '户类型',
  monitored_category: '监测对象类别',
  designated_on: '认定日期',
  disability_category: '残疾类别',
  disability_grade: '残疾等级',
  orphan_kind: '儿童类别',
  low_income_category: '低收入类别',
  risk_removed: '风险是否消除',
  removed_on: '消除日期',
  policy_continues: '是否继续享受政策',
} as const satisfies Readonly<Record<string, string>>
export const designationCodeWords = {
  'lifted-out': '脱贫户',
  ordinary: '一般农户',
  monitored: '监测对象',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  orphan: '孤儿',
  de_facto_unsupported: '事实无人抚养儿童',
} as const satisfies Readonly<Record<string, string>>
