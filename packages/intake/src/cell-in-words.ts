import { inYuan } from '@yingjin/kernel'
import type { Value } from './emitted.ts'
import { codesIn } from './cleaning/word.ts'
import { type ColumnKey, columnOf } from './columns.ts'

const sexes: Readonly<Record<string, string>> = { male: '男', female: '女' }
const wordFor = <V extends string | boolean>(words: Readonly<Record<string, V>>, value: Value): string | undefined =>
  Object.entries(words).find(([, meant]) => meant === value)?.[0]

/** A cell of a snapshot as officials fill it in: codes and yes or no by their words, sums in yuan; empty as nothing. */
export const cellInWords = (key: ColumnKey, value: Value | undefined): string => {
  if (value === undefined || value === null) return ''
  const meaning = columnOf(key).value
  const text = String(value)
  switch (meaning.kind) {
    case 'sex':
      return sexes[text] ?? text
    case 'yes-no':
      return wordFor(meaning.words ?? {}, value) ?? (value === true ? '是' : '否')
    case 'choice':
    case 'word':
      return codesIn(text)
        .map(code => wordFor(meaning.words, code) ?? code)
        .join('、')
    case 'money':
      return `${inYuan(Number(value))} 元`
    default:
      return text
  }
}
