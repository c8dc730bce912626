/** What somebody typed into the one search field, as the office asks for it. */
export type Sought = Readonly<
  { name: string } | { pinyin: string } | { idNumber: string } | { studentNumber: string } | { bornOn: string; lastFour: string } | { says: string }
>

const wholeNumber = /^\d{17}[\dX]$/
const studentNumber = /^[GLJ]\d{17}[\dX]$/
const permit = /^[HMT]\d{8,10}$|^8[123]\d{16}$/
/** 2013-02-03 1234, 2013年2月3日1234, 201302031234: the day of birth, then the last four of the ID number. */
const bornAndLastFour = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(\d{3}[\dX])$/

const bornIn = (text: string): Readonly<{ bornOn: string; lastFour: string }> | null => {
  const [, year = '', month = '', day = '', lastFour = ''] = bornAndLastFour.exec(text) ?? []
  const bornOn = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${bornOn}T00:00:00Z`)
  return lastFour !== '' && !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(bornOn) ? { bornOn, lastFour } : null
}

/** By its form alone: a number, Chinese characters, or letters. What can be none of them is said at once. */
export const soughtIn = (typed: string): Sought | null => {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[\s·•]/gu, '')
    .toUpperCase()
  if (text === '') return null
  if (wholeNumber.test(text) || permit.test(text)) return { idNumber: text }
  if (studentNumber.test(text)) return { studentNumber: text }
  const born = bornIn(text)
  if (born !== null) return born
  if (/\p{Script=Han}/u.test(text)) return { name: typed.trim() }
  if (/^[A-Z]+$/.test(text)) return { pinyin: text.toLowerCase() }
  if (/^\d+X?$/.test(text))
    return { says: `证件号要写全：身份证号 18 位（现在 ${text.length} 位）。只知道一部分的，请写出生日期加后四位，例如 2013-02-03 1234。` }
  return { says: '请写姓名、拼音、完整的身份证号、学籍号、出生日期加后四位，或学校名称。' }
}
