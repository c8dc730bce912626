import { isRealDay, type PlainDate } from './plain-date.ts'

/**
 * 公民身份号码, GB 11643-1999: six digits of area, eight of birth, three of sequence (odd = male) and a check
 * character. Always text. An identifier is never a number, because a spreadsheet keeps only fifteen digits of one.
 */
export type ResidentId = string & { readonly __brand: 'ResidentId' }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checks = '10X98765432'

/** The check character of the first seventeen digits (ISO 7064 MOD 11-2). */
export const checkCharacter = (first17: string): string => {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * (weights[i] ?? 0)
  return checks[sum % 11] ?? ''
}

export const hasValidCheck = (id: string): boolean => /^\d{17}[\dX]$/.test(id) && checkCharacter(id.slice(0, 17)) === id[17]

/** Nobody on a roster was born before 1900 or will be born after 2099; a year outside is a slip of the keyboard. */
const isPlausibleBirth = (year: number, month: number, day: number): boolean => year >= 1900 && year <= 2099 && isRealDay(year, month, day)

export const birthDateIn = (id: string): PlainDate | null => {
  const [year, month, d] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  return isPlausibleBirth(year, month, d) ? (`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` as PlainDate) : null
}

export type Sex = 'male' | 'female'
export const sexIn = (id: string): Sex => ((id.charCodeAt(16) - 48) % 2 === 1 ? 'male' : 'female')
export const areaIn = (id: string): string => id.slice(0, 6)

/** First six and last two stay, as on every list that does not need the whole number. */
export const maskId = (id: string): string => (id.length < 9 ? '*'.repeat(id.length) : `${id.slice(0, 6)}${'*'.repeat(id.length - 8)}${id.slice(-2)}`)

/**
 * What a written ID turned out to be. Reading classifies; it never repairs.
 *
 * - `V18` whole: eighteen characters, a real birth date, the check holds. The only strong key.
 * - `S15` a spreadsheet kept fifteen digits and filled up with zeros.
 * - `S6` scientific notation (`5.00243E+17`): at most the area is left.
 * - `OLD15` a first-generation number (born 19yy); `id18Old` is its lawful eighteen-digit form (GB 11643, annex).
 * - `M17` seventeen digits. A valid beginning lacks its check character and keeps `id17`; any other lost a digit
 *   somewhere and has no key.
 * - `PERMIT` residence permit of Hong Kong, Macau, Taiwan (81, 82, 83) or foreign permanent resident (9), or a
 *   passport: compared exactly and with nothing else.
 * - `PSEUDO` a J or L student number (学籍号 of a child without ID). Never an ID.
 * - `GENERIC` a placeholder (111111…, 123456…, zeros for birth and sequence).
 * - `NUMBER` stood in the workbook as a number, so nobody can say which digits are true.
 * - `NONE` nothing written. `BAD` anything else: see `fault`.
 */
export type IdClass = 'V18' | 'S15' | 'S6' | 'OLD15' | 'M17' | 'BAD' | 'PSEUDO' | 'GENERIC' | 'PERMIT' | 'NUMBER' | 'NONE'

/** What had to be looked past to read it, or what could not be confirmed. */
export type IdFlag =
  | 'full-width'
  | 'spaces'
  | 'invisible-characters'
  | 'apostrophe'
  | 'formula'
  | 'decimal-tail'
  | 'check-letter' // x, ×, Ⅹ, Cyrillic Х or * where X belongs
  | 'look-alike' // O, l, I or a Chinese numeral among the digits; accepted because the check then holds
  | 'student-number' // G + ID: a second copy of the ID
  | 'disability-certificate' // ID + category + grade [+ reissue]
  | 'area-unknown' // no county of this code, present or abolished, is known
  | 'area-unchecked' // nobody passed the known area codes

/** The first thing wrong with a `BAD` number (length, characters, birth date, check), or with an `M17` that lost a digit elsewhere. */
export type IdFault = 'length' | 'characters' | 'birth-date' | 'check' | 'certificate'

