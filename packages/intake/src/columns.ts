import type { ColumnMeaning } from './column.ts'

const text = { kind: 'text' } as const
const name = { kind: 'name' } as const
const id = { kind: 'id-number' } as const
const code = { kind: 'code' } as const
const date = { kind: 'date' } as const
const month = { kind: 'month' } as const
const yesNo = { kind: 'yes-no' } as const
const money = { kind: 'money' } as const
const count = { kind: 'count' } as const

/**
 * Every column meaning the house collects. The key is the snapshot's column name.
 * What is not collected stands in `not-collected.ts`.
 */
export const columns = {
  name: { label: '姓名', value: name, class: 'identity', names: ['姓名', '学生姓名', '姓 名', '幼儿姓名', '儿童姓名', '成员姓名', '享受人', '享受人姓名'] },
  former_name: { label: '曾用名', value: name, class: 'identity', names: ['曾用名'] },
  id_number: {
    label: '身份证号',
    value: id,
    class: 'identity',
    names: ['身份证号', '身份证号码', '公民身份号码', '公民身份证号码', '身份证', '身份证件号', '身份证件号码', '证件号码', '证件号', '享受人身份证号'],
  },
  id_kind: { label: '证件类型', value: text, class: 'internal', names: ['证件类型', '身份证件类型'] },
  sex: { label: '性别', value: { kind: 'sex' }, class: 'internal', names: ['性别'] },
  birth_date: { label: '出生日期', value: date, class: 'identity', names: ['出生日期', '出生年月', '出生年月日'] },
  student_number: { label: '学籍号', value: code, class: 'identity', names: ['学籍号', '全国学籍号', '学籍辅号'] },
  school_code: { label: '学校标识码', value: code, class: 'open', names: ['学校标识码', '学校代码', '学校编码'] },
  school_name: { label: '学校名称', value: text, class: 'open', names: ['学校名称', '学校', '就读学校', '所在学校', '幼儿园名称', '园所名称', '院校名称'] },
  stage: {
    label: '学段',
    value: {
      kind: 'choice',
      of: 'stage',
      words: {
        学前: 'preschool',
        幼儿园: 'preschool',
        小学: 'primary',
        初中: 'junior',
        普高: 'senior',
        高中: 'senior',
        普通高中: 'senior',
        中职: 'vocational',
        中等职业: 'vocational',
        大学: 'higher',
        高校: 'higher',
        高等教育: 'higher',
      },
    },
    class: 'internal',
    names: ['学段', '办学类型'],
  },
  grade: { label: '年级', value: { kind: 'grade' }, class: 'internal', names: ['年级', '就读年级'] },
  class_name: { label: '班级', value: text, class: 'internal', names: ['班级', '班级名称', '就读班级'] },
  entry_month: { label: '入学年月', value: month, class: 'internal', names: ['入学年月'] },
  boards: { label: '寄宿', value: yesNo, class: 'internal', names: ['就读方式', '是否寄宿', '是否住校', '是否寄宿生'] },
  roll_status: { label: '学生当前状态', value: text, class: 'internal', names: ['学生当前状态', '学籍状态', '学生状态'] },
  present: { label: '在校', value: yesNo, class: 'internal', names: ['是否在校', '在校情况'] },
  hukou_division: { label: '户口所在地', value: text, class: 'internal', names: ['户口所在地行政区划', '户籍所在地', '户口所在地', '户籍地'] },
  township: { label: '乡镇', value: text, class: 'internal', names: ['乡镇', '乡', '乡(镇)', '乡镇(街道)', '镇(乡)', '镇街'] },
  village: { label: '村', value: text, class: 'internal', names: ['行政村', '村', '村(社区)', '村(居)委会', '村居'] },
  village_group: { label: '组', value: text, class: 'internal', names: ['村民小组', '组', '自然村', '村(居)民小组'] },
  address: { label: '住址', value: text, class: 'identity', names: ['家庭住址', '家庭地址', '现住址', '住址'] },
  household_number: { label: '户编号', value: code, class: 'identity', names: ['户编号', '户号'] },
  person_number: { label: '人口编号', value: code, class: 'identity', names: ['人口编号', '人编号'] },
  head_name: { label: '户主姓名', value: name, class: 'identity', names: ['户主姓名', '户主'] },
  head_id_number: { label: '户主身份证号', value: id, class: 'identity', names: ['户主身份证号', '户主身份证号码', '户主证件号码'] },
  relation_to_head: { label: '与户主关系', value: text, class: 'internal', names: ['与户主关系', '与户主的关系', '家庭关系'] },
  guardian_name: { label: '监护人姓名', value: name, class: 'identity', names: ['监护人姓名', '监护人', '家长姓名'] },
  guardian_id_number: { label: '监护人身份证号', value: id, class: 'identity', names: ['监护人身份证号', '监护人身份证号码', '家长身份证号'] },
  guardian_relation: { label: '监护关系', value: text, class: 'internal', names: ['监护关系', '与监护人关系'] },
} as const satisfies Readonly<Record<string, ColumnMeaning>>

export type ColumnKey = keyof typeof columns
export const columnOf = (key: ColumnKey): ColumnMeaning => columns[key]
export const columnKeys = Object.keys(columns) as readonly ColumnKey[]
void money
void count
