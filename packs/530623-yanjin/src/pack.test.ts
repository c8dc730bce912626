import { type FactValues, nothingKnown } from '@yingjin/facts'
import { term } from '@yingjin/kernel'
import {
  countFigure,
  evaluate,
  explain,
  faultsOfCases,
  inSentences,
  isError,
  loadPack,
  noticesFor,
  type Policy,
  policyFor,
  prove,
  wordPackProblem,
  wordPackRefused,
  wordProofFinding,
  workCase,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases } from './cases/index.ts'
import { yanjin } from './pack.ts'

const loaded = loadPack(yanjin)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const pack = loaded.value
const register = new Set(registerIds)
/** `YJ-3.4a.2a-1` is the first part of its row. */
const rowOf = (line: string): string => line.replace(/-\d$/, '')

describe('the worked cases of the plan', () => {
  test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
    const { got, expected } = workCase(pack, c)
    expect(got).toEqual(expected)
  })
  test('are sound in themselves', () => {
    expect(faultsOfCases(cases, register)).toEqual([])
  })
  const outcomes = (kind: string) => new Set(cases.flatMap(c => Object.entries(c.expect).flatMap(([line, e]) => (kind in e ? [line] : []))))
  test('find every line due, not due, and waiting for a fact, at least once', () => {
    const lines = pack.lines.map(l => l.id)
    expect(lines.length).toBeGreaterThan(25)
    const due = outcomes('due')
    expect(lines.filter(l => !due.has(l))).toEqual([])
    const not = outcomes('not')
    expect(lines.filter(l => !not.has(l))).toEqual([])
    const waiting = new Set([...outcomes('missing'), ...outcomes('notEntered'), ...outcomes('decide')])
    expect(lines.filter(l => !waiting.has(l))).toEqual([])
  })
  test('work every other reading of every open point', () => {
    const worked = new Set(cases.flatMap(c => Object.entries(c.readings ?? {}).map(([id, option]) => `${id} ${option}`)))
    const others = Object.entries(pack.readings).flatMap(([id, r]) => Object.keys(r.options).flatMap(o => (o === r.default ? [] : [`${id} ${o}`])))
    expect(others.filter(o => !worked.has(o))).toEqual([])
  })
})

test('nothing in it contradicts itself, is out of reach or leaves anybody out whom it means to reach', () => {
  expect(prove(pack).filter(isError).map(wordProofFinding)).toEqual([])
})

