import { divisionOfFolder } from '../../packs.ts'

/** A pack that is to be begun: its folder name and what people call the place. */
export type NewPack = Readonly<{ id: string; place: string }>
export type Begun = Readonly<{ ok: true; files: Readonly<Record<string, string>> }> | Readonly<{ ok: false; message: string }>

/** What the tests of a pack run under; named here, so that this file is not taken for a test itself. */
const runner = 'vitest'

const camel = (name: string): string => name.replace(/-(.)/g, (_, c: string) => c.toUpperCase())

/**
 * The files of a pack with one worked line to replace. Its dates lie in a year for which nobody is decided, so that a
 * sample that was left as it is pays nobody.
 */
export const newPack = ({ id, place }: NewPack): Begun => {
  const division = divisionOfFolder(id)
  if (division === null || division === '')
    return { ok: false, message: `“${id}”不能作政策包的名字；请写“六位区划代码-拼音”，例如 341225-funan（市写 652300-changji 的样子）` }
  if (!/^\p{Script=Han}+$/u.test(place)) return { ok: false, message: `请在后面写上中文名称，例如：pack:new -- ${id} 阜南县` }
  const name = camel(id.slice(7))
  const row = id.slice(7).replaceAll('-', '').toUpperCase()
  return { ok: true, files: filesOf({ id, place, division, name, row }) }
}

type Names = Readonly<{ id: string; place: string; division: string; name: string; row: string }>

