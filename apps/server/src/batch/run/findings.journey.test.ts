import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCharacter, term, word } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countyPack } from '../../packs.ts'
import { programVersion } from '../../platform/version.ts'
import { inventedDivisions } from '../sample/index.ts'
import { villagesIn } from './county-villages.ts'
import { run, runWording } from './run.ts'

// A county of a few children, written by hand, so that each finding can be checked by looking at it.
let desk = ''
beforeAll(() => (desk = mkdtempSync(join(tmpdir(), 'findings-'))))
afterAll(() => rmSync(desk, { recursive: true, force: true }))

type Child = Readonly<{ name: string; id: string; birth: string }>
let born = 0
const child = (name: string, birth = '2012-05-05'): Child => {
  const first17 = `990101${birth.replaceAll('-', '')}${String((born += 1)).padStart(3, '0')}`
  return { name, id: first17 + checkCharacter(first17), birth }
}
type School = Readonly<{ code: string; name: string; stage: string; grade: string }>
const primary: School = { code: '9901000053', name: '示例县平河街道中心小学校', stage: '小学', grade: '三年级' }
const otherPrimary: School = { code: '9901000066', name: '示例县平河街道金桥小学', stage: '小学', grade: '三年级' }
const junior: School = { code: '9901000092', name: '示例县平河街道初级中学', stage: '初中', grade: '七年级' }

const headers = {
  register: ['乡镇(街道)', '村(社区)', '户号', '户主姓名', '户主身份证号码', '姓名', '性别', '公民身份号码', '出生日期', '与户主关系'],
  roll: ['学校标识码', '学校名称', '姓名', '性别', '出生日期', '身份证件号', '学段', '年级', '班级', '入学年月', '就读方式', '学生当前状态', '异动时间'],
  present: ['姓名', '身份证件号', '性别', '出生日期', '学校名称', '学校标识码', '学段', '年级', '班级', '就读方式', '是否在校'],
  liftedOut: ['县', '乡镇', '行政村', '户编号', '姓名', '证件号码', '与户主关系', '性别', '出生日期', '户类型', '脱贫年度', '是否享受政策'],
  policyEnded: ['县', '乡镇', '行政村', '户编号', '姓名', '证件号码', '与户主关系', '性别', '出生日期', '户类型', '脱贫年度', '是否享受政策'],
  atRisk: ['县', '乡', '行政村', '户编号', '姓名', '证件号码', '与户主关系', '性别', '出生日期', '监测对象类别', '识别监测时间', '风险是否已消除'],
  disabled: ['姓名', '残疾人证号', '性别', '出生日期', '残疾类别', '残疾等级', '发证日期', '乡镇（街道）', '村（社区）'],
  paid: ['支付状态', '享受人', '享受人身份证号', '学校名称', '补贴项目', '补贴期号', '补贴金额', '发放日期'],
  directory: ['学校标识码', '学校名称', '学段', '办学性质', '所在乡镇', '是否农村学校'],
} as const
const names: Readonly<Record<keyof typeof headers, string>> = {
  register: '户籍适龄人口花名册_截至20220831.csv',
  roll: '学籍信息导出_截至20220831.csv',
  present: '在校生信息_截至20220905.csv',
  liftedOut: '脱贫户信息（继续享受政策）截至20220830.csv',
  policyEnded: '脱贫户信息（不享受政策）截至20220830.csv',
  atRisk: '防止返贫监测对象（风险未消除）截至20220825.csv',
  disabled: '持证残疾人名单_截至20220825.csv',
  paid: '2022年春季学期义务教育家庭经济困难寄宿生生活补助发放花名册.csv',
  directory: '示例县2022年秋季学校名录_截至20220901.csv',
}
type Sheets = Partial<Record<keyof typeof headers, readonly (readonly string[])[]>>

const onRegister = (c: Child): readonly string[] => ['平河街道', '兴沟社区', '1', '', '', c.name, '男', c.id, c.birth, '子']
const onRoll = (c: Child, at: School, status = '在读', changed = ''): readonly string[] => [
  at.code,
  at.name,
  c.name,
  '男',
  c.birth,
  c.id,
  at.stage,
  at.grade,
  '1班',
  '202009',
  '住校',
  status,
  changed,
]
const inClass = (c: Child, at: School): readonly string[] => [c.name, c.id, '男', c.birth, at.name, at.code, at.stage, at.grade, '1班', '住校', '是']
const liftedOut = (c: Child): readonly string[] => [
  '示例县',
  '平河街道',
  '兴沟社区',
  '99010100000001',
  c.name,
  c.id,
  '子',
  '男',
  c.birth,
  '脱贫户',
  '2016',
  '是',
]
const payment = (c: Child, more: Readonly<{ status?: string; of?: string; on?: string }> = {}): readonly string[] => [
  more.status ?? '已支付',
  c.name,
  c.id,
  primary.name,
  '义务教育家庭经济困难寄宿生生活补助',
  more.of ?? '2022年春季学期',
  '500',
  more.on ?? '2022-05-20',
]
const listed = (s: School): readonly string[] => [s.code, s.name, s.stage, '公办', '平河街道', '否']

