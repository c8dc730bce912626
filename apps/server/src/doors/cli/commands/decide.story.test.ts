import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let desk = ''
beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'decide-'))
})
afterAll(() => rmSync(desk, { recursive: true }))

type Answer = Readonly<{ code: number; out: string; err: string }>
const decide = async (facts: string, ...more: readonly string[]): Promise<Answer> => {
  const file = join(desk, 'facts.json')
  writeFileSync(file, facts)
  let [out, err] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation(text => ((out += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation(text => ((err += String(text)), true))
  const place = more.some(m => m === '--county' || m === '--pack') ? [] : ['--county', '990101']
  const code = await main(['decide', ...place, ...(more.includes('--term') ? [] : ['--term', '2022秋']), ...more, file])
  vi.restoreAllMocks()
  return { code, out, err }
}

const boarder = {
  学段: '初中',
  年级: 2,
  就读县内学校: '是',
  '在籍（正式学籍）': true,
  在校: '是',
  寄宿: '是',
  城乡低保: '是',
  脱贫户: '否',
  农村学校: '未知',
}
type Told = Readonly<{ line: string; state: string; amount_yuan: string | null; amount_fen: number | null }>
const lineOf = (answer: Answer, line: string): Told & Readonly<Record<string, unknown>> => {
  expect(answer.err).toBe('')
  return (JSON.parse(answer.out) as { lines: readonly (Told & Readonly<Record<string, unknown>>)[] }).lines.find(l => l.line === line) as never
}

test('a teacher has no other stage: a line whose first condition alone fails is told with all its reasons', async () => {
  const teacher = { 任教乡村学校: '否', 在职在岗: '是' }
  const answer = await decide(JSON.stringify(teacher), '--county', '652301', '--subject', '教师')
  expect(lineOf(answer, 'CJ-T4.R1')).toMatchObject({ state: 'not-due' })
  expect(lineOf(answer, 'CJ-T4.R1')['sentences']).toEqual([
    '不享受：2022年秋季学期，乡村教师生活补助——不在乡村学校任教。',
    '✗ 不在乡村学校任教。（三（一）第4条）',
    '✓ 在职在岗。（三（一）第4条）',
  ])
  expect(JSON.parse(answer.out)).toMatchObject({ of_other_stages: [] })
})

describe('what one child is due', () => {
  test('is told line by line with sum, way, clause, reasons and arithmetic', async () => {
    const line = lineOf(await decide(JSON.stringify(boarder)), 'PS-A2.3')
    expect(line).toMatchObject({
      title: '寄宿生生活补贴',
      state: 'due',
      amount_yuan: '625.00',
      amount_fen: 62500,
      per: 'term',
      form: 'to-person-cash',
      payee: '学生（监护人）',
      clause: { id: 'PS-A2.3', article: '附件第2条“三是”' },
      arithmetic: '初中寄宿生生活补贴 1,250.00 元；学年标准分两学期，2022年秋季学期 625.00 元',
    })
    expect(line['reasons']).toContainEqual({ mark: '✓', text: '在校寄宿', article: '附件第2条“三是”', clause: 'PS-A2.3' })
    expect((line['sentences'] as readonly string[])[0]).toBe('应发 625.00 元：2022年秋季学期，寄宿生生活补贴，城乡低保户。')
  })

  test('is the same by keys, by labels, and from standard input', async () => {
    const byKey = { stage: 'junior', grade: '2', in_county_school: true, on_roll: true, present: true, boards: true, minimum_living: true, lifted_out: false }
    const [keys, labels] = [await decide(JSON.stringify(byKey)), await decide(JSON.stringify(boarder))]
    expect(keys.out).toBe(labels.out)
    const bin = fileURLToPath(new URL('../../../../../../bin/yingjin.mjs', import.meta.url))
    const piped = spawnSync(process.execPath, [bin, 'decide', '--county', '990101', '--term', '2022秋', '-'], {
      input: JSON.stringify(boarder),
      encoding: 'utf8',
    })
    expect(piped.stdout).toBe(labels.out)
  })

  test.each([
    [{ 学段: '中职' }, { 学段: 'vocational' }],
    [{ 学段: '大学' }, { 学段: 'higher' }],
    [{ 学段: '幼儿园' }, { 学段: 'preschool' }],
    [{ 学段: '高中' }, { 学段: 'senior' }],
    [
      { 学段: '初中', 年级: '七年级' },
      { 学段: 'junior', 年级: 1 },
    ],
    [
      { 学段: '初中', 年级: '一年级' },
      { 学段: 'junior', 年级: 1 },
    ],
    [{ 年级: '初二' }, { 学段: 'junior', 年级: 2 }],
    [{ 年级: '三年级' }, { 年级: 3 }],
    [
      { 学段: '学前', 年级: '大班' },
      { 学段: 'preschool', 年级: 3 },
    ],
    [
      { 学段: '未知', 年级: '初二' },
      { 学段: null, 年级: 2 },
    ],
  ])('is written in the words people use: %j', async (written, read) => {
    const { 学段: _, 年级: __, ...others } = boarder
    const said = await decide(JSON.stringify({ ...others, ...written }))
    expect(said.err).toBe('')
    expect(said.out).toBe((await decide(JSON.stringify({ ...others, ...read }))).out)
  })

  test('waits for a missing fact with the question to ask, and names the lines of other stages', async () => {
    const answer = await decide(JSON.stringify(boarder))
    const meal = lineOf(answer, 'PS-A2.6')
    expect(meal).toMatchObject({
      state: 'undetermined',
      amount_fen: null,
      missing: [{ fact: 'school_rural', label: '农村学校', asks: '该校是否农村学校？' }],
      would_need: { conditions: ['就读农村学校'], state: 'due', amount_yuan: '500.00' },
    })
    expect((JSON.parse(answer.out) as { of_other_stages: readonly string[] }).of_other_stages).toContain('PS-A5.1a')
  })

  test('under another reading is told beside the one taken, and switched with --reading', async () => {
    const taken = lineOf(await decide(JSON.stringify(boarder)), 'PS-A2.3')
    expect(taken['readings']).toContainEqual({
      reading: 'O-07',
      question: '“每年”的标准怎样分到学期',
      option: 'half-each-term',
      taken: '按学年，秋季、春季两学期各一半，单数的一分计入春季',
      others: [{ option: 'whole-in-autumn', reads: '按学年，秋季学期一次计发', state: 'due', state_word: '应享', amount_yuan: '1250.00', amount_fen: 125000 }],
    })
    expect(lineOf(await decide(JSON.stringify(boarder), '--reading', 'O-07=whole-in-autumn'), 'PS-A2.3').amount_yuan).toBe('1250.00')
  })

  test('where 等 leaves it to a person, is what the person then says', async () => {
    const marginal = { ...boarder, 城乡低保: '否', 残疾: '否', 孤儿: '否', 特困供养: '否', 烈士子女: '否', 边缘易致贫户: '是' }
    expect(lineOf(await decide(JSON.stringify(marginal)), 'PS-A2.3')).toMatchObject({
      state: 'decide',
      amount_fen: null,
      to_decide: { why: '该生是边缘易致贫户，条款没有点名，只以“等”字概括，须由人判定', asks: ['没有点名的困难类别是否按“等”字享受'], least_fen: null },
    })
    expect(lineOf(await decide(JSON.stringify({ ...marginal, 人的判定: { 'PS-A2.3': '享受' } })), 'PS-A2.3').amount_yuan).toBe('625.00')
    expect(lineOf(await decide(JSON.stringify({ ...marginal, decisions: { 'PS-A2.3': false } })), 'PS-A2.3').state).toBe('not-due')
  })

  test('is decided with what was known on a day', async () => {
    expect((await decide(JSON.stringify(boarder), '--known-on', '2022-07-01')).code).toBe(0)
    expect((await decide(JSON.stringify(boarder), '--known-on', '2022-06-01')).err).toContain('2022年6月20日才发布，2022年6月1日还不知道有它')
  })

  test('by a pack named by its folder', async () => {
    const packs = fileURLToPath(new URL('../../../../../../packs/500243-pengshui', import.meta.url))
    expect(lineOf(await decide(JSON.stringify(boarder), '--pack', packs), 'PS-A2.3').amount_yuan).toBe('625.00')
  })
})

describe('a line that is absent says why', () => {
  type Said = Readonly<{ warnings: readonly string[]; lines: readonly unknown[]; not_in_force: readonly Readonly<{ line: string; says: string }>[] }>
  const asked = async (facts: object, ...more: readonly string[]): Promise<Said> => JSON.parse((await decide(JSON.stringify(facts), ...more)).out) as Said

  test('that it has ended, and with it the status it hangs on', async () => {
    const said = await asked({ 学段: '初中' }, '--pack', 'ziyang', '--term', '2026春')
    expect(said.lines).toEqual([])
    expect(said.warnings).toContain('2026年春季学期没有正在执行的“初中”学段的条目')
    const ended = said.not_in_force.find(l => l.line === 'ZY-T7.R1')?.says
    expect(ended).toMatch(
      /^“.+”（ZY-T7\.R1）到2026年1月1日前为止（脱贫户、脱贫不稳定户、边缘易致贫户、突发严重困难户的身份到同一天为止），2026年春季学期不再执行$/,
    )
  })

  test('that it has not begun', async () => {
    const said = await asked({ 学段: '学前' })
    expect(said.not_in_force.map(l => l.says).join('')).toMatch(/（N-\d+）从2025年9月1日起执行，2022年秋季学期还没有开始/)
  })

  test('that no line of these papers is about the stage', async () => {
    const said = await asked({ 学段: '学前' }, '--pack', 'yueyang', '--term', '2020秋')
    expect(said.warnings.join('')).toContain('“学前”学段的条目')
  })

  test('that its paper above has ended with none in its place', async () => {
    const said = await asked({ 学段: '大学' }, '--county', '610924', '--term', '2027秋')
    expect(said.lines).not.toEqual([])
    expect(said.warnings).toEqual([
      expect.stringMatching(/^国家《国家学生资助标准汇编》（national）的有效期到2027年9月1日前为止，2027年秋季学期没有接续的文件/),
    ])
  })

  test('also where no line about such a subject is left', async () => {
    const { code, err } = await decide('{}', '--pack', 'ziyang', '--term', '2026春', '--subject', '教师')
    expect(code).toBe(1)
    expect(err).toContain('没有以教师为对象的条目')
    expect(err).toMatch(/（ZY-T4\.R1）到2026年1月1日前为止.*不再执行/)
  })

  test('and all is in force where nothing is said', async () => {
    expect(await asked(boarder)).toMatchObject({ warnings: [] })
  })
})

describe('refused, each with its own sentence and no amount', () => {
  test.each([
    ['{"寄宿": "是",}', '不是 JSON：第 1 行附近写法不对'],
    ['', '不是 JSON：是空的'],
    ['[]', '整个文件要写成 {"事实": 值} 的样子'],
    ['{"寄宿": "是", "寄宿": "否"}', '“寄宿”写了两次'],
    ['{"寄宿": "是", "boards": false}', '“寄宿”写了两次'],
    ['{"寄宿生": "是"}', '没有“寄宿生”这个事实；是不是“寄宿”'],
    ['{"__proto__": 1}', '没有“__proto__”这个事实'],
    ['{"寄宿": 1}', '“寄宿”写的是 1，应为“是”或“否”；不知道就写“未知”'],
    ['{"学段": "中学"}', '“学段”写的是 "中学"，应为“学前”（也可写学前教育、幼儿园'],
    ['{"学段": "中学"}', '“中等职业”（也可写中职、'],
    ['{"学段": "__proto__"}', '“学段”写的是 "__proto__"，应为'],
    ['{"年级": "很高"}', '“年级”写的是 "很高"，应为整数（年级），或“一年级”“初一”“七年级”“高一”“大班”这样的写法'],
    ['{"年级": "2020级"}', '“年级”写的是 "2020级"，应为整数（年级），或'],
    ['{"学段": "小学", "年级": "初一"}', '“年级”写的是 "初一"，不是“小学”的年级'],
    ['{"学段": "高中", "年级": "七年级"}', '“年级”写的是 "七年级"，不是“普通高中”的年级'],
    ['{"年级": 12}', '“年级”写的是 12 年级，不可能：只能在 0 年级 至 9 年级 之间'],
    ['{"年级": 2.5}', '“年级”写的是 2.5，应为整数（年级）'],
    ['{"学费": 8000.5}', '带角分的金额请写成文字，例如 "1500.50"'],
    ['{"学费": "八千"}', '“学费”写的是 "八千"，应为金额（元）'],
    ['{"学费": "-1"}', '“学费”写的是 -1.00 元，不可能'],
    ['{"学费": 1e300}', '“学费”写的是 1e+300，应为金额（元）'],
    ['{"出生日期": "2012-02-30"}', '“出生日期”写的是 "2012-02-30"，应为日期'],
    ['{"出生日期": "1912年1月1日"}', '“出生日期”写的是 1912年1月1日，不可能'],
    ['{"就读学校": 9901010001}', '“就读学校”写的是 9901010001，应为学校标识码'],
    ['{"学校在校生数": 30}', '“学校在校生数”说的是学校，这里问的是学生'],
    ['{"人的判定": {"没有的条目": true}}', '“人的判定”里的“没有的条目”不是本政策的条目'],
    ['{"人的判定": {"PS-A2.6": true}}', 'PS-A2.6没有留给人判定的地方'],
    ['{"人的判定": {"PS-A2.3": "750.00"}}', 'PS-A2.3的判定写的是 "750.00"，应为“享受”或“不享受”'],
    ['{"人的判定": ["PS-A2.3"]}', '“人的判定”要写成'],
    ['{"相关名单": {"教师名单": []}}', '“相关名单”里没有“教师名单”'],
  ])('%s', async (facts, sentence) => {
    const { code, out, err } = await decide(facts)
    expect(err).toContain(sentence)
    expect(err).toMatch(/^事实有误，没有计算：\n/)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  test('all that is wrong is told at once', async () => {
    expect((await decide('{"寄宿": 1, "年级": 40, "不存在": true}')).err.trimEnd().split('\n')).toHaveLength(4)
  })

  test.each([
    [['--term', '2019秋'], '区划 990101 在2019年秋季学期没有有效的文件'],
    [['--county', '110101'], '区划 110101 没有政策包'],
    [['--pack', 'clearwtaer'], '没有政策包“clearwtaer”'],
    [['--pack', 'clearwater', '--county', '500243'], '政策包 990101-clearwater 管的是区划 990101，不管 500243'],
    [['--known-on', '去年'], '“去年”不是日期'],
    [['--subject', '猫'], '没有“猫”这种对象'],
    [['--subject', '学校'], '没有以学校为对象的条目'],
    [['--reading', 'O-07'], '--reading 要写成'],
    [['--reading', 'O-07=thirds'], '读法 O-07 没有“thirds”这种理解'],
    [['--reading', 'O-98=x'], '读法“O-98”没有定义'],
  ])('%j', async (more, sentence) => {
    const { code, out, err } = await decide('{}', ...more)
    expect(err).toContain(sentence)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })
})
