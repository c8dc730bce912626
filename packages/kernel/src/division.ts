import type { PlainDate } from './plain-date.ts'
import { type Problem, problem } from './problem.ts'
import { done, must, refused, type Result } from './result.ts'

/**
 * 行政区划代码 as a path: two digits of province, four of prefecture, six of county, nine of township, twelve of
 * village (GB/T 2260 and the statistical code). It may go on, after a hyphen each, to a group (村民小组, three digits)
 * and a household (four digits: `500243001200-003-0012`). Every ancestor is a beginning of the text, so that “within”
 * is a test of the beginning; the hyphens keep a long path from ever looking like a fifteen- or eighteen-digit ID.
 */
export type DivisionCode = string & { readonly __brand: 'DivisionCode' }
export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village' | 'group' | 'household'

/** Length of the written path at each level. */
const lengths: Readonly<Record<DivisionLevel, number>> = { province: 2, prefecture: 4, county: 6, township: 9, village: 12, group: 16, household: 21 }
export const divisionLevels = Object.keys(lengths) as readonly DivisionLevel[]

export type NotADivisionCode = Problem<'kernel/not-a-division-code', { text: string }>
const shape = /^\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3}(?:-\d{3}(?:-\d{4})?)?)?)?)?)?$/

/** Zeros that only fill a code up to six or twelve digits are taken off: `500243000000` is the county `500243`. */
const withoutPadding = (text: string): string => {
  let code = text
  if (code.length === 12 && code.endsWith('000')) code = code.slice(0, 9)
  if (code.length === 9 && code.endsWith('000')) code = code.slice(0, 6)
  if (code.length === 6 && code.endsWith('0000')) return code.slice(0, 2)
  return code.length === 6 && code.endsWith('00') ? code.slice(0, 4) : code
}

export const parseDivisionCode = (text: string): Result<DivisionCode, NotADivisionCode> => {
  const code = withoutPadding(text.trim())
  return shape.test(code) && !code.startsWith('00') ? done(code as DivisionCode) : refused(problem('kernel/not-a-division-code', { text }))
}

/** Province 99 was never given out: sample people live there, and no real number begins with it. */
export const inventedProvince = '99'
/** Whether a division code, or a number that begins with one, is of the invented province. */
export const isInvented = (code: string): boolean => code.startsWith(inventedProvince)

/** A literal code. Throws on a text that is none. */
export const divisionCode = (text: string): DivisionCode => must(parseDivisionCode(text))

export const levelOf = (code: DivisionCode): DivisionLevel => {
  const level = divisionLevels.find(l => lengths[l] === code.length)
  if (level === undefined) throw new Error(`not a division code: ${code}`)
  return level
}

/** The part of the path at a level, or `null` when the path ends above it. */
export const atLevel = (code: DivisionCode, level: DivisionLevel): DivisionCode | null =>
  code.length < lengths[level] ? null : (code.slice(0, lengths[level]) as DivisionCode)

export const parentOf = (code: DivisionCode): DivisionCode | null => {
  const above = divisionLevels[divisionLevels.indexOf(levelOf(code)) - 1]
  return above === undefined ? null : atLevel(code, above)
}

/** A division lies within itself. */
export const isWithin = (code: DivisionCode, area: DivisionCode): boolean => code.startsWith(area)

export const groupIn = (village: DivisionCode, group: number): DivisionCode => divisionCode(`${village}-${String(group).padStart(3, '0')}`)
export const householdIn = (group: DivisionCode, household: number): DivisionCode => divisionCode(`${group}-${String(household).padStart(4, '0')}`)

/**
 * One name of one code for one stretch of time.
 * @property from       first day; `null` when it began before our sources
 * @property until      first day on which it no longer holds; `null` when it still holds, or when `abolished` and the
 *                      day is not known
 * @property abolished  the code is no longer given out; IDs issued under it stay valid
 * @property successors where it went, only as far as a source says so
 */
export type DivisionRecord = Readonly<{
  code: DivisionCode
  name: string
  from: PlainDate | null
  until: PlainDate | null
  abolished: boolean
  successors: readonly DivisionCode[]
}>

export type DivisionNotFound = Problem<'kernel/division-not-found', { parent: string; name: string }>
export type DivisionAmbiguous = Problem<'kernel/division-ambiguous', { parent: string; name: string; candidates: readonly string[] }>

/** Endings of the same kind of place. The first member of each group stands for all. */
const kinds: readonly (readonly string[])[] = [
  ['街道', '街道办事处', '街道办', '街办'],
  ['镇', '镇人民政府', '镇政府'],
  ['乡', '乡人民政府', '乡政府', '民族乡'],
  ['苏木'],
  ['村', '村民委员会', '村村民委员会', '村委会', '村村委会', '行政村'],
  ['社区', '社区居民委员会', '社区居委会', '居民委员会', '居委会', '居委'],
  ['嘎查', '嘎查村民委员会', '嘎查委员会'],
]
const endings: readonly (readonly [string, string])[] = kinds
  .flatMap(([kind, ...others]) => [kind as string, ...others].map(ending => [ending, kind as string] as const))
  .sort((a, b) => b[0].length - a[0].length)

