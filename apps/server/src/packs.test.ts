import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import clearwater from '@yingjin/pack-990101-clearwater'
import pengshui from '@yingjin/pack-500243-pengshui'
import { day, term } from '@yingjin/kernel'
import { lapsedTexts } from '@yingjin/policy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainsOfCounty, countyPack, divisionOfFolder, findPackFolder, listPackFolders, packsOfTheHouse, readPack } from './packs.ts'

const autumn = term('2022-autumn')
let packs = ''
const put = (id: string, source: unknown): void => {
  mkdirSync(join(packs, id, 'src'), { recursive: true })
  writeFileSync(join(packs, id, 'src', 'pack.ts'), typeof source === 'string' ? source : `export default ${JSON.stringify(source)}\n`)
}
beforeAll(() => {
  packs = mkdtempSync(join(tmpdir(), 'packs-'))
  put('500243-pengshui', pengshui)
  put('990101-clearwater', clearwater)
  put('990102-twice', { ...clearwater, id: '990102-twice', division: '990102' })
  put('990102-again', { ...clearwater, id: '990102-again', division: '990102' })
  put('990103-faulty', { ...pengshui, id: '990103-faulty', division: '990103', lines: [{ ...pengshui.lines[0], clause: 'PS-A1.1a', stages: [] }] })
  put('990104-torn', 'export default {')
  put('990105-other', { ...clearwater, id: '990105-another', division: '990105' })
  put('990106-nothing', 'export const pack = 1')
  put('997700-prefecture', { ...clearwater, id: '997700-prefecture', division: '9977' })
  put('997702-ended', { ...clearwater, id: '997702-ended', division: '997702', document: { ...clearwater.document, inForce: ['2019-09-01', '2021-09-01'] } })
  put('national', {
    ...pengshui,
    id: 'national',
    division: '',
    document: { ...pengshui.document, issuer: '国家', title: '标准汇编（虚构）', number: null, inForce: ['2017-09-01', '2022-03-01'] },
  })
  mkdirSync(join(packs, '990107-begun', 'src'), { recursive: true })
})
afterAll(() => rmSync(packs, { recursive: true }))

const said = async (county: string, of = autumn, more: Parameters<typeof countyPack>[2] = {}): Promise<string> => {
  const found = await countyPack(county, of, { packs, ...more })
  return found.ok ? found.stack.map(s => s.id).join(' ') : found.message
}

describe('a county has', () => {
  test('the pack of its own folder, with the base that it adopts', async () => {
    expect(await said('990101')).toBe('990101-clearwater')
  })
  test('the pack of the prefecture above it, where it has none of its own', async () => {
    expect(await said('997701')).toBe('997700-prefecture')
    expect(divisionOfFolder('652300-changji')).toBe('6523')
    expect(divisionOfFolder('national')).toBe('')
  })
  test('its name from the table of divisions', async () => {
    const found = await countyPack('500243', autumn, { packs })
    expect(found.ok && found.countyName).toBe('彭水苗族土家族自治县')
    const invented = await countyPack('990101', autumn, { packs })
    expect(invented.ok && invented.countyName).toBe('示例县')
  })
})

describe('a paper that has ended with none that takes its place', () => {
  const lapsed = async (county: string): Promise<readonly string[]> => {
    const found = await countyPack(county, autumn, { packs })
    if (!found.ok) throw new Error(found.message)
    return lapsedTexts(found.pack.lapsed, autumn)
  }
  const ofTheNation =
    '国家《标准汇编（虚构）》（national）的有效期到2022年3月1日前为止，2022年秋季学期没有接续的文件：这份文件的条目不执行，也没有和它比对；请补上接续的文件'
  test('is told with every pack that stood below it', async () => {
    expect(await lapsed('990101')).toEqual([ofTheNation])
  })
  test('is told where the county’s own paper has ended and that of its prefecture goes on', async () => {
    expect(await said('997702')).toBe('997700-prefecture')
    expect(await lapsed('997702')).toEqual([ofTheNation, expect.stringContaining('（997702-ended）的有效期到2021年9月1日前为止')])
  })
})

