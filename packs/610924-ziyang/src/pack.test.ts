import { factKeys, factOf, type FactValues } from '@yingjin/facts'
import { day, term } from '@yingjin/kernel'
import { national } from '@yingjin/pack-national'
import {
  countFigure,
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
  percentText,
  type PackSource,
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
import { ziyang } from './pack.ts'

const loaded = loadPack(ziyang)
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
    const rows = registerIds.filter(id => /^ZY-T\d+\.R\d+$/.test(id))
    expect(rows.length).toBe(8)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('every system, ledger and mechanism is named, every task, every paper cited', () => {
    const named = new Set([...ledgers, ...rosters, ...checks].map(m => m.id))
    const rows = registerIds.filter(id => /^ZY-[\w.]+\.S\d+$/.test(id))
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter(id => !named.has(id))).toEqual([])
    expect(tasks.map(t => t.id).filter(id => /^ZY-T\d+$/.test(id)).length).toBe(18)
    expect(documents.map(d => d.id)).toEqual(registerIds.filter(id => id.startsWith('ZY.F-U')))
  })
  test('every chain of responsibility of section 6.3 that the plan states has its posts', () => {
    const levels = (register: string) => county.posts.filter(p => p.register === register).length
    expect(['A-63', 'A-64', 'A-66', 'A-67', 'ZY-5.1.S1'].map(levels)).toEqual([7, 4, 1, 5, 3])
  })
  test('whatever it cites is a row of the register', () => expect(idsCited(pack).filter(id => !ids.has(id))).toEqual([]))
})

describe('dates', () => {
  test('the plan holds for the county from the first term of the transition', () => {
    const registry = { [ziyang.id]: ziyang }
    for (const of of ['2021-spring', '2025-autumn', '2030-autumn']) {
      const found = stackFor('610924', term(of), registry)
      expect(found.ok ? found.value.map(p => p.id) : found.problem.code).toEqual(['610924-ziyang'])
    }
    for (const of of ['2020-autumn', '2031-spring']) {
      const found = stackFor('610924', term(of), registry)
      expect(found.ok ? found.value.map(p => p.id) : found.problem.code).toBe('policy/no-pack-in-force')
    }
    const elsewhere = stackFor('610925', term('2021-autumn'), registry)
    expect(elsewhere.ok ? [] : elsewhere.problem.code).toBe('policy/no-pack')
  })
  test('what hangs on the transition ends with it; the protected students go on until their programme ends', () => {
    expect(settle('2025-autumn').lines.map(l => l.id)).toEqual(['ZY-T7.R1', 'ZY-T7.R2', 'ZY-T7.R3', 'ZY-T7.R4', 'ZY-T6.R1'])
    expect(settle('2026-spring').lines.map(l => l.id)).toEqual(['ZY-T7.R2', 'ZY-T7.R3', 'ZY-T7.R4'])
    expect(settle('2025-autumn', { subject: 'teacher' }).lines.map(l => l.id)).toEqual(['ZY-T4.R1'])
    expect(settle('2026-spring', { subject: 'teacher' }).lines).toEqual([])
  })
  test('nobody could know the plan the day before it was issued', () => {
    const early = policyFor(pack, term('2021-autumn'), { knownOn: day('2021-09-01') })
    expect(early.ok ? '' : early.problem.code).toBe('policy/not-yet-known')
  })
  test('a lifted-out household was registered poor before 2021; the status ends with 2025', () => {
    const words = county.designations.find(d => d.fact === 'lifted_out')
    expect(words?.ends).toBe('2026-01-01')
    expect([nameOn(words?.names ?? [], day('2020-12-31')), nameOn(words?.names ?? [], day('2021-01-01'))]).toEqual(['建档立卡贫困户', '脱贫户'])
  })
})