/** 残疾人证号: the ID followed by category (1–7), grade (1 heaviest – 4) and, once reissued, two more characters. */
export type CertificateSuffix = Readonly<{ category: string; grade: string; reissue: string | null }>

/**
 * @property clean    what was written, without the harmless dirt; no digit changed except accepted look-alikes
 * @property id18     only for V18
 * @property id17     first seventeen where they can be trusted: V18, M17
 * @property id15     first fifteen where they can be trusted: V18, M17, S15
 * @property id18Old  OLD15 brought to eighteen
 * @property area     six digits where they can be trusted
 */
export type IdReading = Readonly<{
  class: IdClass
  clean: string
  flags: readonly IdFlag[]
  fault: IdFault | null
  id18: ResidentId | null
  id17: string | null
  id15: string | null
  id18Old: ResidentId | null
  area: string | null
  birth: PlainDate | null
  sex: Sex | null
  certificate: CertificateSuffix | null
}>

/** Six-digit county codes, present and abolished: an ID keeps the code of the place and day of its issue. */
export type AreaCodes = ReadonlySet<string>

const noFlags: readonly IdFlag[] = Object.freeze([])
const onlyUnchecked: readonly IdFlag[] = Object.freeze(['area-unchecked'])
const onlyUnknownArea: readonly IdFlag[] = Object.freeze(['area-unknown'])

/** All readings have one shape, so that a million of them stay cheap. */
const readingOf = (kind: IdClass, clean: string, flags: readonly IdFlag[], known: Partial<IdReading> = {}): IdReading => ({
  class: kind,
  clean,
  flags,
  fault: known.fault ?? null,
  id18: known.id18 ?? null,
  id17: known.id17 ?? null,
  id15: known.id15 ?? null,
  id18Old: known.id18Old ?? null,
  area: known.area ?? null,
  birth: known.birth ?? null,
  sex: known.sex ?? null,
  certificate: known.certificate ?? null,
})

const areaFlags = (area: string, areas: AreaCodes | null): readonly IdFlag[] => (areas === null ? onlyUnchecked : areas.has(area) ? noFlags : onlyUnknownArea)

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48
const number = (text: string, from: number, to: number): number => {
  let n = 0
  for (let i = from; i < to; i += 1) n = n * 10 + digitAt(text, i)
  return n
}
const areDigits = (text: string, to: number): boolean => {
  for (let i = 0; i < to; i += 1) {
    const c = text.charCodeAt(i)
    if (!(c >= 48 && c <= 57)) return false
  }
  return true
}

/** What is wrong with eighteen characters, or `null`: the one gate to V18. */
const faultIn18 = (text: string): IdFault | null => {
  if (text.length !== 18) return 'length'
  let sum = 0
  for (let i = 0; i < 17; i += 1) {
    const d = digitAt(text, i)
    if (!(d >= 0 && d <= 9)) return 'characters'
    sum += d * (weights[i] as number)
  }
  const last = text.charCodeAt(17)
  if (!((last >= 48 && last <= 57) || last === 88)) return 'characters'
  if (!isPlausibleBirth(number(text, 6, 10), number(text, 10, 12), number(text, 12, 14))) return 'birth-date'
  return checks.charCodeAt(sum % 11) === last ? null : 'check'
}

/** 81 香港, 82 澳门, 83 台湾; 9 + province of acceptance + country for a foreign permanent resident (from 2023). */
const isPermit = (text: string): boolean =>
  (text.charCodeAt(0) === 56 && text.charCodeAt(1) >= 49 && text.charCodeAt(1) <= 51) ||
  (text.charCodeAt(0) === 57 && text.charCodeAt(1) >= 49 && text.charCodeAt(1) <= 54)

