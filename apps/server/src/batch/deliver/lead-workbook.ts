import { type LeadKind, leadKinds, paidGrounds } from '@yingjin/determination'
import { facts } from '@yingjin/facts'
import { aidItems } from '@yingjin/policy'
import type { LeadRow } from './rows.ts'
import { fillIn, long, type OutputSheet, serial, text } from './sheet.ts'
import { gradeWord } from './words.ts'

const otherWords: Readonly<Record<string, string>> = {
  'not-enrolled': '未入学',
  'on-roll-not-present': '名在人不在',
  'deceased-present': '亡故与在校矛盾',
  'name-differs': '姓名不符',
  'id-differs': '身份证号不符',
  INVENTED: '虚构区划',
}

export const groundWord = (ground: string): string =>
  (paidGrounds as Readonly<Record<string, string>>)[ground] ??
  (aidItems as Readonly<Record<string, string>>)[ground] ??
  otherWords[ground] ??
  (facts as Readonly<Record<string, { label: string }>>)[ground]?.label ??
  (ground === '' ? '' : '见说明')

/** 问题线索: what one list says against another, who must act, and what would close it. */
export const leadSheet = (kind: LeadKind, rows: AsyncIterable<LeadRow>, heading: readonly string[]): OutputSheet<LeadRow> => ({
  name: leadKinds[kind].word,
  heading: [...heading, `销号凭证：${leadKinds[kind].closes}`],
  columns: [
    serial(),
    text('承办单位', r => r.owner),
    text('姓名', r => r.name),
    text('学校', r => r.school_name),
    text('年级', r => gradeWord(r.stage, r.grade)),
    text('班级', r => r.class_name),
    text('乡镇', r => r.township),
    text('情形', r => groundWord(r.ground)),
    long('说明', r => r.detail),
    long('依据的名册行', r => r.rests_on.replaceAll('；', '\n')),
    fillIn('核实结果'),
    fillIn('核实人'),
  ],
  rows,
})
