import { type IdClass, type IdReading, readNumberedId, readResidentId } from '@yingjin/kernel'

/** Reads the ID columns of a row; a number of a workbook is read as one, so that it never becomes a key it is not. */
export type WrittenIds = Readonly<{ idNumber: string | null; storedAsNumber: boolean; studentNumber: string | null }>

/**
 * @property class    of the ID column alone: 证件存疑 is about that column, even where the student number helps out
 * @property id18     V18; a permit or passport as written (compared exactly, and with nothing else); or the copy in
 *                    a G student number where the ID column has nothing that contradicts it
 * @property id18_old a first-generation number brought to eighteen
 */
export type IdKeys = Readonly<{
  class: IdClass
  id18: string | null
  id17: string | null
  id15: string | null
  id18_old: string | null
  reading: IdReading | null
}>

/** 学籍号 `G` + ID is a second copy of the ID. `J` and `L` + 18 only look like one (domain rule, record-linkage §1.13). */
const copyInStudentNumber = (studentNumber: string | null): IdReading | null => {
  if (studentNumber === null || !/^\s*[GgＧｇ]/u.test(studentNumber)) return null
  const copy = readResidentId(studentNumber)
  return copy.class === 'V18' ? copy : null
}

/** What is left of a damaged number must be the beginning of the copy; an old number or a permit is a paper of its own. */
const agrees = (own: IdReading, copy: IdReading): boolean =>
  own.class !== 'OLD15' &&
  own.class !== 'PERMIT' &&
  (own.id17 === null || own.id17 === copy.id17) &&
  (own.id15 === null || own.id15 === copy.id15) &&
  (own.class !== 'S6' || own.area === null || own.area === copy.area)

const nothingWritten: IdKeys = Object.freeze({ class: 'NONE', id18: null, id17: null, id15: null, id18_old: null, reading: null })

const keysOf = (idClass: IdClass, reading: IdReading): IdKeys => ({
  class: idClass,
  id18: reading.class === 'PERMIT' ? reading.clean : reading.id18,
  id17: reading.id17,
  id15: reading.id15,
  id18_old: reading.id18Old,
  reading,
})

export const idKeys = ({ idNumber, storedAsNumber, studentNumber }: WrittenIds): IdKeys => {
  const own = idNumber === null || idNumber === '' ? null : storedAsNumber ? readNumberedId(idNumber) : readResidentId(idNumber)
  if (own !== null && own.class === 'V18') return keysOf('V18', own)
  const copy = copyInStudentNumber(studentNumber)
  if (copy !== null && (own === null || agrees(own, copy))) return keysOf(own?.class ?? 'NONE', copy)
  return own === null ? nothingWritten : keysOf(own.class, own)
}

/** The number of a guardian or head of household; only a whole one may tie two rows together. */
export const wholeId = (written: string | null): string | null => (written === null || written === '' ? null : readResidentId(written).id18)
