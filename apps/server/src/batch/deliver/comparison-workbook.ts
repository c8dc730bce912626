import { type DoubtReason, doubtWording, type Evidence, evidenceWording, type NameRelation, nameRelationWording } from '@yingjin/comparison'
import type { ComparisonRow } from './rows.ts'
import { long, type OutputSheet, serial, text } from './sheet.ts'

const statusWords = { matched: '已对上', conflict: '号码相同姓名不同，待核', ambiguous: '可能是，待核', nobody: '本县学生名册中没有此人' } as const

/** 比对结果, one sheet per roster: every row of it and what it was found to be. */
export const comparisonSheet = (name: string, rows: AsyncIterable<ComparisonRow>, heading: readonly string[]): OutputSheet<ComparisonRow> => ({
  name,
  heading,
  columns: [
    serial(),
    long('文件', r => r.file),
    text('表', r => r.sheet),
    text('行', r => String(r.row)),
    text('姓名', r => r.name),
    text('结果', r => statusWords[r.status]),
    long('凭什么', r => grounds(r)),
    long('对上的记录', r => (r.person_file === null ? null : `${r.person_file}〔${r.person_sheet}〕第${r.person_row}行`)),
    text('学校', r => r.school_name),
  ],
  rows,
})

const ownEvidence: Readonly<Record<string, string>> = {
  founded: '首次出现，据此行建立',
  'duplicate-row': '同一名册中另一行已对上同一人',
  'known-person': '办公库中有人认定是这个人（更正、合并或答复过疑问）',
}
/** On what a row was matched, or why it was not: one sentence from its codes. */
const grounds = (r: ComparisonRow): string | null =>
  [
    r.evidence === '' ? '' : (ownEvidence[r.evidence] ?? evidenceWording[r.evidence as Evidence] ?? r.evidence),
    r.name_relation === '' ? '' : `姓名：${nameRelationWording[r.name_relation as NameRelation] ?? r.name_relation}`,
    r.reason === '' ? '' : `不能自动认定：${doubtWording[r.reason as DoubtReason] ?? r.reason}`,
  ]
    .filter(part => part !== '')
    .join('；') || null
