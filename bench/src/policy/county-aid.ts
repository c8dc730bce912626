import type { Stage } from '@yingjin/facts'
import { day, type Money, must, type Term, term, yuan } from '@yingjin/kernel'
import { loadPack, type Policy, policyFor } from '@yingjin/policy'
import {
  brackets,
  capped,
  choiceFact,
  choose,
  compare,
  count,
  countFact,
  drafting,
  fact,
  feeFact,
  type Ground,
  halfEachTerm,
  highest,
  isOneOf,
  moneyFact,
  pack,
  type PackSource,
  perDay,
  rateParameter,
  round,
  subtract,
  type Sum,
  sum,
  sumParameter,
  table,
  timesRate,
} from '@yingjin/policy/author'

/** What differs from county to county, in fen; the coefficient is in basis points of a school year. */
export type CountyFigures = Readonly<{
  meal: number
  tuition: number
  year: number
  incomes: readonly [number, number, number]
  topUps: readonly [number, number, number]
  coefficient: number
}>

/** Invented, all different, none of them round; the tenth has the coefficient 1.0333 and an income bound with fen. */
export const figuresOf = (county: number): CountyFigures => ({
  meal: 400 + ((county * 7) % 21) * 10,
  tuition: 150_000 + ((county * 37) % 61) * 5_000,
  year: 600_000 + ((county * 53) % 71) * 10_000,
  incomes: county === 9 ? [700_000, 1_491_280, 2_400_000] : [600_000 + county * 1_013, 1_200_000 + county * 2_027, 2_000_000 + county * 4_051],
  topUps: [160_000 + ((county * 29) % 97) * 307, 90_000 + ((county * 31) % 89) * 211, 40_000 + ((county * 41) % 83) * 103],
  coefficient: county === 9 ? 10_333 : 8_000 + ((county * 173) % 4_001),
})

/** The same in every county. */
export const nation = {
  tiers: { general: 220_000, severe: 330_000, special: 440_000 },
  orphan: 180_000,
  boarders: { preschool: 60_000, primary: 100_000, junior: 125_000, senior: 150_000, vocational: 150_000, higher: 200_000 },
  dayPupils: { preschool: 30_000, primary: 50_000, junior: 62_500, senior: 75_000, vocational: 75_000, higher: 100_000 },
  absentDays: 30,
  wholeTerm: 110,
} as const satisfies Readonly<{ boarders: Readonly<Record<Stage, number>>; dayPupils: Readonly<Record<Stage, number>> } & Record<string, unknown>>

export const lines = ['W1-orphan', 'W1-tier', 'W1-living', 'W1-tuition', 'W1-meals', 'W1-top-up'] as const
export const countyAidTerm: Term = term('2025-autumn')
export const divisionOf = (county: number): string => `99${1000 + county}`

type Stretch = Readonly<{ from: string; to: string; known?: string; figures: CountyFigures }>
/** The figures of a county by their dates, and the dates of its document. */
export type CountyDocument = Readonly<{
  id: string
  replaces: readonly string[]
  promulgated: string
  inForce: readonly [string, string]
  stretches: readonly Stretch[]
  takes: 'first-day' | 'last-day'
}>
export const undated = (figures: CountyFigures): CountyDocument => ({
  id: 'county-aid',
  replaces: [],
  promulgated: '2025-06-20',
  inForce: ['2025-09-01', '2026-09-01'],
  stretches: [{ from: '2025-09-01', to: '2026-09-01', figures }],
  takes: 'first-day',
})

/** How a county may differ in more than figures (W5). */
export type Deviation = 'no-top-up' | 'top-up-for-hardship' | 'tier-in-primary' | 'no-reduction' | 'top-up-beside-orphan'
export const deviations: readonly Deviation[] = ['no-top-up', 'top-up-for-hardship', 'tier-in-primary', 'no-reduction', 'top-up-beside-orphan']

