import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listPackFolders } from '../../packs.ts'
import { main } from '../cli/main.ts'

const house = fileURLToPath(new URL('../../../../../', import.meta.url))
const sample = '990188-lu-wan'
let desk = ''
const folder = (): string => join(desk, 'packs', sample)

type Answer = Readonly<{ code: number; said: string }>
const carryOut = async (...line: readonly string[]): Promise<Answer> => {
  let said = ''
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(text => ((said += String(text)), true))
  const code = await main(line)
  vi.restoreAllMocks()
  return { code, said }
}
/** In a process of its own: a pack once read is not read again. */
const check = (): Answer => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(house, 'bin/yingjin.mjs'), 'pack-check', `packs/${sample}`], {
    cwd: desk,
    encoding: 'utf8',
  })
  return { code: status ?? 1, said: `${stdout}${stderr}` }
}

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'desk-'))
  symlinkSync(join(house, 'node_modules'), join(desk, 'node_modules'), 'junction')
  const { code, said } = await carryOut('pack-new', sample, '芦湾县', '--into', join(desk, 'packs'))
  if (code !== 0) throw new Error(said)
})
afterAll(() => rmSync(desk, { recursive: true }))

describe('a pack that was just begun', () => {
  test('is sound, proven, and its cases agree', () => {
    const { code, said } = check()
    expect(said).toContain('✓ 通过类型检查')
    expect(said).toContain('✓ 1 个条目，1 条条款，能启用')
    expect(said).toContain('✓ 6 个，全部相符')
    expect(said).toContain('LUWAN-1 寄宿生生活补助：6 个（应享 2，不享受 2，缺信息 1，由人判定 1）')
    expect(said.trimEnd().split('\n').at(-1)).toBe(`政策包 ${sample} 没有问题。`)
    expect(code).toBe(0)
  })

  test('is formatted, and its own tests pass the type checker', () => {
    const format = spawnSync(process.execPath, [join(house, 'node_modules/oxfmt/bin/oxfmt'), '-c', join(house, '.oxfmtrc.json'), '--check', folder()], {
      encoding: 'utf8',
    })
    expect(format.stdout).toContain('All matched files use the correct format')
    writeFileSync(join(desk, 'tsconfig.json'), JSON.stringify({ extends: join(house, 'tsconfig.json'), include: ['packs/*/src'], exclude: ['node_modules'] }))
    const types = spawnSync(process.execPath, [join(house, 'node_modules/ts7/bin/tsc'), '-p', desk], { encoding: 'utf8' })
    expect(types.stdout).toBe('')
  })

  test('decides nobody of today', async () => {
    const facts = join(desk, 'facts.json')
    writeFileSync(facts, '{"学段": "小学"}')
    const { code, said } = await carryOut('decide', '--pack', folder(), '--term', '2024秋', facts)
    expect(said).toContain('在2024年秋季学期没有有效的文件')
    expect(code).toBe(1)
  })

  test('is not begun a second time over what is there', async () => {
    const before = readFileSync(join(folder(), 'src/lines.ts'), 'utf8')
    const { code, said } = await carryOut('pack-new', sample, '芦湾县', '--into', join(desk, 'packs'))
    expect(said).toContain('已经有了，没有改动')
    expect(code).toBe(1)
    expect(readFileSync(join(folder(), 'src/lines.ts'), 'utf8')).toBe(before)
  })

  test.each([
    [['pack-new'], '请写明文件夹名和地方名称'],
    [['pack-new', '341225-funan'], '请写明文件夹名和地方名称'],
    [['pack-new', '阜南', '阜南县'], '“阜南”不能作政策包的名字'],
    [['pack-new', '341225-FuNan', '阜南县'], '“341225-FuNan”不能作政策包的名字'],
    [['pack-new', '../341225-funan', '阜南县'], '不能作政策包的名字'],
    [['pack-new', '341225-funan', 'Funan'], '请在后面写上中文名称'],
  ])('or refused: %j', async (line, sentence) => {
    const { code, said } = await carryOut(...line, '--into', join(desk, 'elsewhere'))
    expect(said).toContain(sentence)
    expect(code).toBe(1)
    expect(readdirSync(desk)).not.toContain('elsewhere')
  })
})