const filesOf = (n: Names): Readonly<Record<string, string>> => ({
  'package.json': `${JSON.stringify(
    {
      name: `@yingjin/pack-${n.id}`,
      version: '0.1.0',
      private: true,
      license: 'Apache-2.0',
      type: 'module',
      exports: { '.': './src/pack.ts' },
      dependencies: { '@yingjin/facts': '0.1.0', '@yingjin/kernel': '0.1.0', '@yingjin/policy': '0.1.0' },
    },
    null,
    2,
  )}\n`,
  'README.md': `# ${n.place} (${n.id})

A sample to be rewritten: one line that shows how a clause becomes a rule. Its dates lie in the school year 2000, so that it decides nobody until the real document and its dates stand in \`src/document.ts\`.
Every number and word of it is invented.

| file                | holds                                          |
| ------------------- | ---------------------------------------------- |
| \`src/document.ts\`   | the paper and its dates                        |
| \`src/clauses.ts\`    | every clause, restated in our own words        |
| \`src/parameters.ts\` | every figure, as printed                       |
| \`src/readings.ts\`   | the open points and how they may be read       |
| \`src/conditions.ts\` | conditions that several lines share            |
| \`src/groups.ts\`     | who is named, and whom only “等” reaches       |
| \`src/lines.ts\`      | the lines: who gets what, under which clause   |
| \`src/upper.ts\`      | what the paper says of the papers above it     |
| \`src/cases/\`        | cases worked by hand from the text, in Chinese |

**May not know:** the engine (only \`@yingjin/policy/author\`), any other pack, any roster.

**Where next:** [adding a county](../../docs/guides/add-a-county.md), [CHANGELOG](CHANGELOG.md).
`,
  'CHANGELOG.md': `# ${n.place}政策包的修订记录

每一条写明从哪一天起作数、依据什么。

## 0.1.0 · 还没有执行

依据：样张，请改写
`,
  'src/document.ts': `import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/** 样张：请改成真实文件的名称、文号和日期。有效期含第一天、不含最后一天。 */
export const document: PackSource['document'] = {
  title: '家庭经济困难学生资助办法（样张，请改写）',
  issuer: '${n.place}教育局',
  number: null,
  promulgated: day('2000-06-01'),
  inForce: [day('2000-09-01'), day('2001-09-01')],
  replaces: [],
}

/** 文件里的数字适用的日期。 */
export const printedFor = { from: '2000-09-01', to: '2001-09-01' } as const
`,
  'src/clauses.ts': `import type { Clause } from '@yingjin/policy/author'

/** 文件的每一条，用自己的话复述；一条都不漏，不编成规则的写明 waived（原因）。 */
export const clauses = {
  '${n.row}-1': { register: '${n.row}-1', article: '第一条', text: '脱贫户、低保等家庭的寄宿生，生活补助每学年小学1000元、初中1250元，补助到人' },
} as const satisfies Readonly<Record<string, Clause>>
`,
  'src/parameters.ts': `import { yuan } from '@yingjin/kernel'
import { sumParameter } from '@yingjin/policy/author'
import { printedFor } from './document.ts'

/** 文件里的每一个数字：取值、印在纸上的样子、适用的日期。 */
export const parameters = {
  primaryBoarder: sumParameter('小学寄宿生生活补助', '${n.row}-1', [{ ...printedFor, value: yuan(1000).perSchoolYear(), printed: '小学1000元' }]),
  juniorBoarder: sumParameter('初中寄宿生生活补助', '${n.row}-1', [{ ...printedFor, value: yuan(1250).perSchoolYear(), printed: '初中1250元' }]),
} as const
`,
  'src/readings.ts': `import type { Reading } from '@yingjin/policy/author'

/** 文件可以有两种读法的地方：登记册的待定问题（O-…）、每种读法、现在按哪一种。 */
export const readings = {
  'O-02': {
    question: '列举之后的“等”字是否包括没有点名的困难类别',
    options: { decide: '点名的直接享受，没有点名的逐人判定', closed: '只限点名的类别' },
    default: 'decide',
  },
  'O-07': {
    question: '“每学年”的标准怎样分到学期',
    options: { 'half-each-term': '秋季、春季两学期各一半，单数的一分计入春季', 'whole-in-autumn': '秋季学期一次计发' },
    default: 'half-each-term',
  },
} as const satisfies Readonly<Record<string, Reading>>
`,
  'src/draft.ts': `import { drafting } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { parameters } from './parameters.ts'
import { readings } from './readings.ts'

/** 起草台：条目只能引用这份文件的条款、数字和读法；写错一个字就通不过类型检查。 */
export const { parameter, reading, line, lineAbout, stacking, notice } = drafting({ clauses, parameters, readings })
`,
  'src/conditions.ts': `import { type Condition, type Criterion, fact, halfEachTerm, inSeason, onceInAutumn, type Sum, yes } from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { reading } from './draft.ts'

export type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

/** 一个条件：成立时怎么说、不成立时怎么对家长说、看哪个事实、出自哪一条。 */
export const criterion = (name: string, failed: string, when: Condition, clause: ClauseKey): Cited => ({ name, failed, when, clause })

export const inCounty = (clause: ClauseKey): Cited => criterion('就读本县学校', '不在本县学校就读', fact('in_county_school'), clause)
export const onRoll = (clause: ClauseKey): Cited => criterion('有正式学籍', '没有正式学籍', fact('on_roll'), clause)
export const boards = (clause: ClauseKey): Cited => criterion('在校寄宿', '不寄宿', fact('boards'), clause)

/** 每学年的标准在本学期的一份（O-07）。 */
export const thisTerm = (yearly: Sum<'school-year'>): Sum<'term'> =>
  reading('O-07', { 'half-each-term': halfEachTerm(yearly), 'whole-in-autumn': onceInAutumn(yearly) })
/** 按秋季一次计发的读法，春季没有；与 thisTerm 一同使用。 */
export const payable = (clause: ClauseKey): Cited => ({
  ...criterion('本学期计发', '整学年标准已在秋季学期一次计发', reading('O-07', { 'half-each-term': yes, 'whole-in-autumn': inSeason('autumn') }), clause),
  quiet: true,
})
`,
  'src/groups.ts': `import type { FactKey } from '@yingjin/facts'
import { fact, type Ground, no, personDecides, type Persons } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import type { ClauseKey } from './conditions.ts'
import { reading } from './draft.ts'

/** 困难类别，按告诉家长的次序；叫法照文件改。 */
const names = {
  lifted_out: '脱贫户',
  minimum_living: '城乡低保',
  extreme_hardship: '特困供养',
  orphan: '孤儿',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  de_facto_unsupported: '事实无人抚养儿童',
  low_income: '其他低收入人口',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>
export type Group = keyof typeof names

type CitedGround = Ground & { clause: ClauseKey }
type CitedPersons = Exclude<Persons, 'everyone'> & { grounds: readonly CitedGround[]; etcetera: readonly CitedGround[]; clause: ClauseKey }
const group = (clause: ClauseKey, key: Group): CitedGround => ({ name: names[key], when: fact(key), clause })

/** 只限点名的。 */
export const only = (clause: ClauseKey, ...named: readonly Group[]): CitedPersons => ({
  name: '属于本条列举的对象',
  failed: '不属于本条列举的对象',
  grounds: named.map(key => group(clause, key)),
  etcetera: [],
  decision: null,
  clause,
})

/** 条目编号：条款编号，或条款编号加 -1、-2……。 */
type LineId = ClauseKey | \`\${ClauseKey}-\${number}\`
const clauseOf = (line: LineId): ClauseKey => (line in clauses ? line : line.slice(0, line.lastIndexOf('-'))) as ClauseKey

/** 以“等”结尾的：没有点名的由人判定（O-02）。人的判定按条目记，所以写条目编号。 */
export const andOthers = (line: LineId, ...named: readonly Group[]): CitedPersons => ({
  ...only(clauseOf(line), ...named),
  etcetera: (Object.keys(names) as Group[]).filter(key => !named.includes(key)).map(key => group(clauseOf(line), key)),
  decision: reading('O-02', { decide: personDecides(line, '没有点名的困难类别是否按“等”字享受'), closed: no }),
})
`,
  'src/lines.ts': `import { choiceFact, type Sum, table } from '@yingjin/policy/author'
import { boards, inCounty, payable, thisTerm } from './conditions.ts'
import { line, parameter } from './draft.ts'
import { andOthers } from './groups.ts'

const stage = choiceFact('stage', 'stage')
const notCompulsory = ['preschool', 'senior', 'vocational', 'higher'] as const
const boarderYearly: Sum<'school-year'> = table(stage, { primary: parameter('primaryBoarder'), junior: parameter('juniorBoarder') }, notCompulsory)

/** 第一条：寄宿生生活补助。 */
export const boarderLiving = line({
  id: '${n.row}-1',
  title: '寄宿生生活补助',
  item: 'boarder-living',
  clause: '${n.row}-1',
  stages: ['primary', 'junior'],
  criteria: [inCounty('${n.row}-1'), boards('${n.row}-1'), payable('${n.row}-1')],
  persons: andOthers('${n.row}-1', 'lifted_out', 'minimum_living'),
  amount: thisTerm(boarderYearly),
  period: '每学年，分两学期',
  delivery: { form: 'to-person-cash', payee: '学生（监护人）' },
})
`,
  'src/upper.ts': `import type { TowardsUpper } from '@yingjin/policy/author'

/** 上级文件（国家、省、市）的同一项资助，本文件怎样对待：replaced 由本文件的条目替代、added 另外增加、left 照旧执行。 */
export const upper: Readonly<Record<string, TowardsUpper>> = {}
`,
  'src/not-encoded.ts': `import type { PackSource } from '@yingjin/policy/author'

/** 文件里写了、但不产生发放条目的，各写明原因。 */
export const notEncoded: PackSource['notEncoded'] = []
`,
  'src/pack.ts': `import { pack } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { document } from './document.ts'
import { boarderLiving } from './lines.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { readings } from './readings.ts'
import { upper } from './upper.ts'

/** ${n.place}（样张，请改写）。 */
export const ${n.name} = pack({
  id: '${n.id}',
  division: '${n.division}',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  upper,
  lines: [boarderLiving],
  stack: [],
  notices: [],
  notEncoded,
})

export default ${n.name}
`,
  'src/cases/index.ts': `import type { WorkedCase } from '@yingjin/policy/testing'

const pupil = { stage: 'primary', grade: 4, in_county_school: true, boards: true } as const
const clause = '${n.row}-1，第一条；O-07'

/** 算例：先照文件用手算，再写规则。 */
export const cases: readonly WorkedCase[] = [
  {
    title: '脱贫户的小学寄宿生秋季学期领一半',
    term: '2000-autumn',
    facts: { ...pupil, lifted_out: true },
    rest: 'no',
    expect: { '${n.row}-1': { due: '500.00' } },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause,
  },
  {
    title: '不寄宿的没有',
    term: '2000-autumn',
    facts: { ...pupil, boards: false, lifted_out: true },
    rest: 'no',
    expect: { '${n.row}-1': { not: '不寄宿' } },
    arithmetic: '不符合条件，没有金额',
    clause,
  },
  {
    title: '不知道寄不寄宿的，先问',
    term: '2000-autumn',
    facts: { ...pupil, boards: null, lifted_out: true },
    rest: 'no',
    expect: { '${n.row}-1': { missing: ['boards'] } },
    arithmetic: '还不能算',
    clause,
  },
  {
    title: '没有点名的孤儿由人判定',
    term: '2000-autumn',
    facts: { ...pupil, orphan: true },
    rest: 'no',
    expect: { '${n.row}-1': { decide: '只由“等”字概括' } },
    arithmetic: '还不能算',
    clause: '${n.row}-1，第一条；O-02',
  },
  {
    title: '“等”字只限点名的，孤儿就没有',
    term: '2000-autumn',
    readings: { 'O-02': 'closed' },
    facts: { ...pupil, orphan: true },
    rest: 'no',
    expect: { '${n.row}-1': { not: '没有点名' } },
    arithmetic: '不符合条件，没有金额',
    clause: '${n.row}-1，第一条；O-02',
  },
  {
    title: '改按秋季一次计发的，秋季领全年',
    term: '2000-autumn',
    readings: { 'O-07': 'whole-in-autumn' },
    facts: { ...pupil, stage: 'junior', grade: 1, minimum_living: true },
    rest: 'no',
    expect: { '${n.row}-1': { due: '1250.00' } },
    arithmetic: '1250 元/学年，一次',
    clause,
  },
]
`,
  'src/pack.test.ts': `import { faultsOfCases, isError, loadPack, prove, wordPackRefused, wordProofFinding, workCase } from '@yingjin/policy/testing'
import { expect, test } from '${runner}'
import { cases } from './cases/index.ts'
import { ${n.name} } from './pack.ts'

const loaded = loadPack(${n.name})
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\\n'))
const pack = loaded.value

test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
  const { got, expected } = workCase(pack, c)
  expect(got).toEqual(expected)
})

test('the cases are sound in themselves', () => {
  const register = new Set([...Object.values(pack.clauses).map(c => c.register), ...Object.keys(pack.readings), ...pack.lines.map(l => l.id)])
  expect(faultsOfCases(cases, register)).toEqual([])
})

test('every line is worked as due, as not due and as waiting for a fact', () => {
  const outcomes = new Set(cases.flatMap(c => Object.entries(c.expect).map(([line, e]) => \`\${line} \${Object.keys(e)[0]}\`)))
  expect(pack.lines.flatMap(l => ['due', 'not', 'missing'].map(how => \`\${l.id} \${how}\`)).filter(o => !outcomes.has(o))).toEqual([])
})

test('nothing in the pack contradicts anything else', () => {
  expect(prove(pack).filter(isError).map(wordProofFinding)).toEqual([])
})
`,
})