const whole = (id: string, flags: readonly IdFlag[], certificate: CertificateSuffix | null): IdReading => {
  const birth = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` as PlainDate
  const permit = isPermit(id)
  return {
    class: permit ? 'PERMIT' : 'V18',
    clean: id,
    flags,
    fault: null,
    id18: permit ? null : (id as ResidentId),
    id17: permit ? null : id.slice(0, 17),
    id15: permit ? null : id.slice(0, 15),
    id18Old: null,
    area: permit ? null : id.slice(0, 6),
    birth,
    sex: (id.charCodeAt(16) & 1) === 1 ? 'male' : 'female',
    certificate,
  }
}

const join = (a: readonly IdFlag[], b: readonly IdFlag[]): readonly IdFlag[] => (a.length === 0 ? b : b.length === 0 ? a : Object.freeze([...a, ...b]))

const nothing: ReadonlySet<string> = new Set([
  '',
  '无',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '不详',
  '未知',
  '暂无',
  '没有',
  '未办',
  '未办理',
  '空',
  'NULL',
  'N/A',
  'NA',
  '#N/A',
])

const saysNothing = (text: string): boolean => text.length <= 4 && nothing.has(text.toUpperCase())

/** Full-width ASCII, and the signs that a list maker puts where X belongs. */
const foldWidth = (c: number): number => (c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c)
const isSpace = (c: number): boolean =>
  c === 32 ||
  (c >= 9 && c <= 13) ||
  c === 0xa0 ||
  c === 0x1680 ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x2028 ||
  c === 0x2029 ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000
const isInvisible = (c: number): boolean =>
  (c >= 0x200b && c <= 0x200f) ||
  (c >= 0x202a && c <= 0x202e) ||
  (c >= 0x2060 && c <= 0x2064) ||
  c === 0xfeff ||
  c === 0xad ||
  c < 9 ||
  (c >= 14 && c < 32) ||
  c === 0x7f
const apostrophes = "'`‘’′"
const xSigns = 'xX×✕Ⅹⅹ╳хХχΧ*'
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ...[...'OoОо〇零○'].map(c => [c, '0'] as const),
  ...[...'lI|iⅠ'].map(c => [c, '1'] as const),
  ...[...'一二三四五六七八九'].map((c, i) => [c, String(i + 1)] as const),
])

type Cleaned = Readonly<{ text: string; flags: readonly IdFlag[] }>

const isPlain = (c: number): boolean => c > 32 && c < 0x7f
const isAllPlain = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (!isPlain(text.charCodeAt(i))) return false
  return true
}

const undress = (written: string, flag: (f: IdFlag) => void): string => {
  let text = ''
  for (let i = 0; i < written.length; i += 1) {
    const c = written.charCodeAt(i)
    if (isSpace(c)) flag('spaces')
    else if (isInvisible(c)) flag('invisible-characters')
    else {
      const folded = foldWidth(c)
      if (folded !== c) flag('full-width')
      text += String.fromCharCode(folded)
    }
  }
  return text
}

/** Takes away what carries no meaning: width, blanks, invisible characters, the marks that keep a cell text. */
const clean = (written: string): Cleaned => {
  const flags: IdFlag[] = []
  const flag = (f: IdFlag): void => {
    if (!flags.includes(f)) flags.push(f)
  }
  let text = isAllPlain(written) ? written : undress(written, flag)
  if (text.length >= 3 && text.startsWith('="') && text.endsWith('"')) {
    text = text.slice(2, -1)
    flag('formula')
  }
  while (text.length > 0 && apostrophes.includes(text.charAt(0))) {
    text = text.slice(1)
    flag('apostrophe')
  }
  const point = text.indexOf('.')
  if (point >= 15 && areDigits(text, point) && point + 1 < text.length && allZeroFrom(text, point + 1)) {
    text = text.slice(0, point)
    flag('decimal-tail')
  }
  return { text, flags }
}

/** The sign in place 18 as X. Only there: a star among the digits is a mask, not a letter. */
const withCheckLetter = ({ text, flags }: Cleaned): Cleaned => {
  const sign = text.charAt(17)
  return sign !== 'X' && sign !== '' && xSigns.includes(sign)
    ? { text: `${text.slice(0, 17)}X${text.slice(18)}`, flags: [...flags, 'check-letter'] }
    : { text, flags }
}

