import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder } from '../../../platform/files/index.ts'
import { whatItSays } from '../testing/what-it-says.ts'

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)
/** What a command answers. `~` stands for the desk. */
const answer = async (line: string): Promise<Readonly<{ code: number; said: string }>> => {
  const { code, out } = await whatItSays(line.split(' ').map(word => word.replaceAll('~', desk)))
  return { code, said: out }
}
const does = async (line: string): Promise<string> => {
  const { code, said } = await answer(line)
  if (code !== 0) throw new Error(said)
  return said
}

const place = '--county 990101 --data ~/data --config ~/config'
const run = `run ~/名册 ${place} --term 2022秋 --out ~/结果`
const recheck = `recheck ${place} --term 2022秋 --out ~/复核.xlsx`
const publish = `publish ${place} --term 2022秋`
const take = `office-snapshot ${place} --as zhang.san`
const list = 'forget --county 990101 --data ~/data'
const numberIn = (said: string): string => /办公库快照 (\w{16})：/.exec(said)?.[1] ?? ''
const runIn = (said: string): string => /运行编号 (\w{16})/.exec(said)?.[1] ?? ''
const written = (): string => ['entitlement', 'lead', 'missing'].map(name => readFileSync(at('结果', 'jsonl', `${name}.jsonl`), 'utf8')).join('')
/** A child of the run that is due something, as `explain` is asked for it. */
const explainOne = (): string => {
  const [line = '{}'] = readFileSync(at('结果', 'jsonl', 'entitlement.jsonl'), 'utf8').split('\n')
  const { file, sheet, row } = JSON.parse(line) as Readonly<{ file: string; sheet: string; row: number }>
  return `explain ${place} --term 2022秋 --row ${file}〔${sheet}〕第${row}行`
}

let [first, number] = ['', '']
beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'office-snapshot-'))
  await does('sample --children 100 --seed 3 --out ~/名册')
  first = await does(run)
  await does(publish)
  await does(`account add zhang.san --name 张三 --role A-12 ${place}`)
}, 300_000)
afterAll(() => removeFolder(desk))

test('what the office knows is taken along by whoever sees the county, and by nobody else', async () => {
  await does(`account add li.si --name 李四 --role A-28 ${place}`)
  expect(await answer(take.replace('zhang.san', 'li.si'))).toMatchObject({ code: 1 })
  expect(await answer(take.replace('zhang.san', 'nobody'))).toMatchObject({ code: 1, said: expect.stringContaining('没有账号“nobody”') })
  expect(await does(`office-snapshot ${place}`)).toContain('没有 990101 的办公库快照')
  number = numberIn(await does(take))
  expect(number).not.toBe('')
  expect(await does(`office-snapshot ${place}`)).toContain(number)
  expect(await does(list)).toMatch(new RegExp(`快照 ${number}：截至第 \\d+ 次办理，办公库快照 \\d+ 行\n`))
  expect(await does('audit verify --county 990101 --data ~/data')).not.toContain('不一致')
})

test('the next run takes it by itself, decides the same, is decided again, told and published', { timeout: 300_000 }, async () => {
  const before = written()
  const said = await does(run)
  expect(said).toContain(`已带上办公库快照 ${number}`)
  expect(runIn(said)).not.toBe(runIn(first))
  expect(written()).toBe(before)
  expect(await does(recheck)).toContain('完全一致')
  const told = await does(explainOne())
  expect(told).toContain('依据：')
  expect(await does(publish)).toContain(`运行 ${runIn(said)} 已发布`)
  expect(await does(`${publish} --verify`)).toContain('完全一致')
  // Without it, it is the first run again; by its number, the second.
  expect(runIn(await does(`${run} --office 不用`))).toBe(runIn(first))
  expect(runIn(await does(`${run} --office ${number.slice(0, 10)}`))).toBe(runIn(said))
  expect(await does(explainOne())).toBe(told)
})

test('a new master key covers it, and the old one can go', { timeout: 300_000 }, async () => {
  const kept =
    readdirSync(at('data', 'snapshots')).length + readdirSync(at('data', 'runs', '990101', '2022-autumn')).filter(name => !name.endsWith('.json')).length + 1
  const said = await does(`rotate-keys ${place}`)
  const wrapped = Number(/(\d+) 份快照、运行和字段密钥/.exec(said)?.[1])
  expect(wrapped).toBeGreaterThanOrEqual(kept)
  expect(readFileSync(at('data', 'office', number, 'key.json'), 'utf8')).toContain('"master": 2')
  rmSync(at('config', 'keys', '990101', 'master-1.key'))
  expect(await does(recheck)).toContain('完全一致')
  expect(await does(run)).toContain(`已带上办公库快照 ${number}`)
})

test('destroyed, it ends with the runs that were told of it, everything says since when and why, and the first run stays', { timeout: 300_000 }, async () => {
  const withOffice = runIn(await does(run))
  const gone = await does(`${list} --snapshot ${number} --why 保存期满`)
  expect(gone).toContain(`已销毁快照 ${number}`)
  expect(gone).toContain(`已销毁运行 ${withOffice}`)
  expect(gone).not.toContain(runIn(first))
  for (const line of [recheck, explainOne(), publish]) {
    const { code, said } = await answer(line)
    expect([line, code]).toEqual([line, 1])
    expect(said).toMatch(/已于 \d{4}-\d\d-\d\d 销毁（所依据的快照 \w{16} 已销毁：保存期满）/)
  }
  expect(await answer(`${run} --office ${number}`)).toMatchObject({
    code: 1,
    said: expect.stringMatching(new RegExp(`办公库快照 ${number} 的密钥已于 .* 销毁`)),
  })
  expect(await does(`office-snapshot ${place}`)).toContain('没有 990101 的办公库快照')
  const trail = readFileSync(at('data', 'ended.jsonl'), 'utf8').trim().split('\n')
  expect(trail.map(line => JSON.parse(line) as object)).toMatchObject([
    { what: 'run', id: withOffice, county: '990101' },
    { what: 'snapshot', id: number, county: '990101', why: '保存期满' },
  ])
  // The next run is told of no office, and is the first again; another snapshot can be taken.
  expect(runIn(await does(run))).toBe(runIn(first))
  expect(await does(recheck)).toContain('完全一致')
  expect(numberIn(await does(take))).not.toBe('')
  expect(existsSync(at('data', 'ended.jsonl'))).toBe(true)
})