const clauses = {
  a4: { article: '第四条', text: '按困难等级发助学金，每学期一半', register: 'W1-tier' },
  a5: { article: '第五条', text: '孤儿每学期定额补助', register: 'W1-orphan' },
  a6: { article: '第六条', text: '助学金与孤儿补助就高', register: 'W1-tier' },
  a7: { article: '第七条', text: '困难学生按学段和是否寄宿发生活补助，每学期一半', register: 'W1-living' },
  a8: { article: '第八条', text: '缺勤超过三十天的按在校天数折算', register: 'W1-living' },
  a9: { article: '第九条', text: '小学、初中按实际到校天数补助伙食', register: 'W1-meals' },
  a10: { article: '第十条', text: '普通高中学费在限额以内免收', register: 'W1-tuition' },
  a11: { article: '第十一条', text: '按家庭收入分档增发县级补助，享受孤儿补助的不再增发', register: 'W1-top-up' },
  a12: { article: '第十二条', text: '每学年各项合计不超过限额，已发的计入；四舍五入到分', register: 'W1-top-up' },
} as const

const allStages: readonly Stage[] = ['preschool', 'primary', 'junior', 'senior', 'vocational', 'higher']
const byKey = <K extends string, T>(of: (stage: Stage) => readonly (readonly [K, T])[]): Readonly<Record<K, T>> =>
  Object.fromEntries(allStages.flatMap(of)) as Readonly<Record<K, T>>
const days = (n: number) => count(n, '天')
const [level, stage] = [choiceFact('hardship_level', 'hardship_level'), choiceFact('stage', 'stage')]

