import { factKeys, factOf, type FactValues } from '@yingjin/facts'
import { day, term } from '@yingjin/kernel'
import { national } from '@yingjin/pack-national'
import { drafting, fact, halfEachTerm, pack as writePack, withoutAmount } from '@yingjin/policy/author'
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
  type Policy,
  policyFor,
  type PolicyOptions,
  prove,
  readingsNotWorked,
  stackFor,
  workCase,
  wordPackProblem,
  wordPackRefused,
  wordProofFinding,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases } from './cases/index.ts'
import { county } from './county/index.ts'
import { changji } from './pack.ts'

const loaded = loadPack(changji)
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
    const rows = registerIds.filter(id => /^CJ-T\d+\.R\d+$/.test(id))
    expect(rows.length).toBe(6)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('every system, ledger and mechanism is named, every task, every paper cited', () => {
    const named = new Set([...ledgers, ...rosters, ...checks].map(m => m.id))
    const rows = registerIds.filter(id => /^CJ-[\w.]+\.S\d+$/.test(id))
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.filter(id => !named.has(id))).toEqual([])
    expect(tasks.map(t => t.id).filter(id => /^CJ-T\d+$/.test(id)).length).toBe(15)
    expect(documents.map(d => d.id)).toEqual(registerIds.filter(id => id.startsWith('CJ.F-U')))
  })
  test('whoever a task names besides the four departments answers with them', () => {
    const besides = tasks.map(t => [t.id, t.answers.slice(4)] as const).filter(([, answers]) => answers.length > 0)
    expect(Object.fromEntries(besides)).toEqual({
      'CJ-T6': ['civil-affairs', 'disabled-federation'],
      'CJ-T7': ['market-supervision', 'health'],
      'CJ-T13': ['open-university'],
      'CJ-T14': ['expert-committees'],
      'CJ-4.1': ['county-bureaus'],
    })
  })
  test('whatever it cites is a row of the register', () => expect(idsCited(pack).filter(id => !ids.has(id))).toEqual([]))
  test('nobody is marked by a category that no text defines, and nobody’s thoughts are kept (O-22)', () => {
    expect(pack.notEncoded.find(n => n.register === 'CJ-T9')?.because).toContain('O-22')
    const written = JSON.stringify({ ...changji, notEncoded: [] })
    expect(['团结关爱', '思想动态', '心理状况', '民族成分'].filter(word => written.includes(word))).toEqual([])
  })
})

describe('a prefecture’s plan holds for the counties below it', () => {
  const registry = { [changji.id]: changji }
  test.each(['652301', '652302', '652325', '6523'])('%s', division => {
    const found = stackFor(division, term('2022-autumn'), registry)
    expect(found.ok ? found.value.map(p => p.id) : found.problem.code).toEqual(['652300-changji'])
  })
  test('and for nobody else, nor for a year it does not name', () => {
    const elsewhere = stackFor('654301', term('2022-autumn'), registry)
    expect(elsewhere.ok ? '' : elsewhere.problem.code).toBe('policy/no-pack')
    const later = stackFor('652301', term('2026-spring'), registry)
    expect(later.ok ? '' : later.problem.code).toBe('policy/no-pack-in-force')
  })
  test('aid follows it from the first term after it was issued', () => {
    expect(settle('2021-autumn').lines.map(l => l.id)).toEqual(['CJ-T7.R1', 'CJ-T8.R1', 'CJ-T11.R1'])
    expect(settle('2022-spring').lines.map(l => l.id)).toEqual(['CJ-T6.R1', 'CJ-T7.R1', 'CJ-T8.R1', 'CJ-T11.R1'])
    expect(settle('2022-spring', { subject: 'teacher' }).lines.map(l => l.id)).toEqual(['CJ-T4.R1'])
  })
  test('the status of a lifted-out household ends with 2025', () => {
    const words = county.designations.find(d => d.fact === 'lifted_out')
    expect(words?.ends).toBe('2026-01-01')
    expect(nameOn(words?.names ?? [], day('2021-11-11'))).toBe('脱贫户')
  })
})

describe('a county with a paper of its own below the plan', () => {
  const clauses = { 'T-1': { register: 'T-1', article: '第一条', text: '寄宿的学生免费乘车' } } as const
  const own = drafting({ clauses, parameters: {}, readings: {} })
  const county = writePack({
    id: '652301-own',
    division: '652301',
    document: {
      title: '乘车办法',
      issuer: '市教育局',
      number: null,
      promulgated: day('2022-06-01'),
      inForce: [day('2022-09-01'), day('2024-09-01')],
      replaces: [],
    },
    clauses,
    parameters: {},
    readings: {},
    rounding: { rule: '没有除法', cites: 'T-1' },
    midPeriodChange: { rule: '按学期第一天', takes: 'first-day', cites: 'T-1' },
    lines: [
      own.line({
        id: 'T-1',
        title: '免费乘车',
        clause: 'T-1',
        stages: ['junior'],
        criteria: [{ name: '在校寄宿', failed: '不寄宿', when: fact('boards'), clause: 'T-1' }],
        persons: 'everyone',
        amount: halfEachTerm(withoutAmount),
        period: '每学期',
        delivery: { form: 'without-amount', payee: '学生' },
      }),
    ],
    stack: [],
    notices: [],
    notEncoded: [],
  })
  const found = stackFor('652301', term('2022-autumn'), { [national.id]: national, [changji.id]: changji, [county.id]: county })
  const whole = loadStack(found.ok ? found.value : [])
  test('stands after the nation and the prefecture, and all three decide', () => {
    expect(found.ok ? found.value.map(p => p.id) : found.problem.code).toEqual(['national', '652300-changji', '652301-own'])
    if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
    const policy = policyFor(whole.value, term('2022-autumn'))
    const lines = policy.ok ? policy.value.lines.map(l => l.id) : [wordPackProblem(policy.problem)]
    expect(lines).toEqual(['CJ-T6.R1', 'CJ-T7.R1', 'CJ-T8.R1', 'CJ-T11.R1', 'T-1'])
  })
  test('is not asked about terms before its own, which the plan sets apart', () => {
    const about = whole.ok ? prove(whole.value).filter(isError).map(wordProofFinding) : []
    expect(about.filter(said => said.includes('CJ-'))).toEqual([])
  })
})

