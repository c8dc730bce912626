import type { ImportCounts } from './import.ts'

/** The list of the same source that stands: how many persons it speaks of, and of how many of them no row of the new one may be. */
export type LastList = Readonly<{ persons: number; notHere: number }>

/** Whether so many have gone from a list that it may not be the whole one. */
export const losesMany = ({ persons, notHere }: LastList): boolean => notHere * 3 > persons

const count = (n: number): string => n.toLocaleString('zh-CN')
const whyAbsence: Readonly<Record<ImportCounts['absence'], string>> = {
  counts: '他们凭这种名册认定的身份随入库到期',
  partial: '入库时他们的信息先不到期',
  'rows-refused': '有未收的行，入库时他们的信息先不到期',
  'rows-doubtful': '有认不出是谁的行，入库时他们的信息先不到期',
}
/** What a determination makes of it: of a list with refused rows, but for those that say that somebody left it, it cannot say who is not on it. */
const whatComesOfIt = (many: boolean, absence: ImportCounts['absence']): string => {
  if (absence === 'rows-refused') return '，未收的行除写明已退出的以外不改好，就说不出谁不在上面，靠这种名册认定的学生都要等着。请改好以后整份再收'
  return many ? '，他们可能被取消。请先核对这是不是整份名册' : ''
}
/** What comes of it that so many are not on a list any more, as it follows the numbers. */
export const notHereSoWhat = (last: LastList, absence: ImportCounts['absence']): string =>
  `：${whyAbsence[absence]}；核定按最近的一份名册算${whatComesOfIt(losesMany(last), absence)}。`
/** Who is not on a list any more, and what comes of it; empty where nobody is missing. */
export const notHereWord = (last: LastList, absence: ImportCounts['absence']): string =>
  last.notHere === 0 ? '' : `上一份 ${count(last.persons)} 人里 ${count(last.notHere)} 人不在这份上${notHereSoWhat(last, absence)}`