/** The county aid of W1 as the document of one county; with a deviation, as a document that is built otherwise. */
export const countyAid = (division: string, document: CountyDocument, deviation: Deviation | null = null): PackSource => {
  const [from, to] = document.inForce
  const everywhere = (label: string, clause: string, value: Money<'school-year'>) =>
    sumParameter(label, clause, [{ from, to, value, printed: String(value.fen) }])
  const dated = <T>(of: (f: CountyFigures) => T) =>
    document.stretches.map(s => ({
      from: s.from,
      to: s.to,
      value: of(s.figures),
      printed: String(of(s.figures)),
      ...(s.known === undefined ? {} : { known: s.known }),
    }))
  const fen = (n: number) => yuan((BigInt(n) / 100n).toString() + '.' + String(n % 100).padStart(2, '0'))
  const living: Readonly<Record<`boarder.${Stage}` | `day.${Stage}`, ReturnType<typeof everywhere>>> = byKey(s => [
    [`boarder.${s}`, everywhere(`寄宿生生活补助 ${s}`, 'a7', fen(nation.boarders[s]).perSchoolYear())],
    [`day.${s}`, everywhere(`走读生生活补助 ${s}`, 'a7', fen(nation.dayPupils[s]).perSchoolYear())],
  ])
  const parameters = {
    general: everywhere('一般困难助学金', 'a4', fen(nation.tiers.general).perSchoolYear()),
    severe: everywhere('比较困难助学金', 'a4', fen(nation.tiers.severe).perSchoolYear()),
    special: everywhere('特别困难助学金', 'a4', fen(nation.tiers.special).perSchoolYear()),
    orphan: sumParameter('孤儿补助', 'a5', [{ from, to, value: fen(nation.orphan).perTerm(), printed: String(nation.orphan) }]),
    ...living,
    meal: sumParameter(
      '伙食标准',
      'a9',
      dated(f => fen(f.meal).perDay()),
    ),
    tuition: sumParameter(
      '学费限额',
      'a10',
      dated(f => fen(f.tuition).perSchoolYear()),
    ),
    income1: sumParameter(
      '收入第一档上限',
      'a11',
      dated(f => fen(f.incomes[0]).perBudgetYear()),
    ),
    income2: sumParameter(
      '收入第二档上限',
      'a11',
      dated(f => fen(f.incomes[1]).perBudgetYear()),
    ),
    income3: sumParameter(
      '收入第三档上限',
      'a11',
      dated(f => fen(f.incomes[2]).perBudgetYear()),
    ),
    topUp1: sumParameter(
      '增发第一档',
      'a11',
      dated(f => fen(f.topUps[0]).perTerm()),
    ),
    topUp2: sumParameter(
      '增发第二档',
      'a11',
      dated(f => fen(f.topUps[1]).perTerm()),
    ),
    topUp3: sumParameter(
      '增发第三档',
      'a11',
      dated(f => fen(f.topUps[2]).perTerm()),
    ),
    coefficient: rateParameter(
      '调节系数的一半',
      20_000,
      'a11',
      dated(f => f.coefficient),
    ),
    year: sumParameter(
      '每学年限额',
      'a12',
      dated(f => fen(f.year).perSchoolYear()),
    ),
  }
  const { parameter, line, stacking } = drafting({ clauses, parameters, readings: {} })
  const byStage = (kind: 'boarder' | 'day'): Sum<'school-year'> =>
    table(
      stage,
      byKey((s): readonly (readonly [Stage, Sum<'school-year'>])[] => [[s, parameter(`${kind}.${s}`)]]),
    )
  const person = { form: 'to-person-cash', payee: '学生' } as const
  const ground = (name: string, code: 'general' | 'severe' | 'special', clause: 'a4' | 'a7' | 'a11'): Ground & Readonly<{ clause: typeof clause }> => ({
    name,
    when: isOneOf(level, [code]),
    clause,
  })
  const inHardship = <const C extends 'a4' | 'a7' | 'a11'>(clause: C) => ({
    name: '家庭经济困难',
    failed: '未认定为家庭经济困难',
    grounds: [ground('一般困难', 'general', clause), ground('比较困难', 'severe', clause), ground('特别困难', 'special', clause)],
    etcetera: [],
    decision: null,
    clause,
  })
  const income = moneyFact('household_income', 'budget-year')
  const none = yuan(0)
  const topUp = line({
    id: 'W1-top-up',
    title: '县级增发',
    clause: 'a11',
    stages: allStages,
    criteria: [{ name: '家庭收入在档次以内', failed: '家庭收入高于各档', when: compare(income, 'less', parameter('income3')), clause: 'a11' }],
    persons: deviation === 'top-up-for-hardship' ? inHardship('a11') : 'everyone',
    amount: round(
      timesRate(
        brackets(
          income,
          { from: sum(none.perBudgetYear()), to: parameter('income1'), gives: parameter('topUp1') },
          { from: parameter('income1'), to: parameter('income2'), gives: parameter('topUp2') },
          { from: parameter('income2'), to: parameter('income3'), gives: parameter('topUp3') },
          { from: parameter('income3'), to: null, gives: sum(none.perTerm()) },
        ),
        parameter('coefficient'),
      ),
      'half-up',
      'a12',
    ),
    period: '每学期',
    delivery: person,
  })
  const absent = countFact('absent_days', '天')
  const reduced = deviation === 'no-reduction' ? [] : ['W1-orphan', 'W1-tier', 'W1-living']
  const paying = lines.filter(id => deviation !== 'no-top-up' || id !== 'W1-top-up')
  return pack({
    id: `${division}-${document.id}`,
    division,
    document: {
      title: '示例县学生资助办法',
      issuer: '示例县教育局',
      number: null,
      promulgated: day(document.promulgated),
      inForce: [day(from), day(to)],
      replaces: document.replaces.map(id => `${division}-${id}`),
    },
    clauses: {
      ...clauses,
      ...(deviation === 'no-top-up' ? { a11: { ...clauses.a11, waived: '本县不增发' } } : {}),
      ...(deviation === 'no-reduction' ? { a8: { ...clauses.a8, waived: '本县不折算' } } : {}),
    },
    parameters,
    readings: {},
    rounding: { rule: '四舍五入到分', cites: 'a12' },
    midPeriodChange: { rule: '学期中变更的', takes: document.takes, cites: 'a12' },
    lines: [
      line({
        id: 'W1-orphan',
        title: '孤儿补助',
        clause: 'a5',
        stages: allStages,
        criteria: [],
        persons: {
          name: '孤儿',
          failed: '不是孤儿',
          grounds: [{ name: '孤儿', when: fact('orphan'), clause: 'a5' }],
          etcetera: [],
          decision: null,
          clause: 'a5',
        },
        amount: parameter('orphan'),
        period: '每学期',
        delivery: person,
      }),
      line({
        id: 'W1-tier',
        title: '助学金',
        clause: 'a4',
        stages: deviation === 'tier-in-primary' ? ['primary', 'senior', 'vocational', 'higher'] : ['senior', 'vocational', 'higher'],
        criteria: [],
        persons: inHardship('a4'),
        amount: halfEachTerm(
          table(level, { none: sum(none.perSchoolYear()), general: parameter('general'), severe: parameter('severe'), special: parameter('special') }),
        ),
        period: '每学年，分两学期',
        delivery: person,
      }),
      line({
        id: 'W1-living',
        title: '生活补助',
        clause: 'a7',
        stages: allStages,
        criteria: [],
        persons: inHardship('a7'),
        amount: halfEachTerm(choose([[fact('boards'), byStage('boarder')]], byStage('day'))),
        period: '每学年，分两学期',
        delivery: person,
      }),
      line({
        id: 'W1-tuition',
        title: '免学费',
        clause: 'a10',
        stages: ['senior'],
        criteria: [],
        persons: 'everyone',
        amount: halfEachTerm(capped(feeFact('tuition_fee'), parameter('tuition'))),
        period: '每学年，分两学期',
        delivery: { form: 'waiver', payee: '学校' },
      }),
      line({
        id: 'W1-meals',
        title: '伙食补助',
        clause: 'a9',
        stages: ['primary', 'junior'],
        criteria: [],
        persons: 'everyone',
        amount: perDay(parameter('meal'), countFact('days_attended', '天'), 'term'),
        period: '每学期',
        delivery: { form: 'to-school', payee: '学校' },
      }),
      ...(deviation === 'no-top-up' ? [] : [topUp]),
    ],
    stack: [
      // Whoever comes first wins where both are equal.
      stacking({ kind: 'exclude-lower', of: ['W1-orphan', 'W1-tier'], clause: 'a6' }),
      ...(deviation === 'no-top-up' || deviation === 'top-up-beside-orphan'
        ? []
        : [stacking({ kind: 'exclude', first: 'W1-orphan', then: 'W1-top-up', clause: 'a11' })]),
      ...(reduced.length === 0
        ? []
        : [
            stacking({
              kind: 'reduce',
              of: reduced,
              when: compare(absent, 'more', days(nation.absentDays)),
              kept: highest(days(0), subtract(days(nation.wholeTerm), absent)),
              whole: days(nation.wholeTerm),
              mode: 'half-up',
              clause: 'a8',
            }),
          ]),
      stacking({ kind: 'cumulative', of: paying, limit: parameter('year'), paid: moneyFact('aid_paid_this_school_year', 'school-year'), clause: 'a12' }),
    ],
    notices: [],
    notEncoded: [],
  })
}

const settled = (source: PackSource): Policy => must(policyFor(must(loadPack(source)), countyAidTerm))

/** W1: counties that differ in figures alone. */
export const countyPolicies = (counties: number): readonly Policy[] =>
  Array.from({ length: counties }, (_, i) => settled(countyAid(divisionOf(i), undated(figuresOf(i)))))

/** W5: every fifth county has a document that is built otherwise, in one of five ways. */
export const deviatingPolicies = (counties: number): readonly Policy[] =>
  Array.from({ length: counties }, (_, i) => {
    const deviation = i % 5 === 4 ? (deviations[Math.floor(i / 5) % deviations.length] ?? null) : null
    return settled(countyAid(divisionOf(i), undated(figuresOf(i)), deviation))
  })