/** Children of whom nothing is said but that they go to school. */
const others = ['赵建国', '钱秀英', '孙志强', '李丽华', '周海涛', '吴雪梅'].map((name, i) => child(name, `2013-0${i + 1}-11`))
const juniors = ['郑国庆', '王春花'].map((name, i) => child(name, `2009-0${i + 1}-12`))

const settled: Sheets = {
  register: [...others, ...juniors].map(onRegister),
  roll: [...others.map((c, i) => onRoll(c, i % 2 === 0 ? primary : otherPrimary)), ...juniors.map(c => onRoll(c, junior))],
  present: [...others.map((c, i) => inClass(c, i % 2 === 0 ? primary : otherPrimary)), ...juniors.map(c => inClass(c, junior))],
  directory: [primary, otherPrimary, junior].map(listed),
}

type Line = Readonly<Record<string, string | number | null>>
let runs = 0
const findingsIn = async (more: Sheets, renamed: Partial<typeof names> = {}, without: readonly (keyof typeof headers)[] = [], county = '990101') => {
  const folder = join(desk, String((runs += 1)))
  mkdirSync(folder)
  for (const kind of Object.keys(headers) as (keyof typeof headers)[]) {
    const rows = [...(settled[kind] ?? []), ...(more[kind] ?? [])]
    if (rows.length > 0 && !without.includes(kind))
      writeFileSync(join(folder, renamed[kind] ?? names[kind]), [headers[kind], ...rows].map(row => row.join(',')).join('\n'))
  }
  const pack = await countyPack(county, term('2022-autumn'))
  if (!pack.ok) throw new Error(pack.message)
  const out = `${folder}-out`
  const result = await run({
    folder,
    county,
    countyName: pack.countyName,
    term: term('2022-autumn'),
    pack: pack.pack,
    readings: {},
    villages: villagesIn(county, inventedDivisions),
    out,
    dataDir: `${folder}-data`,
    config: `${folder}-config`,
    programVersion,
    onProgress: () => {},
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
  expect(result.value.received.files.flatMap(f => (f.tables.length === 0 ? [f.message] : []))).toEqual([])
  const lines = (name: string): Line[] =>
    readFileSync(join(out, 'jsonl', `${name}.jsonl`), 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Line)
  return { found: lines('lead').map(l => `${l['kind']} ${l['name']}`), lines }
}

test('a child on the register and on no roll is named, with the lists that were searched', async () => {
  const { found, lines } = await findingsIn({ register: [onRegister(child('何缺籍'))] })
  expect(found).toEqual(['not-enrolled 何缺籍'])
  expect(lines('lead')[0]?.['detail']).toBe('户籍适龄，但学籍、在校名册中都没有')
}, 60_000)

test('whom the classroom list has as left is told so, by that row; whom it does not have is told that', async () => {
  const [gone, missing] = [child('傅离校'), child('沈不在')]
  const left = inClass(gone, primary).with(-1, '否')
  const { found, lines } = await findingsIn({
    register: [onRegister(gone), onRegister(missing)],
    roll: [onRoll(gone, primary), onRoll(missing, primary)],
    present: [left],
  })
  expect(found.toSorted()).toEqual(['on-roll-not-present 傅离校', 'on-roll-not-present 沈不在'])
  const of = (name: string) => lines('lead').find(l => l['name'] === name)
  expect(of('傅离校')?.['detail']).toBe('学籍在读，但本校在校生名册上写着已不在校')
  expect(of('傅离校')?.['rests_on']).toContain(names.present)
  expect(of('沈不在')?.['detail']).toBe('学籍在读，但本校在校生名册中没有')
  expect(of('沈不在')?.['rests_on']).not.toContain(names.present)
}, 60_000)

test.each([
  ['did not come', {}, ['roll'] as const],
  ['does not say as of when', { roll: '学籍信息导出.csv' }, []],
  ['is shorter than it says', { roll: '学籍信息导出_截至20220831（99人）.csv' }, []],
  ['is of a year ago', { roll: '学籍信息导出_截至20210831.csv' }, []],
  ['is of long after the term began', { roll: '学籍信息导出_截至20221115.csv' }, []],
])(
  'nobody is called out of school by a student roll that %s',
  async (_why, renamed, without) => {
    const poor = child('施贫困')
    const { found } = await findingsIn({ register: [onRegister(child('何缺籍')), onRegister(poor)], liftedOut: [liftedOut(poor)] }, renamed, without)
    expect(found).toEqual([])
  },
  60_000,
)

test('nobody is called out of school beside a school of the township that the roll does not hold, and the school is named', async () => {
  const silent: School = { ...primary, code: '9901000079', name: '示例县平河街道金田小学' }
  const here = child('华本校')
  const { found, lines } = await findingsIn({
    register: [onRegister(child('何缺籍')), onRegister(here)],
    present: [inClass(here, silent)],
    directory: [listed(silent)],
    liftedOut: [liftedOut(here)],
  })
  expect(found).toEqual([])
  expect(lines('silent-school').map(l => l['school_name'])).toEqual([silent.name])
  // Present there and on no roll: whether they are on the roll is asked, not denied.
  expect(lines('missing').filter(l => l['name'] === here.name && l['question'] === 'on_roll')).toHaveLength(1)
}, 60_000)

test('a pupil whose row on the roll carries a wrong number is asked after, and not taken for absent from the roll', async () => {
  const pupil = child('陶坏号')
  const wrong = { ...pupil, id: pupil.id.slice(0, 17) + (pupil.id.endsWith('0') ? '1' : '0') }
  const { lines } = await findingsIn({
    register: [onRegister(pupil)],
    roll: [onRoll(wrong, primary)],
    present: [inClass(pupil, primary)],
    liftedOut: [liftedOut(pupil)],
  })
  expect(lines('missing').filter(l => l['name'] === pupil.name && l['question'] === 'on_roll')).toHaveLength(1)
}, 60_000)

test('money that came back, or was of another term, was not paid this term', async () => {
  const [again, never, twice, autumn] = [child('吕退汇'), child('吕未付'), child('张重复'), child('孔两期')]
  const all = [again, never, twice, autumn]
  const { found } = await findingsIn({
    register: all.map(onRegister),
    roll: all.map(c => onRoll(c, primary)),
    present: all.map(c => inClass(c, primary)),
    liftedOut: all.map(liftedOut),
    paid: [
      payment(again, { status: '退汇' }),
      payment(again, { on: '2022-06-10' }),
      payment(never, { status: '支付失败' }),
      payment(twice),
      payment(twice),
      payment(autumn),
      payment(autumn, { of: '2021年秋季学期', on: '2021-12-20' }),
    ],
  })
  expect(found).toEqual(['entitled-unpaid 吕未付', 'paid-twice 张重复'])
}, 60_000)

test('no item is called unpaid when no payment of it came at all', async () => {
  const boards = child('孔未享')
  const paidBefore = child('金已付')
  const all = [boards, paidBefore]
  const { found } = await findingsIn({
    register: all.map(onRegister),
    roll: all.map(c => onRoll(c, primary)),
    present: all.map(c => inClass(c, primary)),
    liftedOut: all.map(liftedOut),
    paid: [payment(paidBefore).map(cell => cell.replace('寄宿生', '非寄宿生'))],
  })
  expect(found).toEqual([])
}, 60_000)

test('who may stand on another list under a row without a number is not called wrongly paid', async () => {
  const [ended, perhaps] = [child('向不享'), child('范也许')]
  const all = [ended, perhaps]
  const { found } = await findingsIn({
    register: all.map(onRegister),
    roll: all.map(c => onRoll(c, primary)),
    present: all.map(c => inClass(c, primary)),
    policyEnded: all.map(c => [...liftedOut(c).slice(0, -1), '否']),
    liftedOut: others.slice(0, 1).map(liftedOut),
    atRisk: others.slice(1, 2).map(c => [...liftedOut(c).slice(0, -3), '脱贫不稳定户', '202101', '否']),
    disabled: [[perhaps.name, '', '男', '', '肢体', '二级', '2020-01-01', '平河街道', '兴沟社区']],
    paid: all.map(c => payment(c)),
  })
  expect(found.filter(f => f.startsWith('paid-not-entitled'))).toEqual(['paid-not-entitled 向不享'])
}, 60_000)

test('who left before the term was paid wrongly; who moved within the county, or left nobody knows when, was not', async () => {
  const [moved, undated, left] = [child('许转学'), child('沈无日'), child('韩离校')]
  const { found, lines } = await findingsIn({
    register: [moved, undated, left].map(onRegister),
    roll: [
      onRoll(moved, primary, '转出', '2021-09-01'),
      onRoll(moved, otherPrimary),
      onRoll(undated, primary, '转出'),
      onRoll(left, primary, '转出', '2021-10-08'),
    ],
    present: [inClass(moved, otherPrimary)],
    paid: [moved, undated, left].map(c => payment(c)),
  })
  expect(found).toEqual(['paid-not-entitled 韩离校'])
  expect(lines('lead')[0]?.['ground']).toBe('left-school')
}, 60_000)

test('in a run for a real county every number of the invented province is doubtful, and founds no key', async () => {
  const { lines } = await findingsIn({}, {}, [], '500243')
  const doubtful = lines('lead').filter(l => l['kind'] === 'doubtful-id')
  expect([...new Set(doubtful.map(l => l['name']))].toSorted()).toEqual([...others, ...juniors].map(c => c.name).toSorted())
  expect(doubtful.every(l => l['ground'] === 'INVENTED' && String(l['detail']).startsWith('虚构区划'))).toBe(true)
  expect(lines('comparison').filter(l => String(l['evidence']).startsWith('D1'))).toEqual([])
}, 60_000)
