import { factKeys, factOf, type FactValues } from '@yingjin/facts'
import { term, yuan } from '@yingjin/kernel'
import {
  type ChosenReadings,
  decide,
  explain,
  evaluate,
  failedText,
  inSentences,
  loadPack,
  missingFacts,
  noticesFor,
  type Form,
  forms,
  type Outcome,
  policyFor,
  type Policy,
  wordPackRefused,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases, type Outcome as Expected, type WorkedCase } from './cases/index.ts'
import { pengshui } from './pack.ts'

const loaded = loadPack(pengshui)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const pack = loaded.value

const settle = (of: string, readings: ChosenReadings = {}): Policy => {
  const policy = policyFor(pack, term(of), { readings })
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

const factsOf = (c: WorkedCase): FactValues =>
  Object.fromEntries(
    factKeys.map(key => [key, key in c.facts ? c.facts[key] : factOf(key).type.kind === 'yes-no' && c.rest === 'no' ? false : null]),
  ) as unknown as FactValues

/** A result in the words of the worked cases. */
const found = (policy: Policy, o: Outcome): Expected => {
  switch (o.state) {
    case 'due':
      return { due: o.amountFen === null ? null : `${Math.floor(o.amountFen / 100)}.${String(o.amountFen % 100).padStart(2, '0')}` }
    case 'not-due':
      return { not: '' }
    case 'undetermined':
      return { missing: missingFacts(policy, o.missing) }
    case 'not-entered':
      throw new Error(`${o.line}: every figure of this document is entered`)
    case 'decide':
      return { decide: '' }
  }
}
const comparable = (e: Expected): Expected =>
  'missing' in e ? { missing: [...e.missing].sort() } : 'not' in e ? { not: '' } : 'decide' in e ? { decide: '' } : e

describe('the worked cases of the appendix', () => {
  test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
    const policy = settle(c.term, c.readings as ChosenReadings)
    const outcomes = new Map(decide(policy, factsOf(c)).map(o => [o.line, o]))
    const got = Object.fromEntries(
      Object.keys(c.expect).map(line => {
        const outcome = outcomes.get(line)
        return [line, outcome === undefined ? 'no such line' : comparable(found(policy, outcome))]
      }),
    )
    expect(got).toEqual(Object.fromEntries(Object.entries(c.expect).map(([line, e]) => [line, comparable(e)])))
    const paid = Object.keys(c.delivered ?? {}).map(line => [line, forms[outcomes.get(line)?.form as Form]])
    expect(Object.fromEntries(paid)).toEqual(c.delivered ?? {})
  })
})

