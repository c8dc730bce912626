import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

const house = fileURLToPath(new URL('../../../../../', import.meta.url))
const sample = '990188-lu-wan'
let desk = ''
type Answer = Readonly<{ code: number; said: string }>
const inDesk = (command: string, ...line: readonly string[]): Answer => {
  const { status, stdout, stderr } = spawnSync(command, line, { cwd: desk, encoding: 'utf8' })
  return { code: status ?? 1, said: `${stdout}${stderr}` }
}
const yingjin = (...line: readonly string[]): Answer => inDesk(process.execPath, join(house, 'bin/yingjin.mjs'), ...line)
const git = (...line: readonly string[]): void => {
  const { code, said } = inDesk('git', '-c', 'user.name=desk', '-c', 'user.email=desk@example.org', ...line)
  if (code !== 0) throw new Error(said)
}
const change = (file: string, from: string, to: string): void => {
  const path = join(desk, 'packs', sample, 'src', file)
  const before = readFileSync(path, 'utf8')
  if (!before.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(path, before.replace(from, to))
}
const since = (): string => {
  const { code, said } = yingjin('pack-diff', `packs/${sample}`, '--since', 'HEAD', '--students', '200')
  expect(said).not.toMatch(/undefined|Error/)
  expect(code).toBe(0)
  return said
}

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'desk-'))
  symlinkSync(join(house, 'node_modules'), join(desk, 'node_modules'), 'junction')
  yingjin('pack-new', sample, '芦湾县')
  git('init', '-q')
  git('add', 'packs')
  git('commit', '-qm', 'as begun')
})
afterEach(() => git('checkout', '-q', '--', 'packs'))
afterAll(() => rmSync(desk, { recursive: true }))

describe('since an earlier version', () => {
  test('nothing changed, nobody’s result differs', () => {
    expect(since()).toMatch(/没有人的结果不同（比了 \d+ 人次、1 个条目）。\n$/)
  })

  test('another sum: whose result differs, from what to what, both explanations, and the figure', () => {
    change('parameters.ts', "yuan(1250).perSchoolYear(), printed: '初中1250元'", "yuan(1500).perSchoolYear(), printed: '初中1500元'")
    const said = since()
    expect(said).toMatch(/【寄宿生生活补助（LUWAN-1）】\d+ 人次的结果不同/)
    expect(said).toContain('补助到人 625.00 元 → 补助到人 750.00 元')
    expect(said).toMatch(/取自算例“[^”]+”：初中、就读县内学校、寄宿、城乡低保。其余情况未知。/)
    expect(said).toContain('      应发 625.00 元：2000年秋季学期，寄宿生生活补助，城乡低保。')
    expect(said).toContain('      应发 750.00 元：2000年秋季学期，寄宿生生活补助，城乡低保。')
    expect(said).toContain('    · 参数“初中寄宿生生活补助”：1,250.00 元（2000年9月1日至2001年9月1日前） → 1,500.00 元（2000年9月1日至2001年9月1日前）')
    expect(said).not.toContain('小学寄宿生生活补助”：')
  })

  test('another group, another criterion, another reading', () => {
    change('lines.ts', "'lifted_out', 'minimum_living')", "'lifted_out', 'minimum_living', 'orphan')")
    change('lines.ts', "boards('LUWAN-1'), ", '')
    change('lines.ts', 'import { boards, inCounty', 'import { inCounty')
    change('readings.ts', "default: 'half-each-term'", "default: 'whole-in-autumn'")
    const said = since()
    expect(said).toContain('· 对象“孤儿”：只由“等”字概括 → 点名')
    expect(said).toContain('· 条件“在校寄宿”：没有了')
    expect(said).toContain('· 读法““每学年”的标准怎样分到学期”（O-07）：秋季、春季两学期各一半，单数的一分计入春季 → 秋季学期一次计发')
    expect(said).toContain('· 算法：小学：小学寄宿生生活补助 1,000.00 元；')
    expect(said).toMatch(/另有 \d+ 种变法，没有列出/)
  })

  test('other words that change nobody’s result are told apart', () => {
    change('clauses.ts', '补助到人', '直接补助到人')
    const said = since()
    expect(said).toContain('有改动而没有人的结果不同：')
    expect(said).toMatch(/没有人的结果不同（比了/)
  })
})

test('two packs: what stands in one only, and terms they have in common or not', () => {
  const same = yingjin('pack-diff', 'pengshui', 'clearwater', '--students', '50').said
  expect(same).toContain('比较的学期：2022年春季学期、2022年秋季学期、2023年春季学期')
  expect(same).toContain('没有人的结果不同')
  const apart = yingjin('pack-diff', `packs/${sample}`, 'pengshui', '--students', '50').said
  expect(apart).toContain('没有共同的学期，按各自的第一个秋季学期比：2000年秋季学期、2022年秋季学期')
  expect(apart).toContain('只在 500243-pengshui 里的条目：')
})

test.each([
  [['pack-diff'], '请写两个政策包，或一个政策包和 --since 版本'],
  [['pack-diff', 'pengshui'], '请写两个政策包'],
  [['pack-diff', 'pengshui', 'clearwater', '--since', 'HEAD'], '请写两个政策包'],
  [['pack-diff', 'pengshui', 'nowhere'], '没有政策包“nowhere”'],
  [['pack-diff', `packs/${sample}`, '--since', 'no-such-ref'], 'git 里没有“no-such-ref”这个版本'],
  [['pack-diff', `packs/${sample}`, '--since', '--all'], '--since'],
  [['pack-diff', 'pengshui', 'clearwater', '--students', '0'], '--students 请写 1 至 100000 之间的整数'],
])('refused: %j', (line, sentence) => {
  const { code, said } = yingjin(...line)
  expect(said).toContain(sentence)
  expect(code).toBeGreaterThan(0)
})
