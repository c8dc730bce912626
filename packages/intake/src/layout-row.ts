import { fold } from './folding.ts'

/** Why a row is not a row of the list. */
export type LayoutRole = 'title' | 'header' | 'column-numbers' | 'section' | 'total' | 'footer' | 'summary'

const totals = ['合计', '小计', '总计', '共计', '累计', '本页合计', '本页小计', '总人数', '总户数']
const footers = [
  '填表人',
  '填报人',
  '制表人',
  '制表',
  '填表',
  '填报',
  '审核人',
  '审核',
  '复核',
  '审批',
  '经办人',
  '经办',
  '负责人',
  '单位负责人',
  '主要负责人',
  '分管领导',
  '联系人',
  '联系电话',
  '单位盖章',
  '盖章',
  '公章',
  '备注',
  '注',
  '说明',
  '填表说明',
  '填报说明',
  '备案',
  '校长',
  '园长',
  '班主任',
  '统计人',
  '报送人',
  '签字',
  '日期',
  '年月日',
  '共页',
  '第页',
  '以上',
  '以下空白',
  '此表',
  '本表',
  '单位',
  '填报单位',
  '填表单位',
  '学校盖章',
  '村委会',
  '校对',
]
const firstOfTotals = new Set(totals.map(w => w[0]))
const firstOfFooters = new Set(footers.map(w => w[0]))
const beginsFooter = new Set([...firstOfFooters, ...'第共2２（(【[*※★'])

/** 合计, 小计, 石桥镇小计, 合计：608人, 石桥镇小计：12人. */
export const isTotalText = (text: string): boolean => {
  // Asked of every row that does not plainly begin with a person: two characters settle nearly all of them.
  if (text.length > 24 || !(text.includes('计') || text.includes('总'))) return false
  const folded = fold(text)
  return (
    (firstOfTotals.has(folded[0]) && totals.some(w => folded.startsWith(w))) ||
    totals.some(w => folded.endsWith(w)) ||
    /(?:合计|小计|总计|共计)\d+[人户条名元]$/u.test(folded)
  )
}

/** 填表人：, 审核人：, 注：, 备注：, 单位（盖章）, 2022年9月3日, 第1页 共3页. */
export const isFooterText = (text: string): boolean => {
  if (!beginsFooter.has(text[0])) return false
  const folded = fold(text)
  // 注溪镇（街道） and 单位小区（社区） are places: these two words close a list only when they stand by themselves.
  if (/^(?:注(?![意\d:：(（、.，,\s])|单位(?![负盖公签领主:：(（\s])).{2,}/u.test(text)) return false
  if (firstOfFooters.has(folded[0]) && footers.some(w => folded.startsWith(w) && (folded.length === w.length || /[:：()（）/\s，。；]/u.test(text))))
    return true
  return /^(?:第\d+页|共\d+页|20\d{2}年\d{1,2}月(?:\d{1,2}日)?)/u.test(folded)
}

/** 1 2 3 4 …, or 甲 乙 丙 1 2 …: the line of column numbers some forms carry below the header. */
export const isColumnNumbers = (texts: readonly string[]): boolean => {
  const filled = texts.map(t => t.trim()).filter(t => t !== '')
  if (filled.length < 3) return false
  let next = 1
  let letters = 0
  for (const text of filled) {
    if (text === String(next) || text === `(${next})` || text === `（${next}）`) next += 1
    else if (next === 1 && ('甲乙丙丁戊己庚'[letters] === text || 'ABCDEFG'[letters] === text)) letters += 1
    else return false
  }
  return true
}
