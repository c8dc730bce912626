import { inYuan } from '@yingjin/kernel'
import { type LineInfo, withoutMarks } from '@yingjin/policy'
import type { ToDecideRow } from './rows.ts'
import { fillIn, long, type OutputSheet, serial, signatures, text } from './sheet.ts'
import { gradeWord } from './words.ts'

/**
 * 需人工判断: the text says 等 or leaves it to people. Comes back filled as the roster kind `human-decisions`. Where the text
 * leaves a sum to a person, the sum has a cell of its own beside the bounds within which it must stay.
 */
export const decideSheet = (rows: AsyncIterable<ToDecideRow>, lines: readonly LineInfo[], heading: readonly string[]): OutputSheet<ToDecideRow> => {
  const bounds = new Map(lines.flatMap(l => (l.toSet === null ? [] : [[l.id, `${inYuan(l.toSet.leastFen)} 至 ${inYuan(l.toSet.greatestFen)} 元`] as const])))
  const sums = bounds.size > 0
  return {
    name: '需人工判断',
    heading: [
      ...heading,
      '内部资料。请填“决定（同意/不同意）”“理由”“决定人”三列，填好后放回名册文件夹，下次运行自动采用。“项目代码”由程序识别，请勿改动。',
      ...(sums ? ['“可填范围”有内容的行，请在“金额（元）”填本次的金额，整数或两位小数，须在范围之内；没有写“等”字的只填金额即可，其余的行不要填金额。'] : []),
      signatures,
    ],
    columns: [
      serial(),
      text('姓名', r => r.name),
      text('身份证号', r => r.id_number),
      text('学校', r => r.school_name),
      text('年级', r => gradeWord(r.stage, r.grade)),
      text('班级', r => r.class_name),
      text('项目代码', r => r.line),
      text('项目', r => r.title),
      long('为什么需要判断', r => withoutMarks(r.reason)),
      text('依据条款', r => withoutMarks(r.clause)),
      fillIn('决定（同意/不同意）', ['同意', '不同意']),
      ...(sums ? [text<ToDecideRow>('可填范围', r => bounds.get(r.line) ?? null), fillIn<ToDecideRow>('金额（元）')] : []),
      fillIn('理由'),
      fillIn('决定人'),
    ],
    rows,
  }
}