describe('the pack and the register', () => {
  const ids = new Set(registerIds)
  test('every line, clause, reading and row without a line is a row of the register', () => {
    const named = [
      ...pack.lines.map(l => l.id),
      ...Object.values(pack.clauses).map(c => c.register),
      ...Object.keys(pack.readings),
      ...pack.notEncoded.map(n => n.register),
    ]
    expect(named.filter(id => !ids.has(id))).toEqual([])
  })
  test('every aid row of the register is a line or says why it is none', () => {
    const told = new Set([...pack.lines.map(l => l.id), ...pack.notEncoded.map(n => n.register)])
    const rows = registerIds.filter(id => /^PS-A[1-5]\.\d+[a-z]?$/.test(id))
    expect(rows.length).toBeGreaterThanOrEqual(28)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('so is every rule of the body', () => {
    const told = new Set(pack.notEncoded.map(n => n.register))
    const rows = registerIds.filter(id => /^PS-T\d+\.R\d+$/.test(id))
    expect(rows.length).toBeGreaterThanOrEqual(5)
    expect(rows.filter(id => !told.has(id))).toEqual([])
  })
  test('every other reading of every open point is worked by hand', () => {
    const worked = new Set(cases.flatMap(c => Object.entries(c.readings ?? {}).map(([id, option]) => `${id} ${option}`)))
    const others = Object.entries(pack.readings).flatMap(([id, r]) => Object.keys(r.options).flatMap(o => (o === r.default ? [] : [`${id} ${o}`])))
    expect(others.filter(o => !worked.has(o))).toEqual([])
  })
  test('every figure is printed in the document, and its printed form shows it', () => {
    const amounts = Object.entries(pack.parameters).filter(([, p]) => p.type.kind === 'money')
    expect(amounts.length).toBeGreaterThan(10)
    for (const [key, p] of amounts) for (const v of p.values) expect(v.printed, key).toContain(String(Number(v.value) / 100))
  })
})

const known = Object.fromEntries(factKeys.map(key => [key, factOf(key).type.kind === 'yes-no' ? false : null])) as unknown as FactValues
const boarder: FactValues = { ...known, stage: 'junior', grade: 1, in_county_school: true, on_roll: true, present: true, boards: true, lifted_out: true }
const told = (policy: Policy, facts: FactValues, line: string): readonly string[] => {
  const decision = evaluate(policy, facts).find(d => d.line === line)
  if (decision === undefined) throw new Error(`no line ${line}`)
  return inSentences(explain(decision))
}

describe('what a parent is told', () => {
  const autumn = settle('2022-autumn')

  test('why a child is due, how it is reckoned and how else the text could be read', () => {
    expect(told(autumn, boarder, 'PS-A2.3')).toEqual([
      '应发 625.00 元：2022年秋季学期，寄宿生生活补贴，脱贫户。',
      '✓ 在本学段（小学、初中）。（附件第2条“三是”）',
      '✓ 就读县内学校。（附件第2条“三是”）',
      '✓ 有正式学籍。（附件第2条“三是”）',
      '✓ 在校就读。（附件第2条“三是”）',
      '✓ 在校寄宿。（附件第2条“三是”）',
      '✓ 属于脱贫户。（附件第2条“三是”）',
      '怎么算的：初中寄宿生生活补贴 1,250.00 元；学年标准分两学期，2022年秋季学期 625.00 元。',
      '本条按〈点名的直接享受，没有点名的逐人判定〉理解（O-02）；另一读法为〈只限点名的类别〉，结果相同；〈没有点名的困难类别一并享受〉，结果相同。',
      '本条按〈按学年，秋季、春季两学期各一半，单数的一分计入春季〉理解（O-07）；另一读法为〈按学年，秋季学期一次计发〉，则应发 1,250.00 元。',
    ])
  })

  test('for another stage, the one reason', () => {
    expect(told(autumn, boarder, 'PS-A3.1')).toEqual(['不享受：2022年秋季学期，普通高中免学费——不在本学段。', '✗ 不在本学段。（附件第3条“一是”）'])
  })

  test('every reason why not, and what would change it', () => {
    const sentences = told(autumn, { ...boarder, boards: false, lifted_out: false, minimum_living: true }, 'PS-A2.3')
    expect(sentences[0]).toBe('不享受：2022年秋季学期，寄宿生生活补贴——未在校寄宿。')
    expect(sentences).toContain('✗ 未在校寄宿。（附件第2条“三是”）')
    expect(sentences).toContain('如果在校寄宿，就会发 625.00 元。')
  })

  test('what is not known, as a question, and what it would bring', () => {
    const sentences = told(autumn, { ...boarder, lifted_out: false, orphan: null, disabled: null }, 'PS-A2.3')
    expect(sentences[0]).toBe('还不能确定：2022年秋季学期，寄宿生生活补贴——还不知道“孤儿”“残疾”。')
    expect(sentences).toContain('？ 还不知道是否属于残疾学生、孤儿。（附件第2条“三是”）')
    expect(sentences).toContain('需要查明：该生的困难类别是什么？（孤儿、残疾，或都不是）')
    expect(sentences).toContain('如果属于残疾学生或孤儿，就会发 625.00 元。')
  })

  test('that a person must decide, and about what', () => {
    const sentences = told(autumn, { ...boarder, lifted_out: false, marginal: true }, 'PS-A2.3')
    expect(sentences[0]).toBe('还没有定：2022年秋季学期，寄宿生生活补贴——该生是边缘易致贫户，条款没有点名，只以“等”字概括，须由人判定。')
    expect(sentences).toContain('？ 属于边缘易致贫户，是否适用本条须由人决定。（附件第2条“三是”）')
    expect(sentences).toContain('如果经人判定可以享受，就会发 625.00 元。')
  })

  test('of another line by its title, never by its id', () => {
    const child = {
      ...known,
      stage: 'preschool',
      in_county_school: true,
      school_approved: true,
      school_rural: true,
      school_inclusive: true,
      school_nutrition_plan: true,
      lifted_out: true,
    } as FactValues
    expect(told(autumn, child, 'PS-A1.1b')[0]).toBe('不享受：2022年秋季学期，学前生活费补助——就高执行“学前营养改善计划（代替生活费补助）”，不再执行本项。')
    expect(told(autumn, child, 'PS-A1.1c')).toContain('✗ 已按“农村普惠幼儿园营养改善计划”享受，不重复享受。（附件第1条“二是”）')
    const pupil = { ...known, stage: 'senior', in_county_school: true, on_roll: true, orphan: true } as FactValues
    expect(told(autumn, pupil, 'PS-A3.3b')).toContain('✗ 已按上一档“普通高中国家助学金（3000元档）”享受，只享受一档。（附件第3条“三是”）')
    for (const facts of [child, pupil]) {
      expect(
        evaluate(autumn, facts)
          .flatMap(d => inSentences(explain(d)))
          .filter(s => s.includes('PS-')),
      ).toEqual([])
    }
  })

  test('of a list of one group, that it is not that one', () => {
    const student = { ...known, stage: 'vocational', grade: 1, in_county_school: true, on_roll: true, present: true, farming_specialty: true } as FactValues
    expect(told(autumn, student, 'PS-A4.3a')).toContain('✗ 不属于3000元档的对象（不是脱贫户）。（附件第4条“三是”）')
  })

  test('of a lunch that is topped up, what it costs, what is counted and what is left', () => {
    const pupil = { ...boarder, stage: 'primary', boards: false, school_rural: true } as FactValues
    expect(told(autumn, pupil, 'PS-A2.5')).toContain(
      '怎么算的：小学免费午餐 6.00 元/天 × 全年供餐天数 200 天，得 1,200.00 元；减去营养膳食补助 5.00 元/天 × 全年供餐天数 200 天，得 1,000.00 元；余 200.00 元；学年标准分两学期，2022年秋季学期 100.00 元。',
    )
  })

  test('that a group reached only through 等 needs a yes besides, unless the list is read as open', () => {
    const pupil = { ...boarder, lifted_out: false, marginal: null } as FactValues
    expect(told(autumn, pupil, 'PS-A2.3')).toContain('如果属于边缘易致贫户并经人判定可以享受，就会发 625.00 元。')
    expect(told(settle('2022-autumn', { 'O-02': 'open' }), pupil, 'PS-A2.3')).toContain('如果属于边缘易致贫户，就会发 625.00 元。')
  })

  test('by when to apply, where the text sets a time', () => {
    const student = { ...known, stage: 'higher', hukou_in_county: true, full_time_degree: true, degree_or_diploma: true, present: true } as FactValues
    expect(told(autumn, { ...student, lifted_out: true, entry_year: 2020, tuition_fee: 6000_00 }, 'PS-A5.2')[0]).toBe(
      '应发 6,000.00 元：2022年秋季学期，脱贫户大学生学费资助（每年9月1日至30日申报）。',
    )
  })

  test('nothing of years already had, which no change brings back', () => {
    const student = {
      ...known,
      stage: 'senior',
      grade: 3,
      in_county_school: true,
      on_roll: true,
      lifted_out: true,
      senior_textbook_terms_paid: 6,
    } as FactValues
    const sentences = told(autumn, student, 'PS-A3.2')
    expect(sentences[0]).toBe('不享受：2022年秋季学期，普通高中免教科书费——已享受满3年。')
    expect(sentences.filter(s => s.startsWith('如果'))).toEqual([])
    expect(told(autumn, { ...student, senior_textbook_terms_paid: null }, 'PS-A3.2')).toContain('如果享受未满3年，就会免收（金额以核定收费标准为准）。')
  })

  test('nothing of a change that would bring nothing', () => {
    const student = {
      ...known,
      stage: 'higher',
      hukou_in_county: true,
      full_time_degree: true,
      lifted_out: true,
      entry_year: 2022,
      tuition_fee: 4500_00,
      accommodation_fee: 800_00,
    } as FactValues
    expect(told(autumn, student, 'PS-A5.1b').filter(s => s.startsWith('如果'))).toEqual([])
  })

  test('no untruth where the exclusion of lifted-out households is read otherwise (O-06)', () => {
    const pupil = { ...boarder, boards: false, minimum_living: true } as FactValues
    const sentences = told(settle('2022-autumn', { 'O-06': 'second-counts' }), pupil, 'PS-A2.4')
    expect(sentences[0]).toBe('应发 312.50 元：2022年秋季学期，非寄宿生生活补贴，城乡低保户。')
    expect(sentences).not.toContain('✓ 不是脱贫户。（附件第2条“四是”）')
  })

  test('the part that stays with the family', () => {
    const child = { ...known, stage: 'preschool', in_county_school: true, school_approved: true, lifted_out: true, care_fee: 2400_00 } as FactValues
    expect(told(autumn, child, 'PS-A1.1a')).toContain(
      '怎么算的：保教费收费标准：2,400.00 元，最高 1,500.00 元，按最高标准补助，超出的 900.00 元由家庭负担；学年标准分两学期，2022年秋季学期 750.00 元。',
    )
  })

  test('that a waiver stands although its sum is not on record', () => {
    const pupil = { ...known, stage: 'senior', in_county_school: true, on_roll: true, orphan: true } as FactValues
    expect(told(autumn, pupil, 'PS-A3.1')[0]).toBe('应免收（金额以核定收费标准为准）：2022年秋季学期，普通高中免学费，孤儿。')
  })

  test('that a loan is a ceiling and no grant, and that all help together exceeds the fees (O-10)', () => {
    const student = {
      ...known,
      stage: 'higher',
      hukou_in_county: true,
      full_time_degree: true,
      degree_or_diploma: true,
      present: true,
      lifted_out: true,
      entry_year: 2020,
      tuition_fee: 14000_00,
      accommodation_fee: 1000_00,
    } as FactValues
    expect(told(autumn, student, 'PS-A5.1a')[0]).toBe('可申请贷款，额度最高 12,000.00 元（是可贷额度，不是补助）：2022年秋季学期，国家生源地助学贷款。')
    expect(noticesFor(autumn, student).map(n => n.id)).toEqual(['O-10'])
    expect(noticesFor(settle('2022-autumn', { 'O-10': 'net-of-aid' }), student)).toEqual([])
    expect(noticesFor(autumn, { ...student, lifted_out: false })).toEqual([])
  })
})

describe('the words of a mask', () => {
  test('fit the outcome they came from', () => {
    const policy = settle('2022-autumn')
    const line = policy.lines.find(l => l.id === 'PS-A2.4')
    const outcome = decide(policy, { ...boarder, lifted_out: true }).find(o => o.line === 'PS-A2.4')
    if (line === undefined || outcome === undefined) throw new Error('no line')
    expect(failedText(line, outcome.failed)).toBe('在校寄宿；是脱贫户（另享免费午餐）；不属于脱贫户以外的家庭经济困难学生')
  })
})

test('lunch for lifted-out households is never cash (PS-A2.5)', () => {
  const cash = {
    ...pengshui,
    lines: pengshui.lines.map(l => (l.id === 'PS-A2.5' ? { ...l, delivery: { form: 'to-person-cash', payee: '学生' } as const } : l)),
  }
  const refused = loadPack(cash)
  expect(refused.ok ? [] : refused.problem.facts.problems.map(p => p.code)).toEqual(['policy/forbidden-form'])
})

test('both halves of every yearly sum add up to it', () => {
  const [autumn, spring] = [settle('2022-autumn'), settle('2023-spring')]
  const whole = settle('2022-autumn', { 'O-07': 'whole-in-autumn' })
  for (const care_fee of [1, 2, 133333, 149999, 150000, 150001]) {
    const child = { ...known, stage: 'preschool', in_county_school: true, school_approved: true, lifted_out: true, care_fee } as FactValues
    const [a, s, w] = [autumn, spring, whole].map(policy => decide(policy, child).find(o => o.line === 'PS-A1.1a')?.amountFen ?? null)
    expect(Number(a) + Number(s)).toBe(w)
    expect(w).toBe(Math.min(care_fee, yuan(1500).fen))
  }
})