const nobody = Object.fromEntries(factKeys.map(key => [key, factOf(key).type.kind === 'yes-no' ? false : null])) as unknown as FactValues
const subject = (facts: Partial<FactValues>): FactValues => ({ ...nobody, ...facts }) as FactValues
const figure = (id: string) => {
  const found = county.figures.find(f => f.id === id)
  if (found === undefined) throw new Error(`no figure ${id}`)
  return found
}
/** The plan with figures entered that it leaves open. */
const entered = (figures: Readonly<Record<string, number>>): Policy => {
  const values = Object.entries(figures).map(([key, value]) => {
    const left = ziyang.parameters[key] as PackSource['parameters'][string]
    return [key, { ...left, values: [{ from: day('2021-01-01'), to: day('2031-01-01'), value, printed: '' }] }] as const
  })
  const whole = loadPack({ ...ziyang, parameters: { ...ziyang.parameters, ...Object.fromEntries(values) } })
  if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
  const policy = policyFor(whole.value, term('2021-autumn'))
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

describe('figures', () => {
  const autumn = settle('2021-autumn')

  test('mean pay against mean pay: 0.01 yuan below is not met, equal is (ZY-T4.R2)', () => {
    const teacher = (yuan: number) => subject({ teaches_in_rural_school: true, teaches_compulsory: true, in_service: true, teacher_yearly_pay: yuan * 100 })
    const policy = entered({ civilServantMeanPay: 80000_00 })
    const equal = countFigure(policy, figure('ZY-T4.R2'), [teacher(79000), teacher(81000)])
    expect([equal.numerator, equal.denominator, equal.target]).toEqual([16000000, 16000000, 'yes'])
    expect(countFigure(policy, figure('ZY-T4.R2'), [teacher(79000), { ...teacher(81000), teacher_yearly_pay: 8099999 }]).target).toBe('no')
    expect(countFigure(autumn, figure('ZY-T4.R2'), [teacher(79000)]).target).toBe('unknown')
    expect(countFigure(policy, figure('ZY-T4.R2'), [subject({ teaches_in_rural_school: false, teacher_yearly_pay: 1 })]).value).toBeNull()
  })

  test('four of ten who enter the senior stage enter vocational schools (ZY-T13.R1)', () => {
    const enters = (stage: 'senior' | 'vocational', grade = 1) => subject({ stage, grade, in_county_school: true, on_roll: true })
    const of = (vocational: number, senior: number) => [
      ...Array.from({ length: vocational }, () => enters('vocational')),
      ...Array.from({ length: senior }, () => enters('senior')),
      enters('senior', 2),
    ]
    const met = countFigure(autumn, figure('ZY-T13.R1'), of(4, 6))
    expect([met.numerator, met.denominator, met.target, percentText(met)]).toEqual([4, 10, 'yes', '40.00%'])
    expect(countFigure(autumn, figure('ZY-T13.R1'), of(6, 4)).target).toBe('no')
  })

  test('6000 less the grant standard is borne by the universities, never less than nothing (ZY-T7.R4)', () => {
    const student = subject({ stage: 'higher', registered_poor_cohort: true, shaanxi_local_university: true, present: true, programme_ends_on: '2024-06-30' })
    const borne = (grantStandard: number) => countFigure(entered({ grantStandard }), figure('ZY-T7.R4'), [student, student]).numerator
    expect([borne(3300_00), borne(6000_00), borne(6000_01)]).toEqual([2 * 2700_00, 0, 0])
    const open = countFigure(autumn, figure('ZY-T7.R4'), [student, subject({ ...student, present: false })])
    expect([open.keys.get('unknown'), open.keys.get('none')]).toEqual([[0], [1]])
  })

  test('who cannot attend stands apart, with proof; whose proof is not known is not counted as in or out of school (ZY-T2.I1, ZY-T14.I1)', () => {
    const child = subject({ compulsory_age: true, hukou_in_county: true, disabled: true })
    const children = [
      subject({ ...child, on_roll: true, present: true }),
      subject({ ...child, taught_at_home: true }),
      child,
      subject({ ...child, unable_to_attend: true }),
      subject({ ...child, unable_to_attend: null }),
      subject({ ...child, on_roll: true, present: true, hukou_in_county: false }),
    ]
    for (const id of ['ZY-T2.I1', 'ZY-T14.I1']) {
      const counted = countFigure(autumn, figure(id), children)
      expect([counted.numerator, counted.denominator]).toEqual([2, 3])
      expect(Object.fromEntries(counted.keys)).toEqual({ meets: [0, 1], short: [2], 'apart:0': [3], unknown: [4], outside: [5] })
      expect(counted.target).toBe('no')
    }
  })

  test('graduates who went on, and teachers who were trained (ZY-T9.I1, ZY-T4.I2)', () => {
    const graduate = subject({ junior_graduate: true, hukou_in_county: true })
    const wentOn = countFigure(autumn, figure('ZY-T9.I1'), [graduate, subject({ ...graduate, went_on: true }), subject({ ...graduate, went_on: true })])
    expect([percentText(wentOn), wentOn.target]).toEqual(['66.67%', null])
    const trained = countFigure(autumn, figure('ZY-T4.I2'), [subject({ in_service: true, trained_this_year: true })])
    expect(trained.target).toBe('yes')
  })
})

describe('what a student is told', () => {
  const told = (of: string, facts: Partial<FactValues>, line: string, options: PolicyOptions = {}): readonly string[] => {
    const decision = evaluate(settle(of, options), subject(facts)).find(d => d.line === line)
    if (decision === undefined) throw new Error(`no line ${line}`)
    return inSentences(explain(decision))
  }
  const student = { stage: 'higher', registered_poor_cohort: true, shaanxi_local_university: true, present: true, programme_ends_on: '2024-06-30' } as const

  test('that the 6000 come from the college by themselves, and until when', () => {
    const sentences = told('2021-autumn', student, 'ZY-T7.R2')
    expect(sentences[0]).toBe('应由就读高校发放 3,000.00 元：2021年秋季学期，助学金生活补助（原建档立卡大学生）。')
    expect(sentences).toContain('怎么算的：助学金生活补助 6,000.00 元；学年标准分两学期，2021年秋季学期 3,000.00 元。')
  })
  test('what a person must say after the normal end', () => {
    expect(told('2024-autumn', student, 'ZY-T7.R2')[0]).toBe(
      '还没有定：2024年秋季学期，助学金生活补助（原建档立卡大学生）——须由人判定：学制延长（留级、休学、升本）的理由是否成立。',
    )
  })
  test('that the part made up by the college is no second sum', () => {
    const sentences = told('2021-autumn', student, 'ZY-T7.R4')
    expect(sentences[0]).toBe('应落实：2021年秋季学期，助学金生活补助由高校补足到6000元（含在6000元内，不另发）。')
    expect(sentences.filter(s => s.startsWith('怎么算的'))).toEqual([])
  })
  test('which figure is not entered', () => {
    expect(told('2021-autumn', { ...student, tuition_fee: 9000_00, accommodation_fee: 1200_00 }, 'ZY-T7.R3')[0]).toBe(
      '还不能算：2021年秋季学期，学费住宿费超出国家助学贷款限额部分的补助——文件没有写明数额，“国家助学贷款限额（每学年）”尚未录入。',
    )
  })
  test('that a monthly sum is by the month', () => {
    const [teacher] = evaluate(
      (() => {
        const policy = policyFor(entered({ ruralTeacherAllowance: 500_00 }).pack, term('2021-autumn'), { subject: 'teacher' })
        if (!policy.ok) throw new Error(policy.problem.code)
        return policy.value
      })(),
      subject({ teaches_in_rural_school: true, in_service: true }),
    )
    expect(teacher === undefined ? '' : explain(teacher).headline).toBe('应发 500.00 元（每月）：2021年秋季学期，乡村教师生活补助。')
  })
})

describe('under the national standards', () => {
  const stacked = (of: string): Policy => {
    const found = stackFor('610924', term(of), { [national.id]: national, [ziyang.id]: ziyang })
    if (!found.ok) throw new Error(found.problem.code)
    expect(found.value.map(p => p.id)).toEqual(['national', '610924-ziyang'])
    const whole = loadStack(found.value)
    if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
    const policy = policyFor(whole.value, term(of))
    if (!policy.ok) throw new Error(policy.problem.code)
    return policy.value
  }

  test('the county’s own lines pay, and the national meal is held against them', () => {
    for (const of of ['2021-autumn', '2025-autumn', '2026-autumn']) {
      const policy = stacked(of)
      const own = settle(of).lines.map(l => l.id)
      expect(policy.lines.map(l => l.id).filter(id => id.startsWith('ZY-'))).toEqual(own)
      expect(policy.lines.map(l => l.id)).not.toContain('N-08')
      expect(policy.standards.map(a => a.line.id)).toContain('N-08')
    }
  })
})
