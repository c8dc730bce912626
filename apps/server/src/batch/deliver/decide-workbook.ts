import type { ToDecideRow } from './rows.ts'
import { fillIn, long, type OutputSheet, serial, signatures, text } from './sheet.ts'
import { gradeWord } from './words.ts'

/** 需人工判断: the text says 等 or leaves it to people. Comes back filled as the roster kind `human-decisions`. */
export const decideSheet = (rows: AsyncIterable<ToDecideRow>, heading: readonly string[]): OutputSheet<ToDecideRow> => ({
  name: '需人工判断',
  heading: [
    ...heading,
    '内部资料。请填“决定（同意/不同意）”“理由”“决定人”三列，填好后放回名册文件夹，下次运行自动采用。“项目代码”由程序识别，请勿改动。',
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
    long('为什么需要判断', r => r.reason),
    text('依据条款', r => r.clause),
    fillIn('决定（同意/不同意）', ['同意', '不同意']),
    fillIn('理由'),
    fillIn('决定人'),
  ],
  rows,
})
