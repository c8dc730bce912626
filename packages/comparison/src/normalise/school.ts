const remembered = new Map<string, string | null>()
const mostRemembered = 50_000

const learn = (written: string): string | null => {
  const name = written
    .normalize('NFKC')
    .replace(/[\s\p{Punctuation}]/gu, '')
    .toUpperCase()
  return name === '' ? null : name
}

const normalisedSchoolName = (written: string): string | null => {
  const known = remembered.get(written)
  if (known !== undefined) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const name = learn(written)
  remembered.set(written, name)
  return name
}

/** 学校（机构）标识码 has ten digits. Without one a school is known by its name, freed of blanks and brackets. */
export const schoolKey = (code: string | null, name: string | null): string | null => {
  const digits = code === null ? '' : code.normalize('NFKC').trim()
  if (/^\d{10}$/.test(digits)) return digits
  return name === null ? null : normalisedSchoolName(name)
}
