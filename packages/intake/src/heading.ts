import { lastDayOf, type PlainDate, term } from '@yingjin/kernel'
import { dayWritten, shortDayWritten, withHanDates } from './cleaning/date.ts'
import { toHalfWidth } from './cleaning/reading.ts'
import { termWritten } from './cleaning/word.ts'
import type { DeclaredCount } from './emitted.ts'

/** What title rows, sheet name and file name say about a list; the nearest is heard first, because one file may hold several. */
export type Heading = Readonly<{ titles: readonly string[]; sheet: string; file: string }>

const withoutEnding = (file: string): string => file.replace(/\.[a-z]{1,5}$/iu, '')
/** The texts of a heading, nearest to the list first. */
export const textsOf = (heading: Heading): readonly string[] => [...heading.titles.toReversed(), heading.sheet, withoutEnding(heading.file)]

const dates: readonly RegExp[] = [
  /(?:截至|截止|截止到|截至到|数据日期|统计时间|填报日期|填报时间|填表日期|填表时间)[:：]?\s*(20\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)/u,
  /(?:截至|截止|截止到|截至到|数据日期|统计时间)[:：]?\s*(20\d{6})(?!\d)/u,
  /(20\d{2}\s*[-./、年]\s*\d{1,2}\s*[-./、月]\s*\d{1,2}\s*日?)(?!\d)/u,
  /(?:截至|截止|截止到|截至到|数据日期|统计时间|填报日期|填报时间|填表日期|填表时间)[:：]?\s*(\d{2}\s*[.年]\s*\d{1,2}\s*[.月]\s*\d{1,2}\s*日?)(?!\d)/u,
  /(?<!\d)(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)/u,
  /(?:截至|截止|截止到|截至到)?(20\d{2}\s*[年.]\s*\d{1,2}\s*月?)(?:份)?(?!\d)/u,
  /(?<!\d)(20\d{2}(?:0[1-9]|1[0-2]))(?!\d)/u,
]

/** 2022年7-9月: the second number is a month and no day. */
const monthsInARow = /((?<=20\d{2}\s*年\s*)\d{1,2})\s*月?\s*[-—–~至到]+\s*\d{1,2}\s*月(?!\s*\d{1,2}\s*日)/u

/** The as-of day in one text. A month alone counts as its first day: the older reading is the careful one. */
export const asOfIn = (text: string): PlainDate | null => {
  const half = withHanDates(toHalfWidth(text)).replace(monthsInARow, '$1月')
  for (const shape of dates) {
    const match = shape.exec(half)
    if (match === null) continue
    const written = (match[1] ?? '').replace(/\s/gu, '')
    const day = dayWritten(written) ?? shortDayWritten(written)
    if (day !== null) return day as PlainDate
  }
  return null
}

/** 608人, 共608人, 合计 312 户. A share like “每户3人” is no count of the list, and “附件3户籍人口” counts nothing. */
export const declaredIn = (text: string, of: DeclaredCount['of']): DeclaredCount | null => {
  const match = /(?<!每户|每村|[每均第\d.])(?:共计?|合计|总计|计)?[:：]?\s*(\d{1,7})\s*(人|户|条|名)(?![均次/籍主口编员册单录类别件字称额信])/u.exec(
    toHalfWidth(text),
  )
  if (match === null || match[1] === undefined) return null
  const unit = match[2] === '户' ? '户' : match[2] === '条' ? '条' : '人'
  const said = { count: Number(match[1]), unit, of } as const
  const after = /^[\s,，、（(共计合]*(\d{1,7})\s*(人|户)(?![均次/籍主口编员册单录类别件字称额信])/u.exec(toHalfWidth(text).slice(match.index + match[0].length))
  const besideUnit = after?.[2] === '户' ? '户' : '人'
  return after === null || besideUnit === unit ? said : { ...said, beside: { count: Number(after[1]), unit: besideUnit } }
}

/** 合计：25人 alone in its row. 合计：男12人，女13人 counts parts of the list and declares nothing of the whole. */
export const declaredInTotal = (text: string): DeclaredCount | null =>
  /^\D*(?:合计|小计|总计|共计)[:：]?\s*\d{1,7}\s*[人户条名](?:\d{1,7}[人户])?[。.]?$/u.test(toHalfWidth(text).replace(/\s/gu, ''))
    ? declaredIn(text.replace(/\s/gu, ''), 'table')
    : null

const first = <T>(texts: readonly string[], read: (text: string) => T | null): T | null => {
  for (const text of texts) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}
/** A list of a term that names no day (2022年春季学期发放花名册) is as of the term’s last day. */
const lastDayOfTermIn = (text: string): PlainDate | null => {
  const written = termWritten(text)
  return written === null ? null : lastDayOf(term(written))
}

export const asOf = (heading: Heading): PlainDate | null => first(textsOf(heading), asOfIn) ?? first(textsOf(heading), lastDayOfTermIn)
export const declaredCount = ({ titles, sheet, file }: Heading): DeclaredCount | null =>
  first([...titles.toReversed(), sheet], text => declaredIn(text, 'table')) ?? declaredIn(withoutEnding(file), 'file')