describe('what is wrong is told with place, clause and code', () => {
  const changed = (file: string, from: string, to: string): Answer => {
    const path = join(folder(), 'src', file)
    const before = readFileSync(path, 'utf8')
    expect(before).toContain(from)
    writeFileSync(path, before.replace(from, to))
    const answer = check()
    writeFileSync(path, before)
    expect(answer.code).toBe(1)
    return answer
  }

  test('a sum that is not as printed, and the cases that no longer agree', () => {
    const { said } = changed('parameters.ts', 'yuan(1000)', 'yuan(1100)')
    expect(said).toContain(`✗ packs/${sample}：参数`)
    expect(said).toContain('（条款：第一条）〔policy/parameter-not-as-printed〕')
    expect(said).toContain(
      '✗ packs/990188-lu-wan 算例“脱贫户的小学寄宿生秋季学期领一半”LUWAN-1：应为应享 500.00 元，算出来是应享 550.00 元（依据：LUWAN-1，第一条；O-07）',
    )
    expect(said.trimEnd()).toMatch(/有 2 处要改。$/)
  })
  test('a case whose way of payment or whose payers do not agree, with both', () => {
    const because = "arithmetic: '1000 元/学年 ÷ 2 = 500 元'"
    const funded = `${because}, delivered: { 'LUWAN-1': '补助到校' }, funds: { 'LUWAN-1': { 县级财政: '500.00' } }`
    const { said } = changed('cases/index.ts', because, funded)
    expect(said).toContain('LUWAN-1 方式：应为补助到校，算出来是补助到人（')
    expect(said).toContain('LUWAN-1 由谁出：应为县级财政 500.00 元，算出来是文件未写（')
  })

  test('a document whose figures do not reach its last day', () => {
    expect(changed('document.ts', "day('2001-09-01')", "day('2002-09-01')").said).toContain('参数“primaryBoarder”没有覆盖文件的有效期')
  })

  test('a line of the same aid as one above, without the word that settles it', () => {
    const national = listPackFolders().some(p => p.id === 'national')
    const path = join(folder(), 'src/document.ts')
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, before.replaceAll('2000-', '2022-').replaceAll('2001-', '2023-'))
    const { said } = check()
    writeFileSync(path, before)
    expect(said).toContain(national ? '〔policy/line-without-word〕' : '有效期内没有上级文件')
  })

  test('a pack that does not even read', () => {
    expect(changed('pack.ts', 'export default', 'export const another =').said).toContain('没有用 export default 给出政策')
  })

  test('a wrong clause, a mistyped figure, a sum of another period: by the type checker, with file and line', () => {
    expect(changed('lines.ts', "clause: 'LUWAN-1',\n  stages", "clause: 'LUWAN-2',\n  stages").said).toMatch(
      /✗ packs\/990188-lu-wan\/src\/lines\.ts\(\d+,\d+\): error TS2322: .*LUWAN-2/,
    )
    expect(changed('lines.ts', "parameter('primaryBoarder')", "parameter('primaryBorder')").said).toContain('primaryBorder')
    const { said } = changed('lines.ts', 'amount: thisTerm(boarderYearly)', 'amount: boarderYearly')
    expect(said).toMatch(/没有通过类型检查，\d+ 处/)
    expect(said).not.toContain('算例')
  })
})

test('every pack of the house that is sound has no case that disagrees', async () => {
  for (const { id, path } of listPackFolders()) {
    const { code, said } = await carryOut('pack-check', path)
    expect(said, id).toContain('全部相符')
    expect(
      code,
      said
        .split('\n')
        .filter(l => l.includes('✗'))
        .join('\n'),
    ).toBe(0)
  }
})
