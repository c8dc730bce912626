import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from './plain-date.ts'
import { checkCharacter, hasValidCheck, maskId, readNumberedId, readResidentId, sexIn } from './resident-id.ts'
import { sampleId } from './testing/index.ts'

const areas: ReadonlySet<string> = new Set(['990101', '990102'])
const boy = sampleId({ born: '2012-02-29', sequence: 123 })
const read = (text: string) => readResidentId(text, areas)

const anyId = fc
  .record({
    area: fc.constantFrom('990101', '990102'),
    born: fc.integer({ min: 0, max: 60_000 }).map(n => addDays(day('1920-01-01'), n)),
    sequence: fc.integer({ min: 1, max: 999 }),
  })
  .map(person => ({ person, id: sampleId(person) }))

describe('a whole resident ID', () => {
  test('the check character follows GB 11643 (weights and remainders worked by hand)', () => {
    // 9·7+9·9+0+1·5+0+1·4+2·2+0+1·6+2·3+0+2·9+2·10+9·5+1·8+2·4+3·2 = 274; 274 mod 11 = 10 → 2
    expect(checkCharacter('99010120120229123')).toBe('2')
    expect(boy).toBe('990101201202291232')
    expect(hasValidCheck(boy)).toBe(true)
  })

  test('every valid ID reads back as V18 with its area, birth date and sex, and without a flag', () => {
    fc.assert(
      fc.property(anyId, ({ person, id }) => {
        expect(read(id)).toEqual({
          class: 'V18',
          clean: id,
          flags: [],
          fault: null,
          id18: id,
          id17: id.slice(0, 17),
          id15: id.slice(0, 15),
          id18Old: null,
          area: person.area,
          birth: person.born,
          sex: person.sequence % 2 === 1 ? 'male' : 'female',
          certificate: null,
        })
      }),
    )
  })

  test('any single substituted character is caught', () => {
    fc.assert(
      fc.property(anyId, fc.nat(17), fc.constantFrom(...'0123456789X'), ({ id }, at, other) => {
        fc.pre(id[at] !== other)
        expect(read(id.slice(0, at) + other + id.slice(at + 1)).id18).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  test('any two neighbouring digits exchanged are caught', () => {
    fc.assert(
      fc.property(anyId, fc.nat(15), ({ id }, at) => {
        fc.pre(id[at] !== id[at + 1])
        expect(read(id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2)).id18).toBeNull()
      }),
    )
  })

  test('reading is stable: what is clean reads the same again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 24 }), fc.string({ unit: fc.constantFrom(...'0123456789xXOlGJL.E+ 　\'"='), maxLength: 22 })),
        written => {
          const once = read(written)
          const again = read(once.clean)
          expect(again.class === once.class || once.flags.includes('student-number')).toBe(true)
          expect(again.id18).toBe(once.id18)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('an area nobody knows is flagged, and so is an area nobody checked', () => {
    const stranger = sampleId({ area: '998877', born: '2012-05-06', sequence: 8 })
    expect(read(stranger)).toMatchObject({ class: 'V18', flags: ['area-unknown'] })
    expect(readResidentId(stranger)).toMatchObject({ class: 'V18', flags: ['area-unchecked'] })
  })

  test('a birth date that does not exist is refused although the check holds', () => {
    const first17 = '99010120110229123'
    expect(read(first17 + checkCharacter(first17))).toMatchObject({ class: 'BAD', fault: 'birth-date', id18: null })
    const future = '99010121110228123'
    expect(read(future + checkCharacter(future))).toMatchObject({ class: 'BAD', fault: 'birth-date' })
  })

  test('a mask shows the area and the last two characters', () => {
    expect(maskId(boy)).toBe('990101**********32')
    expect(maskId('12345')).toBe('*****')
  })
})

/** Finds a sample ID that ends in X. */
const withX = ((): string => {
  for (let sequence = 1; sequence <= 999; sequence += 1) {
    const id = sampleId({ born: '2011-03-04', sequence })
    if (id.endsWith('X')) return id
  }
  throw new Error('no X')
})()

describe('harmless dirt is looked past and named', () => {
  const wide = Array.from(boy, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
  const dirt: readonly (readonly [string, string, string])[] = [
    ['full-width digits', wide, 'full-width'],
    ['blanks and tabs', ` ${boy.slice(0, 6)} ${boy.slice(6, 14)}\t${boy.slice(14)}\u3000\u00a0\n`, 'spaces'],
    ['zero-width characters', `\u200b${boy.slice(0, 9)}\u200d${boy.slice(9)}`, 'invisible-characters'],
    ['a byte order mark', `\ufeff${boy}`, 'invisible-characters'],
    ['a leading apostrophe', `'${boy}`, 'apostrophe'],
    ['a Chinese apostrophe', `’${boy}`, 'apostrophe'],
    ['a text formula', `="${boy}"`, 'formula'],
    ['a decimal tail', `${boy}.0`, 'decimal-tail'],
  ]
  test.each(dirt)('%s', (_, written, flag) => {
    expect(read(written)).toMatchObject({ class: 'V18', id18: boy, clean: boy, flags: [flag] })
  })

  test.each([...'x×Ⅹⅹ╳хХΧ*ｘＸ'])('%s in the last place stands for X', sign => {
    const reading = read(withX.slice(0, 17) + sign)
    expect(reading).toMatchObject({ class: 'V18', id18: withX })
    expect(reading.flags.length).toBeGreaterThan(0)
  })

  test('a star inside the number is a mask, not a letter', () => {
    expect(read(`${boy.slice(0, 6)}********${boy.slice(14)}`)).toMatchObject({ class: 'BAD', fault: 'characters' })
  })

  test('letters and Chinese numerals that look like digits count only if the check then holds', () => {
    expect(read(boy.replace('0', 'O'))).toMatchObject({ class: 'V18', id18: boy, clean: boy, flags: ['look-alike'] })
    expect(read(boy.replace('1', 'l').replace('2', '二'))).toMatchObject({ class: 'V18', id18: boy, flags: ['look-alike'] })
    const wrong = `${boy.slice(0, 17)}5`.replace('0', 'O')
    expect(read(wrong)).toMatchObject({ class: 'BAD', clean: wrong, fault: 'characters', id18: null })
  })
})

describe('damage classes', () => {
  test('S15: fifteen digits survived, zeros follow', () => {
    const damaged = `${boy.slice(0, 15)}000`
    expect(read(damaged)).toMatchObject({ class: 'S15', id15: boy.slice(0, 15), id18: null, id17: null, birth: '2012-02-29', sex: null, area: '990101' })
    expect(read('9.90101201202291E+17')).toMatchObject({ class: 'S15', id15: boy.slice(0, 15), id18: null })
    expect(read(`${boy.slice(0, 15)}00000`)).toMatchObject({ class: 'S15', id15: boy.slice(0, 15) })
  })

  test('S6: scientific notation leaves at most the area', () => {
    expect(read('9.90101E+17')).toMatchObject({ class: 'S6', area: '990101', id15: null, birth: null })
    expect(read('9.9E17')).toMatchObject({ class: 'S6', area: null })
    expect(read('９.９０１０１Ｅ＋１７')).toMatchObject({ class: 'S6', area: '990101' })
  })

  test('OLD15: brought to eighteen, and only as the old form', () => {
    const reading = read('990101680307123')
    expect(reading).toMatchObject({ class: 'OLD15', id18: null, birth: '1968-03-07', sex: 'male', area: '990101' })
    expect(reading.id18Old).toBe(sampleId({ born: '1968-03-07', sequence: 123 }))
    expect(read('990101681307123')).toMatchObject({ class: 'BAD', fault: 'birth-date' })
  })

  test('M17: a missing check character keeps seventeen digits as key; a digit lost elsewhere keeps none', () => {
    expect(read(boy.slice(0, 17))).toMatchObject({ class: 'M17', id17: boy.slice(0, 17), id18: null, birth: '2012-02-29', sex: 'male' })
    expect(read(boy.slice(0, 6) + boy.slice(7))).toMatchObject({ class: 'M17', id17: null, id15: null, fault: 'birth-date' })
  })

  test('BAD: eighteen characters whose check fails, other lengths, other signs', () => {
    expect(read(`${boy.slice(0, 17)}3`)).toMatchObject({ class: 'BAD', fault: 'check', id18: null, id17: null, birth: null })
    expect(read(boy.slice(0, 16))).toMatchObject({ class: 'BAD', fault: 'length' })
    expect(read(`${boy}1`)).toMatchObject({ class: 'BAD', fault: 'length' })
    expect(read('身份证号')).toMatchObject({ class: 'BAD', fault: 'length' })
  })

  test('PSEUDO: J and L student numbers are never an ID', () => {
    expect(read('J990101201201010011')).toMatchObject({ class: 'PSEUDO', id18: null })
    expect(read('l990101201201011234')).toMatchObject({ class: 'PSEUDO', clean: 'L990101201201011234' })
  })

  test('a G student number is a second copy of the ID', () => {
    expect(read(`G${boy}`)).toMatchObject({ class: 'V18', id18: boy, clean: boy, flags: ['student-number'] })
    expect(read(`G${boy.slice(0, 17)}3`)).toMatchObject({ class: 'BAD', fault: 'check' })
  })

  test.each(['111111111111111111', '000000000000000', '123456789012345678', '990101000000000001', '99999999999999999', '111111'])(
    'GENERIC: %s is a placeholder',
    text => expect(read(text)).toMatchObject({ class: 'GENERIC', id18: null, id17: null, id15: null }),
  )

  // Sequence 000 and country 000 are never issued: these numbers belong to nobody.
  const permit = (first17: string): string => first17 + checkCharacter(first17)
  test.each([permit('81000020120229000'), permit('82000020120229000'), permit('83000020120229000'), permit('91100020120229000'), 'E00000000', 'H00000000'])(
    'PERMIT: %s compares exactly and gives no key',
    text => expect(read(text)).toMatchObject({ class: 'PERMIT', clean: text, id18: null, id15: null, flags: [] }),
  )

  test.each(['', '  ', '无', '-', '－', '/', 'null', '不详', '\ufeff'])('NONE: “%s” says nothing', text =>
    expect(read(text)).toMatchObject({ class: 'NONE', clean: '' }),
  )
})

describe('disability certificate numbers', () => {
  test('twenty characters are the ID, category and grade; twenty-two are a reissue', () => {
    expect(read(`${boy}42`)).toMatchObject({
      class: 'V18',
      id18: boy,
      clean: boy,
      flags: ['disability-certificate'],
      certificate: { category: '4', grade: '2', reissue: null },
    })
    expect(read(`${withX.toLowerCase()}71B1`)).toMatchObject({ class: 'V18', id18: withX, certificate: { category: '7', grade: '1', reissue: 'B1' } })
  })
  test('a suffix that is no category and grade is not cut off', () => {
    expect(read(`${boy}99`)).toMatchObject({ class: 'BAD', fault: 'certificate', id18: null })
    expect(read(`${boy.slice(0, 17)}342`)).toMatchObject({ class: 'BAD', fault: 'check', id18: null })
  })
})

describe('an ID that stood in the workbook as a number', () => {
  test('is never V18, not even when its check happens to hold', () => {
    fc.assert(
      fc.property(anyId, ({ id }) => {
        const stored = `${id.slice(0, 15)}000`
        expect(readNumberedId(stored, areas)).toMatchObject({ class: 'S15', id15: id.slice(0, 15), id18: null, id17: null })
      }),
    )
  })
  test('keeps nothing when its fifteen digits begin no ID', () => {
    expect(readNumberedId('990101681231123', areas)).toMatchObject({ class: 'NUMBER', id15: null, id18Old: null })
    expect(readNumberedId('9.90101E+17', areas)).toMatchObject({ class: 'S6' })
    expect(readNumberedId('', areas)).toMatchObject({ class: 'NONE' })
  })
})

test('sex stands in the seventeenth digit', () => {
  expect([sexIn(sampleId({ born: '2012-01-01', sequence: 1 })), sexIn(sampleId({ born: '2012-01-01', sequence: 2 }))]).toEqual(['male', 'female'])
})

test('a sample ID outside province 99 is refused', () => {
  expect(() => sampleId({ area: '110101', born: '2012-01-01', sequence: 1 })).toThrow('province 99')
  expect(() => sampleId({ born: '2012-01-01', sequence: 0 })).toThrow('1–999')
})
