import { term } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { compile } from '../engines/compile.ts'
import { decide } from '../engines/outcome.ts'
import { loadPack } from '../pack/load.ts'
import { wordPackRefused } from '../problems.ts'
import { onDuckDb } from './on-duckdb.ts'
import { generateStudents } from './students.ts'
import { expectSameInBulk, expectSameNotices, expectTwins } from './twins.ts'
import { widePack } from './wide-pack.ts'

const settled = (of: '2022-autumn' | '2022-spring' | '2023-spring') => {
  const loaded = loadPack(widePack)
  if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
  const compiled = compile(loaded.value, term(of))
  if (!compiled.ok) throw new Error(compiled.problem.code)
  return compiled.value
}

test('children stand at the days, ages, places and schools where the rules turn', () => {
  const children = generateStudents(settled('2022-autumn').policy, 7, 8000)
  const seen = (key: 'birth_date' | 'entered_on' | 'hukou_division' | 'school_code'): ReadonlySet<unknown> => new Set(children.map(c => c[key]))
  for (const born of ['2016-08-31', '2016-09-01', '2016-09-02', '2007-09-01', '2020-02-28', '2020-02-29', '2020-03-01', null]) {
    expect(seen('birth_date')).toContain(born)
  }
  for (const entered of ['2019-08-31', '2019-09-01', '2019-09-02', '2020-02-28', '2020-02-29', '2020-03-01']) expect(seen('entered_on')).toContain(entered)
  for (const code of ['990198', '990198001001', '990199', '9901', '990101101', '990101102', null]) expect(seen('hukou_division')).toContain(code)
  for (const code of ['9901980011', '9901980012']) expect(seen('school_code')).toContain(code)
})

describe.each(['2022-spring', '2022-autumn', '2023-spring'] as const)('in %s', of => {
  const compiled = settled(of)
  const children = generateStudents(compiled.policy, 11, 3000)

  test('every line is due to some, refused to some and open for some', () => {
    const states = new Set(children.flatMap(c => decide(compiled.policy, c).map(o => `${o.line} ${o.state}`)))
    for (const line of ['T-1', 'T-2', 'T-3', 'T-4']) for (const state of ['due', 'not-due', 'undetermined']) expect(states).toContain(`${line} ${state}`)
  })

  test('evaluator, SQL and SQL in bulk agree, in notices too', async () => {
    await expectTwins(compiled, children, onDuckDb)
    await expectSameInBulk(compiled, children, onDuckDb)
    await expectSameNotices(compiled, children, onDuckDb)
  })
})