const nobody = Object.fromEntries(factKeys.map(key => [key, factOf(key).type.kind === 'yes-no' ? false : null])) as unknown as FactValues
const subject = (facts: Partial<FactValues>): FactValues => ({ ...nobody, ...facts }) as FactValues

describe('figures', () => {
  const autumn = settle('2022-autumn')
  const figure = (id: string) => {
    const found = county.figures.find(f => f.id === id)
    if (found === undefined) throw new Error(`no figure ${id}`)
    return found
  }
  const child = subject({ lifted_out: true, compulsory_age: true, disabled: true })

  test('a child whom proof says cannot learn for its body stands apart; without known proof it is in neither (CJ-T1.R1)', () => {
    const counted = countFigure(autumn, figure('CJ-T1.R1'), [
      subject({ ...child, on_roll: true, present: true }),
      subject({ ...child, on_roll: true }),
      subject({ ...child, unable_to_attend: true }),
      subject({ ...child, unable_to_attend: null }),
      subject({ ...child, lifted_out: false }),
    ])
    expect(Object.fromEntries(counted.keys)).toEqual({ meets: [0], short: [1], 'apart:0': [2], unknown: [3], none: [4] })
    expect([counted.numerator, counted.denominator, counted.target]).toEqual([1, 2, 'no'])
    const met = countFigure(autumn, figure('CJ-T1.R1'), [subject({ ...child, taught_at_home: true }), subject({ ...child, unable_to_attend: true })])
    expect([met.numerator, met.denominator, met.target]).toEqual([1, 1, 'yes'])
  })
  test('no disabled child is refused, so none stands apart (CJ-T14.I1)', () => {
    const counted = countFigure(autumn, figure('CJ-T14.I1'), [subject({ ...child, on_roll: true }), subject({ ...child, unable_to_attend: true })])
    expect([counted.numerator, counted.denominator, counted.target]).toEqual([1, 2, 'no'])
    expect(countFigure(autumn, figure('CJ-T14.I1'), []).value).toBeNull()
  })
})

test('a teacher has no other stage: where the first condition alone fails, the others are told too', () => {
  const [decision] = evaluate(settle('2022-autumn', { subject: 'teacher' }), subject({ teaches_in_rural_school: false, in_service: true }))
  expect(decision === undefined ? [] : inSentences(explain(decision))).toEqual([
    '不享受：2022年秋季学期，乡村教师生活补助——不在乡村学校任教。',
    '✗ 不在乡村学校任教。（三（一）第4条）',
    '✓ 在职在岗。（三（一）第4条）',
  ])
})

describe('what a family is told', () => {
  const told = (facts: Partial<FactValues>, line: string, decisions = {}): readonly string[] => {
    const decision = evaluate(settle('2022-autumn'), subject(facts), decisions).find(d => d.line === line)
    if (decision === undefined) throw new Error(`no line ${line}`)
    return inSentences(explain(decision))
  }
  const pupil = { stage: 'primary', in_county_school: true, residence: 'rural' } as const

  test('that a standard is not yet entered, and which', () => {
    expect(told({ ...pupil, orphan: true }, 'CJ-T6.R1')[0]).toBe(
      '还不能算：2022年秋季学期，农村家庭经济困难学生资助——文件没有写明数额，“小学农村家庭经济困难学生资助标准（每学年）”尚未录入。',
    )
  })
  test('that a person orders the boarding places, and then that one is due', () => {
    expect(told({ ...pupil, left_behind: true }, 'CJ-T8.R1')[0]).toBe(
      '还没有定：2022年秋季学期，优先安排在校住宿——须由人判定：该生是否有特殊困难，床位先后怎样排。',
    )
    expect(told({ ...pupil, left_behind: true }, 'CJ-T8.R1', { 'CJ-T8.R1': true })[0]).toBe('应落实：2022年秋季学期，优先安排在校住宿。')
  })
})

describe('under the national standards', () => {
  const stacked = (of: string): Policy => {
    const found = stackFor('652301', term(of), { [national.id]: national, [changji.id]: changji })
    if (!found.ok) throw new Error(found.problem.code)
    expect(found.value.map(p => p.id)).toEqual(['national', '652300-changji'])
    const whole = loadStack(found.value)
    if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
    const policy = policyFor(whole.value, term(of))
    if (!policy.ok) throw new Error(policy.problem.code)
    return policy.value
  }

  test('the meal is the prefecture’s own; the last year before school is free for every child besides', () => {
    const policy = stacked('2025-autumn')
    const paying = policy.lines.map(l => l.id)
    expect(paying).toEqual(expect.arrayContaining(['CJ-T6.R1', 'CJ-T7.R1', 'CJ-T8.R1', 'CJ-T11.R1', 'N-01', 'N-02']))
    expect(paying).not.toContain('N-08')
  })
})
