import { factKeys, factOf, type FactValues } from '@yingjin/facts'
import { day, term } from '@yingjin/kernel'
import { national } from '@yingjin/pack-national'
import {
  evaluate,
  explain,
  faultsOfCases,
  idsCited,
  inSentences,
  isError,
  linesNotWorked,
  loadPack,
  loadStack,
  nameOn,
  type Policy,
  policyFor,
  type PolicyOptions,
  prove,
  readingsNotWorked,
  stackFor,
  workCase,
  wordPackRefused,
  wordProofFinding,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases } from './cases/index.ts'
import { county } from './county/index.ts'
import { yueyang } from './pack.ts'

const loaded = loadPack(yueyang)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const pack = loaded.value

const settle = (of: string, options: PolicyOptions = {}): Policy => {
  const policy = policyFor(pack, term(of), options)
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

describe('the worked cases of the plan', () => {
  test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
    const { got, expected } = workCase(pack, c)
    expect(got).toEqual(expected)
  })
  test('have no fault of their own', () => expect(faultsOfCases(cases, new Set(registerIds))).toEqual([]))
  test('find every line due, not due and waiting for a fact', () => expect(linesNotWorked(pack, cases)).toEqual([]))
  test('take every other reading of every open point', () => expect(readingsNotWorked(pack, cases)).toEqual([]))
})

test('nothing in it contradicts itself, is out of reach or leaves anybody out whom it means to reach', () => {
  expect(prove(pack).filter(isError).map(wordProofFinding)).toEqual([])
})

describe('the pack and the register', () => {
  const ids = new Set(registerIds)
  const { documents, tasks, figures, ledgers, rosters, checks } = county
  test('every rule of the plan is a line or a figure, or says why it is none', () => {
    const told = new Set([...pack.lines.map(l => l.id), ...figures.map(f => f.id), ...pack.notEncoded.map(n => n.register)])
    const rows = registerIds.filter(id => /^YY-T\d+\.R\d+$/.test(id))
    expect(rows.length).toBe(7)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('every system, ledger and mechanism is named, every task, every paper cited', () => {
    const named = new Set([...ledgers, ...rosters, ...checks].map(m => m.id))
    const rows = registerIds.filter(id => /^YY-[\w.]+\.S\d+$/.test(id))
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter(id => !named.has(id))).toEqual([])
    expect(tasks.map(t => t.id).filter(id => /^YY-T\d+$/.test(id)).length).toBe(7)
    expect(documents.map(d => d.id)).toEqual(registerIds.filter(id => id.startsWith('YY.F-U')))
  })
  test('whatever it cites is a row of the register', () => expect(idsCited(pack).filter(id => !ids.has(id))).toEqual([]))
})

describe('a prefecture’s plan holds for the counties below it', () => {
  const registry = { [yueyang.id]: yueyang }
  test.each(['430602', '430621', '430682', '4306'])('%s', division => {
    const found = stackFor(division, term('2020-spring'), registry)
    expect(found.ok ? found.value.map(p => p.id) : found.problem.code).toEqual(['430600-yueyang'])
  })
  test('and for nobody else, nor for a year it does not name', () => {
    const elsewhere = stackFor('430702', term('2020-spring'), registry)
    expect(elsewhere.ok ? '' : elsewhere.problem.code).toBe('policy/no-pack')
    for (const of of ['2019-autumn', '2021-spring']) {
      const found = stackFor('430621', term(of), registry)
      expect(found.ok ? '' : found.problem.code).toBe('policy/no-pack-in-force')
    }
  })
  test('it has rules about pupils, teachers and one project', () => {
    expect(settle('2020-spring').lines.map(l => l.id)).toEqual(['YY-T2.R1', 'YY-T4.R1'])
    expect(settle('2020-spring', { subject: 'teacher' }).lines.map(l => l.id)).toEqual(['YY-T6.R1', 'YY-T6.R2', 'YY-T6.R3'])
    expect(settle('2020-autumn', { subject: 'project' }).lines.map(l => l.id)).toEqual(['YY-T5.R1'])
  })
  test('what is later called a lifted-out household is registered poor', () => {
    const words = county.designations.find(d => d.fact === 'lifted_out')
    expect([nameOn(words?.names ?? [], day('2020-02-25')), words?.ends]).toEqual(['建档立卡贫困户', null])
  })
  test('the form is due on 28 February 2020 (YY-F.I1)', () => {
    expect(county.settings.find(s => s.register === 'YY-F.I1')?.values).toEqual([{ from: '2020-02-25', to: '2020-03-01', value: 28 }])
  })
})

const nobody = Object.fromEntries(factKeys.map(key => [key, factOf(key).type.kind === 'yes-no' ? false : null])) as unknown as FactValues
const subject = (facts: Partial<FactValues>): FactValues => ({ ...nobody, ...facts }) as FactValues

describe('what people are told', () => {
  const told = (line: string, facts: Partial<FactValues>, options: PolicyOptions = {}): readonly string[] => {
    const decision = evaluate(settle('2020-spring', options), subject(facts)).find(d => d.line === line)
    if (decision === undefined) throw new Error(`no line ${line}`)
    return inSentences(explain(decision))
  }

  test('a sum by the budget year is told as such, and who bears it', () => {
    const sentences = told('YY-T5.R1', { city_pairing_project: true }, { subject: 'project' })
    expect(sentences[0]).toBe('应补助到校 1,000,000.00 元（每预算年度）：2020年春季学期，校校结对帮扶专项资金（全市一项）。')
    expect(sentences).toContain('由谁出：市本级预算 1,000,000.00 元。')
  })
  test('a preference is due without a reckoning', () => {
    expect(told('YY-T6.R3', { teaches_in_village_school: true, full_time_teacher: true }, { subject: 'teacher' })).toEqual([
      '应落实：2020年春季学期，村小学和教学点专任教师在职称、荣誉和绩效工资上的倾斜。',
      '✓ 在村小学或教学点任教。（三、第6条）',
      '✓ 是专任教师。（三、第6条）',
    ])
  })
  test('a list read as closed is not called a person’s decision (O-02)', () => {
    const pupil = { stage: 'primary', roll_in_county: true, minimum_living: true } as const
    expect(told('YY-T2.R1', pupil, { readings: { 'O-02': 'closed' } })).toContain(
      '✗ 不属于建档立卡等家庭经济困难学生（属于城乡低保户，条款没有点名）。（三、第2条）',
    )
  })
})

describe('under the national standards', () => {
  const stacked = (of: string): Policy => {
    const found = stackFor('430621', term(of), { [national.id]: national, [yueyang.id]: yueyang })
    if (!found.ok) throw new Error(found.problem.code)
    expect(found.value.map(p => p.id)).toEqual(['national', '430600-yueyang'])
    const whole = loadStack(found.value)
    if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
    const policy = policyFor(whole.value, term(of))
    if (!policy.ok) throw new Error(policy.problem.code)
    return policy.value
  }

  test('no line is the same aid, so that none needs a word', () => {
    const policy = stacked('2020-spring')
    expect(policy.lines.map(l => l.id).filter(id => id.startsWith('YY-'))).toEqual(['YY-T2.R1', 'YY-T4.R1'])
  })
})