describe('the pack and the register', () => {
  const county = pack.county
  const matters = county === undefined ? [] : [...county.ledgers, ...county.rosters, ...county.papers, ...county.checks]
  const told = new Set([
    ...pack.lines.map(l => rowOf(l.id)),
    ...pack.notices.map(n => n.id),
    ...pack.notEncoded.map(n => n.register),
    ...(county?.figures ?? []).map(f => f.id),
  ])
  test('every rule of section 2.4 is a line, a figure, a notice, or says why it is none', () => {
    const rows = registerIds.filter(id => /^YJ-3\.4a\.\d[a-z]?$|^YJ-\S+\.R\d$/.test(id))
    expect(rows.length).toBeGreaterThanOrEqual(29)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('every system, ledger and mechanism of section 1.3 is named', () => {
    const named = new Set(matters.map(m => m.register))
    const rows = registerIds.filter(id => /^YJ-\S+\.S\d+$/.test(id))
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.filter(id => !named.has(id))).toEqual([])
  })
  test('every task of section 4.3 is named', () => {
    const tasks = new Set(county?.tasks.map(t => t.id))
    const rows = registerIds.filter(id => /^YJ-(?:2\.[1-7]|3\.\d[ab]?|5\.[1-3])$/.test(id))
    expect(rows.length).toBe(18)
    expect(rows.filter(id => !tasks.has(id))).toEqual([])
  })
  test('every chain of responsibility of section 6.3 that the plan states has its posts, level by level', () => {
    const posts = county?.posts ?? []
    const levels = (chain: string) => posts.filter(p => p.chain === chain).length
    expect(['A-61', 'A-62', 'A-64', 'A-66'].filter(id => !posts.some(p => p.register === id))).toEqual([])
    expect([levels('四包'), levels('县、乡、村、组四级责任'), levels('县、乡、校三级关爱留守儿童机制')]).toEqual([4, 4, 3])
    expect(posts.filter(p => p.register === 'A-64').map(p => p.name)).toEqual(['政府', '教育', '社会', '学校'])
  })
  test('one school under three names is one organisation', () => {
    const school = county?.organisations.find(o => o.register === 'YJ-3.5.F13')
    expect(school?.names.map(n => n.name)).toEqual(['水田高级中学', '水田高完中', '水田中学'])
  })
  test('whatever is cited is a row of the register', () => {
    const cited = [
      ...told,
      ...Object.keys(pack.clauses),
      ...Object.keys(pack.readings),
      ...Object.keys(pack.upper ?? {}),
      ...matters.map(m => m.register),
      ...[county?.organisations, county?.posts, county?.designations, county?.settings, county?.documents, county?.tasks].flatMap(list =>
        (list ?? []).map(x => x.register),
      ),
    ]
    expect(cited.filter(id => !register.has(id))).toEqual([])
  })
  test('every sum is printed in the document, in yuan or in ten thousand yuan', () => {
    const sums = Object.entries(pack.parameters).filter(([, p]) => p.type.kind === 'money')
    expect(sums.length).toBeGreaterThan(20)
    for (const [key, p] of sums) {
      for (const v of p.values) {
        const yuan = Number(v.value) / 100
        expect(v.printed.includes(String(yuan)) || v.printed.includes(`${yuan / 10_000}万`), key).toBe(true)
      }
    }
  })
})

test('the plan holds for the terms of its paper and for no other', () => {
  const said = (of: string): string => {
    const policy = policyFor(pack, term(of))
    return policy.ok ? 'in force' : wordPackProblem(policy.problem)
  }
  expect(['2017-spring', '2017-autumn', '2018-spring', '2018-autumn', '2019-spring'].map(said)).toEqual(Array.from({ length: 5 }, () => 'in force'))
  for (const outside of ['2016-autumn', '2019-autumn']) expect(said(outside)).toContain('第一天不在其中')
})

const settle = (of: string, subject: Policy['subject'] = 'student'): Policy => {
  const policy = policyFor(pack, term(of), { subject })
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}
const nobody = Object.fromEntries(Object.entries(nothingKnown).map(([key]) => [key, null])) as unknown as FactValues
const told = (policy: Policy, facts: Partial<FactValues>, line: string): readonly string[] => {
  const decision = evaluate(policy, { ...nobody, ...facts }).find(d => d.line === line)
  if (decision === undefined) throw new Error(`no line ${line}`)
  return inSentences(explain(decision))
}

const figure = (id: string) => {
  const found = pack.county?.figures.find(f => f.id === id)
  if (found === undefined) throw new Error(`no figure ${id}`)
  return found
}

describe('figures', () => {
  const spring = settle('2018-spring')
  const subject = (facts: Partial<FactValues>): FactValues => ({ ...nobody, ...facts })

  test('kindergartens that set aside what the line says meet the 4%, one fen less does not (YJ-3.4a.I2)', () => {
    const kindergarten = (aid_set_aside: number) => subject({ school_stage: 'preschool', business_income: 123_456_78, aid_set_aside })
    const counted = (...each: readonly number[]) => countFigure(settle('2018-spring', 'school'), figure('YJ-3.4a.I2'), each.map(kindergarten)).target
    expect([counted(4938_28, 4938_28), counted(4938_27), counted(6000_00)]).toEqual(['yes', 'no', 'yes'])
  })
  test('a school one teacher short of 1:13.5 is short, to the half pupil (YJ-3.6.R1)', () => {
    const junior = (school_pupils: number, school_staff: number) => subject({ school_stage: 'junior', school_pupils, school_staff })
    const short = (...schools: readonly FactValues[]) => countFigure(settle('2018-spring', 'school'), figure('YJ-3.6.R1'), schools).keys.get('short') ?? []
    expect(short(junior(1350, 100), junior(1351, 100), junior(1351, 101), junior(27, 2), junior(28, 2))).toEqual([1, 4])
    const primary = (school_pupils: number, school_staff: number) => subject({ school_stage: 'primary', school_pupils, school_staff })
    expect(short(primary(1900, 100), primary(1901, 100), primary(1901, 101))).toEqual([1])
  })
  test('no registered poor child of age is out of school; who is certified unable stands apart (YJ-3.1.I2)', () => {
    const child = subject({ lifted_out: true, compulsory_age: true, on_roll: false, present: false, taught_at_home: false, unable_to_attend: false })
    const children = [
      { ...child, on_roll: true, present: true },
      { ...child, taught_at_home: true },
      { ...child, on_roll: true },
      { ...child, unable_to_attend: true },
      { ...child, lifted_out: false },
    ]
    const counted = countFigure(spring, figure('YJ-3.1.I2'), children)
    expect(Object.fromEntries(counted.keys)).toEqual({ meets: [0, 1], short: [2], 'apart:0': [3], none: [4] })
    expect(counted.target).toBe('no')
    expect(countFigure(spring, figure('YJ-3.1.I2'), children.slice(0, 2)).target).toBe('yes')
  })
})

describe('what is told', () => {
  test('to a student in Dongguan: two payers, each with its sum', () => {
    const sentences = told(settle('2018-spring'), { stage: 'vocational', hukou_in_county: true, school_division: '441900', lifted_out: true }, 'YJ-3.4a.3d')
    expect(sentences[0]).toBe('应发 2,100.00 元：2018年春季学期，东莞、中山就读生活补助，建档立卡贫困户。')
    expect(sentences).toContain('由谁出：西部省市财政扶贫资金 1,500.00 元，东部省市财政配套资金 600.00 元。')
  })
  test('where the print cannot be taken as it stands, how it is printed and how it is read', () => {
    const sentences = told(settle('2018-spring'), { stage: 'vocational', hukou_in_county: true, school_division: '441900', lifted_out: true }, 'YJ-3.4a.3e')
    expect(sentences.join('\n')).toContain('文件印作“800元/省/生”，按“800元/年/生”理解：“省”显系“年”之误')
  })
  test('to a student in difficulty: that the text does not say who else has the first tier, and no word of a “等” that is not there', () => {
    const [headline] = told(settle('2018-autumn'), { stage: 'senior', in_county_school: true, lifted_out: false, minimum_living: true }, 'YJ-3.4a.2a-1')
    expect(headline).toBe('还没有定：2018年秋季学期，普通高中国家助学金（一等）——须由人判定：建档立卡以外的困难学生是否评为一等（文件没有写标准）。')
  })
  test('to a registered poor college student: that the loan comes first, which is no loan and nothing in kind', () => {
    const sentences = told(settle('2018-autumn'), { stage: 'higher', hukou_in_county: true, lifted_out: true }, 'YJ-3.4a.1c')
    expect(sentences[0]).toBe('应落实：2018年秋季学期，助学贷款优先满足，建档立卡贫困户。')
    expect(sentences.join('')).not.toContain('实物')
  })
  test('to a kindergarten: that the 4% come out of its own income', () => {
    const sentences = told(settle('2018-spring', 'school'), { school_stage: 'preschool', business_income: 800_000_00 }, 'YJ-3.4a.5b')
    expect(sentences[0]).toMatch(/^应自行提取 32,000\.00 元/)
    expect(sentences).toContain('由谁出：本园事业收入 32,000.00 元。')
  })
  test('beside whatever a registered poor child is due: that it comes first', () => {
    const policy = settle('2018-spring')
    expect(noticesFor(policy, { ...nobody, stage: 'junior', lifted_out: true }).map(n => n.id)).toEqual(['YJ-3.4a.0'])
    expect(noticesFor(policy, { ...nobody, stage: 'junior', lifted_out: false })).toEqual([])
  })
})