const bareText = (name: string): string => name.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff·]/g, '')

/** 亭子村村民委员会 → `['亭子', '村']`; a name that is nothing but an ending keeps it. */
const partsOf = (name: string): readonly [string, string] => {
  for (const [ending, kind] of endings) if (name.length > ending.length && name.endsWith(ending)) return [name.slice(0, -ending.length), kind]
  return [name, '']
}

/** Three ways to compare a written name with a known one, from strict to loose. A looser one is asked only when the stricter found nothing. */
const readings: readonly ((name: string) => string)[] = [
  name => bareText(name),
  name => partsOf(bareText(name)).join('|'), // 亭子村委会 = 亭子村村民委员会, but 亭子社区 is another place
  name => partsOf(bareText(name))[0], // 亭子 = 亭子村; 平安乡 = 平安镇 after an upgrade
]

/** Prefecture levels that only group counties in the statistical code and are no place. */
const onlyGrouping: ReadonlySet<string> = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])

const holdsOn = (record: DivisionRecord, on: PlainDate): boolean => (record.from === null || record.from <= on) && (record.until === null || on < record.until)

/** The divisions known to a run, built from data that is passed in. */
export class DivisionTable {
  readonly #byCode = new Map<string, DivisionRecord[]>()
  readonly #byParent = new Map<string, DivisionRecord[]>()
  /** parent → reading of a name → records; filled when a parent is first asked for. */
  readonly #names = new Map<string, readonly ReadonlyMap<string, readonly DivisionRecord[]>[]>()

  /** Throws when two records of one code hold on the same day: the data is ours. */
  constructor(records: Iterable<DivisionRecord>) {
    for (const record of records) {
      const namesakes = this.#byCode.get(record.code) ?? []
      for (const other of namesakes) {
        if (overlap(record, other)) throw new Error(`division ${record.code} is both ${other.name} and ${record.name} at once`)
      }
      this.#byCode.set(record.code, [...namesakes, record])
      const parent = parentOf(record.code) ?? ''
      const siblings = this.#byParent.get(parent)
      if (siblings === undefined) this.#byParent.set(parent, [record])
      else siblings.push(record)
    }
  }

  /** What the code meant on a day; a code abolished on an unknown day is still found, and says `abolished`. */
  find(code: string, on: PlainDate): DivisionRecord | null {
    return this.#byCode.get(code)?.find(r => holdsOn(r, on)) ?? null
  }

  /** Every name the code ever had, in the order of the data. */
  history(code: string): readonly DivisionRecord[] {
    return this.#byCode.get(code) ?? []
  }

  childrenOf(parent: DivisionCode, on: PlainDate): readonly DivisionRecord[] {
    return (this.#byParent.get(parent) ?? []).filter(r => holdsOn(r, on))
  }

  /**
   * The child of `parent` that is written `name` on that day: as it stands, else by kind of place, else by bare
   * name. Two candidates are never chosen between. A place abolished on an unknown day is found only when no other is.
   */
  childNamed(parent: DivisionCode, name: string, on: PlainDate): Result<DivisionRecord, DivisionNotFound | DivisionAmbiguous> {
    const maps = this.#namesIn(parent)
    for (const [i, reading] of readings.entries()) {
      const held = (maps[i]?.get(reading(name)) ?? []).filter(r => holdsOn(r, on))
      const standing = held.filter(r => !r.abolished || r.until !== null)
      const found = standing.length > 0 ? standing : held
      if (found.length > 1) return refused(problem('kernel/division-ambiguous', { parent, name, candidates: found.map(r => `${r.name}（${r.code}）`) }))
      if (found[0] !== undefined) return done(found[0])
    }
    return refused(problem('kernel/division-not-found', { parent, name }))
  }

  /** Names from the province down, 重庆市, 彭水苗族土家族自治县, 汉葭街道; levels without a record or a name of their own are left out. */
  namesOnPath(code: DivisionCode, on: PlainDate): readonly string[] {
    return divisionLevels.flatMap(level => {
      const part = atLevel(code, level)
      const record = part === null ? null : this.find(part, on)
      return record === null || onlyGrouping.has(record.name) ? [] : [record.name]
    })
  }

  #namesIn(parent: DivisionCode): readonly ReadonlyMap<string, readonly DivisionRecord[]>[] {
    const ready = this.#names.get(parent)
    if (ready !== undefined) return ready
    const built = readings.map(reading => Map.groupBy(this.#byParent.get(parent) ?? [], r => reading(r.name)))
    this.#names.set(parent, built)
    return built
  }
}

const overlap = (a: DivisionRecord, b: DivisionRecord): boolean =>
  (a.from === null || b.until === null || a.from < b.until) && (b.from === null || a.until === null || b.from < a.until)