const lookAlikesAsDigits = (text: string): string => Array.from(text, (c, i) => (i === 17 && c === 'X' ? c : (lookAlikes.get(c) ?? c))).join('')

/** 1111…, 1234…8901…, 9876…: each digit follows from the one before by the same step. */
const isRun = (digits: string, step: number): boolean => {
  for (let i = 1; i < digits.length; i += 1) if (digitAt(digits, i) !== (digitAt(digits, i - 1) + step + 10) % 10) return false
  return true
}
const isPlaceholder = (text: string): boolean => {
  const digits = text.endsWith('X') ? text.slice(0, -1) : text
  if (digits.length < 6 || !areDigits(digits, digits.length)) return false
  const step = digitAt(digits, 1) - digitAt(digits, 0)
  if ((step === 0 || step === 1 || step === -1) && isRun(digits, step)) return true
  return text.length === 18 && number(text, 6, 17) === 0
}

const allZeroFrom = (text: string, from: number): boolean => {
  for (let i = from; i < text.length; i += 1) if (text.charCodeAt(i) !== 48) return false
  return true
}

/** 15 digits are good when they begin a number whose birth date is real. */
const isGoodBeginning = (text: string, length: number): boolean =>
  text.length >= length && areDigits(text, length) && isPlausibleBirth(number(text, 6, 10), number(text, 10, 12), number(text, 12, 14))

const onlyFifteen = (text: string, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  const area = text.slice(0, 6)
  return readingOf('S15', text, join(flags, areaFlags(area, areas)), { id15: text.slice(0, 15), area, birth: birthDateIn(text) })
}

const scientific = /^(\d)(?:\.(\d+))?[Ee]\+?(1[4-9]|2[01])$/

type Power = Readonly<{ mantissa: string; exponent: number }>
const powerIn = (text: string): Power | null => {
  const parts = text.includes('E') || text.includes('e') ? scientific.exec(text) : null
  return parts === null ? null : { mantissa: `${parts[1]}${parts[2] ?? ''}`, exponent: Number(parts[3]) }
}

const readScientific = (text: string, { mantissa, exponent }: Power, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  if (exponent === 17 && mantissa.length >= 15 && isGoodBeginning(mantissa, 15)) return { ...onlyFifteen(mantissa.slice(0, 15), flags, areas), clean: text }
  const area = exponent === 17 && mantissa.length >= 6 ? mantissa.slice(0, 6) : null
  return readingOf('S6', text, area === null ? flags : join(flags, areaFlags(area, areas)), { area })
}

const certificateSuffix = /^([1-7])([1-4])([A-Za-z0-9]{2})?$/

const read18 = (text: string, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  const fault = faultIn18(text)
  if (fault === null) return whole(text, join(flags, isPermit(text) ? noFlags : areaFlags(text.slice(0, 6), areas)), null)
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  if (fault === 'check' && allZeroFrom(text, 15)) return onlyFifteen(text, flags, areas)
  if (fault === 'characters') {
    const digits = lookAlikesAsDigits(text)
    if (faultIn18(digits) === null)
      return whole(digits, join([...flags, 'look-alike'], isPermit(digits) ? noFlags : areaFlags(digits.slice(0, 6), areas)), null)
  }
  return readingOf('BAD', text, flags, { fault })
}

