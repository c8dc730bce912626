import type { ValueKind } from '../column.ts'
import { dateReader, monthReader } from './date.ts'
import { readIdNumber } from './id-number.ts'
import { countReader, moneyReader, yearReader } from './number.ts'
import type { CellReader } from './reading.ts'
import { readCode, readName, readText } from './text.ts'
import { choiceReader, sexReader, termReader, wordReader, yesNoReader } from './word.ts'

/** Units a header states in words or brackets: 金额（万元）, 保教费（元/学期）. `coded`: it asks which, not whether. */
export type HeaderUnits = Readonly<{ unit: 1 | 10_000; per: 'month' | 'term' | null; coded: boolean }>
export const unitsIn = (header: string): HeaderUnits => ({
  unit: /万元/u.test(header) ? 10_000 : 1,
  per: /(?:元|费)[/／每]?\s*(?:人|生)?[/／·]?\s*(?:每)?(?:个)?月|每月|\/月/u.test(header) ? 'month' : /学期|\/期|每期/u.test(header) ? 'term' : null,
  coded: /(?:方式|形式|类型|类别|性质|层次|分类)码?$/u.test(header.replace(/[（(][^()（）]*[)）]$/u, '').trim()),
})

/** How a cell of this value is cleaned; null for a grade, which is read together with its row's stage. */
export const readerFor = (value: ValueKind, units: HeaderUnits): CellReader | null => {
  switch (value.kind) {
    case 'text':
      return readText
    case 'name':
      return readName
    case 'id-number':
      return readIdNumber
    case 'code':
      return readCode
    case 'date':
      return dateReader()
    case 'month':
      return monthReader()
    case 'term':
      return termReader()
    case 'yes-no':
      return yesNoReader(value.words, units.coded)
    case 'sex':
      return sexReader()
    case 'count':
      return countReader()
    case 'year':
      return yearReader()
    case 'money':
      return moneyReader(units.unit, value.per === 'school-year' && units.per === 'term' ? 2 : 1)
    case 'choice':
      return choiceReader(value.words, value.several ?? {})
    case 'word':
      return wordReader(value.words)
    case 'grade':
      return null
  }
}
