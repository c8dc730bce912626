import { type FactKey, factKeys, factOf } from '@yingjin/facts'
import { inYuan, parseTerm, termOnPaper } from '@yingjin/kernel'
import {
  designationCodeWords,
  designationDetailWords,
  enrolmentGroundWords,
  enrolmentMatterWords,
  enrolmentStateWords,
  guardianGroundWords,
  handoverKindWords,
  handoverStatusWords,
  type Matter,
  matterWords,
  numberKindWords,
  standingWords,
} from './fact-words.ts'
import { relationWord } from './household-register.ts'
import { personRoles } from './person-role.ts'
import { stageWord } from './stage-word.ts'

export type Says = Readonly<Record<string, unknown>>

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
/** The word of a code; what is no code stands as it is written. */
const wordIn =
  (words: Readonly<Record<string, string>>) =>
  (value: unknown): string =>
    words[text(value)] ?? text(value)
const termSaid = (value: unknown): string => {
  const term = parseTerm(text(value))
  return term.ok ? termOnPaper(term.value) : text(value)
}
const yesOrNo = (value: unknown): string => (value === true ? '是' : value === false ? '否' : '')
const yuan = (fen: unknown): string => (fen === null || fen === undefined ? '' : `${inYuan(Number(fen))} 元`)

/** From and to; what is open on a side says so. */
export const spanWord = ({ valid_from: from, valid_to: to }: Says): string => {
  const [begins, ends] = [text(from), text(to)]
  if (begins === '' && ends === '') return ''
  return `${begins === '' ? '何时起不详' : begins} 至 ${ends === '' ? '今' : ends}`
}

const gradeWord = ({ stage, grade, class_name: className }: Says): string => {
  const [of, year, own] = [text(stage), text(grade), text(className)]
  return [of === '' ? '' : stageWord(of), year === '' ? '' : `${year}年级`, own].filter(part => part !== '').join(' ')
}

const designationWord = (kind: string): string => ((factKeys as readonly string[]).includes(kind) ? factOf(kind as FactKey).label : kind)
const detailWord = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null
    ? Object.entries(detail)
        .map(([key, value]) => {
          const name = (designationDetailWords as Readonly<Record<string, string>>)[key] ?? key
          return `${name}：${typeof value === 'boolean' ? yesOrNo(value) : wordIn(designationCodeWords)(value)}`
        })
        .join('；')
    : ''

export type FactColumn = Readonly<{ word: string; show: (says: Says) => string; identifier?: true }>
const column = (word: string, key: string, as: (value: unknown) => string = text): FactColumn => ({ word, show: says => as(says[key]) })
const span: FactColumn = { word: '起止', show: spanWord }

export type MatterTable = Readonly<{
  columns: readonly FactColumn[]
  /** Of this a person has one at a time: sources that say another thing contradict each other. */
  one?: true
}>

/** How each matter of a file stands in its table; complete by type. */
export const matterTables: Readonly<Record<Matter, MatterTable>> = {
  particulars: { one: true, columns: [column('姓名', 'name'), column('曾用名', 'former_name'), column('性别', 'sex'), column('出生日期', 'born_on')] },
  identity_number: {
    columns: [column('种类', 'kind', wordIn(numberKindWords)), { ...column('号码', 'number'), identifier: true }],
  },
  enrolment: {
    columns: [
      column('事项', 'matter', wordIn(enrolmentMatterWords)),
      column('状态', 'state', wordIn(enrolmentStateWords)),
      column('学校', 'at_school_name'),
      { word: '年级和班', show: gradeWord },
      column('寄宿', 'boards', yesOrNo),
      column('原因', 'ground', wordIn(enrolmentGroundWords)),
      span,
    ],
  },
  handover: {
    columns: [
      column('事项', 'kind', wordIn(handoverKindWords)),
      column('去向', 'to_school_name'),
      { word: '年级', show: gradeWord },
      column('状态', 'status', wordIn(handoverStatusWords)),
      span,
    ],
  },
  residence: {
    one: true,
    columns: [
      column('户籍区划', 'hukou_division'),
      column('乡镇', 'township'),
      column('村', 'village'),
      column('组', 'village_group'),
      column('住址', 'address'),
    ],
  },
  household_member: { columns: [column('与户主关系', 'relation', written => relationWord(text(written))), span] },
  guardianship: { columns: [column('监护人', 'guardian_name'), column('关系', 'relation'), column('依据', 'ground', wordIn(guardianGroundWords)), span] },
  designation: {
    columns: [
      { word: '类别', show: ({ kind }) => designationWord(text(kind)) },
      column('是否', 'standing', wordIn(standingWords)),
      column('说明', 'detail', detailWord),
      column('名册截至', 'as_of'),
      span,
    ],
  },
  past_payment: {
    columns: [column('项目', 'item'), column('学期', 'term', termSaid), column('金额', 'amount', yuan), column('发放日期', 'paid_on'), column('状态', 'state')],
  },
  opening_entry: {
    columns: [
      column('项目', 'item'),
      column('已享受学期', 'terms'),
      column('金额', 'amount', yuan),
      column('学段', 'stage', value => (text(value) === '' ? '' : stageWord(text(value)))),
    ],
  },
  person_role: { columns: [column('人员类别', 'role', wordIn(personRoles))] },
  post: { columns: [column('职务', 'title'), span] },
  responsibility: { columns: [column('链条', 'chain'), column('角色', 'role'), span] },
  away: { columns: [column('事由', 'reason'), span] },
}

/** How each kind of change stands before whoever answers it: all that it changes, also what no card shows; by its matter. */
export const changeTables: Readonly<Record<string, Readonly<{ word: string; columns: readonly FactColumn[] }> | undefined>> = {
  particulars: { word: matterWords.particulars, columns: matterTables.particulars.columns },
  'identity-number': { word: matterWords.identity_number, columns: matterTables.identity_number.columns },
  residence: { word: matterWords.residence, columns: [...matterTables.residence.columns, column('归哪里管（区划代码）', 'at_area')] },
  enrolment: { word: matterWords.enrolment, columns: [...matterTables.enrolment.columns, column('班级编号', 'at_class_id')] },
  'end-enrolment': { word: '学籍终止', columns: matterTables.enrolment.columns },
  guardianship: { word: matterWords.guardianship, columns: [...matterTables.guardianship.columns, column('监护人的档案编号', 'guardian_person_id')] },
  'household-membership': { word: matterWords.household_member, columns: [...matterTables.household_member.columns, column('户编号', 'household_id')] },
  'new-person': {
    word: '登记新人',
    columns: [
      ...matterTables.particulars.columns,
      { word: '证件号码', show: ({ number }) => (typeof number === 'object' && number !== null ? text((number as Says)['number']) : ''), identifier: true },
      column('人员类别', 'role', wordIn(personRoles)),
      column('学校', 'at_school_name'),
      column('从哪一天起', 'valid_from'),
    ],
  },
}

/** Columns in which the sources of one matter say different things; an empty cell says nothing. */
export const contradictions = ({ columns, one }: MatterTable, facts: readonly Readonly<{ says: Says }>[]): readonly string[] =>
  one === undefined
    ? []
    : columns.filter(({ show }) => new Set(facts.map(({ says }) => show(says)).filter(said => said !== '')).size > 1).map(({ word }) => word)