const readOld15 = (text: string, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  if (!areDigits(text, 15)) return readingOf('BAD', text, flags, { fault: 'characters' })
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`
  const birth = birthDateIn(first17)
  if (birth === null) return readingOf('BAD', text, flags, { fault: 'birth-date' })
  const area = text.slice(0, 6)
  const id18Old = (first17 + checkCharacter(first17)) as ResidentId
  return readingOf('OLD15', text, join(flags, areaFlags(area, areas)), { id18Old, area, birth, sex: sexIn(first17) })
}

const read17 = (text: string, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  if (!isGoodBeginning(text, 17))
    return readingOf(areDigits(text, 17) ? 'M17' : 'BAD', text, flags, { fault: areDigits(text, 17) ? 'birth-date' : 'characters' })
  const area = text.slice(0, 6)
  return readingOf('M17', text, join(flags, areaFlags(area, areas)), { id17: text, id15: text.slice(0, 15), area, birth: birthDateIn(text), sex: sexIn(text) })
}

const readCertificate = (text: string, flags: readonly IdFlag[], areas: AreaCodes | null): IdReading => {
  if (allZeroFrom(text, 15) && isGoodBeginning(text, 15)) return onlyFifteen(text, flags, areas)
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  const own = read18(text.slice(0, 18), flags, areas)
  const suffix = certificateSuffix.exec(text.slice(18))
  if (own.class !== 'V18') return readingOf('BAD', text, flags, { fault: own.fault ?? 'check' })
  if (suffix === null) return readingOf('BAD', text, flags, { fault: 'certificate' })
  return {
    ...own,
    flags: [...own.flags, 'disability-certificate'],
    certificate: { category: suffix[1] as string, grade: suffix[2] as string, reissue: suffix[3] ?? null },
  }
}

const passport = /^(?:[A-Z]\d{8}|[A-Z]{2}\d{7}|[HMC]\d{10}|[A-Z]{3}\d{12})$/

/** Everything that is not plainly a whole ID. Seldom, so clarity comes before speed here. */
const readDoubtful = (written: string, areas: AreaCodes | null): IdReading => {
  const bare = clean(written)
  if (saysNothing(bare.text)) return readingOf('NONE', '', bare.flags)
  if (bare.text.length === 19 && 'Gg'.includes(bare.text.charAt(0))) {
    const { text, flags } = withCheckLetter({ text: bare.text.slice(1), flags: [...bare.flags, 'student-number'] })
    return read18(text, flags, areas)
  }
  if (bare.text.length === 19 && /^[JL]\d{17}[\dX]$/i.test(bare.text)) return readingOf('PSEUDO', bare.text.toUpperCase(), bare.flags)
  const { text, flags } = withCheckLetter(bare)
  const power = powerIn(text)
  if (power !== null) return readScientific(text, power, flags, areas)
  if (text.length === 18) return read18(text, flags, areas)
  if (text.length === 20 || text.length === 22) return readCertificate(text, flags, areas)
  if (passport.test(text.toUpperCase())) return readingOf('PERMIT', text.toUpperCase(), flags)
  if (text.length === 17) return read17(text, flags, areas)
  if (text.length === 15) return readOld15(text, flags, areas)
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  return readingOf('BAD', text, flags, { fault: 'length' })
}

/**
 * Reads one written ID number: `readResidentId('５００２４３…ｘ')`. Classifies and never repairs (see `IdClass`).
 * `areas` are the known county codes; without them no area is confirmed and the reading says so.
 * Cheap for clean text (well under a microsecond): it is called for every row of every roster.
 */
export const readResidentId = (written: string, areas: AreaCodes | null = null): IdReading =>
  faultIn18(written) === null ? whole(written, isPermit(written) ? noFlags : areaFlags(written.slice(0, 6), areas), null) : readDoubtful(written, areas)

/**
 * Reads an ID that stood in the workbook as a number, given the digits stored there. Fifteen digits at most are
 * true, so a number is never V18, not even when its check happens to hold: it is S15 when those fifteen begin a
 * valid ID, S6 in scientific notation, NONE when empty, and otherwise NUMBER.
 */
export const readNumberedId = (stored: string, areas: AreaCodes | null = null): IdReading => {
  const { text, flags } = clean(stored)
  if (saysNothing(text)) return readingOf('NONE', '', flags)
  const power = powerIn(text)
  if (power !== null) return readScientific(text, power, flags, areas)
  if (isPlaceholder(text)) return readingOf('GENERIC', text, flags)
  if ((text.length === 18 || text.length === 20 || text.length === 22) && isGoodBeginning(text, 15)) return onlyFifteen(text, flags, areas)
  return readingOf('NUMBER', text, flags)
}