describe('refused with words of its own is', () => {
  test('a county without a pack', async () => {
    expect(await said('110101')).toMatch(/^区划 110101 没有政策包，上级（省、市）也没有；现有：[^；]+《[^》]+》.+。请管理员照本县现行的文件做好政策包再来/u)
  })
  test('a term outside every document', async () => {
    expect(await said('990101', term('2019-autumn'))).toBe(
      '区划 990101 在2019年秋季学期没有有效的文件。政策库里有：示例县教育局《2022年家庭经济困难学生资助办法（虚构）》（示教发〔2022〕1号），2022年1月1日至2023年9月1日前。请换一个在这些日期里的学期，或者请管理员补上那个学期的文件。',
    )
  })
  test('a document that was not known on the day', async () => {
    expect(await said('990101', autumn, { knownOn: day('2022-06-19') })).toBe('政策 990101-clearwater 2022年6月20日才发布，2022年6月19日还不知道有它。')
    expect(await said('990101', autumn, { knownOn: day('2022-06-20') })).toBe('990101-clearwater')
  })
  test('two documents in force at once, unless one is chosen', async () => {
    expect(await said('990102')).toBe('2022年秋季学期同时有效的文件不止一份：990102-again、990102-twice；请在后一份里写明替代前一份。')
    const by = findPackFolder('990102-again', packs)
    if (!by.ok) throw new Error(by.message)
    expect(await said('990102', autumn, { by: by.value })).toBe('990102-again')
  })
  test('a pack with faults, with all of them', async () => {
    const words = await said('990103')
    expect(words).toMatch(/^政策 990103-faulty 未能启用，共 \d+ 处问题：\n/)
    expect(words).toContain('叠加规则 exclude：没有编号为“PS-A1.2”的条目。')
  })
  test('a pack that cannot be read, only where it is needed', async () => {
    expect(await said('990104')).toMatch(/^政策包 990104-torn 打不开（.*pack\.ts）：/)
    expect(await said('990106')).toContain('没有用 export default 给出政策')
    expect(await said('990101')).toBe('990101-clearwater')
  })
  test('a folder whose name and content differ', async () => {
    expect(await said('990105')).toBe('政策包 990105-other 的文件夹名与内容不一致：里面写的是编号“990105-another”、区划“990105”，应为“990105-other”、“990105”')
  })
})

describe('a pack is found', () => {
  test('by id, code, name or folder', () => {
    for (const asked of ['990101-clearwater', '990101', 'clearwater', join(packs, '990101-clearwater')])
      expect(findPackFolder(asked, packs)).toMatchObject({ ok: true, value: { id: '990101-clearwater', division: '990101' } })
  })
  test.each([
    ['clearwtaer', '没有政策包“clearwtaer”。现有：500243-pengshui、'],
    ['990102', '“990102”不止一个政策包：990102-again、990102-twice'],
    ['./990107-begun', '找不到政策包的文件夹'],
  ])('or refused: %s', (asked, sentence) => {
    const found = findPackFolder(asked, packs)
    expect(found.ok ? '' : found.message).toContain(sentence)
  })
  test('a folder without rules, or of another name, is told', () => {
    const said = (folder: string): string => {
      const found = findPackFolder(folder)
      return found.ok ? '' : found.message
    }
    expect(said(join(packs, '990107-begun'))).toContain('里没有 src/pack.ts')
    expect(said(tmpdir())).toContain('不像政策包的文件夹')
  })
})

test('every pack of the house answers for its division in the first term of its paper', async () => {
  const folders = listPackFolders(packsOfTheHouse)
  expect(folders.length).toBeGreaterThanOrEqual(2)
  for (const folder of folders) {
    const source = await readPack(folder)
    expect(source.ok ? '' : source.message).toBe('')
  }
})

test('the chains of responsibility of a county are those its papers name; a pack that cannot be read names none', async () => {
  const roles = (await chainsOfCounty('530623')).map(({ chain, role }) => `${chain}·${role}`)
  expect(roles).toContain('四包·村干部包组')
  expect(new Set(roles).size).toBe(roles.length)
  expect([await chainsOfCounty('990104', packs), await chainsOfCounty('990109', packs)]).toEqual([[], []])
})
