/** What somebody typed into the one search field, as the office asks for it. */
export type Sought = Readonly<{ name: string } | { pinyin: string } | { idNumber: string } | { studentNumber: string } | { says: string }>

const wholeNumber = /^\d{17}[\dX]$/
const studentNumber = /^[GLJ]\d{17}[\dX]$/
const permit = /^[HMT]\d{8,10}$|^8[123]\d{16}$/

/** By its form alone: a number, Chinese characters, or letters. What can be none of them is said at once. */
export const soughtIn = (typed: string): Sought | null => {
  const text = typed.replaceAll(/[\s·•]/gu, '').toUpperCase()
  if (text === '') return null
  if (wholeNumber.test(text) || permit.test(text)) return { idNumber: text }
  if (studentNumber.test(text)) return { studentNumber: text }
  if (/\p{Script=Han}/u.test(text)) return { name: typed.trim() }
  if (/^[A-Z]+$/.test(text)) return { pinyin: text.toLowerCase() }
  if (/^\d+X?$/.test(text)) return { says: `证件号要写全：身份证号 18 位（现在 ${text.length} 位）。只知道一部分的，请用出生日期加后四位查。` }
  return { says: '请写姓名、拼音、完整的身份证号或学籍号。' }
}
