import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSchoolCode } from './school-code.ts'
import { readStudentNumber } from './student-number.ts'
import { sampleId } from './testing/index.ts'
import { must } from './result.ts'

const areas: ReadonlySet<string> = new Set(['990101'])

test('a G number carries the ID of first enrolment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), sequence => {
      const id = sampleId({ born: '2012-05-06', sequence })
      expect(must(readStudentNumber(`G${id}`, areas))).toMatchObject({
        kind: 'G',
        number: `G${id}`,
        area: '990101',
        birth: '2012-05-06',
        id: { class: 'V18', id18: id, flags: [] },
      })
    }),
  )
})

test('a damaged ID inside a G number stays damaged', () => {
  const id = sampleId({ born: '2012-05-06', sequence: 7 })
  const wrong = id.slice(0, 16) + (id[16] === '1' ? '2' : '1') + id[17]
  expect(must(readStudentNumber(`g ${wrong}`, areas))).toMatchObject({ kind: 'G', id: { class: 'BAD', fault: 'check', id18: null } })
})

test('J and L numbers have area and birth date but no ID', () => {
  expect(must(readStudentNumber('J990101201205060017'))).toEqual({ kind: 'J', number: 'J990101201205060017', id: null, area: '990101', birth: '2012-05-06' })
  expect(must(readStudentNumber('ｌ990101201205060017'))).toMatchObject({ kind: 'L', id: null })
})

test('anything else is no student number', () => {
  for (const text of ['', 'G', sampleId({ born: '2012-05-06', sequence: 7 }), 'A990101201205060017', 'G99010120120506001']) {
    expect(readStudentNumber(text)).toEqual({ ok: false, problem: { code: 'kernel/not-a-student-number', facts: { text } } })
  }
})

test('a school code is ten digits and always text', () => {
  expect(['2199000001', ' ２１９９０００００１ ', "'0199000001"].map(c => must(parseSchoolCode(c)))).toEqual(['2199000001', '2199000001', '0199000001'])
  for (const text of ['219900001', '21990000011', '0000000000', '21990O0001', '']) {
    expect(parseSchoolCode(text)).toEqual({ ok: false, problem: { code: 'kernel/not-a-school-code', facts: { text } } })
  }
})
