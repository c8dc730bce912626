import { rosterKinds } from '@yingjin/intake'
import type { PublishPoint } from '../../leads/index.ts'
import type { OfficeQuery } from '../../registry/index.ts'

/** What whoever watches a job is told, in words of the office: nobody there knows a table by its name. Complete by type. */
export const officeTableWords: Readonly<Record<OfficeQuery['table'], string>> = {
  persons: '人员',
  particulars: '个人信息',
  numbers: '证件号码',
  residences: '住址',
  enrolments: '学籍和在校',
  designations: '困难类别',
  'household-members': '家庭成员',
  guardianships: '监护关系',
  'past-payments': '发放记录',
  'opening-entries': '期初',
  'answered-rows': '认定过的行',
  'set-aside-rows': '不收的行',
  'column-meanings': '更正过的列义',
  'same-persons': '认定为同一人的',
  answers: '补来的信息',
  decisions: '人工判断',
}

/** What lies sealed, by the table it stands in. */
const sealedPlaces: Readonly<Record<string, string>> = {
  'registry.identity_number': '证件号码',
  'registry.household': '户号',
  'registry.import_row': '名册的行',
  'registry.import_part': '收数的分段',
  'registry.row_answer': '认定过的行',
  'registry.delivery': '来件的读法',
  'registry.delivery_list': '退回的行',
  'registry.change_request': '变更申请里的号码',
  'content.file': '凭据和来件的文件',
  'jobs.job': '任务的内容',
  'audit.reply': '办理的回执',
}

/** `registry.identity_number.number_sealed`, as it is told to a person. */
export const sealedPlaceWord = (place: string): string => sealedPlaces[place.split('.').slice(0, 2).join('.')] ?? '密封的内容'

export const publishPointWords: Readonly<Record<PublishPoint, string>> = {
  'run-written': '登记这次运行',
  'leads-written': '登记新的线索',
  'said-of-each': '对照已有的线索，派给责任人',
  'results-written': '登记核定和待决问题',
}

/** 农村低保备案表, and of what part where several are of one kind. */
export const rosterWordOf = (roster: string): string => (rosterKinds as Readonly<Record<string, { name: string } | undefined>>)[roster]?.name ?? roster
