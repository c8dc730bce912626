import { birthAndLastFour, fromEpochDay, epochDay, day, identityText, type PlainDate } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'

/** A county of the benchmark: how many live there, and how many of them, the first, go to school. */
export type County = Readonly<{ division: string; index: number; persons: number; pupils: number }>

/** Who somebody is follows from the number, here and in SQL alike. */
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'
const surnamesRead = 'zhao qian sun li zhou wu zheng wang feng chen chu wei jiang shen han yang zhu qin you xu he lv shi zhang'.split(' ')
const given = '小明红华强芳丽军伟敏静磊洋艳勇杰娟涛超霞平刚桂英文玉秀春兰梅海山'
const givenRead =
  'xiao ming hong hua qiang fang li jun wei min jing lei yang yan yong jie juan tao chao xia ping gang gui ying wen yu xiu chun lan mei hai shan'.split(' ')

const [surnameSql, surnameReadSql, givenSql, givenReadSql] = [[...surnames], surnamesRead, [...given], givenRead].map(
  words => `('{${words.join(',')}}'::text[])`,
) as [string, string, string, string]
/** The places of the three characters, of `n`. */
const places = ['1 + n % 24', `1 + (n / 24) % 32`, `1 + (n / 7 + n / 768) % 32`] as const
export const nameSql = `${surnameSql}[${places[0]}] || ${givenSql}[${places[1]}] || ${givenSql}[${places[2]}]`
export const pinyinSql = `${surnameReadSql}[${places[0]}] || ${givenReadSql}[${places[1]}] || ${givenReadSql}[${places[2]}]`
export const initialsSql = `left(${surnameReadSql}[${places[0]}], 1) || left(${givenReadSql}[${places[1]}], 1) || left(${givenReadSql}[${places[2]}], 1)`

const at = (n: number): readonly [number, number, number] => [n % 24, Math.floor(n / 24) % 32, (Math.floor(n / 7) + Math.floor(n / 768)) % 32]
export const nameOf = (n: number): string => {
  const [a, b, c] = at(n)
  return `${surnames[a]}${given[b]}${given[c]}`
}
export const pinyinOf = (n: number): string => {
  const [a, b, c] = at(n)
  return `${surnamesRead[a]}${givenRead[b]}${givenRead[c]}`
}

/** Pupils are born on 4,000 days from 2007 on, everybody else on 18,000 from 1950 on. */
const firstBirthday = { pupil: '2007-01-01', other: '1950-01-01' } as const
export const bornSql = (pupils: number): string =>
  `case when n <= ${pupils} then date '${firstBirthday.pupil}' + n % 4000 else date '${firstBirthday.other}' + n % 18000 end`
const [pupilsFrom, othersFrom] = [epochDay(day(firstBirthday.pupil)), epochDay(day(firstBirthday.other))]

export const bornOf = (n: number, { pupils }: Pick<County, 'pupils'>): PlainDate =>
  n <= pupils ? fromEpochDay(pupilsFrom + (n % 4000)) : fromEpochDay(othersFrom + (n % 18_000))
export const idOf = (n: number, county: Pick<County, 'division' | 'pupils'>): string =>
  sampleId({ area: county.division, born: bornOf(n, county), sequence: 1 + (n <= county.pupils ? Math.floor(n / 4000) : Math.floor(n / 18_000)) })
export const studentNumberOf = (n: number, county: Pick<County, 'division' | 'pupils'>): string => `G${idOf(n, county)}`

/** The numbers a person is known by, with what each is searched by besides. */
export const numbersOf = (n: number, county: County): readonly Readonly<{ kind: 'resident-id' | 'student-number'; text: string; besides: string | null }>[] => {
  const id = idOf(n, county)
  const resident = { kind: 'resident-id', text: identityText('resident-id', id), besides: birthAndLastFour(bornOf(n, county), id.slice(-4)) } as const
  return n <= county.pupils ? [resident, { kind: 'student-number', text: identityText('student-number', `G${id}`), besides: null }] : [resident]
}
