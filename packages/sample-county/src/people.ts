import { checkCharacter, fromEpochDay, type PlainDate } from '@yingjin/kernel'
import { countyCodes } from './province.ts'

/**
 * Everybody in the sample, in columns: a million children with their parents must fit in memory.
 * Persons `0 … children − 1` are children and students (born 2001–2019), the rest are the adults of their households.
 */
export type People = {
  readonly children: number
  count: number
  readonly name: string[]
  /** 1 male, 0 female. */
  readonly male: Uint8Array
  /** Days since 1970-01-01; adults are older than that day may tell, hence signed. */
  readonly born: Int32Array
  /** Index into `countyCodes`: the county that issued the number, which need not be where they live. */
  readonly area: Uint8Array
  readonly sequence: Uint16Array
  readonly household: Int32Array
  readonly relation: Uint8Array
}

export const relations = ['子', '女', '户主', '配偶', '父亲', '母亲', '孙子', '孙女', '儿媳', '儿子'] as const
export type Relation = (typeof relations)[number]

/** The 18 characters. Never stored: five columns make it. */
export const idOf = (people: People, person: number): string => {
  const first17 = `${countyCodes[people.area[person] ?? 0]}${bornOn(people, person).replaceAll('-', '')}${String(people.sequence[person]).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
export const bornOn = (people: People, person: number): PlainDate => fromEpochDay(people.born[person] ?? 0)
export const nameOf = (people: People, person: number): string => people.name[person] ?? ''
export const sexWord = (people: People, person: number): string => (people.male[person] === 1 ? '男' : '女')
export const relationOf = (people: People, person: number): Relation => relations[people.relation[person] ?? 0] ?? '子'

export const emptyPeople = (children: number): People => {
  const room = children * 4 + 64
  return {
    children,
    count: children,
    name: Array.from<string>({ length: children }),
    male: new Uint8Array(room),
    born: new Int32Array(room),
    area: new Uint8Array(room),
    sequence: new Uint16Array(room),
    household: new Int32Array(room),
    relation: new Uint8Array(room),
  }
}

/** Gives each (area, day, sex) its own run of sequence numbers, so that no two people share an ID by chance. */
export class Sequences {
  private readonly used = new Map<number, number>()

  next(area: number, born: number, male: boolean): number {
    const key = ((born + 40_000) * 32 + area) * 2 + (male ? 1 : 0)
    const n = this.used.get(key) ?? 0
    if (n >= 499) throw new Error(`more than 499 births of one sex on one day in ${countyCodes[area]}`)
    this.used.set(key, n + 1)
    // 137 is coprime to both: neighbours in the sample are not neighbours in number. 000 is never issued.
    return male ? ((n * 137 + key * 7) % 500) * 2 + 1 : ((n * 137 + key * 7) % 499) * 2 + 2
  }
}
