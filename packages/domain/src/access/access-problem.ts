import type { Problem, WordingFor } from '@yingjin/kernel'
import { type Field, fields, type Reach } from './field.ts'
import { wordOfPlace } from './order-words.ts'

/** What every use case may be refused for, before it looks at anything. */
export type AccessProblem =
  | Problem<'access/not-logged-in'>
  | Problem<'access/not-yours', { title: string; field: Field; how: Reach }>
  | Problem<'access/beyond-reach', { title: string }>
  | Problem<'access/no-entry', { entryId: string }>
  | Problem<'access/not-understood', { places: readonly Readonly<{ path: string; says: string }>[] }>
  | Problem<'access/key-used-otherwise', { clientId: string }>
  | Problem<'access/done-already', { clientId: string }>
  | Problem<'access/under-way', { clientId: string }>
  | Problem<'access/reason-missing', { title: string }>
  | Problem<'access/too-long-to-print', { rows: number; most: number; possible: readonly string[] }>
  | Problem<'access/stale', { what: string; version: number; given: number }>

/** What a use case asks for, as a right is called: 查看问题线索, 看问题线索有多少, 办理问题线索. */
const rightTo = (how: Reach, field: Field): string =>
  how === 'rows' ? `查看${fields[field]}` : how === 'write' ? `办理${fields[field]}` : `看${fields[field]}有多少`

export const accessWording: WordingFor<AccessProblem> = {
  'access/not-logged-in': () => '您还没有登录，或者登录已过期、代办期限已过。请重新登录；已填的内容还在。',
  'access/not-yours': p => `“${p.title}”需要${rightTo(p.how, p.field)}的权限，您的账号没有。请找本单位管理员授权，或转给有权限的同事办理。`,
  'access/no-entry': p => `没有编号 ${p.entryId} 的日志，或者它不在您的权限范围内。请从操作日志里打开。`,
  'access/beyond-reach': p => `“${p.title}”涉及您权限范围以外的学校、地方或人，本次没有办理。请核对所填的范围，或转给范围够的同事办理。`,
  'access/not-understood': p =>
    `有 ${p.places.length} 处填写不能识别：${p.places.map(place => `${wordOfPlace(place.path)}：${place.says}`).join('；')}。请改正后重新提交。`,
  'access/key-used-otherwise': () => '这个提交编号已经用在另一份内容上，本次没有办理。请刷新页面后重新提交。',
  'access/done-already': () => '这份提交已经办理过，没有再办一次；当时的回执已过保留期。请刷新页面查看结果。',
  'access/under-way': () => '这份提交正在办理，还没有结束，没有再办一次。请稍候再看结果，不要改变提交编号。',
  'access/reason-missing': p => `“${p.title}”要写明原因，原因和您的账号一起记入操作日志。请填写原因后再试。`,
  'access/too-long-to-print': p => `这份名单有 ${p.rows} 行，一次最多打印 ${p.most} 行，没有打印。可以：${p.possible.join('；')}。`,
  'access/stale': p => `${p.what}在您打开之后已被他人修改（您看到的是第 ${p.given} 版，现在是第 ${p.version} 版），本次没有保存。请对照新内容后再提交。`,
}
